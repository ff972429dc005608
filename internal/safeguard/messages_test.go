package safeguard_test

import (
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"sametable/internal/safeguard"
	"sametable/locales"
)

// entry is one message of a file.
type entry struct{ Description, One, Other string }

func messages(t *testing.T, lang string) map[string]entry {
	t.Helper()
	all := map[string]entry{}
	if _, err := toml.DecodeFS(locales.Messages(), lang+"/safeguard."+lang+".toml", &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEveryRuleAndOfferSpeaksThreeLanguages(t *testing.T) {
	g := safeguard.Default()
	for _, lang := range []string{"zh", "en", "sv"} {
		all := messages(t, lang)
		for _, s := range []safeguard.Severity{safeguard.SeverityWarn, safeguard.SeverityBlock, safeguard.SeverityHotline} {
			if all[s.Why().ID].Other == "" {
				t.Errorf("%s: no %s", lang, s.Why().ID)
			}
		}
		for _, id := range g.RuleIDs() {
			if all["safeguard.rule."+id].Other == "" {
				t.Errorf("%s: no words for rule %s", lang, id)
			}
		}
		for _, l := range corpus(t) {
			for _, h := range g.Check(l.text, postingDay) {
				for _, o := range h.Offers {
					m := all[o.Label().ID]
					if m.Other == "" || (o.Replacement != "") != strings.Contains(m.Other, "{{.Text}}") {
						t.Fatalf("%s: offer %s reads %q", lang, o.ID, m.Other)
					}
				}
			}
		}
	}
}

func TestTheThreeFilesHoldTheSameMessages(t *testing.T) {
	zh, en, sv := messages(t, "zh"), messages(t, "en"), messages(t, "sv")
	for id, m := range zh {
		if en[id].Other == "" || sv[id].Other == "" {
			t.Errorf("%s is missing in a language", id)
		}
		if strings.ContainsAny(m.Other, ",:;!?！") {
			t.Errorf("%s: half-width punctuation or an exclamation mark: %s", id, m.Other)
		}
		if strings.ContainsRune(en[id].Other+sv[id].Other, '!') {
			t.Errorf("%s: an exclamation mark", id)
		}
	}
	if len(en) != len(zh) || len(sv) != len(zh) {
		t.Errorf("zh has %d messages, en %d, sv %d", len(zh), len(en), len(sv))
	}
}
