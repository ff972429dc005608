package search_test

import (
	"slices"
	"testing"

	"sametable/internal/document"
	"sametable/internal/policy"
	"sametable/internal/safeguard"
	"sametable/internal/search"
)

// A document is found by its number in whatever brackets, by its title in three languages and by its issuer, until it is withdrawn;
// and so it is when the index is made anew.
func TestDocuments(t *testing.T) {
	scenes(t, func(s *scene) {
		ctx, room := t.Context(), document.New(s.r, safeguard.Default())
		li := policy.Actor{Person: "li", Name: "例某", Offices: []policy.Office{policy.Moderator}}
		d, err := room.Add(ctx, li, document.Form{Number: "国发〔2016〕13号", Dated: "2016-02-04", Issuer: "国务院", Language: "zh",
			TitleZh: "关于加强农村留守儿童关爱保护工作的意见", TitleEn: "Opinions on left-behind children", TitleSv: "Riktlinjer om kvarlämnade barn"})
		if err != nil {
			t.Fatal(err)
		}
		asked := []string{"国发〔2016〕13号", "国发[2016]13号", "国发（2016）13号", "国发【2016】13号", "留守儿童", "left-behind", "riktlinjer", "国务院"}
		found := func(want bool) {
			t.Helper()
			s.follow()
			for _, query := range asked {
				res, err := s.s.Find(ctx, policy.Actor{}, search.Query{Text: query, Reader: "en", Kinds: []string{document.Noun}})
				got := slices.ContainsFunc(res.Hits, func(h search.Hit) bool { return h.Card.NounID == string(d.ID) })
				if err != nil || got != want || want && len(res.Hits) != 1 {
					t.Errorf("%s: %v with %d hits, %v", query, got, len(res.Hits), err)
				}
			}
		}
		found(true)
		hits := func(query, reader string) search.Hit {
			t.Helper()
			res, err := s.s.Find(ctx, policy.Actor{}, search.Query{Text: query, Reader: reader})
			if err != nil || len(res.Hits) != 1 {
				t.Fatalf("%s: %d hits, %v", query, len(res.Hits), err)
			}
			return res.Hits[0]
		}
		if h := hits("riktlinjer", "zh"); h.Language != "sv" || h.State == "original" || h.At.UTC().Format("2006-01-02 15:04") != "2016-02-03 16:00" {
			t.Errorf("%s, %s, %s", h.Language, h.State, h.At)
		}
		if _, err := s.s.Rebuild(ctx); err != nil {
			t.Fatal(err)
		}
		found(true)
		form := d.Form()
		form.Dated = "2016"
		if d, err = room.Change(ctx, li, d.Key(), form); err != nil {
			t.Fatal(err)
		}
		s.follow()
		if h := hits("留守儿童", "zh"); !h.At.Equal(d.AddedAt) {
			t.Errorf("a day is made up for a year: %s", h.At)
		}
		if _, err := room.Withdraw(ctx, li, document.Withdrawal{Key: d.Key(), Reason: "重复。", Version: d.Version}); err != nil {
			t.Fatal(err)
		}
		found(false)
		if _, err := s.s.Rebuild(ctx); err != nil {
			t.Fatal(err)
		}
		found(false)
	})
}
