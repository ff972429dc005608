package commitment_test

import (
	"slices"
	"testing"

	"sametable/internal/commitment"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/search"
)

// A commitment is found by its reference, its title in each language and what it says in detail, by those who may see it, until it is
// cancelled; and so it is when the index is made anew.
func TestACommitmentIsFound(t *testing.T) {
	tables(t, func(t *table) {
		c := t.proposed()
		found := func(when string, viewer policy.Actor, want bool) {
			t.Helper()
			t.Must(t.Rooms.Register.CatchUp(t.Context()))
			for _, query := range []string{c.Reference, "工作时间汇总", "summary report on working"} {
				res, err := t.Rooms.Search.Find(t.Context(), viewer, search.Query{Text: query, Reader: "en", Kinds: []string{commitment.Noun}})
				got := slices.ContainsFunc(res.Hits, func(h search.Hit) bool { return h.Card.NounID == c.ID })
				if err != nil || got != want {
					t.Errorf("%s, %q: found %v, %v", when, query, got, err)
				}
			}
		}
		found("proposed, a visitor", policy.Actor{}, false)
		found("proposed, a member", t.Actor(t.T, "maliqing"), true)
		t.does(&c, "maliqing accept")
		found("accepted, a visitor", policy.Actor{}, true)
		_, err := t.Rooms.Search.Rebuild(t.Context())
		t.Must(err)
		found("made anew", policy.Actor{}, true)
		t.does(&c, "wangliwen cancel")
		found("cancelled", t.Actor(t.T, "maliqing"), false)
	})
}

// Those whom a step concerns are told of it, and whoever took it is not.
func TestWhoIsToldOfACommitment(t *testing.T) {
	tables(t, func(t *table) {
		c := t.proposed()
		t.does(&c, "maliqing accept", "maliqing report", "zhaoliran verify")
		t.Must(t.Rooms.Register.CatchUp(t.Context()))
		told := func(who, verb string) bool {
			t.Helper()
			var n int64
			seqs := t.Store.Read(t.Context()).Model(&register.Entry{}).Select("seq").Where("noun_id = ? AND verb = ?", c.ID, verb)
			t.Must(t.Store.Read(t.Context()).Table("notices").Where("person_id = ? AND seq IN (?)", t.Person(t.T, who), seqs).Count(&n).Error)
			return n > 0
		}
		for _, x := range []struct {
			who, verb string
			told      bool
		}{
			{"maliqing", "commitment.proposed", true}, {"hanlian", "commitment.proposed", true}, {"zhaoliran", "commitment.proposed", false},
			{"sunlizhen", "commitment.accepted", true}, {"wangliwen", "commitment.reported", true}, {"maliqing", "commitment.reported", false},
			{"maliqing", "commitment.verified", true}, {"zhaoliran", "commitment.verified", false},
		} {
			if told(x.who, x.verb) != x.told {
				t.Errorf("%s is told of %s: %v", x.who, x.verb, !x.told)
			}
		}
	})
}
