package decision_test

import (
	"slices"
	"testing"

	"sametable/internal/ballot"
	"sametable/internal/decision"
	"sametable/internal/drafting"
	"sametable/internal/erasing"
	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/search"
	"sametable/internal/text"
)

// table is the world with a proposal on the table that stands in three languages.
type table struct {
	house.Table
	p proposal.Proposal
}

func tables(t *testing.T, test func(t *table)) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := &table{Table: house.Table{T: tt, House: h}}
		t.p = h.Admitted(tt)
		for language, typed := range map[string]drafting.Typed{"en": {"title": {"Weekend care at school"}, "measure_1": {"Posts for carers."}, "measure_2": {"Yearly totals."}, "measure_3": {"Money from the province."}}, "sv": {"title": {"Helgomsorg på skolan"}, "measure_1": {"Tjänster."}, "measure_2": {"Årliga summor."}, "measure_3": {"Pengar från provinsen."}}} {
			h.Translated(tt, t.p.Record(), language, typed)
		}
		t.p = h.Placed(tt, t.p, proposal.Deliberation)
		test(t)
		t.Whole()
	})
}

func (t *table) now() proposal.Proposal {
	t.Helper()
	var p proposal.Proposal
	t.Must(t.Store.Read(t.Context()).Where("id = ?", t.p.ID).Take(&p).Error)
	return p
}

// put puts it to the vote in writing.
func (t *table) put() ballot.Ballot {
	t.Helper()
	b, err := t.Rooms.Decisions.Put(t.Context(), t.Actor(t.T, "sunlizhen"), t.p.ID, t.now().Version, ballot.Form{Written: true, Until: "2019-07-01"})
	t.Must(err)
	return t.take(b, "open")
}

func (t *table) take(b ballot.Ballot, verb string) ballot.Ballot {
	t.Helper()
	b, err := t.Rooms.Ballots.Take(t.Context(), t.Actor(t.T, "sunlizhen"), ballot.Step{Ballot: b.ID, Verb: verb, Version: b.Version, Reason: "另行表决。"})
	t.Must(err)
	return b
}

// voters gives who votes for whom.
func voters() map[string]string {
	return map[string]string{"maliqing": "huilin", "qinliya": "fed", "zhaoliran": "huyuan", "yelizhi": "beidi", "denglitong": "xunli", "malidong": "dongze-ca", "jialixing": "hd-edu",
		"gaolicheng": "gaohu", "liliming": "hd-ca"}
}

// counted lets everybody say the same and counts.
func (t *table) counted(b ballot.Ballot, voice string) ballot.Ballot {
	t.Helper()
	for who, org := range voters() {
		var v ballot.Voter
		t.Must(t.Store.Read(t.Context()).Where("ballot_id = ? AND organisation_id = ?", b.ID, t.Org(org)).Take(&v).Error)
		words := map[string]string{string(ballot.Objects): "先说明经费。"}[voice]
		_, err := t.Rooms.Ballots.Cast(t.Context(), t.Actor(t.T, who), ballot.Vote{Ballot: b.ID, Organisation: v.OrganisationID, Voice: voice, Words: words, Language: "zh", Version: v.Version})
		t.Must(err)
	}
	t.Must(t.Store.Read(t.Context()).Where("id = ?", b.ID).Take(&b).Error)
	return t.take(b, "close")
}

func (t *table) announce(who string) error {
	t.Helper()
	_, err := t.Rooms.Decisions.Announce(t.Context(), t.Actor(t.T, who), t.p.ID, t.now().Version)
	return err
}

// What the table decides follows from the count; nobody can announce anything else, nor before it is counted.
func TestTheCountDecides(t *testing.T) {
	for voice, want := range map[string]string{"yes": proposal.Recommended, "objection": proposal.Declined} {
		t.Run(voice, func(t *testing.T) {
			tables(t, func(t *table) {
				if got := house.Says(t.announce("wangliwen")); got == "" {
					t.Error("announced before it is put to the vote")
				}
				b := t.put()
				if b.VersionID != t.p.VersionID || b.Revision != t.p.Revision {
					t.Errorf("the vote is on %s, the words are %s", b.VersionID, t.p.VersionID)
				}
				_, err := t.Rooms.Decisions.Put(t.Context(), t.Actor(t.T, "sunlizhen"), t.p.ID, t.now().Version, ballot.Form{Written: true, Until: "2019-07-01"})
				if got := house.Says(err); got != "guard.proposal.unpolled" {
					t.Errorf("put to the vote twice: %s", got)
				}
				b = t.counted(b, voice)
				if got := house.Says(t.announce("sunlizhen")); got != "workflow.not_yours" {
					t.Errorf("the secretary announces it: %s", got)
				}
				t.Must(t.announce("wangliwen"))
				p := t.now()
				if p.State != want || p.DecidedAt == nil {
					t.Errorf("%s: it is %s, decided %v", voice, p.State, p.DecidedAt)
				}
				var e register.Entry
				t.Must(t.Store.Read(t.Context()).Where("noun_id = ? AND to_state = ?", p.ID, want).Take(&e).Error)
				if e.Fact("ballot") != b.ID || e.Access.Class != policy.Public {
					t.Errorf("the register says %s to %s", e.Facts, e.Access.Class)
				}
			})
		})
	}
}

