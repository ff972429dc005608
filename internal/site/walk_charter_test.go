package site_test

import (
	"testing"

	"sametable/internal/charter"
	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
)

// charterThings are a charter in its consultation with a comment, and an editorial change of the one in force; LH has a draft.
func charterThings(t *testing.T, h *house.House) []string {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(house.Says(err))
		}
	}
	c := h.NextCharter(t, "HD", func(f *charter.Form) { f.Zh += "\n\n附则。" })
	c = h.CharterAt(t, c, forum.CharterReview)
	c, err := h.Rooms.Charters.Take(t.Context(), h.Actor(t, "linlihua"), charter.Step{Charter: c.ID, Verb: "consult", Version: c.Version, Until: "2019-06-30"})
	must(err)
	said, err := h.Rooms.Charters.Comment(t.Context(), h.Actor(t, "maliqing"), charter.Said{Charter: c.ID, Words: "建议写明。", Language: "zh", Version: c.Version})
	must(err)
	in, err := h.Rooms.Forums.Charter(t.Context(), "HD", "zh")
	must(err)
	rules := in.Charter.Rules()
	rules.ConsultationDays = 45
	x, err := h.Rooms.Charters.ProposeChange(t.Context(), h.Actor(t, "sunlizhen"), charter.Proposing{Charter: in.Charter.ID, Reason: "写明期限。", Language: "zh",
		Form: charter.Form{Zh: in.Sources["zh"], En: in.Sources["en"], Sv: in.Sources["sv"], Rules: rules, Version: in.Charter.Version}})
	must(err)
	x = h.ChangeAnnounced(t, x)
	h.NextCharter(t, "LH", func(*charter.Form) {})
	return []string{"/f/:key/charter/:number/v/:version", "/f/HD/charter/1/v/1", "/f/:key/charter/:number/diff/:pair", "/f/HD/charter/1/diff/1..2",
		"/f/:key/charter/:number/said", "/f/HD/charter/1/said", "/f/:key/charter/:number", "/f/HD/charter/1", "/f/:key/charter/edit", "/f/LH/charter/edit", "/charter/:id/:verb", "/charter/" + c.ID + "/comment", "/charter-comment/:id/:verb",
		"/charter-comment/" + said.ID + "/withdraw_comment", "/charter-change/:id/:verb", "/charter-change/" + x.ID + "/object"}
}
