package site_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"sametable/internal/charter"
	"sametable/internal/commitment"
	"sametable/internal/erasing"
	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
)

// Two moderators erase a proposal's words, each in another language and without a script: what the first asks the second is shown with
// the reason, and a stub stands where the words were.
func TestTwoModeratorsEraseAProposal(t *testing.T) {
	s := threadScene(t)
	first, second, reader, visitor := s.c("elin"), s.c("linlihua"), s.c("hanlian"), s.c("")
	const public, words = "/f/LH/p/2019-02", "关于"
	before := s.says(visitor.Get("/zh"+public), http.StatusOK, words)
	title := regexp.MustCompile(`<h1[^>]*>([^<]+)`).FindStringSubmatch(before.Body)[1]
	at := regexp.MustCompile(`/erase/proposal/[0-9a-z]+`).FindString(s.says(first.Get("/sv"+public), http.StatusOK).Body)
	if at == "" {
		t.Fatal("no way to the erasure")
	}
	s.says(reader.Get("/zh"+at), http.StatusNotFound)
	s.says(s.fill(first, "/sv"+at, "/sv"+at, url.Values{"reason": {""}}), http.StatusUnprocessableEntity, "Fyll i")
	s.says(s.fill(first, "/sv"+at, "/sv"+at, url.Values{"reason": {"Texten pekar ut en familj."}}), http.StatusOK, "En annan moderator måste instämma")
	s.says(first.Get("/sv/desk"), http.StatusOK, "Din begäran om radering väntar på en annan moderator")
	s.says(second.Get("/zh/desk"), http.StatusOK, "请决定是否清除文字")
	s.silent(s.says(reader.Get("/zh"+public), http.StatusOK, title), "Texten pekar ut en familj.")
	s.says(second.Get("/zh"+at), http.StatusOK, "Texten pekar ut en familj.", "您的决定")
	s.says(s.fill(second, "/zh"+at, "/zh"+at, url.Values{}), http.StatusUnprocessableEntity, "请选择清除还是保留。")
	s.says(s.fill(second, "/zh"+at, "/zh"+at, url.Values{"keep": {"keep"}}), http.StatusUnprocessableEntity)
	gone := s.says(s.fill(second, "/zh"+at, "/zh"+at, url.Values{"keep": {"erase"}}), http.StatusOK, "LH-2019-02", "标题已清除")
	s.silent(gone, title)
	for _, path := range []string{public, public + "/v/1", public + "/statements", "/f/LH/proposals", "/f/LH", "/"} {
		for _, l := range []string{"zh", "en", "sv"} {
			s.silent(s.says(visitor.Get("/"+l+path), http.StatusOK), title)
		}
	}
	s.says(first.Get("/sv"+at), http.StatusNotFound)
	s.says(visitor.Get("/en"+public), http.StatusOK, "Title erased", "erased by two moderators")
}

// A moderator wants the reasons of a statement erased and thinks again; another time both do: the position stays and counts.
func TestTwoModeratorsEraseAStatement(t *testing.T) {
	s := threadScene(t)
	first, second, visitor := s.c("elin"), s.c("linlihua"), s.c("")
	const list = "/f/LH/p/2019-02/statements"
	page := s.says(first.Get("/sv"+list), http.StatusOK)
	at := regexp.MustCompile(`/statement/[0-9a-z]{26}`).FindString(page.Body)
	own := s.says(first.Get("/sv"+at), http.StatusOK)
	said := regexp.MustCompile(`(?s)<div class="prose[^>]*>(.*?)</div>`).FindStringSubmatch(own.Body)
	erase := "/erase" + at
	if !strings.Contains(own.Body, erase) || said == nil {
		t.Fatal("no way to the erasure, or no reasons")
	}
	reason := url.Values{"reason": {"Texten pekar ut en familj."}}
	s.says(s.fill(first, "/sv"+erase, "/sv"+erase, reason), http.StatusOK)
	s.says(s.fill(first, "/sv"+erase, "/sv"+erase, reason), http.StatusOK, "Texten står kvar")
	s.says(s.fill(first, "/sv"+erase, "/sv"+erase, reason), http.StatusOK)
	gone := s.says(s.fill(second, "/zh"+erase, "/zh"+erase, url.Values{"keep": {"erase"}}), http.StatusOK, "由两位论坛管理员")
	s.silent(gone, said[1])
	s.silent(s.says(visitor.Get("/sv"+list), http.StatusOK), said[1])
}

