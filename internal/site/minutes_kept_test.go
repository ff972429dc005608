package site_test

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/store"
)

// Whoever was sent a paper of issued minutes finds its SHA-256 on the page that verifies them, in her language.
func TestVerifyNamesTheHashOfEachPaper(t *testing.T) {
	h := house.World(t, store.SQLite)
	visitor := h.Client(t, h.Serve(t))
	var at, code, language, hash string
	err := h.Store.Read(t.Context()).Table("minutes").Select("at, code, language, hash").Where("state = 'issued' AND forum_key = 'LH'").Order("id").Limit(1).Row().Scan(&at, &code, &language, &hash)
	if err != nil {
		t.Fatal(err)
	}
	var sums []string
	for _, ending := range []string{".pdf", ".docx"} {
		file := visitor.Get("/" + language + "/f/LH/m/" + at + "/minutes" + ending)
		sum := sha256.Sum256([]byte(file.Body))
		if sums = append(sums, hex.EncodeToString(sum[:])); file.Status != http.StatusOK {
			t.Errorf("%s: %d", ending, file.Status)
		}
	}
	for l, words := range map[string]string{"zh": "如需核对收到的文件", "en": "To check a file you were sent", "sv": "Vill du kontrollera en fil"} {
		page := visitor.Get("/" + l + "/verify?code=" + code)
		if page.Status != http.StatusOK || !page.Has(words) || !page.Has(sums[0]) || !page.Has(sums[1]) || !page.Has(hash) {
			t.Errorf("%s: %d without %v:\n%s", l, page.Status, sums, page.Text())
		}
	}
}
