package safeguard_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"sametable/internal/safeguard"
)

// labelled is one line of the corpus.
type labelled struct {
	id, lang, text string
	must, may      []string // rules that have to hit, and rules that are free to
}

// corpus reads the contract.
func corpus(t testing.TB) []labelled {
	t.Helper()
	raw, err := os.ReadFile("testdata/corpus.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var list []labelled
	seen := map[string]bool{}
	for line := range strings.SplitSeq(strings.TrimSpace(string(raw)), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 4 || seen[cells[0]] {
			t.Fatalf("corpus: not four cells, or an id twice: %q", line)
		}
		seen[cells[0]] = true
		l := labelled{id: cells[0], lang: cells[1], text: compose(t, cells[3])}
		for rule := range strings.SplitSeq(cells[2], ",") {
			switch {
			case rule == "clean":
			case strings.HasPrefix(rule, "?"):
				l.may = append(l.may, rule[1:])
			default:
				l.must = append(l.must, rule)
			}
		}
		list = append(list, l)
	}
	return list
}

// tally counts one group of rules: lines found, missed and wrongly accused.
type tally struct{ found, missed, wrong int }

func (c tally) recall() float64    { return share(c.found, c.found+c.missed) }
func (c tally) precision() float64 { return share(c.found, c.found+c.wrong) }

func share(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// groupOf sorts the rules as the goals do.
func groupOf(rule string) string {
	switch rule {
	case "cn_resident_id", "cn_adult_id", "cn_student_no", "cn_disability_cert", "se_personnummer", "se_adult_id":
		return "checksummed number"
	case "cn_id_unchecked", "cn_id_15", "cn_mobile", "se_mobile", "cn_birth_cert", "passport", "wechat_qq":
		return "number and contact"
	case "case_signal":
		return "one child in danger"
	}
	return "child and place"
}

func TestCorpus(t *testing.T) {
	g := safeguard.Default()
	groups := map[string]*tally{}
	count := func(rule string) *tally {
		name := groupOf(rule)
		if groups[name] == nil {
			groups[name] = &tally{}
		}
		return groups[name]
	}
	positives, clean, alarms := 0, 0, 0
	for _, l := range corpus(t) {
		got := g.Check(l.text, postingDay).Rules()
		if len(l.must) == 0 {
			clean++
			if len(got) > 0 {
				alarms++
				t.Logf("%s: false alarm %v: %s", l.id, got, l.text)
			}
		} else {
			positives++
		}
		for _, rule := range l.must {
			if slices.Contains(got, rule) {
				count(rule).found++
				continue
			}
			count(rule).missed++
			t.Logf("%s: %s missed: %s", l.id, rule, l.text)
		}
		for _, rule := range got {
			if !slices.Contains(l.must, rule) && !slices.Contains(l.may, rule) {
				count(rule).wrong++
				t.Logf("%s: %s not expected: %s", l.id, rule, l.text)
			}
		}
	}
	for name, c := range groups {
		t.Logf("%-20s recall %5.1f %%  precision %5.1f %%  (%d found, %d missed, %d wrong)", name, 100*c.recall(), 100*c.precision(), c.found, c.missed, c.wrong)
		least := 0.95
		if name == "checksummed number" {
			least = 1
		}
		if c.recall() < least || c.precision() < 0.8 {
			t.Errorf("%s: recall %.3f, precision %.3f", name, c.recall(), c.precision())
		}
	}
	t.Logf("%d lines to find, %d clean ones, %d false alarms", positives, clean, alarms)
	if positives < 160 || clean < 240 {
		t.Errorf("the corpus is too small: %d to find, %d clean", positives, clean)
	}
	if share(alarms, clean) > 0.005 {
		t.Errorf("false alarms on %d of %d clean lines", alarms, clean)
	}
}

func TestHitsStandInsideTheTextAndCarryOffers(t *testing.T) {
	g := safeguard.Default()
	for _, l := range corpus(t) {
		n := len([]rune(l.text))
		for _, h := range g.Check(l.text, postingDay) {
			if h.Start < 0 || h.End > n || h.Start >= h.End {
				t.Errorf("%s: %s at [%d,%d) of %d", l.id, h.Rule, h.Start, h.End, n)
			}
			if (len(h.Offers) == 0) != (h.Severity == safeguard.SeverityHotline) {
				t.Errorf("%s: %s has %d offers", l.id, h.Rule, len(h.Offers))
			}
		}
	}
}

func TestRemovingEveryHitLeavesACleanText(t *testing.T) {
	g := safeguard.Default()
	for _, l := range corpus(t) {
		for text, tries := l.text, 0; ; tries++ {
			f := g.Check(text, postingDay)
			if len(f) == 0 || f.Hotline() {
				break
			}
			if tries > 12 {
				t.Errorf("%s: never clean: %q %v", l.id, text, f.Rules())
				break
			}
			text = f[0].Offers[len(f[0].Offers)-1].Apply(text, f[0])
		}
	}
}
