package web

import (
	"time"

	"github.com/a-h/templ"

	"sametable/internal/lang"
)

func (s sample) promise() string {
	return s.w("十个网点试行可拆分探亲假", "Split home leave at ten depots", "Delbar hemledighet på tio depåer")
}

// commitmentsPlate is the list, narrowed to one forum.
func commitmentsPlate(s sample) templ.Component {
	entry := CommitmentEntry{Ref: "JH-C-2018-01", Title: s.promise(), Href: "#", Owner: s.huilin(), Due: day(2019, 8, 31), From: &Anchor{Word: "JH-2017-01", Href: "#"},
		Status: []Status{{Family: Open, Word: s.Say("state.commitment.in_progress")}, {Family: Overdue, Word: s.Count("lang.days_over", 41)}, {Word: s.Count("commitment.extended_n", 2), Family: Neutral}}}
	foreign := entry
	foreign.Title, foreign.Lang, foreign.From, foreign.Status = "汇总现行入学材料清单", "zh-Hans", nil, []Status{{Family: Done, Word: s.Say("state.commitment.verified")}}
	return Commitments(CommitmentsView{Page: s.page(s.Say("commitment.list"), "/commitments", SectionForums), Lead: s.Say("commitment.list_lead"), Add: "#", Older: "?after=x", All: "#",
		Crumbs: []Anchor{{Word: s.Say("web.forums"), Href: "#"}, {Word: s.Say("commitment.list")}}, Filtered: true, Stage: "running",
		Stages: []Tab{{Word: s.Say("commitment.stage_all"), Href: "#", Count: 2}, {Word: s.Say("commitment.stage.running"), Href: "#", Current: true, Count: 1}},
		Filters: []Choice{{Ask: Ask{Name: "forum", Label: s.Say("commitment.forum"), Value: "JH", Optional: true, Filter: true}, Options: []Option{{Word: s.Say("commitment.all_forums")}, {Value: "JH", Word: "JH"}}},
			{Ask: Ask{Name: "owner", Label: s.Say("commitment.owner"), Value: "x", Error: s.Say("input.choice"), Optional: true, Filter: true}, Options: []Option{{Word: s.Say("commitment.all_owners")}}}},
		Rows: []CommitmentEntry{entry, foreign}})
}

// commitmentPlate is one commitment with everything that can stand on its page.
func commitmentPlate(s sample) templ.Component {
	p := s.page(s.promise(), "/f/JH/c/2018-01", SectionForums)
	p.Person, p.Print = s.member(), "JH-C-2018-01"
	return CommitmentPage(CommitmentView{Page: p, Crumbs: []Anchor{{Word: s.Say("web.forums"), Href: "#"}, {Word: "JH-C-2018-01"}}, Ref: "JH-C-2018-01", Title: s.promise(), Owner: s.huilin(),
		Status: []Status{{Family: Waiting, Word: s.Say("state.commitment.reported_done")}},
		Stops: []Stop{{Word: s.Say("commitment.stop.accept"), When: day(2018, 6, 4), Past: true}, {Word: s.Say("commitment.stop.do"), Past: true},
			{Word: s.Say("commitment.stop.report"), When: day(2019, 5, 30), Past: true}, {Word: s.Say("commitment.stop.verify"), Now: true}},
		Notes:   []PostNote{{Kind: Info, Title: s.Say("commitment.asks_day", map[string]any{"Day": "2019-09-30"}), Words: s.w("需要更多时间。", "We need more time.", "Vi behöver längre tid."), Label: s.Say("post.reason_given")}},
		Names:   []NameIn{{Word: s.Say("commitment.counts", map[string]any{"Language": "中文"}), Text: "十个网点试行可拆分探亲假", Lang: "zh-Hans"}},
		Details: &Wording{HTML: "<p>" + s.promise() + "</p>", Lang: s.Tag()}, Share: "/zh/f/JH/c/2018-01",
		Facts: []Pair{{Key: s.Say("commitment.due"), Body: Day(s.Speaker, day(2019, 8, 31), lang.Beijing)}, {Key: s.Say("commitment.from"), Body: Ref("JH-2017-01", "#")}},
		Proof: []Pair{{Key: s.Say("commitment.evidence"), Body: Typed(s.Speaker, "", s.promise())}, {Key: s.Say("commitment.link"), Body: Outside("https://example.org/x", "example.org")}},
		Acts:  []Act{{Word: s.Say("verb.commitment.verify"), Href: "#", Kind: "first"}, {Word: s.Say("verb.commitment.reopen"), Href: "#"}}, Why: []string{s.Say("guard.commitment.other_group")},
		Entries: []CharterEntry{{Seq: 1204, At: time.Date(2019, 5, 30, 2, 0, 0, 0, time.UTC), What: s.Say("entry.commitment.reported"), Who: s.w("覃例雅", "QIN Liya", "Qin Liya")}}})
}
