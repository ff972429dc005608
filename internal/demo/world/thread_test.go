package world

import (
	"testing"
	"time"
)

func TestCountsOfThreads(t *testing.T) {
	w := load(t)
	posts, states, forums, marks := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	sum := 0
	for _, th := range w.Threads {
		posts[th.Key] = len(th.Posts)
		sum += len(th.Posts)
		states[th.State]++
		forums[th.Forum]++
		for _, p := range th.Posts {
			if p.Mark == "statement" {
				marks["statement"]++
			}
			if p.Letter != nil {
				marks["letter"]++
			}
			if p.Held != nil {
				marks["held"]++
			}
			if p.Blocked != nil {
				marks["blocked"]++
			}
		}
	}
	same(t, "posts", posts, map[string]int{"T01": 12, "T02": 10, "T03": 9, "T04": 8, "T05": 7, "T06": 5, "T07": 8, "T08": 9, "T09": 7, "T10": 6})
	same(t, "states", states, map[string]int{"open": 8, "locked": 1, "archived": 1})
	same(t, "forums", forums, map[string]int{"HD": 3, "JH": 2, "LH": 5})
	same(t, "marks", marks, map[string]int{"statement": 2, "letter": 1, "held": 1, "blocked": 1})
	if sum != 81 {
		t.Errorf("%d posts, want 81", sum)
	}
}

// What stands in which language on the demo day.
func TestTranslations(t *testing.T) {
	w := load(t)
	want := map[string]map[string]int{
		"T01": {"zh reviewed": 2, "en machine": 10, "sv machine": 10},
		"T02": {"en reviewed": 10, "sv machine": 10},
		"T03": {"zh reviewed": 4, "en reviewed": 8, "sv reviewed": 1},
		"T04": {"en machine": 8},
		"T05": {"en machine": 7},
		"T06": {"en machine": 5},
		"T07": {"en machine": 8, "sv machine": 8},
		"T08": {"zh reviewed": 2, "en reviewed": 8, "sv machine": 8},
		"T09": {"en machine": 7},
		"T10": {"en machine": 5},
	}
	for _, th := range w.Threads {
		got := map[string]int{}
		for _, p := range th.Posts {
			for _, tr := range p.Translations {
				got[tr.Language+" "+tr.State]++
				if tr.State == "reviewed" && (tr.Translator == "karin") != (tr.Language == "sv") {
					t.Errorf("%s#%d: %s translates into %s", th.Key, p.Number, tr.Translator, tr.Language)
				}
			}
		}
		same(t, th.Key, got, want[th.Key])
	}
}

func TestFirstAndLastPosts(t *testing.T) {
	w := load(t)
	want := map[string][2]string{
		"T01": {"2019-04-02", "2019-06-07"}, "T02": {"2016-09-27", "2016-10-12"}, "T03": {"2017-10-03", "2017-10-19"},
		"T04": {"2018-05-14", "2018-09-10"}, "T05": {"2016-11-14", "2016-11-25"}, "T06": {"2019-03-04", "2019-05-27"},
		"T07": {"2017-11-06", "2017-12-01"}, "T08": {"2017-05-04", "2018-11-06"}, "T09": {"2018-06-11", "2018-10-08"},
		"T10": {"2019-02-12", "2019-02-22"},
	}
	for _, th := range w.Threads {
		first, last := th.Posts[0].At.Format(time.DateOnly), th.Posts[len(th.Posts)-1].At.Format(time.DateOnly)
		if got := [2]string{first, last}; got != want[th.Key] {
			t.Errorf("%s: %v, want %v", th.Key, got, want[th.Key])
		}
	}
}

// The zone of every instant is that of the forums, so that a date means the day people saw.
func TestInstantsAreInChina(t *testing.T) {
	for _, s := range load(t).Timeline() {
		if _, offset := s.At.Zone(); offset != 8*3600 {
			t.Errorf("%s at %s", s.Action, s.At)
		}
	}
}

func TestTimelineRunsForward(t *testing.T) {
	w := load(t)
	steps := w.Timeline()
	translations := 0
	for _, th := range w.Threads {
		for _, p := range th.Posts {
			for _, tr := range p.Translations {
				translations++
				if tr.State == "reviewed" {
					translations++
				}
			}
		}
	}
	proposals := 0
	for _, p := range w.Proposals {
		proposals += len(p.Steps) + len(p.Translations)
	}
	promises := 0
	for _, c := range w.Commitments {
		promises += len(c.Steps)
	}
	handled := 0
	for _, h := range w.Handlings {
		handled += len(h.Steps)
	}
	for _, p := range w.Partnerships {
		handled += len(p.Steps)
	}
	charters := len(w.Charters.Comment) + len(w.Charters.Answered)
	met := 0
	for _, m := range w.Meetings { // planned; announced; answered; opened, rolled and ended, with who moved; items opened, and ended where no step of a proposal or the charter ends them
		met++
		if !m.Announced.IsZero() {
			met++
		}
		if len(m.Replies) > 0 {
			met++
		}
		if m.Opener == "" {
			continue
		}
		met += 3 + len(m.Moves)
		for _, i := range m.Items {
			met++
			if i.Proposal == "" && !i.Charter {
				met++
			}
		}
	}
	for _, m := range w.Minutes { // handed to the chair and sent round; approved, issued, corrected
		met += 3 + 2*len(m.Translations) // read; each translated and reviewed
		for _, at := range []bool{!m.Approved.IsZero(), !m.Issued.IsZero(), m.Erratum != nil} {
			if at {
				met++
			}
		}
		for _, c := range m.Corrections {
			met++
			if c.Verb != "" {
				met++
			}
		}
	}
	if len(steps) != len(w.Steps)+translations+proposals+len(w.Statements)+promises+handled+charters+met {
		t.Errorf("%d steps, want %d, %d, %d, %d, %d, %d, %d and %d", len(steps), len(w.Steps), translations, proposals, len(w.Statements), promises, handled, charters, met)
	}
	for i := 1; i < len(steps); i++ {
		if steps[i].At.Before(steps[i-1].At) {
			t.Fatalf("step %d at %s comes before %s", i, steps[i].At, steps[i-1].At)
		}
	}
	if last := steps[len(steps)-1]; last.Action != "clock.start" || !last.At.Equal(w.StartsAt) {
		t.Errorf("the play ends with %s at %s", last.Action, last.At)
	}
}

func TestWhoMaySpeak(t *testing.T) {
	w := load(t)
	lh, _ := w.Forum("LH")
	for _, c := range []struct {
		who, organisation, day string
		want                   bool
	}{
		{"maliqing", "huilin", "2019-04-03", true},
		{"maliqing", "tongxing", "2019-04-03", false},
		{"hanlian", "huilin", "2017-03-01", false},
		{"anna", "sambord", "2019-04-03", true},
		{"alex", "donor-a", "2019-04-03", false},
		{"zhengliyuan", "hd-ca", "2019-04-03", true},
		{"elin", "sambord", "2019-04-03", true},
		{"johan", "sambord", "2019-04-03", false},
	} {
		at, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := w.MaySpeak(lh, c.who, c.organisation, at); got != c.want {
			t.Errorf("%s for %s on %s: %v", c.who, c.organisation, c.day, got)
		}
	}
}
