package site_test

import (
	"testing"
	"time"

	"sametable/internal/forumtest/house"
	"sametable/internal/minutes"
	"sametable/internal/received"
)

// minutesThings are minutes that are written, and others that went round with a correction somebody asked for.
func minutesThings(t *testing.T, h *house.House) []string {
	t.Helper()
	today := h.Clock.Now()
	defer h.Clock.Set(today)
	draft := h.WrittenMinutes(t)
	h.Clock.Set(today)
	round := h.CirculatedMinutes(t)
	told := h.BlockOf(t, round.ID, minutes.Discussion)
	c, err := h.Rooms.Minutes.File(t.Context(), h.Actor(t, "maliqing"), minutes.Filing{Minutes: round.ID, Block: told.ID, Kind: "typo", Quote: "年底", Instead: "年末", Reason: "用词。", Language: "zh"})
	if err != nil {
		t.Fatal(err)
	}
	came, err := h.Rooms.Received.Enter(t.Context(), h.Actor(t, "sunlizhen"), received.Entering{Filing: minutes.Filing{Minutes: round.ID, Hash: round.Hash}, About: received.Agreement,
		Organisation: h.OrgOf(t, "gaohu"), Channel: "letter", Sender: "高立成", Dated: round.CirculatedAt.Add(8 * time.Hour).Format(time.DateOnly), Paper: scannedLetter()})
	if err != nil {
		t.Fatal(err)
	}
	var issued string // of a meeting of the demo
	if err := h.Store.Read(t.Context()).Table("minutes").Select("id").Where("state = ? AND forum_key = 'HD'", minutes.Issued).Order("id").Limit(1).Row().Scan(&issued); err != nil {
		t.Fatal(err)
	}
	at := func(m minutes.Set, rest string) string { return "/minutes/" + m.ID + "/" + rest }
	written := h.BlockOf(t, draft.ID, minutes.Discussion)
	if _, err := h.Rooms.Minutes.Write(t.Context(), h.Actor(t, "sunlizhen"), minutes.Paragraph{Minutes: draft.ID, Item: written.ItemID, Kind: minutes.Information, Words: "多写的一段。"}); err != nil {
		t.Fatal(err)
	}
	if err := h.Rooms.Minutes.NoteDown(t.Context(), h.Actor(t, "sunlizhen"), draft.ID, written.ItemID, "桌边记录。"); err != nil {
		t.Fatal(err)
	}
	spare := h.Blocks(t, draft.ID)[0]
	for _, b := range h.Blocks(t, draft.ID) {
		if b.Words == "多写的一段。" {
			spare = b
		}
	}
	return []string{"/f/:key/m/:at/minutes.pdf", round.Path() + ".pdf", "/f/:key/m/:at/minutes.docx", round.Path() + ".docx", "/f/:key/m/:at/minutes.json", round.Path() + ".json",
		"/f/:key/m/:at/minutes", round.Path(), "/minutes/:id/write", at(draft, "write?block="+written.ID),
		"/minutes/:id/remove", at(draft, "remove?block="+spare.ID), "/minutes/:id/note", at(draft, "note?item="+written.ItemID), "/minutes/:id/checkers", at(draft, "checkers"), "/minutes/:id/file", at(round, "file?block="+told.ID),
		"/minutes/:id/received", at(round, "received"), "/minutes/:id/compare", at(round, "compare?verb=check&letter="+came.ID), "/minutes/:id/paper", at(round, "paper?letter="+came.ID),
		"/minutes/:id/settle", at(round, "settle?correction="+c.ID+"&verb=decline"), "/minutes/:id/translate", at(round, "translate?to=sv&block="+told.ID),
		"/minutes/:id/review", at(round, "review"), "/minutes/:id/erratum", "/minutes/" + issued + "/erratum", "/minutes/:id/:verb", at(draft, "submit")}
}
