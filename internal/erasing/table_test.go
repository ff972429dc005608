package erasing_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"sametable/internal/annex"
	"sametable/internal/ballot"
	"sametable/internal/charter"
	"sametable/internal/commitment"
	"sametable/internal/erasing"
	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/received"
	"sametable/internal/register"
	"sametable/internal/rendering"
)

// nowhere lets two moderators erase something, and looks for its words in every row of the house.
func nowhere(t *testing.T, h *house.House, ref policy.Ref, words ...string) {
	t.Helper()
	must(t, h.Rooms.Register.CatchUp(ctx))
	for _, w := range words {
		if len(h.Stored(t, w)) == 0 {
			t.Fatalf("%s: %s stands nowhere from the beginning", ref.Noun, w)
		}
	}
	if done, err := erase(t, h, "elin", ref, false); err != nil || done {
		t.Fatalf("%s, the first of two: %v, %v", ref.Noun, done, err)
	}
	waiting, err := h.Rooms.Erasings.Erasures(ctx, h.Actor(t, "linlihua"))
	if err != nil || len(waiting) != 1 || waiting[0].Ref() != ref || waiting[0].Path == "" {
		t.Fatalf("%s waits: %v, %v", ref.Noun, waiting, err)
	}
	if done, err := erase(t, h, "linlihua", ref, false); err != nil || !done {
		t.Fatalf("%s, the second: %v, %v", ref.Noun, done, err)
	}
	must(t, h.Rooms.Register.CatchUp(ctx))
	for _, w := range words {
		if found := h.Stored(t, w); len(found) > 0 {
			t.Errorf("%s: %s stands in %v", ref.Noun, w, found)
		}
	}
	if _, err := h.Verify(ctx, register.Verified{}); err != nil {
		t.Errorf("%s, the register: %v", ref.Noun, err)
	}
}

// What was erased of a file is in no agenda, no copy of it at a meeting that was put off, and no minutes; its hash stays.
func TestAFilesWordsAreNowhere(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		m := h.Announced(t)
		secretary := h.Actor(t, "sunlizhen")
		i := h.Items(t, m.ID)[0]
		f, err := h.Rooms.Meetings.AddFile(ctx, secretary, meeting.FileForm{Meeting: m.ID, Item: i.ID, Title: "鹳鸟渡口名录", Language: "zh", Version: i.Version,
			Sent: &input.Sent{File: strings.NewReader("鹳鸟在芦苇荡过冬。"), Name: "芦苇荡.txt"}})
		must(t, err)
		m = h.Meeting(t, m.ID)
		_, err = h.Rooms.Meetings.SendAgenda(ctx, secretary, m.ID, m.Version)
		must(t, err)
		form := house.MeetingForm()
		form.Day = "2019-08-01"
		next, err := h.Rooms.Meetings.Postpone(ctx, secretary, meeting.Ending{Meeting: m.ID, Reason: "场地未定。", Instead: form, Version: h.Meeting(t, m.ID).Version})
		must(t, err)
		nowhere(t, h, policy.Ref{Noun: meeting.FileNoun, ID: f.ID}, "鹳鸟渡口名录", "芦苇荡")
		for _, of := range []meeting.Meeting{m, next} {
			files, err := annex.Of(h.Store.Read(ctx), of.Record())
			must(t, err)
			if len(files) != 1 || !files[0].Erased() || files[0].Hash != f.Hash {
				t.Errorf("%s: %+v", of.ID, files)
			}
			content, err := annex.Content(ctx, h.Rooms.Register, files[0].ID)
			if err != nil || len(content) > 0 {
				t.Errorf("%s: %d bytes, %v", of.ID, len(content), err)
			}
		}
		if _, err := h.Rooms.Meetings.File(ctx, secretary, f.ID); house.Says(err) != "fault.not_found" {
			t.Errorf("an erased file: %v", err)
		}
	})
}

