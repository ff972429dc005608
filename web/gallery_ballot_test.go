package web

import (
	"time"

	"github.com/a-h/templ"

	"sametable/internal/lang"
)

// ballotPlate is one ballot with everything that can stand on its page.
func ballotPlate(s sample) templ.Component {
	p := s.page(s.Say("ballot.on", map[string]any{"Reference": "HD-2018-01"}), "/ballot/x", SectionForums)
	p.Person, p.Print = s.member(), "HD-2018-01"
	words := s.w("资金来源应先明确，再定标准。", "The source of funds should be settled before the rate.", "Finansieringen bör klarläggas före nivån.")
	return BallotPage(BallotView{Page: p, Crumbs: []Anchor{{Word: s.Say("web.forums"), Href: "#"}, {Word: "HD-2018-01", Href: "#"}, {Word: s.Say("ballot.one")}}, Ref: "HD-2018-01",
		Title:  Titled{Text: s.w("关于明确村级儿童主任岗位补贴标准的建议", "A standard allowance for village child welfare directors", "En fast ersättningsnivå för byarnas barnombud"), Lang: s.Tag()},
		Status: []Status{{Family: Open, Word: s.Say("state.ballot.open")}}, Result: &PostNote{Kind: Info, Title: s.Say("ballot.result.carried"),
			Lines: []string{s.Say("ballot.counted", map[string]any{"Favour": "7", "Against": "1", "Abstained": "1", "Recused": "0", "Present": "9", "Seats": "11"})}},
		Table: &Quorum{Seats: []Seat{{Kind: "ngo", Present: true}, {Kind: "company"}}, Needed: 2, Sentence: s.Say("ballot.few", map[string]any{"Present": "1", "Needed": "2", "Seats": "2"})},
		Count: []BallotGroup{{Kind: "ngo", Favour: 2}, {Kind: "company", Favour: 1, Against: 1, Silent: 1}, {Favour: 3, Against: 1, Silent: 1}}, Caption: s.Say("ballot.count"),
		Hidden: s.Say("ballot.group_of_one"), Folded: s.Say("ballot.folded"),
		Voices: []BallotVoice{{Org: s.huilin(), Status: Status{Family: Done, Word: s.Say("ballot.voice.yes")}, Notes: []string{s.Say("ballot.entered_by", map[string]any{"Who": "孙例真"})}},
			{Org: s.huilin(), Status: Status{Family: Overdue, Word: s.Say("ballot.voice.objection")}, Away: true, Words: words, Lang: s.Tag(), Label: s.Say("ballot.resolves"), Answer: words,
				Acts: []Act{{Word: s.Say("verb.objection.answer"), Href: "#"}}}},
		Facts: []Pair{{Key: s.Say("ballot.words"), Body: Ref("2", "#")}, {Key: s.Say("ballot.opened"), Body: Moment(s.Speaker, day(2019, 1, 17), lang.Beijing)}},
		Notes: []PostNote{{Kind: Warning, Title: s.Say("state.ballot.void"), Words: words, Label: s.Say("post.reason_given")}}, Mine: []Act{{Word: s.Say("verb.ballot.cast"), Href: "#", Kind: "first"}},
		Acts: []Act{{Word: s.Say("verb.ballot.close"), Href: "#"}}, Why: []string{s.Say("ballot.province_missing")},
		Entries: []CharterEntry{{Seq: 1204, At: time.Date(2019, 1, 17, 7, 40, 0, 0, time.UTC), What: s.Say("entry.ballot.opened"), Who: s.w("孙例真", "SUN Lizhen", "Sun Lizhen")}}})
}
