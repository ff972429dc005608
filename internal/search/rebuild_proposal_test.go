package search_test

import (
	"testing"

	"gorm.io/gorm"

	"sametable/internal/forumtest/house"
	"sametable/internal/index"
	"sametable/internal/proposal"
)

// Rebuilding puts back what is lost of proposals and statements too.
func TestRebuildingFindsProposalsAgain(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		docs := func(noun string) (n int64) {
			t.Helper()
			if err := h.Store.Read(t.Context()).Model(&index.Doc{}).Where("noun = ?", noun).Count(&n).Error; err != nil {
				t.Fatal(err)
			}
			return n
		}
		nouns := []string{proposal.Noun, proposal.StatementNoun}
		before := map[string]int64{}
		for _, noun := range nouns {
			if before[noun] = docs(noun); before[noun] == 0 {
				t.Fatalf("nothing of %s is indexed", noun)
			}
		}
		if err := h.Rooms.Register.Loose(t.Context(), func(tx *gorm.DB) error { return tx.Where("noun IN ?", nouns).Delete(&index.Doc{}).Error }); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Rooms.Search.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, noun := range nouns {
			if n := docs(noun); n != before[noun] {
				t.Errorf("%d documents of %s, before %d", n, noun, before[noun])
			}
		}
	})
}
