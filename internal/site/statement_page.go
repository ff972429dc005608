package site

import (
	"net/http"
	"slices"
	"strconv"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/text"
	"sametable/web"
)

// statementOn finds the statement of the address.
func (v *visit) statementOn() (proposal.StatementRow, error) {
	return v.s.Proposals.Statement(v.Request().Context(), v.actor, v.Param("id"), v.threadReader())
}

// statementPage is one statement: what counts, what waits, how it came about, and what can be done.
func statementPage(v *visit) error {
	row, err := v.statementOn()
	if err != nil {
		return err
	}
	ctx := v.Request().Context()
	about, err := v.s.Proposals.ByID(ctx, v.actor, row.ProposalID, v.code())
	if err != nil {
		return err
	}
	word := v.t.Say("statement.one")
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private, page.Path, page.Print = row.Class != policy.Public, row.Path(), about.Reference
	if page.Funding != nil {
		page.Funding.Plain = true
	}
	view := web.StatementView{Page: page, Crumbs: v.statementCrumbs(about, word), Ref: about.Reference, Title: v.proposalTitle(about), About: web.Link(v.t, about.Path()),
		Org: v.statementOrg(row), Notes: v.statementNotes(row)}
	if row.Standing.VersionID != "" {
		view.Stance, view.Formal, view.At = v.stance(row.Standing.Stance), v.statementFormal(row), row.Standing.FiledAt
		if row.Standing.Letter != "" { // it came on a day; the hour is that of the typing
			view.Came, view.At = row.Standing.Came(), nil
		}
		w := v.statementWords(row)
		if err := v.credit(row.TextID, &w); err != nil {
			return err
		}
		if w.HTML != "" || w.Stub != "" {
			view.Text = &w
		}
	}
	if !row.Stands {
		view.Silent = v.t.Say("statement.counts_not")
	}
	if row.Inside && row.Pending() {
		view.Pending = v.statementPending(row)
	}
	v.statementActs(row, &view)
	if err := v.statementByLetter(row, &view); err != nil {
		return err
	}
	if view.Tongues, err = v.tongues(row.Record()); err != nil {
		return err
	}
	if err := v.layErase(row.Record(), false, &view.Notes, &view.Acts); err != nil {
		return err
	}
	if err := v.statementHistory(row, &view); err != nil {
		return err
	}
	return v.show(http.StatusOK, web.StatementPage(view))
}

// statementCrumbs lead from a statement back to the list it is in.
func (v *visit) statementCrumbs(about proposal.Row, more ...string) []web.Anchor {
	crumbs := v.proposalCrumbs(about, append([]string{v.t.Say("statement.list")}, more...)...)
	at := len(crumbs) - len(more) - 1
	crumbs[at].Href = web.Link(v.t, statementsPath(about.Proposal))
	return crumbs
}

// statementPending is the newest filing, which does not count yet.
func (v *visit) statementPending(row proposal.StatementRow) *web.PendingView {
	p := &web.PendingView{Stance: v.stance(row.Stance), Title: v.t.Of("statement.pending", row.State)}
	if row.Newest.HTML != "" {
		p.Text = &web.Wording{HTML: row.Newest.HTML, Lang: lang.Code(row.Newest.Language).Tag(), Version: web.Version{State: "original", Of: lang.Code(row.Newest.Language)}}
	}
	filer, _ := v.postName(row.NewName, row.NewLatin)
	id := "statement.filed_by"
	if row.Letter != "" {
		id = "statement.entered_by"
	}
	p.Formal = v.t.Pieces(fault.Message{ID: id, Args: fault.Args{"Who": web.Name(filer), "Dated": v.letterDate(row.Dated), "Received": v.letterDate(row.Received)}})
	if row.LetterID != "" && v.opensLetters(row) {
		p.Letter = &web.Anchor{Word: v.t.Say("post.open_letter"), Href: web.Link(v.t, "/statement-letter/"+row.LetterID)}
	}
	return p
}

// opensLetters tells whether the viewer may open the letter of the newest filing.
func (v *visit) opensLetters(row proposal.StatementRow) bool {
	return v.actor.Person == row.EnteredBy || policy.May(policy.CheckLetter, v.actor.RolesIn(row.Forum, v.now))
}

