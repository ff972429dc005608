package proposal_test

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"

	"gorm.io/gorm"

	"sametable/internal/drafting"
	"sametable/internal/erasing"
	"sametable/internal/fault"
	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
)

// shot is a photo with so many pixels a side, and paper a PDF that says something.
func shot(t *testing.T, name string, side int) *input.Sent {
	t.Helper()
	var out bytes.Buffer
	must(t, png.Encode(&out, image.NewGray(image.Rect(0, 0, side, side/2+1))))
	return &input.Sent{File: &out, Name: name}
}

func paper(name, says string) *input.Sent {
	return &input.Sent{File: strings.NewReader("%PDF-1.4 " + says), Name: name}
}

func laid(t *testing.T, h *house.House, sh drafting.Sheet, sent *input.Sent, alt string) drafting.Sheet {
	t.Helper()
	sh, err := h.Rooms.Proposals.AddFile(ctx, h.Actor(t, "maliqing"), drafting.Adding{Sheet: sh.ID, Sent: sent, Alt: alt})
	must(t, err)
	return sh
}

func filesOf(t *testing.T, h *house.House, sh drafting.Sheet) []drafting.File {
	t.Helper()
	all, err := h.Rooms.Proposals.Files(ctx, sh)
	must(t, err)
	return all
}

// annexesOf are the files of a version as somebody sees them.
func annexesOf(t *testing.T, h *house.House, who string, p proposal.Proposal, version string) []drafting.Annex {
	t.Helper()
	all, err := h.Rooms.Proposals.Annexes(ctx, h.Actor(t, who), p, version)
	must(t, err)
	return all
}

// opens tells what somebody meets who asks for a file: nothing where she gets it whole.
func opens(t *testing.T, h *house.House, who string, a drafting.Annex) string {
	t.Helper()
	got, err := h.Rooms.Proposals.Annex(ctx, h.Actor(t, who), a.ID)
	if err == nil && (len(got.Content) != got.Size || got.IsPhoto() != (len(got.Thumb()) > 0)) {
		t.Errorf("%s gets %d of %d bytes", who, len(got.Content), got.Size)
	}
	return faultOf(err)
}

// confirmed confirms a proposal, and says of its files that no child can be recognised in them.
func confirmed(t *testing.T, h *house.House, p proposal.Proposal, who, verb string) proposal.Proposal {
	t.Helper()
	p, err := h.Rooms.Proposals.Take(ctx, h.Actor(t, who), proposal.Step{Proposal: p.ID, Verb: verb, Version: p.Version, NoChild: true})
	must(t, err)
	return p
}

