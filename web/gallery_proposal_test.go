package web

import (
	"time"

	"github.com/a-h/templ"
)

func (s sample) proposalTitle() Titled {
	return Titled{Text: s.w("关于困境儿童生活补贴可在居住地申领的建议", "Let children claim living allowances where they live", "Låt barn få bidrag där de bor"), Lang: s.Tag(),
		Version: Version{State: "reviewed", Of: s.Code()}}
}

func (s sample) proposalText() Wording {
	return Wording{Lang: s.Tag(), Version: Version{State: "original", Of: s.Code()}, HTML: "<h3>" + s.w("情况", "Situation", "Nuläge") + "</h3><p>" +
		s.w("每次申领须回户籍地。", "Each claim means a journey home.", "Varje ansökan kräver en hemresa.") + "</p><ol><li>" + s.w("居住地窗口受理", "The counter where the family lives takes claims", "Kontoret där familjen bor tar emot ansökan") + "</li></ol>"}
}

// proposals is a forum's list by stage.
func proposals(s sample) templ.Component {
	entry := ProposalEntry{Ref: "LH-2019-02", Title: s.proposalTitle(), Href: "#", Status: Status{Family: Open, Word: s.Say("state.proposal.consultation")}, Org: s.huilin(),
		Outcome: s.Say("proposal.outcome.grants"), Since: day(2019, 5, 23), Until: s.w("剩余12天", "12 days left", "12 dagar kvar")}
	unnumbered := entry
	unnumbered.Ref, unnumbered.Until, unnumbered.Status = "", "", Status{Family: Waiting, Word: s.Say("state.proposal.confirming")}
	return ProposalList(ProposalListView{Page: s.page(s.Say("proposal.list"), "/f/LH/proposals", SectionForums), Forum: Anchor{Word: s.w("联合论坛", "Joint forum", "Gemensamma forumet"), Href: "#"},
		Stages: []Tab{{Word: s.Say("proposal.stage_all"), Href: "#", Current: true, Count: 2}, {Word: s.Say("proposal.stage.consultation"), Href: "#", Count: 1}},
		Rows:   []ProposalEntry{entry, unnumbered}, Write: "#", Older: "#", Empty: s.Say("proposal.none")})
}

// proposalPlate is the page of one proposal, with everything that can stand on it.
func proposalPlate(s sample) templ.Component {
	p := s.page(s.proposalTitle().Text, "/f/LH/p/2019-02", SectionForums)
	p.Person, p.Print = s.member(), "LH-2019-02"
	return ProposalPage(ProposalView{Page: p, Crumbs: []Anchor{{Word: s.Say("web.forums"), Href: "#"}, {Word: s.Say("proposal.list"), Href: "#"}, {Word: "LH-2019-02"}}, Ref: "LH-2019-02",
		Title: s.proposalTitle(), Status: []Status{{Family: Waiting, Word: s.Say("state.proposal.submitted")}}, Org: s.huilin(),
		Stops: []Stop{{Word: s.Say("proposal.stop.submit"), When: day(2019, 5, 20), Past: true}, {Word: s.Say("proposal.stop.screen"), Now: true}, {Word: s.Say("proposal.stop.consult")}},
		Notes: []PostNote{{Kind: Warning, Title: s.Say("proposal.reason_of.returned"), Words: s.w("请补充清单。", "Please add a list.", "Komplettera med en lista."), Label: s.Say("post.reason_given")}},
		Text:  s.proposalText(), Acts: []Act{{Word: s.Say("proposal.screen"), Href: "#", Kind: "first"}, {Word: s.Say("verb.proposal.withdraw"), Href: "#"}}, Why: []string{s.Say("guard.proposal.own_matter")},
		Facts: []Pair{{Key: s.Say("proposal.outcome_label"), Text: s.Say("proposal.outcome.grants")}, {Key: s.Say("proposal.addressed"), Body: OrgLines(s.Speaker, []Org{s.huilin()})},
			{Key: s.Say("proposal.documents"), Body: RefLines([]Anchor{{Word: "国发〔2016〕36号", Href: "#"}})}, {Key: s.Say("proposal.window"), Body: Window(s.Speaker, day(2019, 5, 23), day(2019, 6, 22))}},
		Annexes:  s.annexes(),
		Versions: []Anchor{{Word: "1", Href: "#"}, {Word: "2", Href: "#"}}, Tongues: []TongueLine{{Version: Version{State: "missing", Of: s.Code()}, Word: s.Say("translating.do"), Href: "#"}},
		Letter: &Anchor{Word: s.Say("post.open_letter"), Href: "#"}, Share: "/zh/f/LH/p/2019-02",
		Entries: []CharterEntry{{Seq: 1182, At: day(2019, 5, 20), What: s.Say("entry.proposal.submitted"), Who: s.w("夏例宁", "XIA Lining", "Xia Lining")}}})
}

