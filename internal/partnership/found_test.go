package partnership_test

import (
	"slices"
	"testing"

	"sametable/internal/partnership"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/search"
)

// A partnership is found by its reference, its title in each language, what it is about and what its parties bring, by those who may see
// it, until it is withdrawn; and so it is when the index is made anew.
func TestAPartnershipIsFound(t *testing.T) {
	tables(t, func(t *table) {
		p := t.proposed()
		found := func(when string, viewer policy.Actor, want bool) {
			t.Helper()
			t.Must(t.Rooms.Register.CatchUp(t.Context()))
			for _, query := range []string{p.Reference, "弹性探亲假", "family video", "不录音录像", "村里的视频点"} {
				res, err := t.Rooms.Search.Find(t.Context(), viewer, search.Query{Text: query, Reader: "sv", Kinds: []string{partnership.Noun}})
				got := slices.ContainsFunc(res.Hits, func(h search.Hit) bool { return h.Card.NounID == p.ID })
				if err != nil || got != want {
					t.Errorf("%s, %q: found %v, %v", when, query, got, err)
				}
			}
		}
		found("proposed, a visitor", policy.Actor{}, false)
		found("proposed, a member", t.Actor(t.T, "alex"), true)
		for _, who := range []string{"maliqing", "gaolicheng", "zhaoliran"} {
			t.Must(t.take(&p, who, partnership.Step{Verb: "confirm"}))
		}
		found("agreed, a visitor", policy.Actor{}, true)
		_, err := t.Rooms.Search.Rebuild(t.Context())
		t.Must(err)
		found("made anew", policy.Actor{}, true)
		other := t.proposed()
		t.Must(t.take(&other, "sunlizhen", partnership.Step{Verb: "withdraw", Reason: "各方另行商定。"}))
		p = other
		t.Must(t.Rooms.Register.CatchUp(t.Context()))
		res, err := t.Rooms.Search.Find(t.Context(), t.Actor(t.T, "maliqing"), search.Query{Text: p.Reference, Kinds: []string{partnership.Noun}})
		if err != nil || len(res.Hits) != 0 {
			t.Errorf("withdrawn: %d hits, %v", len(res.Hits), err)
		}
	})
}

// Those whom a step concerns are told of it, and whoever took it is not.
func TestWhoIsToldOfAPartnership(t *testing.T) {
	tables(t, func(t *table) {
		p := t.proposed()
		for _, who := range []string{"maliqing", "gaolicheng", "zhaoliran"} {
			t.Must(t.take(&p, who, partnership.Step{Verb: "confirm"}))
		}
		t.Must(t.Rooms.Register.CatchUp(t.Context()))
		told := func(who, verb string) bool {
			t.Helper()
			var n int64
			seqs := t.Store.Read(t.Context()).Model(&register.Entry{}).Select("seq").Where("noun_id = ? AND verb = ?", p.ID, verb)
			t.Must(t.Store.Read(t.Context()).Table("notices").Where("person_id = ? AND seq IN (?)", t.Person(t.T, who), seqs).Count(&n).Error)
			return n > 0
		}
		for _, x := range []struct {
			who, verb string
			told      bool
		}{
			{"maliqing", "partnership.proposed", true}, {"hanlian", "partnership.proposed", true}, {"gaolicheng", "partnership.proposed", true},
			{"sunlizhen", "partnership.proposed", false}, {"liliming", "partnership.proposed", false},
			{"gaolicheng", "partnership.confirmed", false}, {"sunlizhen", "partnership.confirmed", true},
			{"maliqing", "partnership.agreed", true}, {"sunlizhen", "partnership.agreed", true}, {"zhaoliran", "partnership.agreed", false},
		} {
			if told(x.who, x.verb) != x.told {
				t.Errorf("%s is told of %s: %v", x.who, x.verb, !x.told)
			}
		}
	})
}