// Who writes the proposal lays files on its sheet, and nobody else; each is looked at, and whoever has read the sheet before has read
// another.
func TestFilesOnASheet(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		s, a, sh := h.Rooms.Proposals, h.Actor(t, "maliqing"), sheet(t, h)
		add := func(who string, sent *input.Sent, alt string) error {
			_, err := s.AddFile(ctx, h.Actor(t, who), drafting.Adding{Sheet: sh.ID, Sent: sent, Alt: alt})
			return err
		}
		colleague := h.Actor(t, "hanlian")
		colleague.Mandates = nil
		_, err := s.AddFile(ctx, colleague, drafting.Adding{Sheet: sh.ID, Sent: paper("a.pdf", "a")})
		refused(t, "a colleague who only reads", err, "proposal.not_a_delegate")
		refused(t, "another organisation", add("cairangli", paper("a.pdf", "a"), ""), "fault.not_found")
		refused(t, "no file", add("maliqing", nil, "一扇门"), "input.required")
		refused(t, "a web page", add("maliqing", &input.Sent{File: strings.NewReader("<html>"), Name: "照片.jpg"}, "一扇门"), "letter.not_a_letter")
		refused(t, "a cut photo", add("maliqing", &input.Sent{File: strings.NewReader("\x89PNG\r\n\x1a\n"), Name: "a.png"}, "一扇门"), "letter.not_a_letter")
		refused(t, "too large", add("maliqing", paper("a.pdf", strings.Repeat("a", 8<<20)), ""), "letter.too_large")
		refused(t, "a photo without words", add("maliqing", shot(t, "a.png", 40), " "), "annex.alt_missing")
		refused(t, "words that tell who a child is", add("maliqing", shot(t, "a.png", 40), "马小禾，女，9岁，三年级2班"), "safeguard.stopped")
		refused(t, "a name that does", add("maliqing", paper("马小禾9岁三年级2班.pdf", "a"), ""), "letter.name_stopped")
		if len(filesOf(t, h, sh)) > 0 {
			t.Fatal("something refused lies on the sheet")
		}
		before := sh.Version
		for i, name := range []string{"IMG_20190603_101112.jpg", "mmexport1559528400000.jpg", "微信图片_20190603101112.png"} {
			sh = laid(t, h, sh, shot(t, name, 2000-500*i), "活动室的门")
		}
		_, err = s.Ask(ctx, a, proposal.Asking{Sheet: sh.ID, Version: before})
		refused(t, "sending what was read before", err, "proposal.changed_meanwhile")
		sh = laid(t, h, sh, paper("统计表.pdf", "a"), "")
		sh = laid(t, h, sh, paper("统计表.pdf", "a"), "2018年统计表")
		sh = laid(t, h, sh, paper("b.pdf", "b"), "")
		sh = laid(t, h, sh, paper("c.pdf", "c"), "")
		refused(t, "one too many", add("maliqing", paper("d.pdf", "d"), ""), "annex.many")
		files := filesOf(t, h, sh)
		if len(files) != drafting.MostFiles || files[3].Alt != "2018年统计表" || files[3].Name != "统计表.pdf" || files[0].Name != "" || files[0].Width != 1600 || files[0].Content != nil {
			t.Fatalf("%+v", files)
		}
		_, err = s.DropFile(ctx, h.Actor(t, "cairangli"), sh.ID, files[0].ID)
		refused(t, "taking off another's file", err, "fault.not_found")
		sh, err = s.DropFile(ctx, a, sh.ID, files[0].ID)
		must(t, err)
		if got, err := s.File(ctx, h.Actor(t, "hanlian"), files[1].ID); err != nil || len(got.Content) != got.Size || len(got.Thumb()) == 0 {
			t.Errorf("a colleague: %v", err)
		}
		_, err = s.File(ctx, h.Actor(t, "elin"), files[1].ID)
		refused(t, "a moderator", err, "fault.not_found")
		if len(filesOf(t, h, sh)) != drafting.MostFiles-1 {
			t.Error("it still lies there")
		}
		must(t, s.Drop(ctx, a, sh.ID))
		if left := filesOf(t, h, sh); len(left) > 0 {
			t.Errorf("%d files lie on no sheet", len(left))
		}
	})
}