// What two moderators erase stands in their list, whatever it is part of, and where the words of a commitment were it says that they are
// gone.
func TestModeratorsEraseACommitmentFromTheirList(t *testing.T) {
	s := threadScene(t)
	first, second, reader, visitor := s.c("elin"), s.c("linlihua"), s.c("hanlian"), s.c("")
	var c commitment.Commitment
	if err := s.h.Store.Read(t.Context()).Where("access = 'public' AND title_sv <> ''").Order("id").Limit(1).Take(&c).Error; err != nil {
		t.Fatal(err)
	}
	at := "/erase/commitment/" + c.ID
	if page := s.says(first.Get("/sv"+c.Path()), http.StatusOK, c.TitleSv); !strings.Contains(page.Body, at) {
		t.Error("no way to the erasure")
	}
	if page := s.says(reader.Get("/zh"+c.Path()), http.StatusOK); strings.Contains(page.Body, at) {
		t.Error("a way for who is no moderator")
	}
	s.says(reader.Get("/zh"+at), http.StatusNotFound)
	s.says(s.fill(first, "/sv"+at, "/sv"+at, url.Values{"reason": {"Texten pekar ut en familj."}}), http.StatusOK, "En annan moderator måste instämma")
	for _, list := range []house.Page{s.says(first.Get("/sv/mod"), http.StatusOK, c.Reference), s.says(second.Get("/zh/mod"), http.StatusOK, c.Reference)} {
		if !strings.Contains(list.Body, at) {
			t.Error("it stands in no list")
		}
		if regexp.MustCompile(`<div class="small quiet">\s*·\s*</div>`).MatchString(list.Body) {
			t.Error("a dot stands between no language and no author")
		}
	}
	s.says(second.Get("/zh"+at), http.StatusOK, c.TitleZh, "Texten pekar ut en familj.")
	s.says(s.fill(second, "/zh"+at, "/zh"+at, url.Values{"keep": {"erase"}}), http.StatusOK, c.Reference, "标题已清除")
	for _, path := range []string{c.Path(), "/commitments", "/f/" + c.ForumKey} {
		s.silent(s.says(visitor.Get("/sv"+path), http.StatusOK), c.TitleSv)
	}
	s.says(visitor.Get("/en"+c.Path()), http.StatusOK, "Title erased", "erased by two moderators")
	if page := s.says(second.Get("/zh/mod"), http.StatusOK); strings.Contains(page.Body, at) {
		t.Error("it still waits")
	}
	s.says(first.Get("/sv"+at), http.StatusNotFound)
}

// Two moderators erase a paragraph of issued minutes from its page; everybody reads that it was erased by law, and the paper's code says so.
func TestModeratorsEraseAParagraph(t *testing.T) {
	s := threadScene(t)
	m := s.h.IssuedMinutes(t)
	b := s.h.BlockOf(t, m.ID, minutes.Information)
	first, second, visitor := s.c("elin"), s.c("linlihua"), s.c("")
	at := "/erase/" + erasing.ParagraphNoun + "/" + b.ID
	if page := s.says(first.Get("/sv"+m.Path()), http.StatusOK); !strings.Contains(page.Body, at) {
		t.Error("no way to the erasure")
	}
	if page := s.says(visitor.Get("/zh"+m.Path()), http.StatusOK); strings.Contains(page.Body, at) {
		t.Error("a way for who is no moderator")
	}
	s.silent(s.says(visitor.Get("/en/verify?code="+m.Code), http.StatusOK, m.Hash), "Erased by law")
	s.says(s.fill(first, "/sv"+at, "/sv"+at, url.Values{"reason": {"Texten pekar ut en familj."}}), http.StatusOK, "En annan moderator måste instämma")
	if page := s.says(second.Get("/zh/mod"), http.StatusOK); !strings.Contains(page.Body, at) {
		t.Error("it stands in no list")
	}
	s.says(s.fill(second, "/zh"+at, "/zh"+at, url.Values{"keep": {"erase"}}), http.StatusOK, "此处文字已依法清除")
	s.says(visitor.Get("/en"+m.Path()), http.StatusOK, "The words here were erased by law.", "no longer gives this hash")
	s.says(visitor.Get("/en/verify?code="+m.Code), http.StatusOK, m.Hash, "Erased by law")
	s.says(first.Get("/sv"+at), http.StatusNotFound)
}