// A file that minutes list is erased from every version of them, which keeps its hash, and with the words of its item it goes as well.
func TestAFileOfMinutesIsNowhere(t *testing.T) {
	for noun, title := range map[string]string{meeting.FileNoun: "鹳鸟渡口名录", meeting.ItemNoun: "苇莺渡口名录"} {
		house.Worlds(t, func(t *testing.T, h *house.House) {
			m := h.InSession(t)
			i := h.Items(t, m.ID)[0]
			f, err := h.Rooms.Meetings.AddFile(ctx, h.Actor(t, "sunlizhen"), meeting.FileForm{Meeting: m.ID, Item: i.ID, Title: title, Language: "zh", Version: i.Version,
				Sent: &input.Sent{File: strings.NewReader(title), Name: "名录.txt"}})
			must(t, err)
			set := h.IssuedOf(t, m)
			page, err := h.Rooms.Minutes.Page(ctx, policy.Actor{}, set, 0)
			must(t, err)
			if got := page.Content.Items[0].Files; len(got) != 1 || got[0].Title != title || got[0].Hash != f.Hash {
				t.Fatalf("the minutes list %+v", got)
			}
			nowhere(t, h, policy.Ref{Noun: noun, ID: map[string]string{meeting.FileNoun: f.ID, meeting.ItemNoun: i.ID}[noun]}, title)
			page, err = h.Rooms.Minutes.Page(ctx, policy.Actor{}, set, 0)
			must(t, err)
			if got := page.Content.Items[0].Files; len(got) != 1 || got[0].Title != "" || got[0].Hash != f.Hash || page.Read.Hash == "" {
				t.Errorf("afterwards they list %+v", got)
			}
			for _, language := range []string{"zh", "en", "sv"} {
				if got := rendering.Show(rendering.Version{Set: page.Set, Content: page.Content}, language, true).Sections[0].Files; len(got) != 1 || !got[0].Gone || got[0].In != language {
					t.Errorf("%s: %+v", language, got)
				}
			}
		})
	}
}

// What was erased of a meeting that is called is in no agenda, no copy of it, and no answer.
func TestAMeetingsWordsAreNowhere(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		secretary := h.Actor(t, "sunlizhen")
		form := house.MeetingForm()
		form.TitleZh, form.TitleEn, form.Place = "鹳鸟专题", "On storks", "芦苇厅"
		m, err := h.Rooms.Meetings.Plan(ctx, secretary, form)
		must(t, err)
		_, err = h.Rooms.Meetings.AddItem(ctx, secretary, meeting.ItemForm{Meeting: m.ID, TitleZh: "渡口值守", TitleEn: "Ferry watch", Purpose: meeting.Inform})
		must(t, err)
		m, err = h.Rooms.Meetings.Announce(ctx, secretary, m.ID, h.Meeting(t, m.ID).Version)
		must(t, err)
		p := h.PlaceOf(t, m.ID, "huilin")
		_, err = h.Rooms.Meetings.Reply(ctx, h.Actor(t, "maliqing"), meeting.Answer{Meeting: m.ID, Place: p.ID, Reply: meeting.Coming, Note: "雨燕巢箱在家中。", Version: p.Version})
		must(t, err)
		nowhere(t, h, policy.Ref{Noun: meeting.ReplyNoun, ID: p.ID}, "雨燕巢箱")
		if p = h.PlaceOf(t, m.ID, "huilin"); p.Reply != meeting.Coming {
			t.Errorf("who comes is lost: %+v", p)
		}
		form.TitleZh, form.TitleEn, form.TitleSv, form.Place, form.Day = "", "", "", "湖宁", "2019-07-18"
		next, err := h.Rooms.Meetings.Postpone(ctx, secretary, meeting.Ending{Meeting: m.ID, Reason: "白鹭迁徙。", Instead: form, Version: h.Meeting(t, m.ID).Version})
		must(t, err)
		nowhere(t, h, policy.Ref{Noun: meeting.ItemNoun, ID: h.Items(t, m.ID)[0].ID}, "渡口值守", "Ferry watch")
		if twin := h.Items(t, next.ID)[0]; !twin.Erased() {
			t.Errorf("the copy stands: %+v", twin)
		}
		nowhere(t, h, m.Record(), "鹳鸟专题", "On storks", "芦苇厅", "白鹭迁徙")
		if m = h.Meeting(t, m.ID); m.State != meeting.Postponed || m.Reference == "" {
			t.Errorf("%+v", m)
		}
	})
}

