package site

import (
	"strconv"
	"time"

	"sametable/internal/commitment"
	"sametable/internal/fault"
	"sametable/internal/handling"
	"sametable/internal/lang"
	"sametable/internal/partnership"
	"sametable/internal/results"
	"sametable/web"
)

// resultColumns are the columns of the table.
func resultColumns() []string {
	return []string{"outcome", "kind", "reference", "origin", "title", "organisation", "state", "since", "due", "overdue", "class", "measures", "accepted", "in_part", "verified_on", "verified_by",
		"verified_for", "evidence", "link", "paper", "address"}
}

// resultsCSV is the page of results as a table for a spreadsheet: a line for each proposal, commitment and partnership.
func resultsCSV(v *visit) error {
	all, filters, _, err := v.narrowed()
	if err != nil {
		return err
	}
	var head []string
	for _, column := range resultColumns() {
		head = append(head, v.t.Of("results.column", column))
	}
	lines := [][]string{head}
	for _, g := range all.Groups {
		outcome := v.t.Say("results.other")
		if g.Outcome != "" {
			outcome = v.t.Of("proposal.outcome", string(g.Outcome))
		}
		for _, c := range g.Changes {
			lines = append(lines, v.changeLine(outcome, c))
			lines = append(lines, v.lineOfEach(outcome, c.Promises, c.Partnerships)...)
		}
		lines = append(lines, v.lineOfEach(outcome, g.Promises, g.Partnerships)...)
	}
	name := "results"
	for _, f := range filters {
		if f.Value != "" && f.Error == "" {
			name += "-" + f.Value
		}
	}
	return v.spreadsheet(name+".csv", lines)
}

// resultLine is one line of the table, in the order of its head.
type resultLine struct {
	outcome, kind, reference, origin, title, organisation, state, since, due, overdue, class, measures, accepted, part, verifiedOn, verifiedBy, verifiedFor,
	evidence, link, paper, path string
}

func (v *visit) cells(l resultLine) []string {
	return []string{l.outcome, v.t.Of("results.kind", l.kind), l.reference, l.origin, l.title, l.organisation, l.state, l.since, l.due, l.overdue, l.class, l.measures, l.accepted, l.part,
		l.verifiedOn, l.verifiedBy, l.verifiedFor, l.evidence, l.link, l.paper, v.s.Origin + web.Link(v.t, l.path)}
}

func isoDay(at time.Time) string { return at.In(lang.Beijing.Location()).Format(time.DateOnly) }

func (v *visit) changeLine(outcome string, c results.Change) []string {
	p := c.Proposal
	name, _ := v.called(p.OrgZh, p.OrgEn, p.OrgSv)
	l := resultLine{outcome: outcome, kind: "proposal", reference: p.Reference, title: v.proposalTitle(p).Text, organisation: name, state: v.proposalStatus(p.Proposal).Word, since: isoDay(p.StateSince),
		path: p.Path()}
	if newest, replied := c.Newest(); replied {
		counts := map[string]int{}
		for _, verdict := range c.Verdicts() {
			counts[verdict]++
		}
		l.class, l.measures = newest.Grade, strconv.Itoa(len(c.Verdicts()))
		l.accepted, l.part = strconv.Itoa(counts[handling.Accepted]), strconv.Itoa(counts[handling.InPart])
	}
	return v.cells(l)
}

// lineOfEach are the lines of some commitments and partnerships.
func (v *visit) lineOfEach(outcome string, promises []commitment.Row, partnerships []partnership.Row) [][]string {
	var lines [][]string
	for _, c := range promises {
		owner, _ := v.called(c.OwnerZh, c.OwnerEn, c.OwnerSv)
		title, _ := v.commitmentTitle(c.Commitment)
		l := resultLine{outcome: outcome, kind: "commitment", reference: c.Reference, origin: c.OriginReference, title: title, organisation: owner, state: v.t.Of("state.commitment", c.State),
			since: isoDay(c.StateSince), due: c.Due, path: c.Path()}
		if c.Overdue(v.now) {
			l.overdue = v.t.Say("results.yes")
		}
		if c.ReportedAt != nil && (c.State == commitment.Verified || c.State == commitment.Reported) {
			l.evidence, l.link, l.paper = c.Evidence, c.EvidenceLink, c.EvidencePaper
		}
		if c.State == commitment.Verified && c.VerifiedAt != nil {
			l.verifiedOn = isoDay(*c.VerifiedAt)
			l.verifiedBy, _ = v.postName(c.VerifierName, c.VerifierLatin)
			l.verifiedFor, _ = v.called(c.VerifierZh, c.VerifierEn, c.VerifierSv)
		}
		lines = append(lines, v.cells(l))
	}
	for _, p := range partnerships {
		title, _ := v.partnershipTitle(p.Partnership)
		var parties []string
		for _, y := range p.Parties {
			name, _ := v.called(y.OrgZh, y.OrgEn, y.OrgSv)
			parties = append(parties, name)
		}
		l := resultLine{outcome: outcome, kind: "partnership", reference: p.Reference, origin: p.OriginReference, title: title, organisation: v.t.List(parties), state: v.partnershipStatus(p.Partnership).Word,
			since: isoDay(p.StateSince), due: p.Ends, link: p.AgreementLink, path: p.Path()}
		lines = append(lines, v.cells(l))
	}
	return lines
}

// unknownFilter says of a value of the address that a list cannot be narrowed by it.
func (v *visit) unknownFilter(page *web.Page, value string) {
	page.Taken = append(page.Taken, v.t.Say("input.filter_unknown", fault.Args{"Value": value}))
}
