package site_test

import (
	"net/http"
	"net/url"
	"testing"

	"sametable/internal/minutes"
)

// The way out of the draft begins at a paragraph's form: it asks why, and whether she means it; what was typed comes back with what is
// wrong, and who does not write the minutes takes nothing out.
func TestMinutesLoseAParagraph(t *testing.T) {
	a := newTable(t, "sunlizhen", "wangliwen", "maliqing")
	h := a.h
	m := h.WrittenMinutes(t)
	b, decided := h.BlockOf(t, m.ID, minutes.Discussion), h.BlockOf(t, m.ID, minutes.Decision)
	at := "/sv/minutes/" + m.ID
	sends(t, a.c["sunlizhen"], at+"/write?item="+b.ItemID, url.Values{"kind": {minutes.Discussion}, "words": {"多写的一段。"}})
	var added minutes.Block
	if err := h.Store.Read(t.Context()).Where("minutes_id = ? AND words = ?", m.ID, "多写的一段。").Take(&added).Error; err != nil {
		t.Fatal(err)
	}
	form := a.want(a.c["sunlizhen"].Get(at+"/write?block="+added.ID), http.StatusOK, "Ta bort det här stycket")
	out := regexpValue(form.Body, `href="(/sv/minutes/[^"]+/remove\?block=[0-9a-z]+)"`)
	a.want(a.c["sunlizhen"].Get(out), http.StatusOK, "多写的一段。", "skälet står i diariet")
	again := a.want(sends(t, a.c["sunlizhen"], out, url.Values{"reason": {"与前一段重复。"}}), http.StatusUnprocessableEntity, "Kryssa i rutan för att bekräfta.")
	if typed, _ := again.Form(at + "/remove"); typed.Get("reason") != "与前一段重复。" || typed.Get("block") != added.ID {
		t.Errorf("what was typed is gone: %v", typed)
	}
	if p := a.c["sunlizhen"].Get(at + "/write?block=" + decided.ID); p.Has("Ta bort det här stycket") {
		t.Error("a decision can be taken out")
	}
	a.want(a.c["sunlizhen"].Get(at+"/remove?block="+decided.ID), http.StatusConflict, "kommer från mötet självt")
	a.want(a.c["maliqing"].Get(out), http.StatusForbidden)
	a.want(a.c["maliqing"].Post(at+"/remove", url.Values{"block": {added.ID}}), http.StatusForbidden)
	if p := sends(t, a.c["sunlizhen"], out, url.Values{"reason": {"与前一段重复。"}, "sure": {"1"}}); p.Status != http.StatusOK || p.Has("多写的一段。") {
		t.Errorf("taken out: %d", p.Status)
	}
	a.want(a.c["sunlizhen"].Get(out), http.StatusNotFound)
}