// What was erased of an item that was decided is in no minutes either, in none of their versions; number, votes and hashes stay.
func TestADecisionsWordsAreNowhere(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		m := h.IssuedMinutes(t)
		b := h.BlockOf(t, m.ID, minutes.Decision)
		motion := house.Motion()
		nowhere(t, h, policy.Ref{Noun: meeting.ItemNoun, ID: b.ItemID}, motion.Zh, motion.En, motion.Sv)
		after := h.Minutes(t, m.ID)
		var e minutes.Edition
		must(t, h.Store.Read(ctx).Where("minutes_id = ? AND number = ?", m.ID, after.Edition).Take(&e).Error)
		if after.Hash != m.Hash || e.Hash != m.Hash || !e.Erased || e.Content == "" {
			t.Errorf("the version: %+v", e)
		}
		var decided *minutes.Decided
		for _, w := range e.Read().Blocks {
			if w.ID == b.ID {
				decided = w.Facts.Decision
			}
		}
		if decided == nil || decided.Favour != 9 || decided.Words != (minutes.Names{}) {
			t.Errorf("%+v", decided)
		}
		for language, want := range map[string]string{"zh": "此处文字已依法清除", "en": "erased by law", "sv": "raderats enligt lag"} {
			sheet := rendering.Show(rendering.Version{Set: after, Content: e.Read()}, language, true)
			if said := sheet.Plain(); !strings.Contains(said, want) {
				t.Errorf("%s: %s", language, said)
			}
		}
		proof, err := h.Rooms.Minutes.Verify(ctx, m.Code)
		if err != nil || !proof.Erased || proof.Hash != m.Hash {
			t.Errorf("%+v, %v", proof.Set, err)
		}
	})
}

// What was erased of a promise and a paragraph is in no version of the minutes, with the corrections and errata at that paragraph.
func TestAParagraphsWordsAreNowhere(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		m := h.IssuedMinutes(t)
		b := h.BlockOf(t, m.ID, minutes.Information)
		_, err := h.Rooms.Minutes.ProposeErratum(ctx, h.Actor(t, "sunlizhen"), minutes.ErratumForm{Minutes: m.ID, Block: b.ID, Zh: "鹳鸟更正。", En: "A stork.", Sv: "En stork.", Version: m.Version})
		must(t, err)
		nowhere(t, h, policy.Ref{Noun: erasing.ParagraphNoun, ID: b.ID}, "鹳鸟更正")
		blank(t, h, b)
		if _, err := erase(t, h, "elin", policy.Ref{Noun: erasing.ParagraphNoun, ID: b.ID}, false); err == nil {
			t.Error("it can be erased twice")
		}
		var c commitment.Commitment
		must(t, h.Store.Read(ctx).Where("title_zh = ?", "提交工作时间汇总报告").Take(&c).Error)
		nowhere(t, h, c.Record(), "提交工作时间汇总报告")
		if after := h.Minutes(t, m.ID); after.Hash != m.Hash || after.State != minutes.Issued {
			t.Errorf("%+v", after)
		}
	})
}

// blank wants a paragraph to be without words in its row and in every version.
func blank(t *testing.T, h *house.House, b minutes.Block) {
	t.Helper()
	var editions []minutes.Edition
	must(t, h.Store.Read(ctx).Where("minutes_id = ?", b.MinutesID).Find(&editions).Error)
	seen := 0
	for _, e := range editions {
		for _, w := range e.Read().Blocks {
			if w.ID != b.ID {
				continue
			}
			if seen++; w.Words != "" || !w.Facts.Erased || !e.Erased {
				t.Errorf("version %d: %+v", e.Number, w)
			}
		}
	}
	must(t, h.Store.Read(ctx).Where("id = ?", b.ID).Take(&b).Error)
	if seen == 0 || b.Words != "" || !b.Fact().Erased {
		t.Errorf("in %d versions, and %+v", seen, b)
	}
}

