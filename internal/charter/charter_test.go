package charter_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"sametable/internal/ballot"
	"sametable/internal/charter"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// table is the world with what the tests of charters do in it: the next charter of HD.
type table struct {
	house.Table
	id string
}

func tables(t *testing.T, test func(t *table)) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		table := &table{Table: house.Table{T: t, House: h}}
		test(table)
		table.Whole()
	})
}

// drafted is a next charter of HD with an article more, by elin.
func (t *table) drafted() {
	t.Helper()
	t.id = t.NextCharter(t.T, "HD", func(f *charter.Form) {
		f.Zh, f.En, f.Sv = f.Zh+"\n\n附则甲。", f.En+"\n\nAnnex A.", f.Sv+"\n\nBilaga A."
		f.Rules.QuietMinutes = 7
	}).ID
}

func (t *table) now() forum.Charter {
	t.Helper()
	var c forum.Charter
	t.Must(t.Store.Read(t.Context()).Where("id = ?", t.id).Take(&c).Error)
	return c
}

func (t *table) take(who string, step charter.Step) string {
	t.Helper()
	step.Charter, step.Version, step.Anyway = t.id, t.now().Version, true
	_, err := t.Rooms.Charters.Take(t.Context(), t.Actor(t.T, who), step)
	return house.Says(err)
}

// done takes a step that has to succeed.
func (t *table) done(who string, step charter.Step) {
	t.Helper()
	if got := t.take(who, step); got != "" {
		t.Fatalf("%s by %s: %s", step.Verb, who, got)
	}
}

func (t *table) said(who string, said charter.Said) (charter.Comment, string) {
	t.Helper()
	said.Charter, said.Language = t.id, "zh"
	if said.Comment == "" {
		said.Version = t.now().Version
	}
	c, err := t.Rooms.Charters.Comment(t.Context(), t.Actor(t.T, who), said)
	return c, house.Says(err)
}

func (t *table) page(who string) charter.Page {
	t.Helper()
	p, err := t.Rooms.Charters.ByID(t.Context(), t.Actor(t.T, who), t.id, "zh")
	t.Must(err)
	return p
}

// edit changes the text as elin.
func (t *table) edit(more string) string {
	t.Helper()
	c := t.page("elin").CharterPage
	form := charter.Form{Zh: c.Sources["zh"] + more, En: c.Sources["en"] + more, Sv: c.Sources["sv"] + more, Rules: c.Charter.Rules(), Version: c.Charter.Version}
	return house.Says(t.Rooms.Charters.Edit(t.Context(), t.Actor(t.T, "elin"), "HD", form))
}

// consulted is one whose consultation is open until a day.
func (t *table) consulted() {
	t.Helper()
	t.drafted()
	t.done("elin", charter.Step{Verb: "submit"})
	t.done("linlihua", charter.Step{Verb: "consult", Until: "2019-06-24"})
}

// voters gives who votes for whom.
func voters() map[string]string {
	return map[string]string{"maliqing": "huilin", "qinliya": "fed", "zhaoliran": "huyuan", "yelizhi": "beidi", "denglitong": "xunli", "malidong": "dongze-ca", "jialixing": "hd-edu",
		"gaolicheng": "gaohu", "liliming": "hd-ca"}
}

// counted puts it to the vote and lets everybody say the same.
func (t *table) counted(voice ballot.Voice) ballot.Ballot {
	t.Helper()
	var form ballot.Form
	form.Meeting = "第二次全体会议"
	for _, org := range voters() {
		form.Present = append(form.Present, t.Org(org))
	}
	b, err := t.Rooms.Charters.Put(t.Context(), t.Actor(t.T, "sunlizhen"), t.id, t.now().Version, form)
	t.Must(err)
	b, err = t.Rooms.Ballots.Take(t.Context(), t.Actor(t.T, "sunlizhen"), ballot.Step{Ballot: b.ID, Verb: "open", Version: b.Version})
	t.Must(err)
	for who, org := range voters() {
		_, err := t.Rooms.Ballots.Cast(t.Context(), t.Actor(t.T, who), ballot.Vote{Ballot: b.ID, Organisation: t.Org(org), Voice: string(voice), Words: map[ballot.Voice]string{ballot.Objects: "先说明理由。"}[voice],
			Language: "zh", Version: 1})
		t.Must(err)
	}
	b, err = t.Rooms.Ballots.Take(t.Context(), t.Actor(t.T, "sunlizhen"), ballot.Step{Ballot: b.ID, Verb: "close", Version: b.Version})
	t.Must(err)
	return b
}

