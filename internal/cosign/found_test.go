package cosign_test

import (
	"slices"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/search"
)

// A proposal is found by the names of those who sign it too, in the reader's languages, and as one of theirs, from the day they sign until
// they no longer do.
func TestAProposalIsFoundByItsCosigners(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := table{house.Table{T: tt, House: h}}
		p := t.consulted()
		org := t.org("liangliheng")
		var o organisation.Organisation
		t.Must(t.Store.Read(t.Context()).Where("id = ?", org).Take(&o).Error)
		finds := func(when string, want bool) {
			t.Helper()
			t.Must(t.Rooms.Register.CatchUp(t.Context()))
			for _, q := range []search.Query{{Text: o.Name("zh"), Kinds: []string{proposal.Noun}}, {Text: o.Name("en"), Kinds: []string{proposal.Noun}}, {Text: o.Name("sv"), Kinds: []string{proposal.Noun}},
				{Text: "周末留校照料", Organisation: o.Key}} {
				res, err := t.Rooms.Search.Find(t.Context(), policy.Actor{}, q)
				got := slices.ContainsFunc(res.Hits, func(h search.Hit) bool { return h.Card.NounID == p.ID })
				if err != nil || got != want {
					t.Errorf("%s, %q of %q: found %v, %v", when, q.Text, q.Organisation, got, err)
				}
			}
		}
		finds("before", false)
		c, err := t.offer("liangliheng", p)
		t.Must(err)
		c = t.took("suliyi", "confirm", c)
		finds("between the two organisations", false)
		c = t.took("maliqing", "accept", c)
		finds("signed", true)
		_, err = t.Rooms.Search.Rebuild(t.Context())
		t.Must(err)
		finds("made anew", true)
		t.took("liangliheng", "withdraw", c)
		finds("left", false)
	})
}
