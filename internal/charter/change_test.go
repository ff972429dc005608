package charter_test

import (
	"strings"
	"testing"
	"time"

	"sametable/internal/charter"
	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/text"
)

// inForce makes the charter in force in HD the one of the table.
func (t *table) inForce() charter.Page {
	t.Helper()
	c, err := t.Rooms.Forums.Charter(t.Context(), "HD", "zh")
	t.Must(err)
	t.id = c.Charter.ID
	return t.page("elin")
}

func (t *table) propose(who string, change func(*charter.Proposing)) (charter.Change, string) {
	t.Helper()
	p := t.inForce()
	f := charter.Proposing{Charter: t.id, Reason: "写明期限。", Language: "zh", Form: charter.Form{Zh: p.Sources["zh"], En: p.Sources["en"], Sv: p.Sources["sv"], Rules: p.Charter.Rules(), Version: p.Charter.Version}}
	change(&f)
	x, err := t.Rooms.Charters.ProposeChange(t.Context(), t.Actor(t.T, who), f)
	return x, house.Says(err)
}

// announced is a change that the secretary proposed and the chair announced.
func (t *table) announced() charter.Change {
	t.Helper()
	x, got := t.propose("sunlizhen", longer)
	if got != "" {
		t.Fatal(got)
	}
	if got := t.takes("wangliwen", &x, charter.ChangeStep{Verb: "announce"}); got != "" {
		t.Fatal(got)
	}
	return x
}

// takes takes a change one step on.
func (t *table) takes(who string, x *charter.Change, step charter.ChangeStep) string {
	t.Helper()
	step.Change, step.Version = x.ID, x.Version
	got, err := t.Rooms.Charters.TakeChange(t.Context(), t.Actor(t.T, who), step)
	if err == nil {
		*x = got
	}
	return house.Says(err)
}

// longer writes another period into the text and the rules.
func longer(f *charter.Proposing) {
	f.Zh = strings.Replace(f.Zh, "征求意见一般为30天。", "征求意见一般为45天。", 1)
	f.En = strings.Replace(f.En, "lasts 30 days", "lasts 45 days", 1)
	f.Sv = strings.Replace(f.Sv, "normalt 30 dagar", "normalt 45 dagar", 1)
	f.Rules.ConsultationDays = 45
}

// An editorial change comes into force where nobody objects within a week: a new version of the text, and its rules from then on.
func TestNobodyObjects(t *testing.T) {
	tables(t, func(t *table) {
		for want, change := range map[string]func(*charter.Proposing){
			"zh:charter.nothing_changed":  func(*charter.Proposing) {},
			"rules:charter.not_editorial": func(f *charter.Proposing) { longer(f); f.Rules.Decision = forum.DecisionRules()[3] },
			"reason:input.required":       func(f *charter.Proposing) { longer(f); f.Reason = "" },
		} {
			if _, got := t.propose("sunlizhen", change); got != want {
				t.Errorf("%s, want %s", got, want)
			}
		}
		if _, got := t.propose("wangliwen", longer); got != "workflow.not_yours" {
			t.Errorf("the chair proposes: %s", got)
		}
		t.Clock.Set(t.Clock.Now().Add(-48 * time.Hour))
		x, got := t.propose("sunlizhen", longer)
		if got != "" || x.Announced() {
			t.Fatalf("%s: %+v", got, x)
		}
		if got := t.takes("maliqing", &x, charter.ChangeStep{Verb: "object", Reason: "理由。", Language: "zh"}); got != "workflow.wrong_state" {
			t.Errorf("an objection before it is announced: %s", got)
		}
		for who, reads := range map[string]bool{"maliqing": true, "elin": true, "fangliqin": false} {
			if p := t.page(who); (len(p.Changes) == 1) != reads {
				t.Errorf("%s sees %d changes before they are announced", who, len(p.Changes))
			}
		}
		if got := t.takes("fangliqin", &x, charter.ChangeStep{Verb: "announce"}); got != "fault.not_found" {
			t.Errorf("the chair of another forum: %s", got)
		}
		if got := t.takes("sunlizhen", &x, charter.ChangeStep{Verb: "announce"}); got != "workflow.not_yours" {
			t.Errorf("the secretary announces: %s", got)
		}
		t.Clock.Set(t.Clock.Now().Add(48 * time.Hour))
		if got := t.takes("wangliwen", &x, charter.ChangeStep{Verb: "announce"}); got != "" || !x.EndsAt.Equal(time.Date(2019, 6, 17, 15, 59, 59, 0, time.UTC)) {
			t.Fatalf("%s, until %s", got, x.EndsAt)
		}
		if _, got := t.propose("elin", longer); got != "guard.charter.one_change" {
			t.Errorf("a second one: %s", got)
		}
		before := t.page("elin")
		for _, c := range []struct {
			at   time.Time
			days int
		}{{x.EndsAt.Add(-time.Second), 30}, {x.EndsAt, 45}} {
			t.Clock.Set(c.at)
			t.Must(t.Rooms.Charters.Sweep(t.Context(), c.at))
			if p := t.page("elin"); p.Charter.Rules().ConsultationDays != c.days {
				t.Errorf("%s: %d days", c.at, p.Charter.Rules().ConsultationDays)
			}
		}
		p := t.page("elin")
		if p.Text.Number != before.Text.Number+1 || !strings.Contains(p.Text.Source, "45天") || p.Changes[0].State != charter.ChangeInForce || p.Changes[0].VersionID != p.Text.ID {
			t.Errorf("version %d: %+v", p.Text.Number, p.Changes[0].Change)
		}
		for _, tr := range p.Translations {
			if tr.State != text.InReview || tr.SourceHash != p.Text.Hash || tr.TranslatedBy != t.Person(t.T, "sunlizhen") {
				t.Errorf("%s is %s", tr.Language, tr.State)
			}
		}
		t.done("linlihua", charter.Step{Verb: "review_translation", Languages: []string{"en", "sv"}})
		for at, want := range map[time.Time]int{x.EndsAt.Add(-time.Second): 30, x.EndsAt: 45} {
			r, err := forum.RulesOn(t.Store.Read(t.Context()), p.Forum.ID, at)
			if err != nil || r.ConsultationDays != want {
				t.Errorf("%s: %d days, %v", at, r.ConsultationDays, err)
			}
		}
		t.Must(t.Rooms.Charters.Sweep(t.Context(), x.EndsAt.Add(time.Hour)))
	})
}