// Files go with a version: whoever confirms it answers for what they show, readers see those of the versions they may read, and other
// files make another version though the words are the same.
func TestFilesGoWithTheirVersion(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		s, a := h.Rooms.Proposals, h.Actor(t, "maliqing")
		sh := laid(t, h, laid(t, h, sheet(t, h), shot(t, "a.png", 300), "活动室的门"), paper("表.pdf", "a"), "")
		ask := func(sh drafting.Sheet) proposal.Proposal {
			t.Helper()
			p, err := s.Ask(ctx, a, proposal.Asking{Sheet: sh.ID, Version: sh.Version})
			must(t, err)
			return p
		}
		p := ask(sh)
		first := annexesOf(t, h, "hanlian", p, p.VersionID)
		if len(first) != 2 || first[0].Alt != "活动室的门" || first[1].Name != "表.pdf" || len(annexesOf(t, h, "elin", p, p.VersionID)) > 0 {
			t.Fatalf("%+v", first)
		}
		for who, want := range map[string]string{"maliqing": "", "hanlian": "", "elin": "fault.not_found", "sunlizhen": "fault.not_found", "cairangli": "fault.not_found"} {
			if got := opens(t, h, who, first[0]); got != want {
				t.Errorf("before it is confirmed %s gets %q", who, got)
			}
		}
		_, err := take(t, h, p, "hanlian", "confirm")
		refused(t, "confirming without looking", err, "annex.vouch_missing")
		p = confirmed(t, h, p, "hanlian", "confirm")
		var e, asked register.Entry
		must(t, h.Store.Read(ctx).Where("noun_id = ? AND verb = 'proposal.submitted'", p.ID).Take(&e).Error)
		if !strings.Contains(e.Facts, `"no_child_recognisable":true`) || !strings.Contains(e.Facts, `"annexes":2`) {
			t.Errorf("the entry says %s", e.Facts)
		}
		must(t, h.Store.Read(ctx).Session(&gorm.Session{NewDB: true}).Where("noun_id = ? AND verb = 'proposal.confirmation_asked'", p.ID).Take(&asked).Error)
		if !strings.Contains(asked.Facts, `"annex `+first[0].ID) {
			t.Errorf("nothing seals the file: %s", asked.Facts)
		}
		if got := opens(t, h, "elin", first[1]); got != "" {
			t.Errorf("whoever screens it gets %q", got)
		}
		p, err = take(t, h, p, "elin", "return")
		must(t, err)
		sh, err = s.Resume(ctx, a, p.ID)
		must(t, err)
		back := filesOf(t, h, sh)
		if len(back) != 2 || back[0].Hash != first[0].Hash {
			t.Fatalf("the sheet has %+v", back)
		}
		if same := ask(sh); same.VersionID != p.VersionID || len(annexesOf(t, h, "hanlian", same, same.VersionID)) != 2 {
			t.Error("the same words and files are another version")
		}
		p, err = take(t, h, p, "hanlian", "decline")
		must(t, err)
		sh, err = s.Resume(ctx, a, p.ID)
		must(t, err)
		sh, err = s.DropFile(ctx, a, sh.ID, filesOf(t, h, sh)[0].ID)
		must(t, err)
		p = ask(sh)
		second := annexesOf(t, h, "hanlian", p, p.VersionID)
		if p.Revision != 2 || len(second) != 1 || second[0].Hash != first[1].Hash || opens(t, h, "elin", second[0]) != "fault.not_found" || opens(t, h, "elin", first[1]) != "" {
			t.Errorf("version %d with %+v", p.Revision, second)
		}
		p = confirmed(t, h, p, "hanlian", "confirm")
		p, err = take(t, h, p, "elin", "admit")
		must(t, err)
		if opens(t, h, "cairangli", second[0]) != "" || opens(t, h, "cairangli", first[0]) != "fault.not_found" || opens(t, h, "fangliqin", second[0]) != "fault.not_found" {
			t.Error("whoever sits in the forum sees what was admitted, and nothing before it")
		}
		wholeRegister(t, h)
	})
}

// A new version after the consultation brings its own files; until a colleague has confirmed it, nobody outside sees them.
func TestANewVersionBringsItsFiles(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		s := h.Rooms.Proposals
		p, wants := answered(t, h)
		sh := revised(t, h, p, wants)
		sh = laid(t, h, sh, shot(t, "a.png", 60), "活动室的门")
		if sh.Asked() {
			t.Fatal("a colleague is asked to confirm what she has not read")
		}
		_, err := s.Ask(ctx, h.Actor(t, "maliqing"), proposal.Asking{Sheet: sh.ID, Version: sh.Version})
		must(t, err)
		rev := proposal.Revising{Sheet: sh.ID, Version: sh.Version}
		_, err = s.ConfirmRevision(ctx, h.Actor(t, "hanlian"), rev)
		refused(t, "confirming without looking", err, "annex.vouch_missing")
		rev.NoChild = true
		after, err := s.ConfirmRevision(ctx, h.Actor(t, "hanlian"), rev)
		must(t, err)
		files := annexesOf(t, h, "elin", after, after.VersionID)
		if len(files) != 1 || opens(t, h, "fangliqin", files[0]) != "" || len(annexesOf(t, h, "elin", after, p.VersionID)) > 0 {
			t.Errorf("%+v", files)
		}
		wholeRegister(t, h)
	})
}

