package site

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// synopsisPath is the page of what became of the answers to a consultation.
func synopsisPath(p proposal.Proposal) string { return p.Path() + "/synopsis" }

// synopsisOn finds the proposal of the address, where its organisation has answered the statements, with the answers as the viewer
// may know them: whose statement it was stays out where that organisation is not to be named.
func (v *visit) synopsisOn() (proposal.Row, []web.SynopsisLine, error) {
	row, err := v.stated()
	if err == nil && row.Synopsis == "" {
		err = fault.NotFound()
	}
	if err != nil {
		return row, nil, err
	}
	statements, err := v.allStatements(row)
	if err != nil {
		return row, nil, err
	}
	by := map[string]proposal.StatementRow{}
	for _, r := range statements {
		by[r.Key] = r
	}
	answers, language := row.Answers()
	original := row.Content().Answers
	tongue := func(words, as string) string { // what nobody has put into the reader's language stands as it was written
		if words == as {
			return proposalTag(row.Proposal)
		}
		return lang.Code(language).Tag()
	}
	var lines []web.SynopsisLine
	for i, a := range answers {
		line := web.SynopsisLine{N: i + 1, Asked: a.Asked, Reply: a.Reply, AskedLang: tongue(a.Asked, original[i].Asked), ReplyLang: tongue(a.Reply, original[i].Reply), Fate: string(a.Fate), Word: v.t.Of("synopsis.fate", string(a.Fate))}
		if r, known := by[a.Of]; known {
			line.Kind = string(r.OrgKind)
			if !r.Hidden {
				org := v.statementOrg(r)
				line.Org, line.Href = &org, web.Link(v.t, r.Path())
			}
		}
		lines = append(lines, line)
	}
	return row, lines, nil
}

// allStatements are all statements that count, page after page.
func (v *visit) allStatements(row proposal.Row) ([]proposal.StatementRow, error) {
	var all []proposal.StatementRow
	for after := ""; ; {
		rows, next, err := v.s.Proposals.Statements(v.Request().Context(), v.actor, row.Proposal, v.threadReader(), after)
		if all = append(all, rows...); err != nil || next == "" {
			return all, err
		}
		after = next
	}
}

// fatesSaid is the synopsis in one line: "taken up 5, in part 3, not taken up 2".
func (v *visit) fatesSaid(row proposal.Row) string {
	n := drafting.CountFates(row.Content().Answers)
	return v.t.Say("synopsis.counts", fault.Args{"Taken": strconv.Itoa(n[drafting.TakenUp]), "Part": strconv.Itoa(n[drafting.InPart]), "Not": strconv.Itoa(n[drafting.NotTakenUp])})
}

