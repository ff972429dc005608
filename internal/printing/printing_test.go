package printing_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"testing"

	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/printed"
	"sametable/internal/printing"
	"sametable/internal/rendering"
	"sametable/internal/text"
)

type table struct{ house.Table }

func tables(t *testing.T, test func(t *table)) {
	house.Worlds(t, func(t *testing.T, h *house.House) { test(&table{house.Table{T: t, House: h}}) })
}

// file is what a reader gets of minutes, and what a later program, which prints another address on its papers, would give.
func (t *table) file(who string, m minutes.Set, language, ending string) (now, later []byte) {
	t.Helper()
	viewer := policy.Actor{}
	if who != "" {
		viewer = t.Actor(t.T, who)
	}
	page, err := t.Rooms.Minutes.Page(t.Context(), viewer, t.Minutes(t, m.ID), 0)
	t.Must(err)
	now, err = t.Rooms.Printings.File(t.Context(), page, language, ending)
	t.Must(err)
	later, err = printing.New(t.Rooms.Register, "https://later.example").File(t.Context(), page, language, ending)
	t.Must(err)
	return now, later
}

func (t *table) kept(m minutes.Set) map[printed.Key]printed.File {
	t.Helper()
	all := map[printed.Key]printed.File{}
	files, err := t.Rooms.Printings.Of(t.Context(), m)
	t.Must(err)
	for _, f := range files {
		var whole printed.File
		t.Must(t.Store.Read(t.Context()).Where("id = ?", f.ID).Take(&whole).Error)
		all[f.Key] = whole
	}
	return all
}

// unattributed has the charter name neither dissenters nor who voted how: readers outside the table get papers of their own.
func (t *table) unattributed() {
	t.Helper()
	t.Chartered(t, "HD", func(r *forum.Rules) { r.AttributedDissent, r.RollCall = false, false })
}

func (t *table) orders() (n int64) {
	t.Helper()
	t.Must(t.Store.Read(t.Context()).Model(&printed.Due{}).Count(&n).Error)
	return n
}

// What was issued is kept as the bytes it left the house as, one for each kind of reader, before anybody asks; a program that prints
// otherwise gives the same. What is not final is made each time.
func TestIssuedPapersAreKept(t *testing.T) {
	tables(t, func(t *table) {
		t.unattributed()
		m := t.ApprovedMinutes(t)
		if t.file("sunlizhen", m, "zh", printing.PDF); len(t.kept(m)) > 0 {
			t.Error("a paper that is not issued was kept")
		}
		m = t.WalkedMinutes(t, m.ID, [2]string{"sunlizhen", "issue"})
		t.Must(t.Rooms.Printings.Sweep(t.Context()))
		kept := t.kept(m)
		if len(kept) != 4 || t.orders() != 0 {
			t.Errorf("%d papers are kept, %d orders are left", len(kept), t.orders())
		}
		for k, f := range kept {
			sum := sha256.Sum256(f.Content)
			if k.Language != "zh" || f.Hash != hex.EncodeToString(sum[:]) || f.Size != len(f.Content) {
				t.Errorf("%+v: %s of %d bytes", k, f.Hash, f.Size)
			}
			who := map[string]string{printed.Outside: "", printed.Table: "maliqing"}[k.Reader]
			if now, later := t.file(who, m, "zh", k.Ending); !bytes.Equal(now, f.Content) || !bytes.Equal(later, f.Content) {
				t.Errorf("%s for %s is not what was kept", k.Ending, k.Reader)
			}
		}
		if now, later := t.file("", m, "sv", printing.PDF); bytes.Equal(now, later) {
			t.Error("a translation nobody has certified was kept")
		}
		var entries int64
		t.Must(t.Store.Read(t.Context()).Table("entries").Where("noun_id = ? AND verb = ?", m.ID, printing.Verb).Count(&entries).Error)
		if entries != 1 {
			t.Errorf("the register says it %d times", entries)
		}
		for _, change := range []map[string]any{{"content": []byte("%PDF-")}, {"hash": "0"}} {
			for _, f := range kept {
				if t.Store.Read(t.Context()).Model(&printed.File{}).Where("id = ?", f.ID).Updates(change).Error == nil {
					t.Errorf("a paper was changed by %v", change)
				}
			}
		}
		t.Whole()
	})
}

// Whoever is the first to ask gets the paper at once, and it is kept as she got it.
func TestTheFirstReaderHasItKept(t *testing.T) {
	tables(t, func(t *table) {
		m := t.IssuedMinutes(t)
		now, later := t.file("", m, "zh", printing.DOCX)
		if !bytes.Equal(now, later) || len(t.kept(m)) != 1 {
			t.Errorf("the same %v, %d kept", bytes.Equal(now, later), len(t.kept(m)))
		}
		t.Must(t.Rooms.Printings.Sweep(t.Context()))
		if again, _ := t.file("", m, "zh", printing.DOCX); !bytes.Equal(now, again) || len(t.kept(m)) != 2 {
			t.Errorf("the same %v, %d kept", bytes.Equal(now, again), len(t.kept(m)))
		}
		t.Whole()
	})
}

