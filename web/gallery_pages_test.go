package web

import (
	"github.com/a-h/templ"

	"sametable/internal/lang"
)

func stands() []Stand {
	return []Stand{
		{Kind: "ngo", Support: 4, Changes: 2}, {Kind: "university", Support: 2, Changes: 1}, {Kind: "company", Support: 1, Changes: 1, NoView: 1},
		{Kind: "civil_affairs", Changes: 2, NoView: 1, Object: 1}, {Kind: "other_authority", Support: 1},
	}
}

func seats() []Seat {
	var all []Seat
	for _, g := range []struct {
		kind       string
		n, present int
	}{{"ngo", 4, 4}, {"university", 2, 1}, {"company", 2, 1}, {"civil_affairs", 2, 2}, {"other_authority", 1, 1}} {
		for i := range g.n {
			all = append(all, Seat{Kind: g.kind, Present: i < g.present})
		}
	}
	return all
}

func home(s sample) templ.Component {
	t := s.Speaker
	open := inside("", "",
		Item(Entry{Ref: "LH-2019-02", Title: s.w("关于精简随迁子女入学证明材料清单的建议", "Fewer certificates for the enrolment of accompanying children", "Färre intyg när medföljande barn skrivs in i skolan"), Href: "#",
			Status: []Status{{Family: Open, Word: s.w("征求意见", "Consultation", "Remiss")}, {Family: Waiting, Word: s.w("剩余12天", "12 days left", "12 dagar kvar")}}, Meta: []string{s.w("已有17个单位反馈", "17 organisations have answered", "17 organisationer har svarat")}}),
		Item(Entry{Ref: "HD-2019-01", Title: s.w("关于按户给付留守儿童基本生活补贴的建议", "Pay the basic living allowance for left-behind children per household", "Betala bidraget för kvarlämnade barn per hushåll"), Href: "#",
			Status: []Status{{Family: Open, Word: s.w("征求意见", "Consultation", "Remiss")}, {Family: Overdue, Word: s.w("今天截止", "Last day today", "Sista dagen i dag")}}}),
	)
	latest := KeyValue([]Pair{
		{Key: s.w("两省论坛〔2019〕1号", "LH [2019] No. 1", "LH [2019] nr 1"), Body: templ.Join(StatusChip(Status{Family: Done, Word: s.w("已印发", "Issued", "Expedierat")}), text(" "), Day(t, day(2019, 4, 2), lang.Beijing))},
		{Key: s.w("湖东论坛〔2019〕2号", "HD [2019] No. 2", "HD [2019] nr 2"), Body: StatusChip(Status{Family: Waiting, Word: s.w("核对中", "Circulated for checking", "Utskickat för genomläsning")})},
	})
	return with(Layout(s.page("", "/", SectionNone)),
		with(Hero(Opening{
			Title: s.w("让社会组织、高校、企业和政府部门坐到同一张桌前", "Where organisations that serve, study, employ and govern sit at one table", "Där de som hjälper, forskar, anställer och styr sitter vid samma bord"),
			Text:  s.w("围绕流动儿童与留守儿童社会保护的政策对话：有授权、有记录、有答复。", "Policy dialogue on the social protection of migrant and left-behind children: with a mandate, on the record, with an answer.", "Policydialog om socialt skydd för migrerade och kvarlämnade barn: med mandat, protokoll och svar."),
		}), LinkButton("first", "#", "pen", s.w("提出建议", "Write a proposal", "Skriv ett förslag")), LinkButton("", "#", "", s.w("了解论坛", "About the forum", "Om forumet"))),
		inside(`<div class="split"><div class="stack">`, `</div><div class="stack">`, with(Card(Panel{Title: s.w("正在征求意见", "Open for your view", "Öppet för synpunkter"), More: &Anchor{Word: s.w("全部", "All", "Alla"), Href: "#"}}), open),
			with(Card(Panel{Title: s.w("到目前为止", "So far", "Hittills")}), Figures([]Figure{{"3", s.w("个论坛", "forums", "forum"), "#"}, {"18", s.w("个成员单位", "member organisations", "medlemsorganisationer"), "#"}, {"11", s.w("次会议", "meetings", "möten"), "#"}, {"9", s.w("件建议", "proposals", "förslag"), "#"}, {"3", s.w("件已答复", "answered", "besvarade"), "#"}}))),
		with(Card(Panel{Title: s.w("最新纪要", "Latest minutes", "Senaste protokollen")}), latest),
		with(Card(Panel{Title: s.w("桌前各方", "At the table", "Vid bordet")}), RoundTable(t, Quorum{Seats: seats(), Needed: 6, Sentence: s.w("达到法定人数", "Quorate", "Beslutför"), Met: true})),
		templ.Raw(`</div></div>`),
	)
}