// statementNotes say what those whose it is should know: why it came back, and that the proposal has newer words.
func (v *visit) statementNotes(row proposal.StatementRow) []web.PostNote {
	var notes []web.PostNote
	if row.Reason != "" && row.Inside {
		notes = append(notes, web.PostNote{Kind: web.Warning, Title: v.t.Of("statement.reason_of", row.State), Words: row.Reason, Label: v.t.Say("post.reason_given")})
	}
	if row.Stands && row.Standing.Outdated(row.Proposal) {
		notes = append(notes, web.PostNote{Kind: web.Warning, Title: v.t.Say("statement.note_newer", fault.Args{"Was": strconv.Itoa(row.Standing.OfRevision), "Is": strconv.Itoa(row.Proposal.Revision)})})
	}
	if row.Inside && row.State == proposal.Confirming && row.Letter == "" && !row.Proposal.Takes(v.now) {
		notes = append(notes, web.PostNote{Kind: web.Warning, Title: v.t.Say("statement.late")})
	}
	return notes
}

// statementActs are the steps that are the viewer's, and why the others are not yet.
func (v *visit) statementActs(row proposal.StatementRow, view *web.StatementView) {
	p := row.Proposal
	if row.Stands && row.Standing.Outdated(p) && row.Inside {
		view.Acts = append(view.Acts, web.Act{Word: v.t.Say("statement.see_changes"),
			Href: web.Link(v.t, p.Path()+"/diff/"+strconv.Itoa(row.Standing.OfRevision)+".."+strconv.Itoa(p.Revision))})
	}
	for _, o := range v.s.Proposals.StatementOptions(v.actor, row) {
		if o.Blocked != nil {
			if o.Verb == "confirm" || o.Verb == "check" {
				view.Why = append(view.Why, v.t.Message(*o.Blocked))
			}
			continue
		}
		a := web.Act{Word: v.t.Of("verb.statement", o.Verb), Href: web.Link(v.t, row.Path()+"/"+o.Verb)}
		switch o.Verb {
		case "file":
			a.Href = web.Link(v.t, p.Path()+"/statement")
			if row.Stands && row.Standing.Outdated(p) {
				a.Word = v.t.Say("statement.renew")
			}
		case "enter":
			a.Href = web.Link(v.t, p.Path()+"/statement/letter")
		case "confirm", "check":
			a.Kind = "first"
		case "withdraw":
			a.Kind = "danger"
		}
		view.Acts = append(view.Acts, a)
	}
}

// statementHistory shows the versions the viewer may see with what changed, newest first, and what the register says.
func (v *visit) statementHistory(row proposal.StatementRow, view *web.StatementView) error {
	ctx := v.Request().Context()
	versions, err := v.s.Proposals.StatementVersions(ctx, v.actor, row)
	if err != nil {
		return err
	}
	for i, ver := range versions {
		r := web.StatementRevision{Number: ver.Number, Counts: row.Stands && ver.ID == row.Standing.VersionID, At: ver.MadeAt, Hash: shortHash(ver.Hash),
			Lang: postTag(ver.Language), HTML: ver.HTML}
		if ver.Erased {
			r.Stub = v.t.Say("proposal.erased_stub")
		} else {
			r.Stance = v.stance(proposal.Stance(ver.Title))
		}
		if i > 0 && !ver.Erased && !versions[i-1].Erased {
			r.Changes, r.Was = statementChanges(versions[i-1], ver), v.stance(proposal.Stance(versions[i-1].Title))
		}
		view.Revisions = append(view.Revisions, r)
	}
	slices.Reverse(view.Revisions)
	lines, err := v.s.Register.Timeline(ctx, v.actor, row.Record())
	if err != nil {
		return err
	}
	people, err := v.actors(lines)
	view.Entries = v.entryLines(lines, people)
	return err
}

// statementChanges is the difference of the reasons; nothing where they are the same.
func statementChanges(before, after text.Version) []web.Change {
	if before.Source == after.Source {
		return nil
	}
	return postChanges(before.Source, after.Source)
}

// statementVerbPage asks before a step, and shows the words it is about.
func statementVerbPage(v *visit) error {
	row, err := v.statementVerbOn()
	if err != nil {
		return err
	}
	_, err = proposal.StatementMachine().Step(row.State, v.Param("verb"), v.actor.RolesIn(row.Forum, v.now),
		proposal.JudgeStatement(v.actor, v.now, row.Proposal, row.Statement, row.Known))
	if err != nil {
		return err
	}
	return v.showStatementVerb(row, "", nil)
}

