package site

import (
	"net/http"
	"slices"
	"strconv"

	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// statementRoutes are the pages of what organisations say on a proposal. /statement/ takes ids: it is where notices lead.
func (s *Site) statementRoutes() []Route {
	return []Route{
		get("/:l/f/:key/p/:no/statements", anyone, statementsPage),
		get("/:l/f/:key/p/:no/statements.csv", anyone, statementsCSV),
		get("/:l/f/:key/p/:no/statement", signedIn, statementFormPage),
		post("/:l/f/:key/p/:no/statement", signedIn, statementFile),
		get("/:l/f/:key/p/:no/statement/letter", signedIn, statementLetterPage),
		post("/:l/f/:key/p/:no/statement/letter", signedIn, statementEnter),
		get("/:l/statement/:id", anyone, statementPage),
		get("/:l/statement/:id/:verb", signedIn, statementVerbPage),
		post("/:l/statement/:id/:verb", signedIn, statementVerb),
		get("/:l/statement-letter/:id", signedIn, statementPaper),
	}
}

// stated finds the proposal of the address, if it was put to consultation: before that there are no statements.
func (v *visit) stated() (proposal.Row, error) {
	row, err := v.s.Proposals.Find(v.Request().Context(), v.actor, v.Param("key"), v.Param("no"), v.threadReader())
	if err == nil && !row.HasStatements() {
		err = fault.NotFound()
	}
	return row, err
}

// statementsPath is the page of a proposal's statements.
func statementsPath(p proposal.Proposal) string { return p.Path() + "/statements" }

// positionsOf is the chart of who stands where, with its sentence.
func (v *visit) positionsOf(row proposal.Row) (web.PositionsView, error) {
	stood, err := fact(v, "positions", row.ID, func() ([]proposal.Stood, error) { return v.s.Proposals.Stood(v.Request().Context(), row.Proposal) })
	if err != nil {
		return web.PositionsView{}, err
	}
	all, err := v.s.Proposals.PositionsFor(v.actor, row.Proposal, stood)
	if err != nil {
		return web.PositionsView{}, err
	}
	org := v.proposalOrg(row)
	view := web.PositionsView{Caption: v.t.Say("statement.by_group"), Proposed: &org, Href: web.Link(v.t, statementsPath(row.Proposal)),
		Count: v.t.Count("statement.count", all.All())}
	if view.Together, err = v.together(row.Proposal); err != nil {
		return view, err
	}
	if all.All() == 0 {
		view.Empty = v.t.Say("statement.none")
		return view, nil
	}
	with, of := all.Supporting()
	view.Sentence = v.t.Say("statement.supporting", fault.Args{"With": strconv.Itoa(with), "Of": strconv.Itoa(of)})
	for _, g := range all.Groups {
		view.Stands = append(view.Stands, web.Stand{Kind: string(g.Kind), Support: g.By[proposal.Support], Changes: g.By[proposal.WithChanges],
			NoView: g.By[proposal.NoComment], Object: g.By[proposal.Object], Proposed: g.Proposing})
	}
	return view, nil
}

// statementsPage shows who stands where on a proposal, and in which words.
func statementsPage(v *visit) error {
	row, err := v.stated()
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("statement.list"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private, page.Path, page.Print, page.Wide = row.Class != policy.Public, statementsPath(row.Proposal), row.Reference, true
	if page.Funding != nil { // organisations' words: the donors seem not to have signed them
		page.Funding.Plain = true
	}
	here := web.Link(v.t, statementsPath(row.Proposal))
	view := web.StatementsView{Page: page, Crumbs: v.proposalCrumbs(row, page.Title), Ref: row.Reference, Title: v.proposalTitle(row), Status: []web.Status{v.proposalStatus(row.Proposal)}}
	if left := v.proposalUntil(row.Proposal); left != "" {
		view.Status = append(view.Status, web.Status{Family: web.Waiting, Icon: "clock", Word: left})
	}
	if view.Positions, err = v.positionsOf(row); err != nil {
		return err
	}
	view.Positions.Href = ""
	rows, next, err := v.s.Proposals.Statements(v.Request().Context(), v.actor, row.Proposal, v.threadReader(), v.QueryParam("after"))
	if err != nil {
		return err
	}
	if view.Rows, err = v.statementEntries(rows); err != nil {
		return err
	}
	view.Heads = v.remarkHeads(rows)
	if next != "" {
		view.Older = here + "?after=" + next
	}
	if len(view.Positions.Stands) > 0 {
		view.Files = []web.File{{Word: v.t.Say("statement.csv_counts"), Href: here + ".csv?of=counts"}, {Word: v.t.Say("statement.csv_statements"), Href: here + ".csv"}}
	}
	if err := v.statementDoors(row, &view); err != nil {
		return err
	}
	return v.show(http.StatusOK, web.Statements(view))
}

// statementDoors leads to the forms that are the viewer's: her organisation's own, and that for a letter.
func (v *visit) statementDoors(row proposal.Row, view *web.StatementsView) error {
	roles := v.actor.RolesIn(row.Forum, v.now)
	if row.State == proposal.Consultation && policy.May(policy.EnterLetter, roles) {
		view.Acts = append(view.Acts, web.Act{Word: v.t.Say("statement.enter_letter"), Href: web.Link(v.t, row.Path()+"/statement/letter")})
	}
	for _, m := range v.actor.Memberships {
		own, err := v.s.Proposals.OwnStatement(v.Request().Context(), v.actor, row.Proposal, m.Organisation, v.threadReader())
		if err != nil {
			return err
		}
		if own.ID != "" {
			view.Acts = append(view.Acts, web.Act{Word: v.t.Say("statement.own"), Href: web.Link(v.t, own.Path())})
		}
	}
	m, settled := proposal.Settled(v.actor, row.Forum, v.now, "")
	switch {
	case !row.Takes(v.now):
		view.Why = v.t.Say("statement.over")
	case proposal.MayState(v.actor, row.Forum, v.now) != nil:
		view.Why = v.t.Say("statement.who_states")
	case settled && m.Organisation == row.ProposedFor:
		view.Why = v.t.Say("guard.statement.proposer")
	case settled && row.SignedBy(m.Organisation):
		view.Why = v.t.Say("guard.statement.cosigner")
	default:
		view.Acts = append([]web.Act{{Word: v.t.Say("statement.write"), Icon: "pen", Kind: "first", Href: web.Link(v.t, row.Path()+"/statement")}}, view.Acts...)
	}
	return nil
}

// statementEntries are the lines of the list, those in translation with who made and who reviewed it.
func (v *visit) statementEntries(rows []proposal.StatementRow) ([]web.StatementEntry, error) {
	var texts []string
	for _, r := range rows {
		if r.Text.Original != nil {
			texts = append(texts, r.TextID)
		}
	}
	credits, err := v.s.Translatings.Credits(v.Request().Context(), v.threadReader(), texts...)
	var entries []web.StatementEntry
	for _, r := range rows {
		e := v.statementEntry(r)
		e.Made = v.credited(credits[r.TextID])
		entries = append(entries, e)
	}
	return entries, err
}

// statementEntry is a statement that counts, as one line of the list.
func (v *visit) statementEntry(r proposal.StatementRow) web.StatementEntry {
	e := web.StatementEntry{Kind: string(r.OrgKind), Stance: v.stance(r.Standing.Stance), At: *r.Standing.Came(), Formal: v.statementFormal(r), Lang: lang.Code(r.Text.Language).Tag()}
	if !r.Hidden {
		org := v.statementOrg(r)
		e.Org, e.Href = &org, web.Link(v.t, r.Path())
	}
	if r.Text.Original != nil || e.Lang != v.t.Tag() {
		version := wording(r.Text).Version
		version.Href = ""
		e.Version = &version
	}
	if r.Standing.Outdated(r.Proposal) {
		e.Of = v.t.Say("statement.of_version", fault.Args{"N": strconv.Itoa(r.Standing.OfRevision)})
	}
	remarks := drafting.ParseRemarks(r.Text.Language, r.Source())
	for _, name := range blocks() {
		e.Parts = append(e.Parts, markup.Render(remarks.Block(name)).HTML)
	}
	return e
}

// blocks are the names of what a remark can be on, in their order: the whole, and each block of a proposal.
func blocks() []string {
	names := []string{drafting.ReasonsField, "situation", "analysis"}
	for n := 1; n <= drafting.MostMeasures; n++ {
		names = append(names, drafting.MeasureField(n))
	}
	return names
}

// remarkHeads names the blocks on which somebody has said something; the others are left out of the table.
func (v *visit) remarkHeads(rows []proposal.StatementRow) []web.RemarkHead {
	var said []drafting.Remarks
	for _, r := range rows {
		said = append(said, drafting.ParseRemarks(r.Text.Language, r.Source()))
	}
	var heads []web.RemarkHead
	for i, name := range blocks() {
		if slices.ContainsFunc(said, func(r drafting.Remarks) bool { return r.Block(name) != "" }) {
			heads = append(heads, web.RemarkHead{At: i, Word: v.blockWord(i)})
		}
	}
	return heads
}

// blockWord names a block by its place among blocks.
func (v *visit) blockWord(i int) string {
	if i < 3 {
		return v.t.Of("statement.block", blocks()[i])
	}
	return v.t.Say("statement.block_measure", fault.Args{"N": strconv.Itoa(i - 2)})
}

func (v *visit) statementOrg(r proposal.StatementRow) web.Org {
	o := web.Org{Kind: string(r.OrgKind), Href: web.Link(v.t, "/o/"+r.OrgKey)}
	o.Name, o.Lang = v.called(r.OrgZh, r.OrgEn, r.OrgSv)
	return o
}

// stance is the chip of a stance: shape and word; support is no better than an objection, so neither warns.
func (v *visit) stance(s proposal.Stance) web.StanceView {
	return web.StanceView{Kind: string(s), Word: v.t.Of("web.stand", string(s))}
}

// statementFormal says how a position became the organisation's: who filed and who confirmed it, or how it came.
func (v *visit) statementFormal(r proposal.StatementRow) []lang.Piece {
	if r.Hidden {
		return v.t.Pieces(fault.Message{ID: "statement.unnamed"})
	}
	filer, _ := v.postName(r.FilerName, r.FilerLatin)
	confirmer, _ := v.postName(r.ConfName, r.ConfLatin)
	args := fault.Args{"Who": web.Name(filer), "By": web.Name(confirmer)}
	if r.Standing.Letter != "" {
		args["Dated"] = v.letterDate(r.Standing.Dated)
		return v.t.Pieces(fault.Message{ID: "statement.by_" + r.Standing.Letter, Args: args})
	}
	return v.t.Pieces(fault.Message{ID: "statement.confirmed_by", Args: args})
}