// A decision holds for the words that were put to the vote: where they are others since, it is not announced.
func TestOtherWordsAreNotDecided(t *testing.T) {
	tables(t, func(t *table) {
		b := t.counted(t.put(), "yes")
		t.Must(t.Rooms.Register.Act(t.Context(), policy.SystemActor(), func(tx *register.Tx) error {
			p := t.now()
			tx.Permit(policy.Allow(proposal.Noun, p.ID, "rewrite"))
			kept, _, _, err := text.Of(tx.DB, p.Record())
			if err != nil {
				return err
			}
			v, err := text.Revise(tx, &kept, text.Draft{Language: "zh", Title: "关于周末留校照料的建议", Source: "另外的话。"})
			if err != nil {
				return err
			}
			p.VersionID, p.Revision = v.ID, v.Number
			tx.Enter(register.Note{Noun: proposal.Noun, ID: p.ID, Verb: "proposal.revised", Version: v.ID, Hash: v.Hash, Access: p.Access})
			return tx.Save(&p)
		}))
		if got := house.Says(t.announce("wangliwen")); got != "decision.other_words" {
			t.Errorf("other words are decided: %s", got)
		}
		if p := t.now(); p.State != proposal.Deliberation {
			t.Errorf("it is %s", p.State)
		}
		t.Must(t.Store.Read(t.Context()).Where("id = ?", b.ID).Take(&b).Error)
		if b.State != ballot.Tallied {
			t.Errorf("the ballot is %s", b.State)
		}
	})
}

// A decision is put off by the chair, with a reason that everybody reads, twice at most, and not while a vote is under way.
func TestItIsPutOffTwice(t *testing.T) {
	tables(t, func(t *table) {
		off := func(who, reason string) string {
			t.Helper()
			_, err := t.Rooms.Decisions.PutOff(t.Context(), t.Actor(t.T, who), t.p.ID, t.now().Version, reason)
			return house.Says(err)
		}
		for _, c := range [][3]string{{"sunlizhen", "待补充材料。", "workflow.not_yours"}, {"wangliwen", " ", "reason:input.required"}, {"wangliwen", "待补充材料。", ""}, {"wangliwen", "再议。", ""},
			{"wangliwen", "三议。", "guard.proposal.put_off"}} {
			if got := off(c[0], c[1]); got != c[2] {
				t.Errorf("%s, %q: %s, want %s", c[0], c[1], got, c[2])
			}
		}
		if p := t.now(); p.Reason != "再议。" || p.PutOff != 2 || p.State != proposal.Deliberation {
			t.Errorf("%q, %d times, %s", p.Reason, p.PutOff, p.State)
		}
		b := t.put()
		if got := off("wangliwen", "再议。"); got != "guard.proposal.unpolled" {
			t.Errorf("put off while it is voted on: %s", got)
		}
		t.take(b, "void")
	})
}