// synopsisPage shows what became of whatever the statements asked, line by line.
func synopsisPage(v *visit) error {
	row, lines, err := v.synopsisOn()
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("synopsis.name"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private, page.Path, page.Print, page.Wide = row.Class != policy.Public, synopsisPath(row.Proposal), row.Reference, true
	if page.Funding != nil { // an organisation's words: the donors seem not to have signed them
		page.Funding.Plain = true
	}
	view := web.SynopsisView{Page: page, Crumbs: v.proposalCrumbs(row, page.Title), Ref: row.Reference, Title: v.proposalTitle(row), About: web.Link(v.t, row.Path()),
		Counts: v.fatesSaid(row), Lines: lines, Files: []web.File{{Word: v.t.Say("synopsis.csv"), Href: web.Link(v.t, page.Path) + ".csv"}}}
	if row.Text.Original != nil || proposalTag(row.Proposal) != v.t.Tag() {
		version := wording(row.Text).Version
		version.Href = ""
		view.Version = &version
	}
	return v.show(http.StatusOK, web.Synopsis(view))
}

// synopsisCSV is the same as a table for a spreadsheet.
func synopsisCSV(v *visit) error {
	row, lines, err := v.synopsisOn()
	if err != nil {
		return err
	}
	table := [][]string{{v.t.Say("synopsis.number"), v.t.Say("synopsis.from"), v.t.Say("statement.group"), v.t.Say("synopsis.asked"), v.t.Say("synopsis.became"), v.t.Say("synopsis.why")}}
	for _, l := range lines {
		name, group := v.t.Say("synopsis.unnamed"), ""
		if l.Org != nil {
			name = l.Org.Name
		}
		if l.Kind != "" {
			group = v.t.Of("web.group", l.Kind)
		}
		table = append(table, []string{strconv.Itoa(l.N), name, group, l.Asked, l.Word, l.Reply})
	}
	return v.spreadsheet(row.Reference+"-synopsis.csv", table)
}

// answerParts are the fields of a synopsis: for each statement its reasons, and under them what was asked and what becomes of it.
// Those that ask for something come first and have a line from the start.
func (f fields) answerParts() ([]web.FormPart, error) {
	v := f.v
	row, err := v.s.Proposals.ByID(v.Request().Context(), v.actor, f.sh.ProposalID, v.threadReader())
	if err != nil {
		return nil, err
	}
	statements, err := v.allStatements(row)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(statements, func(a, b proposal.StatementRow) int {
		return need(b) - need(a)
	})
	stored := map[string][]drafting.Answer{}
	for _, a := range f.sh.Content().Answers {
		stored[a.Of] = append(stored[a.Of], a)
	}
	var parts []web.FormPart
	for _, r := range statements {
		parts = append(parts, f.answerPart(r, stored[r.Key]))
	}
	return parts, nil
}

// need is 1 where a statement asks for something.
func need(r proposal.StatementRow) int {
	if r.Standing.Stance.NeedsReasons() {
		return 1
	}
	return 0
}

func (f fields) answerPart(r proposal.StatementRow, stored []drafting.Answer) web.FormPart {
	t := f.v.t
	name, _ := f.v.called(r.OrgZh, r.OrgEn, r.OrgSv)
	part := web.FormPart{Title: t.Say("synopsis.of", fault.Args{"Organisation": name, "Stance": t.Of("web.stand", string(r.Standing.Stance))}), Key: r.Key}
	if r.Source() != "" {
		part.About = &web.Wording{HTML: markup.Render(r.Source()).HTML, Lang: lang.Code(r.Text.Language).Tag()}
	}
	shown := max(need(r), len(stored))
	for n := 1; n <= drafting.AnswersPerOpinion; n++ {
		if asked, _, _ := drafting.AnswerFields(r.Key, n); f.typed.One(asked) != "" || f.said[asked] != "" {
			shown = max(shown, n)
		}
	}
	if f.v.QueryParam("line") == r.Key {
		shown++
	}
	shown = min(shown, drafting.AnswersPerOpinion)
	for n := 1; n <= shown; n++ {
		var a drafting.Answer
		if n <= len(stored) {
			a = stored[n-1]
		}
		part.Fields = append(part.Fields, f.answer(r.Key, n, a)...)
	}
	switch {
	case shown == 0:
		part.More = t.Say("synopsis.line_first")
	case shown < drafting.AnswersPerOpinion:
		part.More = t.Say("synopsis.line_more")
	}
	return part
}

// answer is one line of the form: what was asked, what became of it, and why.
func (f fields) answer(statement string, n int, a drafting.Answer) []web.FormField {
	t := f.v.t
	asked, fate, reply := drafting.AnswerFields(statement, n)
	choice := web.Choice{Ask: f.ask(fate, t.Say("synopsis.became"), "", string(a.Fate)), Options: options(t, drafting.Fates(), "synopsis.fate")}
	choice.Options = append([]web.Option{{Word: t.Say("synopsis.choose")}}, choice.Options...)
	choice.Lang = ""
	why := f.line(reply, t.Say("synopsis.why"), t.Say("synopsis.why_hint"), a.Reply)
	why.Line.Optional = true
	return []web.FormField{f.line(asked, t.Say("synopsis.asked"), t.Say("synopsis.asked_hint"), a.Asked), {Pick: &choice}, why}
}

// typedAnswers adds what stands in the form of a synopsis.
func (v *visit) typedAnswers(typed drafting.Typed) {
	for name, values := range v.Request().Form {
		if name != "answers" && !strings.HasPrefix(name, "asked_") && !strings.HasPrefix(name, "fate_") && !strings.HasPrefix(name, "reply_") {
			continue
		}
		for _, value := range values {
			typed[name] = append(typed[name], shaped(value))
		}
	}
}

// lackOf names the part of the writing that lacks something: of a synopsis, the organisation whose statement is not answered.
func (v *visit) lackOf(name string, statements []proposal.StatementRow) string {
	for _, r := range statements {
		if strings.Contains(name, "_"+r.Key+"_") {
			org, _ := v.called(r.OrgZh, r.OrgEn, r.OrgSv)
			return org
		}
	}
	return v.fieldWord(name)
}

// answersSaid is a synopsis as it is compared: a line for each thing that was asked.
func (v *visit) answersSaid(all []drafting.Answer) string {
	var lines []string
	for _, a := range all {
		line := a.Asked
		if slices.Contains(drafting.Fates(), a.Fate) {
			line += " – " + v.t.Of("synopsis.fate", string(a.Fate))
		}
		if a.Reply != "" {
			line += " – " + a.Reply
		}
		lines = append(lines, line)
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}
