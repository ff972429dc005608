package web

import (
	"time"

	"github.com/a-h/templ"

	"sametable/internal/fault"
	"sametable/internal/lang"
)

// signed says who said something on a day.
func (s sample) signed(id string) []lang.Piece {
	return s.Pieces(fault.Message{ID: id, Args: fault.Args{"Who": Name(s.w("林例华", "LIN Lihua", "Lin Lihua")), "Office": s.Say("state.proposal.refused"), "Day": s.Date(day(2018, 3, 6), lang.Beijing)}})
}

// appealPlate is an appeal with everything that can stand on its page.
func appealPlate(s sample) templ.Component {
	p := s.page(s.Say("appeal.about_title", map[string]any{"Reference": "JH-2018-02"}), "/f/JH/p/2018-02/appeal", SectionForums)
	p.Person, p.Print = s.member(), "JH-2018-02"
	return AppealPage(AppealView{Page: p, Crumbs: []Anchor{{Word: s.Say("web.forums"), Href: "#"}, {Word: "JH-2018-02", Href: "#"}, {Word: s.Say("appeal.one")}}, Ref: "JH-2018-02", Org: s.huilin(),
		Title:  Titled{Text: s.togetherness(), Original: "亲情视频与弹性探亲假合作", Tag: "zh-Hans"},
		Status: []Status{{Family: Waiting, Word: s.Say("state.appeal.lodged")}},
		Notes:  []PostNote{{Kind: Info, Title: s.Say("appeal.question"), Lines: []string{s.Say("appeal.not_the_proposal"), s.Say("appeal.closed_circle")}}},
		Said: []AppealSaid{{Title: s.Say("appeal.refusal_why"), Words: s.w("不属于本论坛的范围。", "Outside the forum’s scope.", "Ligger utanför forumets område.")},
			{Title: s.Say("appeal.words"), Words: "范围里写明了流动家庭。", Lang: "zh-Hans"},
			{Title: s.Say("appeal.answer"), Who: s.signed("appeal.answered_by"), Words: s.w("仍维持原意见。", "We stay with it.", "Vi står fast vid det.")}},
		Text:  Wording{HTML: "<p>" + s.promise() + "</p>", Lang: s.Tag()},
		Facts: []Pair{{Key: s.Say("appeal.refused_on"), Body: Day(s.Speaker, day(2018, 3, 2), lang.Beijing)}, {Key: s.Say("appeal.last_day"), Body: Moment(s.Speaker, day(2018, 3, 16), lang.Beijing)}, {Key: s.Say("appeal.count"), Text: "6 · 1 · 0"}},
		Acts:  []Act{{Word: s.Say("appeal.to_ballot"), Href: "#", Kind: "first"}, {Word: s.Say("appeal.vote"), Href: "#"}}, Why: []string{s.Say("guard.appeal.mandate")}, Letter: &Anchor{Word: s.Say("post.reason_given"), Href: "#"},
		Entries: []CharterEntry{{Seq: 1189, At: time.Date(2018, 3, 6, 2, 0, 0, 0, time.UTC), What: s.Say("entry.appeal.lodged"), Who: s.w("冯例倩", "FENG Liqian", "Feng Liqian")}}})
}

// resultsPlate is the page of results, narrowed by a province and a year there is none of, with everything that can stand on it.
func resultsPlate(s sample) templ.Component {
	promise := CommitmentEntry{Ref: "JH-C-2018-01", Title: s.promise(), Href: "#", Owner: s.huilin(), Due: day(2019, 8, 31), Status: []Status{{Family: Done, Word: s.Say("state.commitment.verified")}}}
	late := promise
	late.Ref, late.Title, late.Lang, late.Status = "JH-C-2018-02", "汇总现行入学材料清单", "zh-Hans", []Status{{Family: Open, Word: s.Say("state.commitment.in_progress")}, {Family: Overdue, Word: s.Count("lang.days_over", 41)}}
	paper, org := Anchor{Word: "湖东民函〔2018〕3号", Href: "#"}, s.huilin()
	lines := ResultLines{Done: []ResultPromise{{CommitmentEntry: promise, Evidence: s.w("十个网点已公布办法。", "Ten depots have published it.", "Tio depåer har offentliggjort det."), Link: "https://example.org/report", Host: "example.org",
		Paper: &paper, Verified: s.signed("results.verified_by"), For: &org}}, Open: []ResultPromise{{CommitmentEntry: late}},
		Partners: []PartnershipEntry{{Ref: "JH-PA-2018-01", Title: s.togetherness(), Href: "#", Status: Status{Family: Open, Word: s.Say("state.partnership.active")}, Parties: []Org{org, org},
			Where: s.w("江淮省", "Jianghuai Province", "Provinsen Jianghuai"), Since: day(2018, 5, 18)}}}
	change := ProposalEntry{Ref: "JH-2018-01", Title: Titled{Text: s.togetherness(), Original: "亲情视频与弹性探亲假合作", Tag: "zh-Hans"}, Href: "#", Status: Status{Family: Open, Word: s.Say("state.proposal.follow_up")}, Org: org,
		Since: day(2019, 5, 24)}
	waiting := change
	waiting.Ref, waiting.Title = "JH-2018-03", Titled{Text: s.promise()}
	reply := &ResultReply{Word: s.Say("handling.reply"), Href: "#", Org: org, On: day(2019, 5, 24), Class: "B", Verdicts: s.Say("handling.verdict_of.accepted") + " 2", Core: "先试点，后评估。", Lang: "zh-Hans"}
	choice := func(name, label, all, value, wrong string, more ...Option) Choice {
		return Choice{Ask: Ask{Name: name, Label: s.Say(label), Value: value, Error: wrong, Optional: true, Filter: true}, Options: append([]Option{{Word: s.Say(all)}}, more...)}
	}
	p := s.page(s.Say("results.title"), "/results", SectionNone)
	p.Print = s.Say("results.title")
	return Results(ResultsView{Page: p, Lead: s.Say("results.lead"), Filtered: true, All: "#", CSV: "#", AsOf: day(2019, 6, 10), More: s.Say("results.more", map[string]any{"Most": "300"}),
		Filters: []Choice{choice("forum", "commitment.forum", "commitment.all_forums", "JH", "", Option{Value: "JH", Word: "JH"}),
			choice("region", "results.province", "results.all_provinces", "380000", "", Option{Value: "380000", Word: s.w("江淮省", "Jianghuai Province", "Provinsen Jianghuai")}),
			choice("year", "results.year", "results.all_years", "1066", s.Say("input.choice"))},
		Figures: []Figure{{Value: s.Say("results.of", map[string]any{"N": "1", "All": "2"}), Name: s.Say("results.figure_verified"), Href: "#"}, {Value: "1", Name: s.Say("results.figure_late")}},
		Groups: []ResultGroup{{ID: "services", Title: s.Say("proposal.outcome.services"), Sum: s.Say("results.sum_late", map[string]any{"N": "1"}), Changes: []ResultEntry{{ProposalEntry: change, Reply: reply, ResultLines: lines}},
			Waiting: []ResultEntry{{ProposalEntry: waiting, Wait: s.Say("results.waits_reply")}}},
			{ID: "grants", Title: s.Say("proposal.outcome.grants"), Empty: s.Say("results.nothing_of.grants")},
			{ID: "other", Title: s.Say("results.other"), Rest: lines, RestName: s.Say("results.rest_of.agreed")}}})
}