func proposal(s sample) templ.Component {
	t := s.Speaker
	stops := []Stop{
		{Word: s.w("提交", "Submitted", "Inlämnat"), When: day(2018, 3, 5), Past: true}, {Word: s.w("审查受理", "Admitted", "Formell granskning"), When: day(2018, 3, 9), Past: true},
		{Word: s.w("征求意见", "Consultation", "Remiss"), Note: s.w("至2018年4月8日", "until 8 April 2018", "till den 8 april 2018"), Now: true},
		{Word: s.w("审议", "Deliberation", "Behandling på mötet")}, {Word: s.w("交办", "Handed over", "Överlämnat")}, {Word: s.w("答复", "Reply", "Svar")}, {Word: s.w("落实", "Implementation", "Genomförande")},
	}
	twins := []Twin{
		{ID: "b1", Left: "<h3>一、背景</h3><p>国发〔2016〕13号要求为农民工家庭提供更多帮扶支持。调研显示，随迁入学所需证明在各地从3项到9项不等，家长平均往返原籍1.8次（演示数据）。</p>", Right: "<h3>1. Bakgrund</h3><p>Statsrådets riktlinjer nr 13 (2016) kräver mer stöd till migrantarbetarnas familjer. Kartläggningen visar att antalet intyg varierar mellan 3 och 9 och att föräldrarna i snitt reser hem 1,8 gånger (demodata).</p>", RightState: "reviewed"},
		{ID: "b2", Left: "<h3>二、建议措施</h3><p>制定全国统一的“<em>最低材料清单</em>”，凡可通过部门间信息共享核验的，不再要求家长提供。</p>", Right: "<h3>2. Föreslagna åtgärder</h3><p>Ta fram en nationell ”minimilista”. Uppgifter som myndigheterna kan kontrollera sinsemellan ska inte krävas av föräldrarna.</p>", RightState: "machine"},
	}
	org := s.huilin()
	return with(Layout(s.page(s.w("关于精简随迁子女入学证明材料清单的建议", "Fewer certificates for enrolment", "Färre intyg vid inskrivning"), "/f/LH/p/LH-2019-02", SectionForums)),
		Breadcrumb(t, []Anchor{{Word: s.w("论坛", "Forums", "Forum"), Href: "#"}, {Word: s.w("两省联合论坛", "Joint Forum of the Two Provinces", "De två provinsernas gemensamma forum"), Href: "#"}, {Word: s.w("建议", "Proposals", "Förslag"), Href: "#"}, {Word: "LH-2019-02"}}),
		with(PageHead(Head{Ref: "LH-2019-02", Title: s.w("关于精简随迁子女入学证明材料清单的建议", "Fewer certificates for the enrolment of accompanying children", "Färre intyg när medföljande barn skrivs in i skolan"), Status: []Status{{Family: Open, Word: s.w("征求意见", "Consultation", "Remiss")}, {Family: Waiting, Word: s.w("剩余12天", "12 days left", "12 dagar kvar")}}}),
			inside("<span>", "</span>", OrgLine(t, org)), inside("<span>", "</span>", Day(t, day(2018, 3, 5), lang.Beijing)), inside("<span>", "</span>", VersionBadge(t, Version{State: "reviewed", Of: lang.Swedish, Href: "#"}))),
		with(Card(Panel{Title: s.w("办理进程", "Where it stands", "Så långt har det kommit")}), Timeline(t, s.w("办理进程", "Stages", "Steg"), stops)),
		inside(`<div class="split gap"><div class="stack">`, `</div><div class="stack">`,
			Tabs(t, s.w("正文", "Text", "Text"), []Tab{{s.w("双语对照", "Side by side", "Sida vid sida"), "#", true, -1}, {s.w("讨论", "Discussion", "Diskussion"), "#", false, 22}, {s.w("书面意见", "Statements", "Yttranden"), "#", false, 17}, {s.w("版本对比", "Compare versions", "Jämför versioner"), "#", false, -1}}),
			with(Card(Panel{}), SideBySide(t, lang.Chinese, lang.Swedish, twins)),
			DecisionBox(Decision{Label: s.w("议定", "Decision", "Beslut"), Number: "2", Text: "<p>将《关于村级儿童主任工作的建议》提交办理。</p>", Lang: "zh-Hans", Status: Status{Family: Done, Word: s.w("已完成", "Done", "Klart")}, Pairs: []Pair{{Key: s.w("责任单位", "Responsible", "Ansvarig"), Body: OrgLine(t, org)}, {Key: s.w("完成时限", "By", "Senast"), Body: Day(t, day(2019, 9, 29), lang.Beijing)}}})),
		with(Card(Panel{Title: s.w("各方意见（17个单位）", "Where they stand (17)", "Ståndpunkter (17)")}), Positions(t, "x", stands()), LinkButton("first", "#", "", s.w("提交书面意见", "Submit a statement", "Lämna ett yttrande"))),
		with(Card(Panel{Title: s.w("版本变化", "What changed", "Vad som ändrats"), Level: 3}), Diff(t, s.Tag(), []Change{{Kept, s.w("各地证明材料", "Local lists ask for ", "De lokala listorna kräver ")}, {Removed, s.w("应当减少", "fewer", "färre")}, {Added, s.w("不超过五项", "at most five", "högst fem")}, {Kept, s.w("。", " certificates.", " intyg.")}})),
		templ.Raw(`</div></div>`),
	)
}