// What stands on an agenda, beside an answer and in a correction is erased from the pages it stands on; a charter's words too.
func TestModeratorsEraseWordsOfMeetingsAndCharters(t *testing.T) {
	s := threadScene(t)
	first, second := s.c("elin"), s.c("linlihua")
	m := s.h.Announced(t)
	i := s.h.Items(t, m.ID)[0]
	p := s.h.PlaceOf(t, m.ID, "huilin")
	_, err := s.h.Rooms.Meetings.Reply(t.Context(), s.h.Actor(t, "maliqing"), meeting.Answer{Meeting: m.ID, Place: p.ID, Reply: meeting.Coming, Note: "带一位同事来。", Version: p.Version})
	if err != nil {
		t.Fatal(err)
	}
	var c forum.Charter
	if err := s.h.Store.Read(t.Context()).Where("state = 'adopted' AND text_id <> ''").Order("id").Limit(1).Take(&c).Error; err != nil {
		t.Fatal(err)
	}
	var f forum.Forum
	if err := s.h.Store.Read(t.Context()).Where("id = ?", c.ForumID).Take(&f).Error; err != nil {
		t.Fatal(err)
	}
	for _, one := range []struct{ page, at, words, stub string }{
		{m.Path(), "/erase/" + meeting.ItemNoun + "/" + i.ID, i.TitleZh, "标题已清除"},
		{m.Path(), "/erase/" + meeting.ReplyNoun + "/" + p.ID, "带一位同事来", ""},
		{m.Path(), "/erase/" + meeting.Noun + "/" + m.ID, "湖宁", ""},
		{c.Path(f), "/erase/" + forum.CharterNoun + "/" + c.ID, "", "由两位论坛管理员"},
	} {
		if page := s.says(second.Get("/zh"+one.page), http.StatusOK, one.words); !strings.Contains(page.Body, one.at) {
			t.Errorf("no way to %s", one.at)
		}
		s.says(s.fill(first, "/sv"+one.at, "/sv"+one.at, url.Values{"reason": {"Texten pekar ut en familj."}}), http.StatusOK)
		gone := s.says(s.fill(second, "/zh"+one.at, "/zh"+one.at, url.Values{"keep": {"erase"}}), http.StatusOK, one.stub)
		if one.words != "" {
			s.silent(gone, one.words)
		}
	}
}

