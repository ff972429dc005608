package web

import (
	"time"

	"github.com/a-h/templ"

	"sametable/internal/fault"
	"sametable/internal/lang"
)

// minutesPage is a page about minutes with what stands on each of them.
func (s sample) minutesPage(state string, family Family) MinutesView {
	p := s.page(s.w("专题会议纪要", "Minutes: thematic meeting", "Protokoll: tematiskt möte"), "/f/HD/m/2019-01/minutes", SectionForums)
	p.Person, p.Print = s.member(), "HD-M-2019-01"
	doc := Document{Title: p.Title, Lang: s.Tag(), Body: s.w("湖东省论坛会议纪要", "Hudong forum: minutes", "Forumet i Hudong: protokoll"), Foot: s.Say("minutes.foot", map[string]any{"Version": 2, "Hash": "3f9a0c11d2e45b76"})}
	return MinutesView{Page: p, Crumbs: []Anchor{{Word: s.Say("web.forums"), Href: "#"}, {Word: "HD", Href: "#"}, {Word: "HD-M-2019-01"}, {Word: p.Title}}, Paper: doc,
		Status: []Status{{Family: family, Word: s.Say("state.minutes." + state)}}, Facts: []Pair{{Key: s.Say("minutes.authentic"), Text: s.Say("rule.language.zh")}, {Key: s.Say("minutes.approval_mode"), Text: s.Say("minutes.mode.silence")}},
		Entries: []CharterEntry{{Seq: 1288, At: time.Date(2019, 1, 23, 2, 0, 0, 0, time.UTC), What: s.Say("entry.minutes.circulated"), Who: s.w("王例文", "WANG Liwen", "Wang Liwen")}}}
}