func write(s sample) templ.Component {
	t := s.Speaker
	p := s.page(s.w("提出建议", "Write a proposal", "Skriv ett förslag"), "/write/proposal", SectionDesk)
	p.Person = s.member()
	body := Area{
		Ask:  Ask{Name: "situation", Label: s.w("情况", "Situation", "Läget"), Hint: s.w("您看到了什么？请写事实和数据，不写儿童姓名、学校班级和住址。", "What do you see? Facts and figures; no names, classes or addresses of children.", "Vad ser du? Fakta och siffror, inga namn, klasser eller adresser som rör barn."), Value: s.w("本村一名女童，9岁，由祖辈照料。", "A girl aged nine in our village lives with her grandparents.", "En flicka på nio år i vår by bor hos mor- och farföräldrar.")},
		Rows: 7, Max: 2000, Draft: "proposal-new", Check: Link(t, "/check"), Preview: Link(t, "/preview"),
		Hits: []Hit{{Rule: "age", Severity: "block", Start: 4, End: 8, Message: s.w("内容可能含有可识别儿童身份的信息", "This text may identify a child", "Texten kan röja ett barns identitet"), Why: s.w("年龄和村名合在一起，邻居能认出是谁。", "Together, the age and the village tell a neighbour who it is.", "Ålder och by tillsammans räcker för att en granne ska förstå vem det är."), Offers: []Offer{{s.w("删除年龄", "Remove the age", "Ta bort åldern"), ""}, {s.w("改为“一名女童”", "Say “a girl”", "Skriv ”en flicka”"), s.w("一名女童", "a girl", "en flicka")}}}},
	}
	return with(Layout(p), with(PageHead(Head{Title: p.Title})),
		Steps(t, []Step{{Word: s.w("情况", "Situation", "Nuläge"), Past: true}, {Word: s.w("分析", "Analysis", "Analys"), Current: true}, {Word: s.w("具体措施", "Measures", "Åtgärder")}}),
		with(FormBox(Form{Action: "#", Nonce: "n-1", Guard: true, Files: true}),
			Field(t, Input{Ask: Ask{Name: "title", Label: s.w("标题", "Title", "Rubrik"), Hint: s.w("一句话说明要改变什么。", "Say in one line what should change.", "Säg på en rad vad som ska ändras.")}}),
			TextArea(t, body),
			Select(t, Choice{Ask: Ask{Name: "forum", Label: s.w("论坛", "Forum", "Forum"), Value: "LH"}, Options: []Option{{Value: "HD", Word: s.w("湖东省论坛", "Hudong", "Hudong")}, {Value: "LH", Word: s.w("两省联合论坛", "Joint forum", "Gemensamma forumet")}}}),
			Radios(t, Choice{Ask: Ask{Name: "voice", Label: s.w("名义", "In whose name", "I vems namn"), Value: "org"}, Options: []Option{{Value: "org", Word: s.w("单位意见", "Organisation’s statement", "Organisationens yttrande"), Hint: s.w("须由本单位另一人确认。", "A second person of your organisation confirms it.", "En annan person i organisationen bekräftar.")}, {Value: "own", Word: s.w("个人意见", "Personal view", "Personlig åsikt")}}}),
			Checkboxes(t, Choice{Ask: Ask{Name: "with", Label: s.w("附件", "Attachments", "Bilagor"), Optional: true}, Options: []Option{{Value: "photo", Word: s.w("照片中没有儿童", "No child in the photos", "Inga barn på bilderna")}}}),
			inside(`<div class="row">`, `</div>`, Button("first", "act", "next", s.w("下一步", "Next", "Nästa")), Button("", "act", "save", s.w("存草稿", "Save draft", "Spara utkast")), Button("danger", "act", "drop", s.w("删除", "Delete", "Ta bort")))),
	)
}

