package site

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"sametable/internal/commitment"
	"sametable/internal/document"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/web"
)

// orgNamed names an organisation that a row brings with it, as a link to its page.
func (v *visit) orgNamed(kind policy.Kind, key, zh, en, sv string) web.Org {
	o := web.Org{Kind: string(kind), Href: web.Link(v.t, "/o/"+key)}
	o.Name, o.Lang = v.called(zh, en, sv)
	return o
}

// commitmentPage shows one commitment.
func commitmentPage(v *visit) error {
	ctx := v.Request().Context()
	row, err := v.s.Commitments.Find(ctx, v.actor, v.Param("key"), v.Param("no"))
	if err != nil {
		return err
	}
	title, tag := v.commitmentTitle(row.Commitment)
	page, err := v.page(title, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private, page.Path, page.Print = row.Class != policy.Public, row.Path(), row.Reference
	if page.Funding != nil { // an organisation's word: the donors seem not to have signed it
		page.Funding.Plain = true
	}
	view := web.CommitmentView{Page: page, Crumbs: v.commitmentCrumbs(row), Ref: row.Reference, Title: title, Lang: tag, Status: v.commitmentStatus(row.Commitment),
		Owner: v.commitmentOwner(row), Stops: v.commitmentStops(row.Commitment), Notes: v.commitmentNotes(row), Names: v.titlesIn(row.Language, row.Titles()),
		Facts: v.commitmentFacts(row), Share: web.Link(v.t, row.Path())}
	if row.Details != "" {
		view.Details = &web.Wording{HTML: markup.Render(row.Details).HTML, Lang: tagOf(row.Language)}
	}
	if view.Proof, err = v.commitmentProof(row); err != nil {
		return err
	}
	v.commitmentActs(row, &view)
	if err := v.layErase(row.Record(), row.Erased(), &view.Notes, &view.Acts); err != nil {
		return err
	}
	lines, err := v.s.Register.Timeline(ctx, v.actor, row.Record())
	if err != nil {
		return err
	}
	people, err := v.actors(lines)
	if err != nil {
		return err
	}
	view.Entries = v.commitmentEntries(lines, v.entryLines(lines, people))
	return v.show(http.StatusOK, web.CommitmentPage(view))
}

// commitmentCrumbs lead from a page about a commitment back to it.
func (v *visit) commitmentCrumbs(row commitment.Row, more ...string) []web.Anchor {
	name, tag := v.called(row.ForumZh, row.ForumEn, row.ForumSv)
	crumbs := []web.Anchor{{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")}, {Word: name, Lang: tag, Href: web.Link(v.t, "/f/"+row.ForumKey)},
		{Word: v.t.Say("commitment.list"), Href: v.commitmentsAt("forum", row.ForumKey)}}
	if len(more) == 0 {
		return append(crumbs, web.Anchor{Word: row.Reference})
	}
	crumbs = append(crumbs, web.Anchor{Word: row.Reference, Href: web.Link(v.t, row.Path())})
	for _, word := range more {
		crumbs = append(crumbs, web.Anchor{Word: word})
	}
	return crumbs
}

// commitmentStops are the stages of a commitment's way.
func (v *visit) commitmentStops(c commitment.Commitment) []web.Stop {
	stop := func(name string) web.Stop { return web.Stop{Word: v.t.Of("commitment.stop", name)} }
	all := []web.Stop{stop("accept"), stop("do"), stop("report"), stop("verify")}
	now := map[string]int{commitment.Proposed: 0, commitment.Refused: 0, commitment.Accepted: 1, commitment.InProgress: 1, commitment.Reopened: 1,
		commitment.Reported: 3, commitment.Verified: 4, commitment.Cancelled: 1}[c.State]
	if c.AcceptedAt != nil {
		all[0].When = *c.AcceptedAt
	}
	if now == 1 {
		all[1].Note = v.t.Say("commitment.until", fault.Args{"Day": v.t.Date(dayOf(c.Due), lang.Beijing)})
	}
	if c.ReportedAt != nil && now > 2 {
		all[2].When = *c.ReportedAt
	}
	if c.VerifiedAt != nil && now > 3 {
		all[3].When = *c.VerifiedAt
	}
	if c.State == commitment.Refused || c.State == commitment.Cancelled {
		if c.AcceptedAt == nil {
			now = 0
		}
		all = append(all[:now], web.Stop{Word: v.t.Of("state.commitment", c.State), When: c.StateSince})
	}
	for i := range all {
		all[i].Past, all[i].Now = i < now, i == now
	}
	return all
}

// commitmentNotes say what is about to change: another day that is asked for, another owner, what was refused or came back.
func (v *visit) commitmentNotes(row commitment.Row) []web.PostNote {
	var notes []web.PostNote
	given := v.t.Say("post.reason_given")
	if slices.Contains([]string{commitment.Refused, commitment.Reopened, commitment.Cancelled}, row.State) && row.Reason != "" {
		notes = append(notes, web.PostNote{Kind: web.Warning, Title: v.t.Of("commitment.reason_of", row.State), Words: row.Reason, Label: given})
	}
	if row.AskedDue != "" {
		notes = append(notes, web.PostNote{Kind: web.Info, Title: v.t.Say("commitment.asks_day", fault.Args{"Day": v.t.Date(dayOf(row.AskedDue), lang.Beijing)}), Words: row.AskedWhy, Label: given})
	}
	if row.NextOwner != "" {
		name, tag := v.called(row.NextZh, row.NextEn, row.NextSv)
		if tag == "" {
			tag = v.t.Tag()
		}
		notes = append(notes, web.PostNote{Kind: web.Info, Said: v.t.Pieces(fault.Message{ID: "commitment.asked_over", Args: fault.Args{"Organisation": lang.Quoted{Text: name, Lang: tag}}})})
	}
	if row.EscalatedAt != nil && row.Overdue(v.now) {
		notes = append(notes, web.PostNote{Kind: web.Warning, Title: v.t.Say("commitment.escalated", fault.Args{"Day": v.t.Date(*row.EscalatedAt, lang.Beijing)})})
	}
	return notes
}

// titlesIn are the titles in the languages there are, the one that counts first.
func (v *visit) titlesIn(counts string, titles map[string]string) []web.NameIn {
	var list []web.NameIn
	for _, code := range append([]lang.Code{lang.Code(counts)}, lang.Codes()...) {
		if title := titles[string(code)]; title != "" {
			word := v.t.Of("search.language", string(code))
			if string(code) == counts {
				word = v.t.Say("commitment.counts", fault.Args{"Language": word})
			}
			list = append(list, web.NameIn{Word: word, Text: title, Lang: code.Tag()})
			delete(titles, string(code))
		}
	}
	return list
}

// commitmentFacts are what stands beside the promise.
func (v *visit) commitmentFacts(row commitment.Row) []web.Pair {
	facts := []web.Pair{{Key: v.t.Say("commitment.owner"), Body: web.OrgLine(v.t, v.commitmentOwner(row))},
		{Key: v.t.Say("commitment.due"), Body: web.Day(v.t, dayOf(row.Due), lang.Beijing)}}
	if row.FirstDue != row.Due {
		facts = append(facts, web.Pair{Key: v.t.Say("commitment.first_due"), Body: web.Day(v.t, dayOf(row.FirstDue), lang.Beijing)})
	}
	return append(facts, v.commitmentOrigin(row)...)
}

// commitmentOrigin says what a commitment comes from, as far as the reader may see it.
func (v *visit) commitmentOrigin(row commitment.Row) []web.Pair {
	var facts []web.Pair
	if row.OriginReference != "" {
		facts = append(facts, web.Pair{Key: v.t.Say("commitment.from"), Body: web.Ref(row.OriginReference, web.Link(v.t, row.OriginPath))})
		title, in := row.Comes(v.code())
		facts = append(facts, web.Pair{Key: v.t.Say("commitment.from_title"), Body: web.Foreign(title, tagOf(in))})
		if row.OriginMeasure > 0 {
			facts = append(facts, web.Pair{Key: v.t.Say("commitment.measure"), Text: strconv.Itoa(row.OriginMeasure)})
		}
	}
	if row.OriginWords != "" {
		facts = append(facts, web.Pair{Key: v.t.Say("commitment.origin_words"), Body: web.Typed(v.t, "", row.OriginWords)})
	}
	if row.OriginOn != "" {
		facts = append(facts, web.Pair{Key: v.t.Say("commitment.origin_on"), Body: web.Day(v.t, dayOf(row.OriginOn), lang.Beijing)})
	}
	return facts
}

// commitmentProof is what shows that a commitment was kept, and who verified it.
func (v *visit) commitmentProof(row commitment.Row) ([]web.Pair, error) {
	if row.ReportedAt == nil {
		return nil, nil
	}
	pairs := []web.Pair{{Key: v.t.Say("commitment.evidence"), Body: web.Typed(v.t, "", row.Evidence)}}
	if u, err := url.Parse(row.EvidenceLink); err == nil && row.EvidenceLink != "" {
		pairs = append(pairs, web.Pair{Key: v.t.Say("commitment.link"), Body: web.Outside(row.EvidenceLink, u.Hostname())})
	}
	if row.EvidencePaper != "" {
		href := ""
		if found, _, err := v.s.Documents.List(v.Request().Context(), document.Filter{Number: row.EvidencePaper}); err != nil {
			return nil, err
		} else if len(found) > 0 {
			href = web.Link(v.t, found[0].Path())
		}
		pairs = append(pairs, web.Pair{Key: v.t.Say("commitment.paper"), Body: web.Ref(row.EvidencePaper, href)})
	}
	if v.s.Commitments.OpensFile(v.actor, row.Commitment) {
		pairs = append(pairs, web.Pair{Key: v.t.Say("commitment.file"), Body: web.LinkButton("", web.Link(v.t, "/commitment-file/"+row.FileID), "download", v.t.Say("commitment.open_file"))})
	}
	reporter, _ := v.postName(row.ReporterName, row.ReporterLatin)
	pairs = append(pairs, web.Pair{Key: v.t.Say("commitment.reported_by"), Body: web.Said(v.t, v.t.Pieces(fault.Message{ID: "commitment.by_on",
		Args: fault.Args{"Who": web.Name(reporter), "Day": v.t.Date(*row.ReportedAt, lang.Beijing)}}))})
	if row.VerifiedAt != nil && row.State == commitment.Verified {
		verifier, _ := v.postName(row.VerifierName, row.VerifierLatin)
		pairs = append(pairs, web.Pair{Key: v.t.Say("commitment.verified_by"), Body: web.Said(v.t, v.t.Pieces(fault.Message{ID: "commitment.by_on",
			Args: fault.Args{"Who": web.Name(verifier), "Day": v.t.Date(*row.VerifiedAt, lang.Beijing)}}))})
		if row.VerifierKey != "" {
			pairs = append(pairs, web.Pair{Key: v.t.Say("commitment.verified_for"), Body: web.OrgLine(v.t, v.orgNamed(row.VerifierKind, row.VerifierKey, row.VerifierZh, row.VerifierEn, row.VerifierSv))})
		}
	}
	return pairs, nil
}

// commitmentActs fills what the viewer may do, and why what is hers cannot be done yet. A step that asks for nothing is one press.
func (v *visit) commitmentActs(row commitment.Row, view *web.CommitmentView) {
	if v.actor.Visitor() {
		return
	}
	for _, o := range v.s.Commitments.Options(v.actor, row) {
		if o.Blocked != nil {
			if o.Blocked.ID == "guard.commitment.proposer" || o.Blocked.ID == "guard.commitment.other_group" && o.Verb == "verify" {
				view.Why = append(view.Why, v.t.Message(*o.Blocked))
			}
			continue
		}
		a := web.Act{Word: v.t.Of("verb.commitment", o.Verb), Href: web.Link(v.t, "/commitment/"+row.ID+"/"+o.Verb)}
		switch o.Verb {
		case "accept", "start", "take_over":
			a.Action, a.Href, a.Nonce, a.Version = a.Href, "", v.freshNonce(), row.Version
			if o.Verb != "start" {
				a.Kind = "first"
			}
		case "verify", "report":
			a.Kind = "first"
		case "cancel":
			a.Kind = "danger"
		}
		view.Acts = append(view.Acts, a)
	}
}

// commitmentEntries are the lines of the register with the reasons that were given and the days that were moved.
func (v *visit) commitmentEntries(lines []register.Line, entries []web.CharterEntry) []web.CharterEntry {
	for i, line := range lines {
		entries[i].Note = line.Values["reason"]
		if before, after := line.Fact("before"), line.Fact("after"); after != "" {
			entries[i].What += v.t.Say("commitment.day_moved", fault.Args{"From": v.t.Date(dayOf(before), lang.Beijing), "To": v.t.Date(dayOf(after), lang.Beijing)})
		}
	}
	return entries
}