// What was noted at the table, and a paragraph of a draft that never went round, are erased like the rest: a mark stays, the secretary writes it
// otherwise, and the minutes go their way.
func TestADraftsWordsAreNowhere(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		m, secretary := h.WrittenMinutes(t), h.Actor(t, "sunlizhen")
		b := h.BlockOf(t, m.ID, minutes.Discussion)
		write := func(words string) {
			t.Helper()
			b = h.BlockOf(t, m.ID, minutes.Discussion)
			_, err := h.Rooms.Minutes.Write(ctx, secretary, minutes.Paragraph{Minutes: m.ID, Block: b.ID, Words: words, Version: b.Version})
			must(t, err)
			b = h.BlockOf(t, m.ID, minutes.Discussion)
		}
		must(t, h.Rooms.Minutes.NoteDown(ctx, secretary, m.ID, b.ItemID, "苍鹰笔记。"))
		nowhere(t, h, policy.Ref{Noun: erasing.NoteNoun, ID: b.ItemID}, "苍鹰笔记")
		var n minutes.Note
		must(t, h.Store.Read(ctx).Where("item_id = ?", b.ItemID).Take(&n).Error)
		if !n.Erased || n.WrittenBy != secretary.Person || n.WrittenAt.IsZero() {
			t.Errorf("the mark: %+v", n)
		}
		must(t, h.Rooms.Minutes.NoteDown(ctx, secretary, m.ID, b.ItemID, "夜莺笔记。"))
		write("红隼经过。")
		passages, err := h.Rooms.Erasings.Passages(ctx, h.Actor(t, "elin"), m)
		must(t, err)
		if at := slices.IndexFunc(passages, func(p erasing.Passage) bool { return p.Ref.ID == b.ID }); at < 0 || passages[at].Item != b.Item || passages[at].Kind != b.Kind {
			t.Errorf("the paragraph is not among %+v", passages)
		}
		if none, err := h.Rooms.Erasings.Passages(ctx, secretary, m); err != nil || len(none) > 0 {
			t.Errorf("who is no moderator: %+v, %v", none, err)
		}
		nowhere(t, h, policy.Ref{Noun: erasing.ParagraphNoun, ID: b.ID}, "红隼经过", "夜莺笔记")
		if b = h.BlockOf(t, m.ID, minutes.Discussion); b.Words != "" || !b.Fact().Erased || h.Minutes(t, m.ID).State != minutes.Drafted {
			t.Errorf("%+v", b)
		}
		write("会议听取了介绍。")
		if b.Fact().Erased || b.Words == "" {
			t.Errorf("written otherwise: %+v", b)
		}
		m = h.WalkedMinutes(t, m.ID, [2]string{"sunlizhen", "submit"}, [2]string{"wangliwen", "circulate"})
		if m.Hash == "" || m.ChairHash != m.Hash {
			t.Errorf("%+v", m)
		}
	})
}

// Somebody wants a correction of what is then erased; the correction goes alone, and the round goes on to its end.
func TestACorrectionsWordsAreNowhere(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		m := h.CirculatedMinutes(t)
		b := h.BlockOf(t, m.ID, minutes.Information)
		c, err := h.Rooms.Minutes.File(ctx, h.Actor(t, "maliqing"), minutes.Filing{Minutes: m.ID, Block: b.ID, Kind: "fact", Quote: b.Words, Instead: "鹳鸟在场。", Reason: "白鹭也在。", Language: "zh", Hash: m.Hash})
		must(t, err)
		nowhere(t, h, policy.Ref{Noun: minutes.CorrectionNoun, ID: c.ID}, "鹳鸟在场", "白鹭也在")
		compared := byTelephone(t, h, m, b, "灰雀说过")
		_, err = h.Rooms.Received.Take(ctx, h.Actor(t, "wangliwen"), received.Step{Minutes: m.ID, Letter: compared.ID, Verb: "check", Version: compared.Version})
		must(t, err)
		var came minutes.Correction
		must(t, h.Store.Read(ctx).Where("minutes_id = ? AND channel <> ''", m.ID).Take(&came).Error)
		nowhere(t, h, policy.Ref{Noun: minutes.CorrectionNoun, ID: came.ID}, "灰雀说过", "高例信")
		byTelephone(t, h, m, b, "黄鹂说过")
		nowhere(t, h, policy.Ref{Noun: erasing.ParagraphNoun, ID: b.ID}, "黄鹂说过", "高例信")
		blank(t, h, b)
	})
}

// byTelephone enters what gaohu said about a paragraph on the telephone.
func byTelephone(t *testing.T, h *house.House, m minutes.Set, b minutes.Block, words string) received.Letter {
	t.Helper()
	l, err := h.Rooms.Received.Enter(ctx, h.Actor(t, "sunlizhen"), received.Entering{Filing: minutes.Filing{Minutes: m.ID, Block: b.ID, Kind: "fact", Quote: b.Words, Instead: words + "。", Reason: "电话里" + words + "。",
		Language: "zh", Hash: m.Hash}, About: received.Correction, Organisation: h.OrgOf(t, "gaohu"), Channel: "telephone", Sender: "高例信", Dated: m.CirculatedAt.Add(8 * time.Hour).Format(time.DateOnly)})
	must(t, err)
	return l
}

