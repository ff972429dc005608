package site_test

import (
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/proposal"
)

// statementThings are the open consultation of the world, a statement on it, and the letter behind another.
func statementThings(t *testing.T, h *house.House) []string {
	t.Helper()
	var own, byLetter proposal.Statement
	of := func(key string) any {
		return h.Store.Read(t.Context()).Table("organisations").Select("id").Where("key = ?", key)
	}
	db := h.Store.Read(t.Context()).Order("state_since DESC")
	for _, err := range []error{
		db.Where("stated_for = (?)", of("huilin")).Take(&own).Error,
		h.Store.Read(t.Context()).Where("stated_for = (?) AND letter <> ''", of("sanquan")).Order("id").Take(&byLetter).Error,
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return []string{"/erase/:noun/:id", "/erase/statement/" + own.ID, "/f/:key/p/:no/statement", "/f/LH/p/2019-02/statement", "/statement/:id/:verb", "/statement/" + own.ID + "/withdraw", "/statement/:id", "/statement/" + own.ID,
		"/statement-letter/:id", "/statement-letter/" + byLetter.LetterID}
}
