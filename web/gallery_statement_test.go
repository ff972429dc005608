package web

import (
	"github.com/a-h/templ"

	"sametable/internal/lang"
)

func (s sample) stance(kind string) StanceView {
	return StanceView{Kind: kind, Word: s.Of("web.stand", kind)}
}

func (s sample) statementCrumbs() []Anchor {
	return []Anchor{{Word: s.w("论坛", "Forums", "Forum"), Href: "#"}, {Word: "LH-2019-02", Href: "#"}, {Word: s.w("书面意见", "Statements", "Yttranden")}}
}

func (s sample) formal() []lang.Piece {
	return []lang.Piece{{Text: s.w("马例青提交，韩例安确认", "Filed by MA Liqing, confirmed by HAN Li’an", "Inlämnat av Ma Liqing, bekräftat av Han Li’an")}}
}

func (s sample) positions() PositionsView {
	org := s.huilin()
	return PositionsView{Caption: s.w("按单位类别统计", "By stakeholder group", "Per intressentgrupp"), Stands: stands(), Proposed: &org, Href: "#",
		Sentence: s.w("至少有一个单位支持的类别：5类中有4类", "Groups with at least one supporter: 4 of 5", "Grupper där minst en tillstyrker: 4 av 5"),
		Count:    s.w("17份书面意见", "17 statements", "17 yttranden")}
}

func (s sample) statementTitle() Titled {
	return Titled{Text: "关于困境儿童生活补贴可在居住地申领的建议", Lang: "zh-Hans", Version: Version{State: "original", Of: lang.Chinese}}
}

// statements compares answers block by block; one organisation is not named, one answer is about older words.
func statements(s sample) templ.Component {
	org := s.huilin()
	long := "<p>我们陪家长回户籍地办过年审，路费比一个月补贴还多。家庭自带决定书，办法简单可行。</p>"
	parts := func(first, third string) []string {
		all := make([]string, 15)
		all[0], all[4] = first, third
		return all
	}
	original := &Version{State: "original", Of: lang.Chinese}
	return Statements(StatementsView{Page: s.page(s.w("书面意见", "Statements", "Yttranden"), "/f/LH/p/2019-02/statements", SectionForums), Crumbs: s.statementCrumbs(),
		Ref: "LH-2019-02", Title: s.statementTitle(), Status: []Status{{Family: Open, Word: s.w("征求意见", "Consultation", "På remiss")}}, Positions: s.positions(),
		Acts:  []Act{{Word: s.w("提交书面意见", "Give a statement", "Lämna yttrande"), Icon: "pen", Kind: "first", Href: "#"}},
		Heads: []RemarkHead{{At: 0, Word: s.w("总体理由", "In general", "Övergripande")}, {At: 4, Word: s.w("第2条措施", "Measure 2", "Åtgärd 2")}},
		Rows: []StatementEntry{
			{Href: "#", Org: &org, Kind: org.Kind, Stance: s.stance("support"), Formal: s.formal(), At: day(2019, 5, 27), Lang: "zh-Hans", Version: original, Parts: parts(long, "")},
			{Kind: "civil_affairs", Stance: s.stance("object"), Formal: []lang.Piece{{Text: s.w("该单位不同意公开名称", "Not named in public", "Namnges inte offentligt")}}, At: day(2019, 6, 6),
				Lang: "zh-Hans", Of: s.w("针对第1版", "on version 1", "gäller version 1"), Parts: parts("<p>窗口人手不足。</p>", "<p>“按季度”改为“按年度”。</p>")}},
		Files: []File{{Word: "CSV", Href: "#"}}, Older: "#"})
}

// statementPlate is one statement whose change waits for its confirmation.
func statementPlate(s sample) templ.Component {
	at := day(2019, 5, 27)
	text := &Wording{HTML: "<p>家庭自带决定书，办法简单可行。</p>", Lang: "zh-Hans", Version: Version{State: "original", Of: lang.Chinese}}
	return StatementPage(StatementView{Page: s.page(s.w("书面意见", "Statement", "Yttrande"), "/statement/1", SectionForums), Crumbs: s.statementCrumbs(), Ref: "LH-2019-02",
		Title: s.statementTitle(), About: "#", Org: s.huilin(), Stance: s.stance("support"), Formal: s.formal(), At: &at, Text: text,
		Pending: &PendingView{Title: s.w("待确认的文本", "Waiting for confirmation", "Väntar på bekräftelse"), Stance: s.stance("changes"), Formal: s.formal(), Text: text,
			Letter: &Anchor{Word: s.w("打开来函", "Open the letter", "Öppna brevet"), Href: "#"}},
		Notes: []PostNote{{Kind: Warning, Title: s.w("已退回", "Given back", "Tillbakalämnat"), Words: "请补充数据。", Label: s.w("说明", "Reason", "Skäl")}},
		Acts:  []Act{{Word: s.w("确认书面意见", "Confirm the statement", "Bekräfta yttrandet"), Kind: "first", Href: "#"}},
		Why:   []string{s.w("须由提交人以外的同事确认。", "A colleague has to do this.", "En kollega måste göra det.")},
		Revisions: []StatementRevision{
			{Number: 2, At: day(2019, 6, 6), Hash: "3f9a0c11d2e4", Lang: "zh-Hans", Stance: s.stance("changes"), Was: s.stance("support"),
				Changes: []Change{{Kept, "家庭自带决定书，"}, {Removed, "办法简单可行。"}, {Added, "请写明由窗口核对。"}}},
			{Number: 1, Counts: true, At: at, Hash: "77a10c11d2e4", Lang: "zh-Hans", Stance: s.stance("support"), HTML: text.HTML}},
		Entries: []CharterEntry{{Seq: 7, At: at, What: s.w("提交书面意见", "filed a statement", "lämnade in ett yttrande"), Who: "马例青", Lang: "zh-Hans"}}})
}
