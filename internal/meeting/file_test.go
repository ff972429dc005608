package meeting_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"sametable/internal/annex"
	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/meeting"
	"sametable/internal/policy"
)

// adds is an attempt of somebody to add a file of plain words to an item.
func (t *table) adds(who string, m meeting.Meeting, i meeting.Item, title, words string) (annex.File, error) {
	return t.Rooms.Meetings.AddFile(t.Context(), t.Actor(t.T, who), meeting.FileForm{Meeting: m.ID, Item: i.ID, Title: title, Language: "zh", Version: i.Version,
		Sent: &input.Sent{File: strings.NewReader(words), Name: "附件.txt"}})
}

// opens gives what somebody gets who opens a file; nobody has to sign in to.
func (t *table) opens(who string, f annex.File) string {
	t.Helper()
	viewer := policy.Actor{}
	if who != "" {
		viewer = t.Actor(t.T, who)
	}
	got, err := t.Rooms.Meetings.File(t.Context(), viewer, f.ID)
	if err != nil {
		return house.Says(err)
	}
	return string(got.Content)
}

// A file that the secretary adds to an item is opened by whoever sees the item and by nobody else, stands in the agenda that is sent next, and its
// difference says so.
func TestAFileGoesWithItsItem(t *testing.T) {
	tables(t, func(t *table) {
		secretary := t.Actor(t.T, "sunlizhen")
		m, err := t.Rooms.Meetings.Plan(t.Context(), secretary, house.MeetingForm())
		t.Must(err)
		i, err := t.Rooms.Meetings.AddItem(t.Context(), secretary, meeting.ItemForm{Meeting: m.ID, TitleZh: "经费", Purpose: meeting.Discuss})
		t.Must(err)
		early, err := t.adds("sunlizhen", m, i, "旧表", "旧的数字。")
		t.Must(err)
		f, err := t.adds("sunlizhen", m, i, "测算表", "运行经费由县级财政承担。")
		t.Must(err)
		if f.Place != 2 || f.Kind != annex.Text || f.Language != "zh" || len(f.Hash) != 64 {
			t.Errorf("%+v", f)
		}
		const missing = "fault.not_found"
		for who, gets := range map[string]string{"": missing, "fangliqin": missing, "maliqing": "运行经费由县级财政承担。", "elin": "运行经费由县级财政承担。"} {
			if got := t.opens(who, f); got != gets {
				t.Errorf("of a plan %q opens %q", who, got)
			}
		}
		drop := meeting.FileLeaving{Meeting: m.ID, Item: i.ID, File: early.ID, Version: i.Version}
		_, err = t.Rooms.Meetings.DropFile(t.Context(), secretary, drop)
		t.Must(err)
		if all, err := annex.Of(t.Store.Read(t.Context()), m.Record()); err != nil || len(all) != 1 {
			t.Errorf("nobody was told of it, and it is there: %v %v", all, err)
		}
		m, err = t.Rooms.Meetings.Announce(t.Context(), secretary, m.ID, t.Meeting(t, m.ID).Version)
		t.Must(err)
		if got := t.opens("", f); got != "运行经费由县级财政承担。" {
			t.Errorf("announced: %q", got)
		}
		asked, err := t.Rooms.Meetings.AskItem(t.Context(), t.Actor(t.T, "maliqing"), meeting.ItemForm{Meeting: m.ID, TitleZh: "另一件事", Language: "zh", Purpose: meeting.Discuss})
		t.Must(err)
		if _, err := t.adds("sunlizhen", m, asked, "表", "字。"); house.Says(err) != "workflow.wrong_state" {
			t.Errorf("to one that is asked for: %v", err)
		}
		drop.File = f.ID
		if _, err := t.Rooms.Meetings.DropFile(t.Context(), secretary, drop); house.Says(err) != "words:input.required" {
			t.Errorf("without a reason: %s", house.Says(err))
		}
		added, err := t.adds("sunlizhen", m, i, "补充材料", "补充说明。")
		t.Must(err)
		drop.Reason = "数字有误。"
		_, err = t.Rooms.Meetings.DropFile(t.Context(), secretary, drop)
		t.Must(err)
		if _, err := t.Rooms.Meetings.DropFile(t.Context(), secretary, drop); house.Says(err) != "fault.stale" {
			t.Errorf("once more: %v", err)
		}
		for who, gets := range map[string]string{"": missing, "maliqing": missing, "sunlizhen": "运行经费由县级财政承担。"} {
			if got := t.opens(who, f); got != gets {
				t.Errorf("taken away, %q opens %q", who, got)
			}
		}
		m, err = t.Rooms.Meetings.SendAgenda(t.Context(), secretary, m.ID, t.Meeting(t, m.ID).Version)
		t.Must(err)
		page := t.page("", m)
		for _, c := range meeting.Compare(page.Agendas[0].List(), page.Agendas[1].List()) {
			if c.Item != i.ID {
				continue
			}
			plus, minus := annex.Differ(annex.Read(c.Before.Files), annex.Read(c.Files))
			if c.What != meeting.Changed || len(plus) != 1 || plus[0].Hash != added.Hash || len(minus) != 1 || minus[0].Title != "测算表" {
				t.Errorf("%s: +%v -%v", c.What, plus, minus)
			}
		}
		t.Whole()
	})
}