// What stands in a draft that never went round, and what was noted at the table, moderators find on its page without the words, and read where
// they erase it; whoever writes the minutes sees that it was erased.
func TestModeratorsErasePassagesOfADraft(t *testing.T) {
	s := threadScene(t)
	m := s.h.WrittenMinutes(t)
	b := s.h.BlockOf(t, m.ID, minutes.Information)
	if err := s.h.Rooms.Minutes.NoteDown(t.Context(), s.h.Actor(t, "sunlizhen"), m.ID, b.ItemID, "桌边记下的一个孩子"); err != nil {
		t.Fatal(err)
	}
	first, second, secretary, delegate := s.c("elin"), s.c("linlihua"), s.c("sunlizhen"), s.c("maliqing")
	note, paragraph := "/erase/"+erasing.NoteNoun+"/"+b.ItemID, "/erase/"+erasing.ParagraphNoun+"/"+b.ID
	for language, says := range map[string][]string{"zh": {"清除草稿中的文字", fmt.Sprintf("第%d项 · 会议记录", b.Item)}, "en": {"Erase words of the draft", fmt.Sprintf("Item %d · Note", b.Item)},
		"sv": {"Radera text i utkastet", fmt.Sprintf("§ %d · Mötesanteckning", b.Item)}} {
		page := s.says(first.Get("/"+language+m.Path()), http.StatusOK, says...)
		if s.silent(page, "桌边记下的一个孩子", b.Words); !strings.Contains(page.Body, note) || !strings.Contains(page.Body, paragraph) {
			t.Errorf("%s: no way to the note or the paragraph", language)
		}
	}
	for who, c := range map[string]*house.Client{"secretary": secretary, "delegate": delegate} {
		if page := s.says(c.Get("/zh"+m.Path()), http.StatusOK); strings.Contains(page.Body, "/erase/") {
			t.Errorf("a way for the %s", who)
		}
		s.says(c.Get("/zh"+note), http.StatusNotFound)
	}
	for at, words := range map[string]string{note: "桌边记下的一个孩子", paragraph: b.Words} {
		s.says(first.Get("/sv"+at), http.StatusOK, words)
		s.says(s.fill(first, "/sv"+at, "/sv"+at, url.Values{"reason": {"Texten pekar ut en familj."}}), http.StatusOK, "Texten pekar ut en familj.")
	}
	s.says(second.Get("/zh"+m.Path()), http.StatusOK, "Texten pekar ut en familj.")
	s.says(s.fill(second, "/zh"+note, "/zh"+note, url.Values{"keep": {"erase"}}), http.StatusOK)
	s.silent(s.says(secretary.Get("/en"+m.Path()), http.StatusOK, "erased by two moderators"), "桌边记下的一个孩子")
	s.says(second.Get("/zh"+note), http.StatusNotFound)
	s.says(s.fill(second, "/zh"+paragraph, "/zh"+paragraph, url.Values{"keep": {"erase"}}), http.StatusOK)
	s.says(secretary.Get("/sv"+m.Path()), http.StatusOK, "Texten här har raderats enligt lag.")
}

// That a first moderator wants the words of a charter or of an editorial change erased stands on the charter's page, for moderators.
func TestACharterSaysWhatOneModeratorWantsErased(t *testing.T) {
	s := threadScene(t)
	first, second, visitor := s.c("elin"), s.c("linlihua"), s.c("")
	p, err := s.h.Rooms.Forums.Charter(t.Context(), "HD", "zh")
	if err != nil {
		t.Fatal(err)
	}
	form := charter.Form{Zh: p.Sources["zh"] + "\n\n附则。", En: p.Sources["en"] + "\n\nAnnex.", Sv: p.Sources["sv"] + "\n\nBilaga.", Rules: p.Charter.Rules(), Version: p.Charter.Version}
	x, err := s.h.Rooms.Charters.ProposeChange(t.Context(), s.h.Actor(t, "sunlizhen"), charter.Proposing{Charter: p.Charter.ID, Form: form, Reason: "说明。", Language: "zh"})
	if err != nil {
		t.Fatal(err)
	}
	for at, why := range map[string]string{"/erase/" + forum.CharterNoun + "/" + p.Charter.ID: "Stadgan pekar ut en familj.", "/erase/" + charter.ChangeNoun + "/" + x.ID: "Ändringen pekar ut en familj."} {
		s.silent(s.says(second.Get("/en/f/HD/charter"), http.StatusOK), why)
		s.says(s.fill(first, "/sv"+at, "/sv"+at, url.Values{"reason": {why}}), http.StatusOK, why)
		s.says(second.Get("/zh/f/HD/charter"), http.StatusOK, why)
		s.silent(s.says(visitor.Get("/zh/f/HD/charter"), http.StatusOK), why)
	}
}