func (t *table) announce(who string) string {
	t.Helper()
	_, err := t.Rooms.Charters.Announce(t.Context(), t.Actor(t.T, who), t.id, t.now().Version)
	return house.Says(err)
}

func (t *table) rules(at time.Time) int {
	t.Helper()
	f, err := t.Rooms.Forums.Find(t.Context(), "HD")
	t.Must(err)
	r, err := forum.RulesOn(t.Store.Read(t.Context()), f.ID, at)
	t.Must(err)
	return r.QuietMinutes
}

// A charter goes its whole way: another person opens the consultation, each comment is answered, the text is changed, its translations are
// reviewed, the forum votes, and what comes of it supersedes the one before.
func TestTheWholeWay(t *testing.T) {
	tables(t, func(t *table) {
		before, err := t.Rooms.Forums.Charter(t.Context(), "HD", "zh")
		t.Must(err)
		t.drafted()
		t.done("elin", charter.Step{Verb: "submit"})
		if got := t.edit("。"); got != "workflow.wrong_state" {
			t.Errorf("edited in review: %s", got)
		}
		for want, step := range map[string]charter.Step{"guard.second_person": {Verb: "consult", Until: "2019-06-24"}, "reason:input.required": {Verb: "return"}} {
			if got := t.take("elin", step); got != want {
				t.Errorf("%s: %s, want %s", step.Verb, got, want)
			}
		}
		for _, day := range []string{"2019-06-23", "2019-12-31", ""} {
			if got := t.take("linlihua", charter.Step{Verb: "consult", Until: day}); got != "until:charter.until_days" && got != "until:input.required" {
				t.Errorf("until %s: %s", day, got)
			}
		}
		t.done("linlihua", charter.Step{Verb: "consult", Until: "2019-06-24"})
		if c := t.now(); !c.WindowEnds.Equal(time.Date(2019, 6, 24, 15, 59, 59, 0, time.UTC)) || c.ConsultedID != c.VersionID {
			t.Errorf("until %s on %s", c.WindowEnds, c.ConsultedID)
		}
		one, got := t.said("maliqing", charter.Said{Place: charter.BlockPlace(3), Quote: "宗旨", Words: "建议写明儿童。"})
		if got != "" {
			t.Fatal(got)
		}
		two, got := t.said("qinliya", charter.Said{Place: charter.RulePlace("quorum_share"), Words: "建议三分之二。"})
		if got != "" {
			t.Fatal(got)
		}
		put := func() string {
			_, err := t.Rooms.Charters.Put(t.Context(), t.Actor(t.T, "sunlizhen"), t.id, t.now().Version, ballot.Form{Written: true, Until: "2019-08-01"})
			return house.Says(err)
		}
		answer := func(c *charter.Comment, fate, words string) string {
			got, err := t.Rooms.Charters.Answer(t.Context(), t.Actor(t.T, "wangliwen"), charter.Answering{Comment: c.ID, Fate: fate, Answer: words, Language: "zh", Version: c.Version})
			if err == nil {
				*c = got
			}
			return house.Says(err)
		}
		for what, got := range map[string]string{"put": put(), "answered": answer(&one, charter.TakenUp, "已写明。"), "edited": t.edit("。")} {
			if got != "guard.charter.window_over" {
				t.Errorf("%s while it runs: %s", what, got)
			}
		}
		t.Clock.Set(*t.now().WindowEnds)
		if got := put(); got != "guard.charter.answered" {
			t.Errorf("put with open comments: %s", got)
		}
		if got := answer(&one, charter.TakenUp, " "); got != "answer:input.required" {
			t.Errorf("answered without a reason: %s", got)
		}
		for c, fate := range map[*charter.Comment]string{&one: charter.TakenUp, &two: charter.NotUp} {
			if got := answer(c, fate, "理由见会议材料。"); got != "" {
				t.Errorf("%s: %s", fate, got)
			}
		}
		if got := t.edit("\n\n附则乙。"); got != "" {
			t.Errorf("edited afterwards: %s", got)
		}
		if got := put(); got != "guard.charter.reviewed" {
			t.Errorf("put before the translations are reviewed: %s", got)
		}
		if got := t.take("elin", charter.Step{Verb: "review_translation", Languages: []string{"en"}}); got != "guard.charter.to_review" {
			t.Errorf("she reviews her own: %s", got)
		}
		t.done("linlihua", charter.Step{Verb: "review_translation", Languages: []string{"en", "sv"}})
		if quiet := t.rules(t.Clock.Now()); quiet != 30 {
			t.Errorf("the draft's rules run: %d", quiet)
		}
		b := t.counted("yes")
		if b.Rules().QuietMinutes != 30 || b.Revision != t.page("elin").Text.Number || b.Reference != "HD-CH-2019-02" {
			t.Errorf("the ballot: %+v", b)
		}
		if got := t.announce("sunlizhen"); got != "workflow.not_yours" {
			t.Errorf("the secretary announces: %s", got)
		}
		adopted := t.Clock.Now().Add(time.Minute)
		t.Clock.Set(adopted)
		if got := t.announce("wangliwen"); got != "" {
			t.Fatal(got)
		}
		now, err := t.Rooms.Forums.Charter(t.Context(), "HD", "zh")
		if err != nil || now.Charter.ID != t.id || now.Charter.AdoptedNote != "第二次全体会议" || now.Next != 0 {
			t.Errorf("%+v, %v", now.Charter, err)
		}
		old, err := t.Rooms.Forums.CharterByID(t.Context(), before.Charter.ID, "zh")
		if err != nil || old.Charter.State != forum.CharterSuperseded {
			t.Errorf("the one before is %s, %v", old.Charter.State, err)
		}
		if t.rules(adopted.Add(-time.Second)) != 30 || t.rules(adopted) != 7 || t.rules(adopted.AddDate(1, 0, 0)) != 7 {
			t.Error("the rules of a day are not those that ran on it")
		}
	})
}