// givenBackPlate is a form that the limit refused, with its text.
func givenBackPlate(s sample) templ.Component {
	p := s.page(s.Say("refusal.title"), "/f/LH/t/2019-02", SectionNone)
	p.Private = true
	return Refusal(RefusalView{Page: p, Code: 429, Text: s.Say("fault.too_many"), Sent: &Sent{Action: "#",
		Texts: []SentValue{{"body", s.w("不超过五项。\n每项一行。", "At most five.\nOne line each.", "Högst fem.\nEn rad var.")}}, Lines: []SentValue{{"nonce", "n-3"}}}})
}

func refused(s sample) templ.Component {
	t := s.Speaker
	said := Errors(t, refusal())
	p := s.page(s.w("提出建议", "Write a proposal", "Skriv ett förslag"), "/write/proposal", SectionDesk)
	p.Person, p.Private, p.Accepted = s.member(), true, []string{"proposal-new"}
	return with(Layout(p), ErrorSummary(t, Wrongs(t, refusal())), with(PageHead(Head{Title: p.Title})),
		with(FormBox(Form{Action: "#", Nonce: "n-2"}),
			Field(t, Input{Ask: Ask{Name: "title", Label: s.w("标题", "Title", "Rubrik"), Error: said["title"]}, Autocomplete: "off"}),
			Field(t, Input{Ask: Ask{Name: "until", Label: s.w("截止日期", "Closing date", "Sista svarsdag"), Value: "2019-06-22", Hint: "2019-06-22", Lang: "en"}, Mode: "numeric", Short: true}),
			Radios(t, Choice{Ask: Ask{Name: "voice", Label: s.w("名义", "In whose name", "I vems namn"), Error: said["voice"]}, Options: []Option{{Value: "org", Word: s.w("单位意见", "Organisation’s statement", "Organisationens yttrande")}, {Value: "own", Word: "Personal view", Lang: "en"}}}),
			Button("first", "", "", s.w("提交", "Submit", "Lämna in"))),
		with(Conflict(t, Side{Title: s.w("您的文字", "Yours", "Din text"), Meta: "14:32", Text: s.w("不超过五项。", "At most five.", "Högst fem."), Lang: s.Tag()}, Side{Title: s.w("韩例安的文字", "HAN Li’an’s", "Han Li’ans text"), Meta: "14:30", Text: s.w("不超过六项。", "At most six.", "Högst sex."), Lang: s.Tag()}),
			Button("first", "keep", "yours", s.w("保留我的", "Keep mine", "Behåll min")), Button("", "keep", "theirs", s.w("采用对方的", "Take theirs", "Ta den andra"))),
	)
}