// The words of a charter are in no version, translation or editorial change; its rules hold.
func TestACharterIsNowhere(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		p, err := h.Rooms.Forums.Charter(ctx, "HD", "zh")
		must(t, err)
		form := charter.Form{Zh: p.Sources["zh"] + "\n\n鹳鸟附则。", En: p.Sources["en"] + "\n\nStork annex.", Sv: p.Sources["sv"] + "\n\nStorkbilaga.", Rules: p.Charter.Rules(), Version: p.Charter.Version}
		x, err := h.Rooms.Charters.ProposeChange(ctx, h.Actor(t, "sunlizhen"), charter.Proposing{Charter: p.Charter.ID, Form: form, Reason: "白鹭说明。", Language: "zh"})
		must(t, err)
		x = h.ChangeAnnounced(t, x)
		nowhere(t, h, policy.Ref{Noun: charter.ChangeNoun, ID: x.ID}, "鹳鸟附则", "Stork annex", "白鹭说明")
		h.Clock.Set(x.EndsAt)
		must(t, h.Rooms.Charters.Sweep(ctx, h.Clock.Now()))
		now, err := h.Rooms.Forums.Charter(ctx, "HD", "zh")
		must(t, err)
		if now.Text.ID != p.Text.ID {
			t.Error("an erased change came into force")
		}
		next := h.NextCharter(t, "HD", func(f *charter.Form) {
			f.Zh, f.En, f.Sv = f.Zh+"\n\n苍鹭附则。", f.En+"\n\nHeron annex.", f.Sv+"\n\nHägerbilaga."
		})
		nowhere(t, h, next.Record(), "苍鹭附则", "Heron annex", "Hägerbilaga")
		draft, err := h.Rooms.Forums.CharterDraft(ctx, "HD", "zh")
		if err != nil || !draft.Text.Erased || !draft.Charter.Rules().Same(next.Rules()) || draft.Charter.State != forum.CharterDraft {
			t.Errorf("%+v, %v", draft.Charter, err)
		}
		h.NextCharter(t, "HD", func(f *charter.Form) { f.Zh, f.En, f.Sv = "新文。", "New.", "Nytt." })
	})
}

// Why an organisation objected goes with its voice, from the minutes too.
func TestAReservationIsNowhere(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		m := h.InSession(t)
		at := len(h.Items(t, m.ID))
		for n, i := range h.Items(t, m.ID) {
			if i.Presenter != "" {
				at = n + 1
			}
		}
		h.TakesItem(t, m, at, meeting.ItemStep{Verb: "open"})
		h.TakesItem(t, m, at, meeting.ItemStep{Verb: "word", Motion: house.Motion()})
		item := h.Items(t, m.ID)[at-1]
		b, err := h.Rooms.Meetings.Put(ctx, h.Actor(t, "sunlizhen"), meeting.ItemStep{Meeting: m.ID, Item: item.ID, Version: item.Version})
		must(t, err)
		for org, who := range house.Seated() {
			vote := ballot.Vote{Ballot: b.ID, Organisation: h.OrgOf(t, org), Voice: "yes"}
			if org == "huyuan" {
				vote.Voice, vote.Words, vote.Language = "objection", "鹳鸟不宜。", "zh"
			}
			var v ballot.Voter
			must(t, h.Store.Read(ctx).Where("ballot_id = ? AND organisation_id = ?", b.ID, vote.Organisation).Take(&v).Error)
			vote.Version = v.Version
			_, err := h.Rooms.Ballots.Cast(ctx, h.Actor(t, who), vote)
			must(t, err)
		}
		must(t, h.Store.Read(ctx).Where("id = ?", b.ID).Take(&b).Error)
		_, err = h.Rooms.Ballots.Take(ctx, h.Actor(t, "sunlizhen"), ballot.Step{Ballot: b.ID, Verb: "close", Version: b.Version})
		must(t, err)
		item = h.Items(t, m.ID)[at-1]
		_, err = h.Rooms.Meetings.Decide(ctx, h.Actor(t, "wangliwen"), meeting.Deciding{Meeting: m.ID, Item: item.ID, Version: item.Version})
		if err != nil {
			t.Fatal(house.Says(err))
		}
		_, err = h.Rooms.Minutes.Take(ctx, h.Actor(t, "sunlizhen"), meeting.Step{Meeting: m.ID, Verb: "end", Version: h.Meeting(t, m.ID).Version})
		must(t, err)
		if r := h.BlockOf(t, m.ID, minutes.Reservation); r.Words != "鹳鸟不宜。" {
			t.Fatalf("%+v", r)
		}
		var v ballot.Voter
		must(t, h.Store.Read(ctx).Where("ballot_id = ? AND words <> ''", b.ID).Take(&v).Error)
		nowhere(t, h, policy.Ref{Noun: ballot.VoiceNoun, ID: v.ID}, "鹳鸟不宜")
	})
}