// minutesRound is a record that goes round, with an item of each kind, corrections with their difference, and what each has said.
func minutesRound(s sample) templ.Component {
	v := s.minutesPage("circulated", Needs)
	head := func(kind string) string { return s.Say("minutes.kind." + kind) }
	reserved := s.w("资金来源应先明确，再定标准。", "The source of funds should be settled before the rate.", "Finansieringen bör klarläggas före nivån.")
	promise := s.w("提交工作时间汇总报告", "Summary report on working hours", "Sammanställning av arbetstider")
	dairy := s.w("高湖例乳业", "Gaohu Example Dairy", "Gaohu exempelmejeri")
	v.Status = append(v.Status, Status{Family: Waiting, Icon: "clock", Word: s.Remaining(day(2019, 2, 11), day(2019, 2, 1))})
	v.Opening = s.w("2019年1月17日14:30–17:30（北京时间），专题会议在东泽召开。会议由王例文主持。现将议定事项纪要如下：", "Thematic meeting on 17 January 2019, 14:30–17:30 (Beijing time), Dongze. Chair: WANG Liwen.",
		"Tematiskt möte den 17 januari 2019 kl. 14.30–17.30 (Pekingtid), Dongze. Ordförande: WANG Liwen.")
	v.Notes = []PostNote{{Kind: Info, Title: s.Say("minutes.unconfirmed")}}
	decision := MinutesPart{ID: "d", Label: s.w("（二）", "2.2", "§ 2.2"), Head: head("decision"), Box: true, Changed: true, Lang: s.Tag(),
		Words: s.w("将HD-2018-01提交湖东省民政厅（例）办理。", "HD-2018-01 is handed over to the Department of Civil Affairs.", "HD-2018-01 överlämnas till departementet för civila frågor."),
		Pairs: []Pair{{Key: s.Say("minutes.votes"), Text: s.w("赞成7，反对1，弃权1；表决通过", "7 for, 1 against, 1 abstained; Carried", "7 ja, 1 nej, 1 avstod; Bifall")}, {Key: s.Say("minutes.rule"), Text: s.w("成员单位过半数", "majority of the organisations", "majoritet av organisationerna")},
			{Key: s.w("企业", "Companies", "Företag"), Text: s.w("赞成1，反对1，弃权0", "1 for, 1 against, 0 abstained", "1 ja, 1 nej, 0 avstod")}}}
	action := MinutesPart{ID: "a", Label: s.w("（三）", "2.3", "§ 2.3"), Head: head("action"), Box: true, Words: promise, Lang: s.Tag(),
		Pairs: []Pair{{Key: s.Say("minutes.owner"), Text: s.huilin().Name}, {Key: s.Say("minutes.due"), Text: s.Date(day(2019, 3, 31), lang.Beijing)}, {Key: s.Say("minutes.promise"), Body: Ref("HD-C-2019-01", "#")}}}
	v.Sections = []MinutesSection{
		{ID: "i1", Label: s.w("一、", "1", "§ 1"), Title: s.w("调查", "Survey", "Undersökning"), Lang: s.Tag(), Outcome: s.w("听取", "Noted", "Lades till handlingarna"), Parts: []MinutesPart{
			{ID: "n", Label: s.w("（一）", "1.1", "§ 1.1"), Words: "会议听取了惠邻例社会工作中心的汇报。", Lang: "zh-Hans", Notes: []string{s.w("中文原文，尚无译文", "In Chinese; not translated yet", "På kinesiska, inte översatt än")}, Acts: []Anchor{{Word: s.Say("verb.minutes.file"), Href: "#"}}},
			{ID: "t", Label: s.w("（二）", "1.2", "§ 1.2"), Words: s.w("各单位认为，数据应注明口径。", "The members held that figures need their definition.", "Medlemmarna ansåg att siffror behöver sin definition."), Lang: s.Tag(), Notes: []string{s.Say("translating.stale")}},
			{ID: "e", Label: s.w("（三）", "1.3", "§ 1.3"), Words: s.w("此处文字已依法清除。", "The words here were erased by law.", "Texten här har raderats enligt lag."), Lang: s.Tag()}}},
		{ID: "i2", Label: s.w("二、", "2", "§ 2"), Title: s.w("补贴标准", "A standard allowance", "En fast ersättningsnivå"), Lang: s.Tag(), Outcome: s.w("议定", "Decided", "Beslut"), Papers: []string{"HD-2018-01"},
			Note: s.w("桌边记下的话。", "Words noted at the table.", "Ord som antecknades vid bordet."), Parts: []MinutesPart{{ID: "f", Label: s.w("（一）", "2.1", "§ 2.1"), Head: head("discussion"), Words: reserved, Lang: s.Tag()}, decision, action,
				{ID: "r", Label: s.w("（四）", "2.4", "§ 2.4"), Head: head("reservation") + s.Say("minutes.by", map[string]any{"Organisation": dairy}), Words: reserved, Lang: s.Tag()},
				{ID: "v", Label: s.w("（五）", "2.5", "§ 2.5"), Head: head("election"), Words: s.w("推选丁例川为2019年轮值召集人。", "DING Lichuan convenes in 2019.", "Ding Lichuan är sammankallande 2019."), Lang: s.Tag()}}}}
	v.RollWord = s.Say("minutes.roll")
	v.Roll = []MinutesList{{Word: s.w("出席", "Present", "Närvarande"), Lines: []MinutesLine{{Name: s.huilin().Name, People: s.w("马例青", "MA Liqing", "MA Liqing") + " 14:50–"}, {Name: dairy, People: s.w("高立成", "GAO Licheng", "GAO Licheng")}}},
		{Word: s.w("请假", "Apologies", "Anmält förhinder"), Lines: []MinutesLine{{Name: s.w("三泉例服务队", "Sanquan Example", "Sanquan exempel")}}}}
	v.Quorum = []MinutesTurn{{"14:30", s.w("应到成员单位11个，实到9个，应达6个，达到法定人数。", "Of 11 member organisations 9 were present; 6 are needed. There was a quorum.", "Av 11 medlemsorganisationer var 9 närvarande; 6 krävs. Mötet var beslutfört.")}}
	v.Answers = []Pair{{Key: s.huilin().Name, Text: s.Say("minutes.answered.agreed")}, {Key: dairy, Text: s.Say("minutes.answered.corrected")}, {Key: s.w("北堤例大学", "Beidi Example University", "Beidis exempeluniversitet"), Text: s.Say("minutes.answered.no_reply")}}
	v.Acts, v.Why = []Act{{Word: s.Say("verb.minutes.agree"), Href: "#", Kind: "first"}}, []string{s.Say("verb.minutes.approve") + s.Say("minutes.colon") + s.Say("guard.minutes.window_over")}
	v.Files, v.FilesWhy, v.Share, v.Mail = []Anchor{{Word: "PDF", Href: "#"}, {Word: "DOCX", Href: "#"}}, s.Say("minutes.files_why"), "#", "mailto:"
	v.Reads, v.Versions = []Anchor{{Word: s.Say("minutes.beside", map[string]any{"Language": s.Say("rule.language.sv")}), Href: "#"}}, []Anchor{{Word: s.Say("minutes.version_no", map[string]any{"Number": 1}), Href: "#"}}
	v.Asked = []MinutesAsked{s.correction("c1", "open", Waiting), s.correction("c2", "accepted", Done), s.correction("c3", "declined", Neutral)}
	v.Came = []MinutesAsked{s.correction("l1", "open", Waiting)}
	v.Came[0].How = s.Pieces(fault.Message{ID: "received.entered", Args: fault.Args{"How": s.w("2019年1月25日来函", "by letter of 25 January 2019", "per brev den 25 januari 2019"), "Sender": Name(s.w("高立成", "GAO Licheng", "Gao Licheng")),
		"Entered": Name(s.w("孙例真", "SUN Lizhen", "Sun Lizhen")), "Checked": ""}})
	return MinutesPage(v)
}