// One objection lets it fall; why is read in the forum alone.
func TestOneObjects(t *testing.T) {
	tables(t, func(t *table) {
		x := t.announced()
		object := func(who, reason string) string {
			t.Helper()
			_, err := t.Rooms.Charters.TakeChange(t.Context(), t.Actor(t.T, who), charter.ChangeStep{Change: x.ID, Verb: "object", Reason: reason, Language: "zh", Version: x.Version})
			return house.Says(err)
		}
		for _, c := range [][3]string{{"sunlizhen", "理由。", "workflow.not_yours"}, {"alex", "理由。", "workflow.not_yours"}, {"maliqing", "", "reason:input.required"}, {"maliqing", "期限影响各方，须表决。", ""},
			{"qinliya", "同上。", "workflow.wrong_state"}} {
			if got := object(c[0], c[1]); got != c[2] {
				t.Errorf("%s, %q: %s, want %s", c[0], c[1], got, c[2])
			}
		}
		for who, reads := range map[string]bool{"qinliya": true, "elin": true, "fangliqin": false} {
			if p := t.page(who); (p.Changes[0].Objection != "") != reads || p.Changes[0].State != charter.ChangeFallen {
				t.Errorf("%s reads %q", who, p.Changes[0].Objection)
			}
		}
		t.Clock.Set(x.EndsAt.Add(time.Hour))
		t.Must(t.Rooms.Charters.Sweep(t.Context(), t.Clock.Now()))
		if p := t.page("elin"); p.Charter.Rules().ConsultationDays != 30 {
			t.Error("it came into force nevertheless")
		}
	})
}

// The chair may decline a change; why is read in the forum alone, and the next can be proposed.
func TestTheChairDeclines(t *testing.T) {
	tables(t, func(t *table) {
		x, got := t.propose("sunlizhen", longer)
		if got != "" {
			t.Fatal(got)
		}
		for _, c := range [][3]string{{"sunlizhen", "理由。", "workflow.not_yours"}, {"wangliwen", "", "reason:input.required"}, {"wangliwen", "须由全体会议决定。", ""}, {"wangliwen", "再说一次。", "workflow.wrong_state"}} {
			if got := t.takes(c[0], &x, charter.ChangeStep{Verb: "decline", Reason: c[1], Language: "zh"}); got != c[2] {
				t.Errorf("%s, %q: %s, want %s", c[0], c[1], got, c[2])
			}
		}
		if p := t.page("maliqing"); len(p.Changes) != 1 || p.Changes[0].State != charter.ChangeDeclined || p.Changes[0].Declined == "" {
			t.Errorf("a member reads %+v", p.Changes)
		}
		if p := t.page("fangliqin"); len(p.Changes) != 0 {
			t.Errorf("an outsider reads %+v", p.Changes)
		}
		t.Clock.Set(x.EndsAt.Add(time.Hour))
		t.Must(t.Rooms.Charters.Sweep(t.Context(), t.Clock.Now()))
		if p := t.page("elin"); p.Charter.Rules().ConsultationDays != 30 {
			t.Error("it came into force nevertheless")
		}
		if _, got := t.propose("sunlizhen", longer); got != "" {
			t.Errorf("the next one: %s", got)
		}
	})
}