// A ballot that is void or without a quorum leaves the charter where it can be put to the vote again; one that fell rejects it, and the next
// begins from the one in force.
func TestWhatABallotLeaves(t *testing.T) {
	tables(t, func(t *table) {
		t.drafted()
		t.CharterAt(t.T, t.now(), forum.CharterConsultation)
		t.done("linlihua", charter.Step{Verb: "review_translation", Languages: []string{"en", "sv"}})
		put := func() (ballot.Ballot, string) {
			b, err := t.Rooms.Charters.Put(t.Context(), t.Actor(t.T, "sunlizhen"), t.id, t.now().Version, ballot.Form{Written: true, Until: "2019-06-20"})
			return b, house.Says(err)
		}
		b, got := put()
		if got != "" || t.now().State != forum.CharterDecision {
			t.Fatalf("%s, %s", got, t.now().State)
		}
		if _, got := put(); got != "guard.charter.unpolled" {
			t.Errorf("put twice: %s", got)
		}
		_, err := t.Rooms.Ballots.Take(t.Context(), t.Actor(t.T, "sunlizhen"), ballot.Step{Ballot: b.ID, Verb: "void", Version: b.Version, Reason: "另行表决。"})
		t.Must(err)
		if b, got = put(); got != "" {
			t.Errorf("put again: %s", got)
		}
		b, err = t.Rooms.Ballots.Take(t.Context(), t.Actor(t.T, "sunlizhen"), ballot.Step{Ballot: b.ID, Verb: "open", Version: b.Version})
		t.Must(err)
		t.Clock.Set(*b.Until)
		t.Must(t.Rooms.Ballots.Sweep(t.Context(), t.Clock.Now()))
		if got := t.announce("wangliwen"); got != "guard.charter.fallen" {
			t.Errorf("without a quorum it is announced: %s", got)
		}
		t.done("sunlizhen", charter.Step{Verb: "reopen", Reason: "先补充说明。"})
		if got := t.edit("\n\n附则丙。"); got != "" {
			t.Errorf("edited again: %s", got)
		}
		t.done("linlihua", charter.Step{Verb: "review_translation", Languages: []string{"en", "sv"}})
		t.counted(ballot.Objects)
		if got := t.announce("wangliwen"); got != "" || t.now().State != forum.CharterRejected {
			t.Errorf("%s, it is %s", got, t.now().State)
		}
		next := t.NextCharter(t.T, "HD", func(*charter.Form) {})
		if next.Number != 3 || next.RulesJSON != t.page("elin").Charter.RulesJSON && next.Rules().QuietMinutes != 30 {
			t.Errorf("the next: %+v", next)
		}
	})
}