// annexes are a photo and two PDFs, one of them without words.
func (s sample) annexes() []AnnexView {
	photo := AnnexView{Href: "#", Small: "/static/mark.svg", Width: 240, Height: 180, Alt: s.w("活动室的门", "The door of the activity room", "Dörren till aktivitetsrummet"), Lang: s.Tag(), Size: "212 kB"}
	return []AnnexView{photo, {Href: "#", Alt: s.w("值班统计", "Rota", "Tjänstgöring"), Lang: s.Tag(), Name: "a.pdf", Size: "31 kB"}, {Href: "#", Name: "2018.pdf", Size: "1 kB"}}
}

// annexDesk is the form for one more file that came back.
func (s sample) annexDesk() *AnnexDesk {
	d := &AnnexDesk{Files: s.annexes(), Form: &Form{Action: "#", Nonce: "n", Files: true, Label: s.Say("annex.add")},
		Alt:  Input{Ask: Ask{Name: "alt", Label: s.Say("annex.alt"), Hint: s.Say("annex.alt_hint"), Error: s.Say("annex.alt_missing"), Lang: s.Tag()}, Check: "/zh/check"},
		File: Ask{Name: "file", Label: s.Say("annex.file"), Hint: s.Say("annex.hint", map[string]any{"Most": 6}), Error: s.Say("letter.again")}}
	for i := range d.Files {
		d.Files[i].Drop = &Act{Word: s.Say("annex.drop", map[string]any{"N": string(rune('1' + i))}), Action: "#", Nonce: "n"}
	}
	return d
}

// comparedPlate is two versions of a proposal block by block.
func comparedPlate(s sample) templ.Component {
	p := s.page(s.Say("proposal.diff", map[string]any{"From": "1", "To": "2"}), "/f/LH/p/2019-02/diff/1..2", SectionForums)
	stayed := ComparedBlock{Title: s.Say("proposal.step.situation"), Lang: s.Tag(), Changes: []Change{{Text: s.w("每次申领须回户籍地。", "Each claim means a journey home.", "Varje ansökan kräver en hemresa.")}}}
	changed := ComparedBlock{Title: s.Say("proposal.measure", map[string]any{"N": "2"}), Note: s.Say("compare.was", map[string]any{"N": "1"}), Lang: s.Tag(),
		Status:  []Status{{Family: Waiting, Icon: "pen", Word: s.Say("compare.fared.changed")}, {Family: Neutral, Word: s.Say("compare.moved")}},
		Changes: []Change{{Text: s.w("答复期限为", "Answer within ", "Svara inom ")}, {Op: Removed, Text: s.w("十", "ten", "tio")}, {Op: Added, Text: s.w("五", "five", "fem")}, {Text: s.w("日", " days", " dagar")}}}
	return ProposalDiff(ComparedView{Page: p, Crumbs: []Anchor{{Word: "LH-2019-02", Href: "#"}, {Word: p.Title}}, Ref: "LH-2019-02", Back: "#", BackTo: s.Say("compare.back"),
		Summary: s.Count("compare.summary", 1, map[string]any{"All": s.Count("compare.blocks", 2)}),
		Groups:  []ComparedGroup{{Stayed: s.Count("compare.stayed", 1, map[string]any{"Which": stayed.Title}), Blocks: []ComparedBlock{stayed}}, {Blocks: []ComparedBlock{changed}}}})
}