// Whoever compares a proposal with its letter sees the files she is to answer for, and only while it waits for her.
func TestWhoeverChecksALetterSeesTheFiles(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		s := h.Rooms.Proposals
		sh := laid(t, h, sheet(t, h), shot(t, "a.png", 60), "活动室的门")
		p, err := s.Ask(ctx, h.Actor(t, "maliqing"), proposal.Asking{Sheet: sh.ID, Version: sh.Version})
		must(t, err)
		p, err = take(t, h, p, "maliqing", "ask_letter")
		must(t, err)
		a := annexesOf(t, h, "maliqing", p, p.VersionID)[0]
		if got := opens(t, h, "wangliwen", a); got != "fault.not_found" {
			t.Errorf("before the letter has come: %q", got)
		}
		p, err = s.AttachLetter(ctx, h.Actor(t, "sunlizhen"), proposal.Attachment{Proposal: p.ID, Dated: "2019-06-10", Paper: paper("来函.pdf", "l"), Version: p.Version})
		must(t, err)
		if got := opens(t, h, "wangliwen", a); got != "" {
			t.Errorf("the chair gets %q", got)
		}
		_, err = take(t, h, p, "wangliwen", "check")
		refused(t, "checking without looking", err, "annex.vouch_missing")
		confirmed(t, h, p, "wangliwen", "check")
	})
}

// With the words of a proposal its files go, from every version and sheet, and the register stays whole.
func TestAnErasureTakesTheFilesWithIt(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		const secret = "独一无二的河湾"
		s := h.Rooms.Proposals
		sh := laid(t, h, laid(t, h, sheet(t, h), shot(t, "a.png", 60), secret+"边的门"), paper(secret+".pdf", "x"), "")
		p, err := s.Ask(ctx, h.Actor(t, "maliqing"), proposal.Asking{Sheet: sh.ID, Version: sh.Version})
		must(t, err)
		p, err = take(t, h, confirmed(t, h, p, "hanlian", "confirm"), "elin", "return")
		must(t, err)
		_, err = s.Resume(ctx, h.Actor(t, "maliqing"), p.ID)
		must(t, err)
		a := annexesOf(t, h, "hanlian", p, p.VersionID)[0]
		if found := h.Stored(t, secret); len(found) < 4 {
			t.Fatalf("the words stand in %v only", found)
		}
		for _, who := range []string{"elin", "linlihua"} {
			_, err := h.Rooms.Erasings.Erase(ctx, h.Actor(t, who), erasing.Erasing{Of: p.Record(), Reason: "文中可认出一个孩子。", Mark: p.VersionID})
			must(t, err)
		}
		if found := h.Stored(t, secret); len(found) > 0 || opens(t, h, "hanlian", a) != "fault.not_found" {
			t.Errorf("the words stand in %v", found)
		}
		var left int64
		must(t, h.Store.Read(ctx).Model(&drafting.File{}).Count(&left).Error)
		if left > 0 {
			t.Errorf("%d files lie on sheets", left)
		}
		wholeRegister(t, h)
	})
}

// The words for the files are looked at beside the text: what is harmless in each may tell together who a child is.
func TestWordsForFilesAreReadWithTheText(t *testing.T) {
	h := house.World(t, store.SQLite)
	sh := laid(t, h, sheet(t, h), shot(t, "a.png", 60), "一扇门")
	must(t, h.Rooms.Register.Loose(ctx, func(g *gorm.DB) error {
		return g.Model(&drafting.File{}).Where("sheet_id = ?", sh.ID).Update("alt", "马小禾，女，9岁，三年级2班").Error // as a rule that came later finds it
	}))
	_, err := h.Rooms.Proposals.Ask(ctx, h.Actor(t, "maliqing"), proposal.Asking{Sheet: sh.ID, Version: sh.Version})
	if !fault.Is(err, fault.ReasonInvalid) {
		t.Errorf("it was sent: %v", err)
	}
}