// An item that was taken off the agenda is read by those who sit in the forum, and its file with it.
func TestAFileOfWhatIsNotOnTheAgenda(t *testing.T) {
	tables(t, func(t *table) {
		m := t.Announced(t)
		i := t.Items(t, m.ID)[0]
		f, err := t.adds("sunlizhen", m, i, "测算表", "数字。")
		t.Must(err)
		t.TakesItem(t, m, 1, meeting.ItemStep{Verb: "strike"})
		if out, in := t.opens("", f), t.opens("maliqing", f); out != "fault.not_found" || in != "数字。" {
			t.Errorf("outside %q, inside %q", out, in)
		}
	})
}

// Files come while the table sits, until their item is over, and go into the minutes with title and hash.
func TestAFileAtTheTable(t *testing.T) {
	tables(t, func(t *table) {
		m := t.InSession(t)
		t.TakesItem(t, m, 1, meeting.ItemStep{Verb: "open"})
		i := t.Items(t, m.ID)[0]
		f, err := t.adds("sunlizhen", m, i, "现场材料", "会上分发。")
		t.Must(err)
		if _, err := t.adds("sunlizhen", m, i, "现场材料", "会上分发。"); house.Says(err) != "file:annexed.there" {
			t.Errorf("twice: %s", house.Says(err))
		}
		i.Version--
		if _, err := t.adds("sunlizhen", m, i, "另一份", "另一份。"); house.Says(err) != "fault.stale" {
			t.Errorf("from an old page: %v", err)
		}
		t.TakesItem(t, m, 1, meeting.ItemStep{Verb: "note"})
		i = t.Items(t, m.ID)[0]
		if _, err := t.adds("sunlizhen", m, i, "另一份", "另一份。"); house.Says(err) != "workflow.wrong_state" {
			t.Errorf("once it is over: %v", err)
		}
		page, err := t.Rooms.Minutes.Page(t.Context(), t.Actor(t.T, "sunlizhen"), t.House.Minutes(t, m.ID), 0)
		t.Must(err)
		if got := page.Content.Items[0].Files; len(got) != 1 || got[0].Title != "现场材料" || got[0].Hash != f.Hash || got[0].ID != f.ID {
			t.Errorf("the minutes list %+v", got)
		}
		t.Whole()
	})
}

// Ten files are the most; whatever shows a child in one is refused before anything is stored, and a double submit is one file.
func TestWhatAnItemDoesNotTake(t *testing.T) {
	tables(t, func(t *table) {
		m := t.Announced(t)
		i := t.Items(t, m.ID)[0]
		for n := range annex.MostFiles {
			_, err := t.adds("sunlizhen", m, i, "材料", strings.Repeat("材料。", n+1))
			t.Must(err)
		}
		if _, err := t.adds("sunlizhen", m, i, "材料", "再一份。"); err == nil {
			t.Error("eleven were taken")
		}
		child := "马小禾，女，9岁，就读于大坪村小学三年级2班。"
		other := t.Items(t, m.ID)[1]
		var packed bytes.Buffer
		z := zip.NewWriter(&packed)
		for name, part := range map[string]string{"[Content_Types].xml": `<Types><Override ContentType="` + annex.DOCX + `.main+xml"/></Types>`, "word/document.xml": `<w:p xmlns:w="w"><w:t>` + child + `</w:t></w:p>`} {
			w, err := z.Create(name)
			t.Must(err)
			_, err = io.WriteString(w, part)
			t.Must(err)
		}
		t.Must(z.Close())
		form := meeting.FileForm{Meeting: m.ID, Item: other.ID, Title: "名单", Language: "zh", Vouched: true, Version: other.Version, Sent: &input.Sent{File: &packed, Name: "名单.docx"}}
		if _, err := t.Rooms.Meetings.AddFile(t.Context(), t.Actor(t.T, "sunlizhen"), form); err == nil {
			t.Error("a child in a document was taken")
		}
		if _, err := t.adds("sunlizhen", m, other, child, "材料。"); err == nil {
			t.Error("a child in a title was taken")
		}
		if found := t.Stored(t.T, "马小禾"); len(found) > 0 {
			t.Errorf("she stands in %v", found)
		}
	})
}