// certified puts every paragraph that is told into a language, by two people, and has the chair certify it.
func (t *table) certified(m minutes.Set, language string) {
	t.Helper()
	for _, b := range t.Blocks(t, m.ID) {
		if b.Words == "" {
			continue
		}
		in := minutes.Rendered{Minutes: m.ID, Block: b.ID, Language: language, State: text.InReview, Words: "Mötet tog del av rapporten.", Source: b.Source("zh")}
		tr, err := t.Rooms.Minutes.Translate(t.Context(), t.Actor(t.T, "karin"), in)
		t.Must(err)
		_, err = t.Rooms.Minutes.Reviewed(t.Context(), t.Actor(t.T, "duliwen"), m.ID, tr.ID, tr.Hash)
		t.Must(err)
	}
	_, err := t.Rooms.Minutes.Certify(t.Context(), t.Actor(t.T, "wangliwen"), m.ID, language, t.Minutes(t, m.ID).Version)
	t.Must(err)
}

// A certified translation is kept as the paper it is. An erratum makes other papers, and those from before it stay; what is withheld leaves
// hashes and no content.
func TestPapersFollowTheRecord(t *testing.T) {
	tables(t, func(t *table) {
		m := t.IssuedMinutes(t)
		t.Must(t.Rooms.Printings.Sweep(t.Context()))
		t.certified(m, "sv")
		t.Must(t.Rooms.Printings.Sweep(t.Context()))
		swedish, later := t.file("", m, "sv", printing.PDF)
		if len(t.kept(m)) != 4 || !bytes.Equal(swedish, later) {
			t.Errorf("%d papers are kept, the same %v", len(t.kept(m)), bytes.Equal(swedish, later))
		}
		before, _ := t.file("", m, "zh", printing.PDF)
		m = t.Minutes(t, m.ID)
		s, err := t.Rooms.Minutes.ProposeErratum(t.Context(), t.Actor(t.T, "sunlizhen"), minutes.ErratumForm{Minutes: m.ID, Block: t.BlockOf(t, m.ID, minutes.Discussion).ID,
			Zh: "“一次”更正为“至少一次”。", En: "“Once” is corrected to “at least once”.", Sv: "”En gång” rättas till ”minst en gång”.", Version: m.Version})
		t.Must(err)
		if proposed, _ := t.file("", m, "zh", printing.PDF); !bytes.Equal(proposed, before) {
			t.Error("an erratum nobody has confirmed is on the paper")
		}
		var e minutes.Erratum
		t.Must(t.Store.Read(t.Context()).Where("minutes_id = ?", m.ID).Take(&e).Error)
		s, err = t.Rooms.Minutes.Correct(t.Context(), t.Actor(t.T, "wangliwen"), m.ID, e.Hash, s.Version)
		t.Must(err)
		t.Must(t.Rooms.Printings.Sweep(t.Context()))
		if after, _ := t.file("", m, "zh", printing.PDF); bytes.Equal(after, before) || len(t.kept(m)) != 8 {
			t.Errorf("after an erratum: the same %v, %d kept", bytes.Equal(after, before), len(t.kept(m)))
		}
		s, err = t.Rooms.Minutes.ProposeWithholding(t.Context(), t.Actor(t.T, "zhengliyuan"), m.ID, "未成年人保护法", s.Version)
		t.Must(err)
		_, err = t.Rooms.Minutes.Withhold(t.Context(), t.Actor(t.T, "mats"), m.ID, s.Version)
		t.Must(err)
		t.Must(t.Rooms.Printings.Sweep(t.Context()))
		kept := t.kept(m)
		for k, f := range kept {
			if len(f.Content) > 0 || f.GoneAt == nil || len(f.Hash) != 64 {
				t.Errorf("withheld: %+v has %d bytes", k, len(f.Content))
			}
		}
		if len(kept) == 0 {
			t.Error("the hashes are gone")
		}
		t.Whole()
	})
}

// What readers outside the table do not read is on no paper that is kept for them; and of a version that was erased nothing comes back.
func TestPapersKeepWhatIsTheTables(t *testing.T) {
	tables(t, func(t *table) {
		t.unattributed()
		m := t.IssuedMinutes(t)
		t.Must(t.Rooms.Printings.Sweep(t.Context()))
		outside, _ := t.file("", m, "zh", printing.DOCX)
		inside, _ := t.file("maliqing", m, "zh", printing.DOCX)
		if bytes.Equal(outside, inside) != bytes.Equal(t.sheet(m, true), t.sheet(m, false)) {
			t.Error("the papers of different readers do not differ where what they read does")
		}
		if _, err := t.Store.SQL().Exec("UPDATE minutes_versions SET content = '', erased = (1 = 1) WHERE minutes_id = '" + m.ID + "' AND number = " + strconv.Itoa(m.Edition)); err != nil {
			t.Fatal(err)
		}
		page, err := t.Rooms.Minutes.Page(t.Context(), policy.Actor{}, t.Minutes(t, m.ID), 0)
		t.Must(err)
		if got, err := t.Rooms.Printings.File(t.Context(), page, "zh", printing.DOCX); err == nil && bytes.Equal(got, outside) {
			t.Error("what was erased came back")
		}
		t.Must(t.Rooms.Printings.Sweep(t.Context()))
		for k, f := range t.kept(m) {
			if len(f.Content) > 0 || f.GoneAt == nil {
				t.Errorf("erased: %+v has %d bytes", k, len(f.Content))
			}
		}
	})
}

// sheet is what readers outside the table read, or those at it.
func (t *table) sheet(m minutes.Set, outside bool) []byte {
	t.Helper()
	page, err := t.Rooms.Minutes.Page(t.Context(), t.Actor(t.T, "maliqing"), t.Minutes(t, m.ID), 0)
	t.Must(err)
	return []byte(rendering.Show(rendering.Version{Set: page.Set, Content: page.Content, Into: page.Into("zh"), Errata: page.Errata}, "zh", outside).Plain())
}
