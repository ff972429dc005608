package web

import (
	"github.com/a-h/templ"

	"sametable/internal/lang"
)

func desk(s sample) templ.Component {
	p := s.page(s.w("工作台", "Desk", "Översikt"), "/desk", SectionDesk)
	p.Person, p.Flash = s.member(), &Flash{Kind: Success, Text: s.w("书面意见已提交，编号 LH-2019-02-Y7。", "Your statement was submitted as LH-2019-02-Y7.", "Yttrandet är inlämnat som LH-2019-02-Y7.")}
	p.Funding = nil
	return with(Layout(p), with(PageHead(Head{Title: s.w("李例明的工作台", "What waits for you", "Det här väntar på dig")}), inside("<span>", "</span>", Moment(s.Speaker, day(2019, 6, 10), lang.Beijing))),
		with(Card(Panel{Title: s.w("待您办理", "Yours to do", "Ditt att göra")}),
			with(Item(Entry{Ref: "LH-M-2019-02", Title: s.w("核对会议纪要", "Check the minutes of the second joint meeting", "Läs igenom protokollet från gemensamma mötet"), Href: "#", Status: []Status{{Family: Needs, Word: s.w("待您核对", "Yours to check", "Väntar på dig")}}, Meta: []string{s.w("核对截止6月13日（逾期记为未反馈）", "by 13 June; no answer is recorded as no reply", "senast den 13 juni; uteblivet svar antecknas som inget svar")}}),
				inside(`<div class="row">`, `</div>`, LinkButton("first", "#", "check", s.w("核对无误", "It is correct", "Det stämmer")), LinkButton("", "#", "pen", s.w("提修改意见", "File a correction", "Begär rättelse")), LinkButton("", "#", "download", "DOCX"))),
			with(Item(Entry{Ref: "HD-2018-01", Title: s.w("重新办理：儿童主任培训经费", "Handle again: funds for training child welfare directors", "Ny handläggning: medel till utbildning av barnombud"), Href: "#", Status: []Status{{Family: Overdue, Word: s.w("已逾期2天", "2 days overdue", "2 dagar försenat")}}}),
				inside(`<div class="row">`, `</div>`, LinkButton("", "#", "", s.w("答复", "Reply", "Svara")), LinkButton("", "#", "", s.w("申请延期", "Ask for an extension", "Begär förlängd tid"))))),
		inside(`<div class="cols gap">`, `</div>`,
			with(Card(Panel{Title: s.w("草稿", "Drafts", "Utkast")}), with(EmptyState(s.w("没有草稿", "No drafts", "Inga utkast")), LinkButton("", "#", "plus", s.w("提出建议", "Write a proposal", "Skriv ett förslag")))),
			with(Card(Panel{Title: s.w("等待他人", "With others", "Hos andra")}), EmptyState(s.w("目前没有待办事项", "Nothing is waiting", "Inget väntar")))),
		with(NoticeBox(Notice{Title: s.w("谁能看到", "Who sees this", "Vem som ser detta")}), inside("<p>", "</p>", text(s.w("本页内容仅您和本单位联络员可见。", "Only you and your organisation’s focal point see this page.", "Bara du och din organisations kontaktperson ser den här sidan.")))),
	)
}