// correction is one that somebody asked for, in a state.
func (s sample) correction(id, state string, family Family) MinutesAsked {
	c := MinutesAsked{ID: id, Head: s.Say("minutes.asked_head", map[string]any{"Item": 1, "Kind": s.Say("minutes.correction.fact")}), Who: s.huilin().Name, Status: Status{Family: family, Word: s.Say("state.minutes_correction." + state)}, Lang: "zh-Hans",
		Quote: "将于年底实施", Instead: "拟于年底前提出方案", Reason: "当时说的是方案。", Acts: []Anchor{{Word: s.Say("verb.minutes_correction.accept"), Href: "#"}}}
	if family != Waiting {
		c.Acts, c.Answer, c.In = nil, "记录如此。", "zh-Hans"
	}
	return c
}

// minutesApproved is a record that is approved, as who was there reads it: with how it was, and who has said nothing.
func minutesApproved(s sample) templ.Component { return MinutesPage(s.minutesSettled("approved")) }

// minutesIssued is an issued record as everybody reads it beside another language, with an erratum.
func minutesIssued(s sample) templ.Component {
	v := s.minutesSettled("issued")
	v.Page.Person, v.Answers = nil, nil
	v.Status = append(v.Status, Status{Family: Neutral, Word: s.Say("minutes.corrected_times", map[string]any{"Count": 1})})
	v.Errata = []MinutesErratum{{Head: s.Say("minutes.erratum_head", map[string]any{"Number": 1, "Day": s.Date(day(2019, 3, 1), lang.Beijing)}), Words: s.w("“一次”更正为“至少一次”。", "“Once” is corrected to “at least once”.", "”En gång” rättas till ”minst en gång”.")}}
	beside := v.MinutesFrame
	beside.Tag = "zh-Hans"
	v.Other, v.Turn = &beside, s.Say("minutes.turn_original")
	section := &v.Sections[0]
	section.Other = &MinutesSection{ID: section.ID, Label: "一、", Title: "点名", Lang: "zh-Hans"}
	section.Parts[0].Other = &MinutesPart{ID: "n", Lang: "zh-Hans", Words: "会议由王例文处长主持。应到成员单位11个，实到9个，达到法定人数。"}
	return MinutesPage(v)
}

// minutesSettled is a record that goes round no more.
func (s sample) minutesSettled(state string) MinutesView {
	v := s.minutesPage(state, Done)
	v.Sections = []MinutesSection{{ID: "i1", Label: s.w("一、", "1", "§ 1"), Title: s.w("点名", "Roll", "Upprop"), Lang: s.Tag(), Parts: []MinutesPart{{ID: "n", Lang: s.Tag(),
		Words: s.w("会议由王例文处长主持。应到成员单位11个，实到9个，达到法定人数。", "WANG Liwen chaired. 9 of 11 member organisations were present; the meeting was quorate.", "Wang Liwen var ordförande. 9 av 11 medlemsorganisationer var närvarande och mötet var beslutfört.")}}}}
	v.RollWord = s.Say("minutes.roll")
	v.Approval = s.w("2019年2月15日审定。核对无误2个单位，提出意见1个，未回复6个（未回复不视为同意）。", "Approved on 15 February 2019. Found correct by 2 organisations; corrections from 1; no reply from 6, which is no consent.",
		"Justerat den 15 februari 2019. Inget att rätta: 2 organisationer; begärde rättelser: 1; inget svar: 6, vilket inte är samtycke.")
	v.Answers = []Pair{{Key: s.huilin().Name, Text: s.Say("minutes.answered.agreed")}, {Key: s.w("北堤例大学", "Beidi Example University", "Beidis exempeluniversitet"), Text: s.Say("minutes.answered.no_reply")}}
	return v
}

// minutesStub is what is left of minutes that were withheld.
func minutesStub(s sample) templ.Component {
	v := s.minutesPage("withheld", Neutral)
	v.Stub = s.Say("minutes.stub", map[string]any{"Number": s.w("第1期（2019年）", "No. 1 (2019)", "nr 1 (2019)")})
	v.Facts = append(v.Facts, Pair{Key: s.Say("minutes.ground"), Text: "《中华人民共和国未成年人保护法》", Lang: "zh-Hans"})
	return MinutesPage(v)
}

// minutesUnread is a draft of which a moderator reads nothing but where words stand.
func minutesUnread(s sample) templ.Component {
	v := s.minutesPage("draft", Waiting)
	v.Stub = s.Say("minutes.not_yet")
	v.Unread = []Anchor{{Word: s.Say("erase.passage", map[string]any{"Item": 1, "Kind": s.Say("minutes.kind.discussion")}), Href: "#"}, {Word: s.Say("erase.passage", map[string]any{"Item": 1, "Kind": s.Say("erase.noted")}), Href: "#"}}
	return MinutesPage(v)
}
