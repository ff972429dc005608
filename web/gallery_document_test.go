package web

import (
	"github.com/a-h/templ"

	"sametable/internal/lang"
)

func (s sample) titles() []NameIn {
	return []NameIn{{Word: s.w("中文", "Chinese", "kinesiska"), Text: "国务院关于加强农村留守儿童关爱保护工作的意见", Lang: lang.Chinese.Tag()},
		{Word: s.w("英文", "English", "engelska"), Text: "State Council Opinions on Strengthening the Care and Protection of Rural Left-behind Children", Lang: lang.English.Tag()},
		{Word: s.w("瑞典文", "Swedish", "svenska"), Text: "Riktlinjer från Kinas statsråd om stärkt omsorg om och skydd för kvarlämnade barn på landsbygden", Lang: lang.Swedish.Tag()}}
}

// documents is the list after somebody has typed a number without its brackets.
func documents(s sample) templ.Component {
	titles := s.titles()
	unsure := Status{Family: Waiting, Word: s.Say("document.unsure")}
	return Documents(DocumentsView{Page: s.page(s.Say("document.list"), "/documents", SectionNone), Filtered: true, Found: s.Count("document.n", 2), Add: "#", Newer: "?", Older: "?after=2016-01",
		Query: Input{Ask: Ask{Name: "q", Label: s.Say("document.query"), Hint: s.Say("document.query_hint"), Value: "国发201613号", Error: s.Say("document.number_brackets"), Optional: true, Filter: true}, Type: "search"},
		Rows: []DocumentEntry{
			{Number: "国发〔2016〕13号", Title: titles[0].Text, Lang: "zh-Hans", Href: "#", Status: []Status{unsure}, Dated: s.Date(day(2016, 2, 4), lang.Beijing), Issuer: "国务院", IssIn: "zh-Hans",
				Others: titles[1:], Cited: s.Count("document.cited_n", 3)},
			{Number: "SOU 2016:19", Title: "Barnkonventionen blir svensk lag", Lang: "sv", Href: "#", Dated: "2016", Issuer: "Socialdepartementet", IssIn: "sv"},
		}})
}

// documentPlate is the page of a document that was withdrawn and is cited.
func documentPlate(s sample) templ.Component {
	titles := s.titles()
	return DocumentPage(DocumentView{Page: s.page(titles[0].Text, "/documents/2016-01", SectionNone), Number: "国发〔2016〕13号", Title: titles[0].Text, Lang: "zh-Hans",
		Status: []Status{{Family: Overdue, Word: s.Say("state.document.withdrawn")}}, Reason: s.w("重复。", "Listed twice.", "Fanns två gånger."), ReasIn: s.Tag(), Names: titles,
		Facts: []Pair{{Key: s.Say("document.f.number"), Body: Ref("国发〔2016〕13号", "")}, {Key: s.Say("document.f.dated"), Body: Dated(s.Date(day(2016, 2, 4), lang.Beijing), "2016-02-04")},
			{Key: s.Say("document.f.issuer"), Body: Foreign("国务院", "zh-Hans")}},
		Link: "https://www.gov.cn/zhengce/content/2016-02/14/content_5041066.htm", Host: "www.gov.cn",
		Citing:  []Entry{{Ref: "HD-2016-01", Title: s.w("关于村级儿童主任工作的建议", "On village child welfare directors", "Om barnombud i byarna"), Href: "#"}},
		Steps:   []StepButton{{Word: s.Say("verb.document.change"), Href: "#"}, {Word: s.Say("verb.document.withdraw"), Href: "#"}},
		Entries: []CharterEntry{{Seq: 435, At: day(2016, 10, 12), What: s.Say("entry.document.added"), Who: s.w("孙例真", "SUN Lizhen", "Sun Lizhen")}}})
}