func minutes(s sample) templ.Component {
	t := s.Speaker
	p := s.page("湖东论坛〔2017〕2号", "/f/HD/m/HD-M-2017-01/minutes", SectionForums)
	p.Funding.Plain, p.Print = true, "HD〔2017〕2 · v3 · sha256 3f9a0c11d2e4"
	doc := Document{Body: "湖东省流动与留守儿童社会保护政策对话论坛", Kind: "会议纪要", Number: "HD〔2017〕2号", Title: "关于村级儿童主任工作的专题会议纪要", Lang: "zh-Hans", Foot: "HD〔2017〕2号 · 第3版 · 非政府公文"}
	if s.Code() != lang.Chinese {
		doc = Document{Body: s.w("", "Hudong Policy Dialogue Forum", "Policydialogforum om socialt skydd i Hudong"), Kind: s.w("", "Minutes", "Protokoll"), Number: "HD [2017] 2", Title: s.w("", "Thematic meeting on village child welfare directors", "Tematiskt möte om barnombud i byarna"), Lang: s.Tag(), Foot: "HD [2017] 2 · v3"}
	}
	body := s.w("<p>2017年9月14日，论坛在湖宁市召开专题会议，主持人王例文。现将议定事项纪要如下：</p><p>一、会议听取了惠邻例社会工作中心关于村级儿童主任工作的汇报。</p><p>二、会议议定，将《关于村级儿童主任工作的建议》提交办理。</p>", "<p>On 14 September 2017 the forum held a thematic meeting in Huning, chaired by WANG Liwen. What was settled is recorded here.</p><p>1. The meeting heard the report of Huilin Example Social Work Centre.</p>", "<p>Den 14 september 2017 höll forumet ett tematiskt möte i Huning under ledning av Wang Liwen. Här antecknas vad som bestämdes.</p><p>§ 1 Mötet tog del av redogörelsen från Huilin exempelcenter för socialt arbete.</p>")
	qr := `<svg viewBox="0 0 21 21" width="96" height="96"><path d="M0 0h7v7H0zM14 0h7v7h-7zM0 14h7v7H0zM9 3h3v3H9zM9 9h4v5H9zM15 10h3v3h-3zM17 16h4v5h-4z"></path></svg>`
	return with(Layout(p),
		inside(`<div class="split"><div>`, `</div><div class="stack">`, with(Paper(doc), Prose(t, s.Tag(), body), DecisionBox(Decision{Label: s.w("议定", "Decision", "Beslut"), Number: "1", Text: s.w("<p>提交办理。</p>", "<p>Hand over.</p>", "<p>Överlämna.</p>"), Lang: s.Tag(), Status: Status{Family: Done, Word: s.w("已完成", "Done", "Klart")}, Pairs: []Pair{{Key: s.w("责任单位", "Responsible", "Ansvarig"), Text: s.w("秘书处", "Secretariat", "Sekretariatet")}}}), QR(qr, s.w("扫码核验", "Scan to verify", "Skanna och kontrollera"), "forum.example.org/v/3f9a-0c11"))),
		with(Card(Panel{Title: s.w("状态", "Status", "Status")}), StatusChip(Status{Family: Done, Word: s.w("已印发", "Issued", "Expedierat")}), KeyValue([]Pair{{Key: s.w("印发", "Issued", "Expedierat"), Body: Moment(t, day(2017, 9, 22), lang.Beijing)}, {Key: "sha256", Text: "3f9a0c11d2e4"}}), Files(t, []File{{Word: "DOCX", Href: "#", Size: 24210}, {Word: "PDF", Href: "#", Size: 90112}}, true), PrintButton(t), CopyLink(t, "#")),
		with(Card(Panel{Title: s.w("到会", "Present", "Närvarande")}), RoundTable(t, Quorum{Seats: seats(), Needed: 10, Sentence: s.w("未达到法定人数：到会9，须10", "Not quorate: 9 present, 10 needed", "Inte beslutför: 9 närvarande, 10 krävs")})),
		templ.Raw(`</div></div>`))
}