// statementVerbOn finds the statement of the address, where its verb is one of a step.
func (v *visit) statementVerbOn() (proposal.StatementRow, error) {
	if proposal.StatementVerbs()[v.Param("verb")] == "" {
		return proposal.StatementRow{}, fault.NotFound()
	}
	return v.statementOn()
}

func (v *visit) showStatementVerb(row proposal.StatementRow, typed string, bad *fault.Fault) error {
	verb := v.Param("verb")
	about, err := v.s.Proposals.ByID(v.Request().Context(), v.actor, row.ProposalID, v.code())
	if err != nil {
		return err
	}
	word := v.t.Of("verb.statement", verb)
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	view := web.LongForm{Page: page, Crumbs: v.statementCrumbs(about, word), Lead: v.t.Of("statement.step_lead", verb), Wrongs: v.wrongs(bad, "reason"),
		Form: web.Form{Action: web.Link(v.t, row.Path()+"/"+verb), Nonce: v.nonceOf(bad)}, Version: row.Version, Word: word, Kind: "first", Back: web.Link(v.t, row.Path()),
		About: v.statementIs(row, about)}
	if bad != nil && bad.Reason != fault.ReasonConflict {
		view.Version = v.version()
	}
	if verb == "withdraw" {
		view.Kind = "danger"
	}
	if proposal.StatementNeedsReason(verb) {
		area := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("post.reason"), Hint: v.t.Say("statement.reason_hint"), Value: typed}, Rows: 5, Max: reasonMax, Check: web.Link(v.t, "/check")}
		v.refusedReason(area, bad)
		view.Parts = []web.FormPart{{Fields: []web.FormField{{Text: area}}}}
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// statementIs says above a step what it is about: the proposal, the organisation, and the very words.
func (v *visit) statementIs(row proposal.StatementRow, about proposal.Row) []web.Pair {
	title := v.proposalTitle(about)
	stance, html, tag := row.Standing.Stance, row.VHTML, lang.Code(row.VLanguage).Tag()
	if row.Inside && row.Pending() {
		stance, html, tag = row.Stance, row.Newest.HTML, lang.Code(row.Newest.Language).Tag()
	}
	pairs := []web.Pair{{Key: v.t.Say("proposal.title"), Text: title.Text, Lang: title.Lang}, {Key: v.t.Say("statement.organisation"), Body: web.OrgLine(v.t, v.statementOrg(row))},
		{Key: v.t.Say("statement.stance"), Body: web.StanceChip(v.stance(stance))}}
	if html != "" {
		pairs = append(pairs, web.Pair{Key: v.t.Say("statement.reasons"), Body: web.Prose(v.t, tag, html)})
	}
	if row.LetterID != "" && row.Pending() && v.opensLetters(row) {
		pairs = append(pairs, web.Pair{Key: v.t.Say("letter.file"), Body: web.LinkButton("", web.Link(v.t, "/statement-letter/"+row.LetterID), "download", v.t.Say("post.open_letter"))})
	}
	return pairs
}

// statementVerb takes a step.
func statementVerb(v *visit) error {
	row, err := v.statementVerbOn()
	if err != nil {
		return err
	}
	reason := shaped(v.FormValue("reason"))
	st, err := v.s.Proposals.TakeStatement(v.once().Context(), v.actor, proposal.StatementStep{Statement: row.ID, Verb: v.Param("verb"), Reason: reason,
		Version: v.version(), Anyway: v.anyway()})
	if f, ok := v.overtaken(err, row.Record()); ok {
		if f.Reason == fault.ReasonConflict { // what stands now is shown beside the refusal
			if row, err = v.statementOn(); err != nil {
				return err
			}
		}
		return v.showStatementVerb(row, reason, f)
	}
	if err != nil {
		return err
	}
	if _, err := v.s.Proposals.Statement(v.Request().Context(), v.actor, st.ID, ""); fault.Is(err, fault.ReasonNotFound) {
		return v.to("/desk", "statement_"+v.Param("verb"))
	}
	return v.to(st.Path(), "statement_"+v.Param("verb"))
}