// proposalWrite is a step of writing that came back: a colleague was faster, and the gate found something.
func proposalWrite(s sample) templ.Component {
	p := s.page(s.Say("proposal.write"), "/write/proposal/x/measures", SectionDesk)
	p.Person = s.member()
	area := Area{Ask: Ask{Name: "measure_1", Label: s.Say("proposal.measure", map[string]any{"N": "1"}), Value: s.w("先做一件", "One thing first", "En sak först"), Error: s.Say("input.required")}, Rows: 3, Max: 600,
		Draft: "proposal:x:measure_1", Saved: time.UnixMilli(1), Check: "/zh/check?draft=proposal:x"}
	return ProposalWrite(ProposalWriteView{Page: p, Crumbs: []Anchor{{Word: s.Say("web.desk"), Href: "#"}, {Word: p.Title}}, Lead: s.Say("proposal.lead.measures"), Example: s.Say("proposal.example_of.measures"),
		Steps:  []Step{{Word: s.Say("proposal.step.situation"), Past: true}, {Word: s.Say("proposal.step.measures"), Current: true}, {Word: s.Say("proposal.step.check")}},
		Wrongs: []Wrong{{Href: "#f-measure_1", Text: s.Say("input.required"), Of: "f-measure_1"}}, Form: Form{Action: "#", Nonce: "n", Guard: true}, Version: 3,
		Parts: []FormPart{{Title: s.Say("proposal.step.measures"), Lead: s.Say("proposal.measures_hint"), Fields: []FormField{{Text: &area}}}},
		Yours: &Side{Title: s.Say("post.yours"), Text: "A", Lang: s.Tag()}, Theirs: &Side{Title: s.Say("proposal.theirs"), Text: "B", Lang: s.Tag()}, More: s.Say("proposal.measure_more"), Back: "#",
		Annexes: s.annexDesk(), Next: s.Say("proposal.step_next"), Drop: &Form{Action: "#"}, Kept: s.Say("proposal.saved_at", map[string]any{"At": "14:32"})})
}

// screeningPlate is the page on which a proposal is screened.
func screeningPlate(s sample) templ.Component {
	p := s.page(s.Say("proposal.screen"), "/proposal/x/screen", SectionForums)
	p.Person, p.Private = s.member(), true
	check := Option{Value: "facts", Word: s.Say("proposal.check.facts")}
	return Screening(ScreeningView{Page: p, Crumbs: []Anchor{{Word: "HD-2019-01", Href: "#"}, {Word: p.Title}}, Ref: "HD-2019-01", Title: s.proposalTitle(), Text: s.proposalText(),
		Due: s.Say("proposal.screened_by", map[string]any{"Day": "2019-06-20"}), Similar: []Entry{{Ref: "HD-T-2019-01", Title: s.proposalTitle().Text, Href: "#", Meta: []string{s.Say("record.noun.thread")}}},
		Form: Form{Action: "#", Nonce: "n", Guard: true}, Version: 2, Checks: Choice{Ask: Ask{Name: "checks", Label: s.Say("proposal.checks"), Hint: s.Say("proposal.checks_hint"), Error: s.Say("proposal.check_all"), Optional: true}, Options: []Option{check}},
		Decision:  Choice{Ask: Ask{Name: "decision", Label: s.Say("proposal.decision"), Value: "admit"}, Options: []Option{{Value: "admit", Word: s.Say("verb.proposal.admit"), Hint: s.Say("proposal.decision_is.admit")}}},
		Reason:    Area{Ask: Ask{Name: "reason", Label: s.Say("post.reason"), Optional: true}, Rows: 5},
		Templates: []ReasonTemplate{{Word: s.Say("proposal.template_for.bodies"), Text: s.Say("proposal.template.bodies"), Lang: s.Tag(), Href: "#"}},
		Into:      Input{Ask: Ask{Name: "into", Label: s.Say("proposal.into"), Optional: true}, Short: true}, To: Input{Ask: Ask{Name: "to", Label: s.Say("proposal.to"), Optional: true}},
		Refusal: s.w("不属于本论坛。", "Not a matter of this forum.", "Inte en fråga för forumet."), Back: "#"})
}