func data(s sample) templ.Component {
	t := s.Speaker
	tiles := []Tile{{1, 1, "云屏", "zh-Hans", 0, ""}, {1, 2, "北岭", "zh-Hans", 1, "#"}, {1, 3, "湖宁", "zh-Hans", 5, "#"}, {1, 4, "东泽", "zh-Hans", 2, "#"}, {2, 1, "西津", "zh-Hans", 0, ""}, {2, 2, "牧泉", "zh-Hans", 3, "#"}, {2, 3, "南滩", "zh-Hans", 1, ""}, {3, 1, "玉川", "zh-Hans", 4, ""}}
	rows := inside("<thead><tr><th>"+s.w("指标", "Indicator", "Indikator")+`</th><th class="num">`+s.w("基线", "Baseline", "Utgångsvärde")+`</th><th class="num">`+s.w("当前", "Current", "Aktuellt värde")+"</th></tr></thead><tbody><tr><th>", `</tbody>`,
		text(s.w("已办理并获答复的建议", "Proposals handled and answered", "Förslag som handlagts och besvarats")), templ.Raw(`</th><td class="num" data-head="`+s.w("基线", "Baseline", "Utgångsvärde")+`">0</td><td class="num" data-head="`+s.w("当前", "Current", "Aktuellt värde")+`">3</td></tr>`))
	marks := templ.Raw("")
	for _, k := range []string{"ngo", "university", "company", "civil_affairs", "other_authority", "facilitator", "donor"} {
		marks = templ.Join(marks, GroupMark(t, k), text(" "))
	}
	org := s.huilin()
	return with(Layout(s.page(s.w("数据部件", "Data", "Data"), "/reports", SectionNone)),
		with(PageHead(Head{Title: s.w("报告", "Report", "Rapport"), Ref: "2018"})),
		inside(`<div class="stack">`, `</div>`,
			with(Card(Panel{Title: s.w("类别", "Groups", "Grupper")}), inside(`<p class="row">`, "</p>", marks)),
			with(Card(Panel{Title: s.w("成员分布", "Members by prefecture", "Medlemmar per prefektur")}), TileDiagram(t, s.w("湖东省（虚构）", "Hudong Province (fictional)", "Hudongprovinsen (fiktiv)"), tiles)),
			with(Card(Panel{Title: s.w("指标", "Indicators", "Indikatorer")}), with(TableBox("t1", s.w("2018年", "2018", "2018"), true), rows)),
			with(Card(Panel{Title: s.w("引用与说明", "Words", "Ord")}), Quote(Citation{Text: s.w("没有答复，也请说明理由。", "If there is no answer, give the reason.", "Om det inte finns något svar, ge skälet."), Lang: s.Tag(), Who: s.w("马例青", "MA Liqing", "Ma Liqing"), Href: "#"}),
				inside("<p>", "</p>", ActorLine(t, Actor{Name: s.w("马例青", "MA Liqing", "Ma Liqing"), Capacity: s.w("项目官员", "programme officer", "handläggare"), Org: &org}), text(" "), Voice(t, true), text(" "), Voice(t, false)),
				inside("<p>", "</p>", Masked(t), text(s.w("，女，就读于", ", a girl at ", ", flicka vid ")), Masked(t)),
				inside("<p>", "</p>", Ref("LH-2019-02", "#"), VersionBadge(t, Version{State: "machine", Of: lang.Swedish, Href: "#"}), VersionBadge(t, Version{State: "original", Of: lang.Chinese}))),
			with(NoticeBox(Notice{Kind: Success, Title: "✓"}), text(s.w("已保存。", "Saved.", "Sparat."))),
			with(NoticeBox(Notice{Kind: Warning, Title: "!"}), text(s.w("请对照后再保存。", "Compare before you save.", "Jämför innan du sparar."))),
			with(NoticeBox(Notice{Kind: Danger, Title: "×"}), text(s.w("未能保存。", "Not saved.", "Inte sparat."))),
		))
}

func lists(s sample) templ.Component {
	t := s.Speaker
	families := templ.Raw("")
	for _, f := range []Family{Neutral, Waiting, Needs, Done, Overdue, Open} {
		families = templ.Join(families, StatusChip(Status{Family: f, Word: string(f)}))
	}
	return with(Layout(s.page(s.w("建议", "Proposals", "Förslag"), "/f/HD/proposals", SectionForums)),
		with(PageHead(Head{Title: s.w("湖东论坛的建议", "Proposals of the Hudong forum", "Förslag i Hudongforumet")}), span(s.w("共9件", "9 in all", "9 förslag"))),
		with(Card(Panel{}), inside(`<p class="row">`, "</p>", families),
			Item(Entry{Level: 2, Ref: "HD-2016-01", Title: "关于村级儿童主任工作的建议", Lang: "zh-Hans", Href: "#", Status: []Status{{Family: Done, Word: s.w("已答复", "Replied", "Besvarat")}}}),
			Item(Entry{Level: 2, Ref: "HD-2018-01", Title: s.w("儿童主任培训经费", "Funds for training", "Medel till utbildning"), Href: "#", Status: []Status{{Family: Waiting, Word: s.w("重新办理", "Handled again", "Ny handläggning")}}})),
		Pager(t, "?after=1", "?before=2"), Files(t, []File{{Word: "CSV", Href: "#"}}, false))
}