// A charter is looked at as readers will see it: a number spelt in signs of HTML is a number on the page.
func TestTheGateReadsACharter(t *testing.T) {
	tables(t, func(t *table) {
		t.drafted()
		if got := t.edit("\n\n儿童 &#54;39999" + "20100101" + "0014 的情况"); got != "zh:safeguard.stopped" {
			t.Errorf("a child's number in signs of HTML: %s", got)
		}
	})
}

// Whoever sent it for review may get it back, with a reason that she reads.
func TestItGoesBack(t *testing.T) {
	tables(t, func(t *table) {
		t.drafted()
		t.done("elin", charter.Step{Verb: "submit"})
		_, err := t.Rooms.Charters.Take(t.Context(), t.Actor(t.T, "sunlizhen"), charter.Step{Charter: t.id, Verb: "return", Version: t.now().Version, Reason: "第七条与规则项不一致。"})
		var f *fault.Fault
		if !errors.As(err, &f) || house.Says(err) != "reason:reason.unread.sv" {
			t.Errorf("in a language she does not read: %v", err)
		}
		t.done("sunlizhen", charter.Step{Verb: "return", Reason: "第七条与规则项不一致。"})
		var e register.Entry
		t.Must(t.Store.Read(t.Context()).Where("noun_id = ? AND verb = 'charter.returned'", t.id).Take(&e).Error)
		if t.now().State != forum.CharterDraft || !slices.Equal(e.Audience().Persons, []policy.PersonID{t.Person(t.T, "elin")}) {
			t.Errorf("it is %s, told %+v", t.now().State, e.Audience())
		}
	})
}

// What the demo world played: the founding forums went by their drafts until they adopted them, and each comment has its answer.
func TestTheForumsOfTheWorld(t *testing.T) {
	tables(t, func(t *table) {
		for key, n := range map[string]int{"HD": 6, "JH": 0, "LH": 0} {
			c, err := t.Rooms.Forums.Charter(t.Context(), key, "en")
			t.Must(err)
			p, err := t.Rooms.Charters.Read(t.Context(), t.Actor(t.T, "elin"), c)
			t.Must(err)
			if len(p.Comments) != n || slices.ContainsFunc(p.Comments, func(c charter.CommentRow) bool { return c.Fate == "" }) {
				t.Errorf("%s: %d comments", key, len(p.Comments))
			}
			for _, tr := range p.Translations {
				if tr.State != text.Reviewed || tr.SourceHash != p.Text.Hash {
					t.Errorf("%s in %s is %s", key, tr.Language, tr.State)
				}
			}
			founding, err := forum.RulesOn(t.Store.Read(t.Context()), p.Forum.ID, p.Charter.AdoptedOn.Add(-time.Hour))
			if err != nil || founding.Decision != p.Charter.Rules().Decision {
				t.Errorf("%s before it was adopted: %+v, %v", key, founding, err)
			}
			if p.Forum.State != forum.Active || len(p.Ballots) != 1 || p.Ballots[0].Result != ballot.Carried {
				t.Errorf("%s: %s, %+v", key, p.Forum.State, p.Ballots)
			}
		}
	})
}