// What was put to the vote is found by its words and result, first by the forum and then by everybody, until it is void.
func TestADecisionIsFound(t *testing.T) {
	tables(t, func(t *table) {
		void := t.put()
		finds := func(b ballot.Ballot, who, query string) bool {
			t.Helper()
			t.Must(t.Rooms.Register.CatchUp(t.Context()))
			res, err := t.Rooms.Search.Find(t.Context(), t.Actor(t.T, who), search.Query{Text: query, Reader: "en", Kinds: []string{ballot.Noun}})
			t.Must(err)
			return slices.ContainsFunc(res.Hits, func(h search.Hit) bool { return h.Card.NounID == b.ID })
		}
		words := []string{"周末留校照料", "每年公布汇总数", "weekend care", "helgomsorg", t.p.Reference}
		all := func(when string, b ballot.Ballot, who string, want bool, queries ...string) {
			t.Helper()
			for _, query := range queries {
				if finds(b, who, query) != want {
					t.Errorf("%s, %q, %s: found %v", when, who, query, !want)
				}
			}
		}
		all("open", void, "alex", true, words...)
		all("open", void, "", false, words...)
		t.take(void, "void")
		all("void", void, "alex", false, words...)
		b := t.counted(t.put(), "yes")
		all("counted", b, "", false, "表决通过", "每年公布汇总数")
		t.Must(t.announce("wangliwen"))
		results := []string{"表决通过", "carried", "bifall"}
		all("announced", b, "", true, append(words, results...)...)
		_, err := t.Rooms.Search.Rebuild(t.Context())
		t.Must(err)
		all("made anew", b, "", true, append(words, results...)...)
		for _, who := range []string{"elin", "linlihua"} {
			_, err := t.Rooms.Erasings.Erase(t.Context(), t.Actor(t.T, who), erasing.Erasing{Of: t.p.Record(), Reason: "文中可认出一个孩子。", Mark: t.p.VersionID})
			t.Must(err)
		}
		all("erased", b, "alex", false, append(words, results...)...)
	})
}

// Where the table makes a proposal a partnership, the forum's secretary is told in the same act that the next step is hers, once; where it
// recommends one, or decides against one, she is not.
func TestTheSecretaryIsToldOfAPartnership(t *testing.T) {
	for _, c := range []struct {
		outcome drafting.Outcome
		voice   string
		want    string
		due     int
	}{{drafting.Partnership, "yes", proposal.Partnership, 1}, {drafting.Partnership, "objection", proposal.Declined, 0}, {"services", "yes", proposal.Recommended, 0}} {
		t.Run(string(c.outcome)+" "+c.voice, func(t *testing.T) {
			tables(t, func(t *table) {
				t.Must(t.Rooms.Register.Act(t.Context(), policy.SystemActor(), func(tx *register.Tx) error {
					p := t.now()
					tx.Permit(policy.Allow(proposal.Noun, p.ID, "place"))
					p.Outcome = c.outcome
					tx.Enter(register.Note{Noun: proposal.Noun, ID: p.ID, Verb: "proposal.admitted", Access: p.Access})
					return tx.Save(&p)
				}))
				t.counted(t.put(), c.voice)
				t.Must(t.announce("wangliwen"))
				if got := t.now().State; got != c.want {
					t.Fatalf("it is %s", got)
				}
				var decided register.Entry
				t.Must(t.Store.Read(t.Context()).Where("noun_id = ? AND to_state = ?", t.p.ID, c.want).Take(&decided).Error)
				var due []register.Entry
				t.Must(t.Store.Read(t.Context()).Where("noun_id = ? AND verb = ?", t.p.ID, "proposal.partnership_due").Find(&due).Error)
				if len(due) != c.due || c.due == 1 && (due[0].Act != decided.Act || due[0].Access.Class != policy.Secretariat) {
					t.Errorf("the register says it %d times: %+v, the decision is of act %s", len(due), due, decided.Act)
				}
				t.Must(t.Rooms.Register.CatchUp(t.Context()))
				for who, want := range map[string]int{"sunlizhen": c.due, "wangliwen": 0, "maliqing": 0, "elin": 0} {
					items, _, err := t.Rooms.Notices.Inbox(t.Context(), t.Actor(t.T, who), 0, 1000)
					t.Must(err)
					told := 0
					for _, item := range items {
						if item.Entry.Verb == "proposal.partnership_due" && item.Entry.NounID == t.p.ID {
							told++
						}
					}
					if told != want {
						t.Errorf("%s is told %d times, want %d", who, told, want)
					}
				}
			})
		})
	}
}

// What a ballot came to leads where the outcome that is asked for says.
func TestWhereAResultLeads(t *testing.T) {
	for _, c := range []struct {
		outcome drafting.Outcome
		result  ballot.Result
		want    string
	}{{"services", ballot.Carried, "recommend"}, {"grants", ballot.Carried, "recommend"}, {drafting.Partnership, ballot.Carried, "partner"}, {drafting.Partnership, ballot.Fallen, "not_recommend"}} {
		if got := decision.Outcome(proposal.Proposal{Outcome: c.outcome}, c.result); got != c.want {
			t.Errorf("%s, %s: %s, want %s", c.outcome, c.result, got, c.want)
		}
	}
}
