package site

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/received"
	"sametable/internal/rendering"
	"sametable/internal/workflow"
	"sametable/web"
)

// minutesBeside is what stands beside the paper: how it was made, who has said what, and what was asked for.
func (v *visit) minutesBeside(p minutes.Page, view *web.MinutesView) error {
	m := p.Set
	pair := func(key, said string) { view.Facts = append(view.Facts, web.Pair{Key: v.t.Say(key), Text: said}) }
	pair("minutes.authentic", v.t.Of("rule.language", m.Language))
	pair("minutes.approval_mode", v.t.Of("minutes.mode", m.Mode))
	if p.Read.Hash != "" {
		pair("minutes.version", strconv.Itoa(p.Read.Number))
		view.Facts = append(view.Facts, web.Pair{Key: v.t.Say("proposal.hash"), Text: p.Read.Hash})
	}
	view.Facts = append(view.Facts, v.signers(rendering.Version{Set: m, Content: p.Content})...)
	if m.ClosesAt != nil && m.State == minutes.Circulated {
		pair("minutes.until", v.t.DateTimeBoth(*m.ClosesAt, lang.Beijing))
	}
	if p.Inside && m.State == minutes.Circulated {
		view.Facts = append(view.Facts, v.minutesOpened(p)...)
	}
	if m.Reason != "" && m.State == minutes.Drafted && p.Writes {
		view.Notes = append(view.Notes, web.PostNote{Kind: web.Warning, Title: v.t.Say("minutes.sent_back"), Words: m.Reason, Label: v.t.Say("post.reason_given")})
	}
	if m.State == minutes.Circulated && m.ChairHash != m.Hash {
		view.Notes = append(view.Notes, web.PostNote{Kind: web.Info, Title: v.t.Say("minutes.unconfirmed")})
	}
	for _, code := range lang.Codes() {
		if string(code) != v.code() {
			view.Reads = append(view.Reads, web.Anchor{Word: v.t.Say("minutes.beside", fault.Args{"Language": v.t.Of("rule.language", string(code))}), Href: web.Link(v.t, m.Path()+"?with="+string(code))})
		}
	}
	for _, e := range p.Editions {
		if e.Number != p.Read.Number {
			view.Versions = append(view.Versions, web.Anchor{Word: v.t.Say("minutes.version_no", fault.Args{"Number": e.Number}), Href: web.Link(v.t, m.Path()+"?v="+strconv.Itoa(e.Number))})
		}
	}
	var came []minutes.Came
	for _, c := range p.Asked() {
		came = append(came, c.Came)
	}
	for _, a := range p.Replies {
		came = append(came, a.Came)
	}
	people, err := v.receivedBy(came...)
	if err != nil {
		return err
	}
	if p.Inside && m.CirculatedEdition > 0 {
		v.minutesAnswers(p, people, view)
	}
	for _, c := range p.Asked() {
		one := v.minutesAsked(p, c)
		one.How = v.cameBy(c.Came, people)
		view.Asked = append(view.Asked, one)
	}
	return v.minutesReceivedBeside(p, view)
}

// signers are those who stand for minutes, and since when.
func (v *visit) signers(of rendering.Version) []web.Pair {
	var pairs []web.Pair
	for _, one := range rendering.Signers(of, v.code()) {
		pair := web.Pair{Key: v.t.Of("minutes.signer", one.As), Text: one.Name}
		if !one.At.IsZero() {
			pair.Text += v.t.Say("received.comma") + v.t.Date(one.At, lang.Beijing)
		}
		pairs = append(pairs, pair)
	}
	return pairs
}

func (v *visit) minutesAnswers(p minutes.Page, people map[policy.PersonID]account.Person, view *web.MinutesView) {
	names := map[policy.OrganisationID]minutes.Names{}
	for _, a := range p.Content.Attendance {
		names[a.Organisation] = a.Names
	}
	for _, a := range p.Answered() {
		name, in := names[a.Organisation].In(v.code(), p.Set.Language)
		said := v.t.Of("minutes.answered", a.Said)
		if a.Edition > 0 {
			said += v.t.Say("received.comma") + v.t.Say("minutes.of_version", fault.Args{"Number": a.Edition})
		}
		if a.Lapsed > 0 {
			said += v.t.Say("received.comma") + v.t.Say("minutes.lapsed", fault.Args{"Number": a.Lapsed})
		}
		pair := web.Pair{Key: name, KeyLang: tagOf(in), Text: said}
		if a.Channel != "" {
			pair.Text += v.t.Say("received.comma") + rendering.Arrived(a.Channel, a.Dated, v.code())
		}
		if at := slices.IndexFunc(p.Replies, func(r minutes.Answer) bool { return r.OrganisationID == a.Organisation && r.Channel != "" }); at >= 0 && a.Said == minutes.Agreed {
			pieces := []lang.Piece{{Text: said + v.t.Say("received.comma")}}
			pair.Text, pair.Body = "", web.Said(v.t, append(pieces, v.cameBy(p.Replies[at].Came, people)...))
		}
		view.Answers = append(view.Answers, pair)
	}
}

// minutesOpened says how many organisations have opened the minutes since they were sent round; to those who write them also which, and which
// have not.
func (v *visit) minutesOpened(p minutes.Page) []web.Pair {
	opened := p.OpenedBy()
	pairs := []web.Pair{{Key: v.t.Say("minutes.opened"), Text: v.t.Say("minutes.opened_by", fault.Args{"Opened": len(opened), "There": len(p.There)})}}
	if !p.Writes {
		return pairs
	}
	var have, not []lang.Piece
	for _, org := range p.There {
		list := &not
		if slices.Contains(opened, org) {
			list = &have
		}
		if len(*list) > 0 {
			*list = append(*list, lang.Piece{Text: v.t.Say("minutes.comma")})
		}
		name, in := v.minutesOrg(p, org)
		*list = append(*list, lang.Piece{Text: name, Lang: in})
	}
	for _, one := range []struct {
		key   string
		names []lang.Piece
	}{{"minutes.opened_have", have}, {"minutes.opened_not", not}} {
		if len(one.names) > 0 {
			pairs = append(pairs, web.Pair{Key: v.t.Say(one.key), Body: web.Said(v.t, one.names)})
		}
	}
	return pairs
}

// minutesAskedHead names what a correction is about and what is wrong.
func (v *visit) minutesAskedHead(p minutes.Page, block, kind string) string {
	b, _ := p.Block(block)
	if kind == minutes.Attendance {
		return v.t.Of("minutes.correction", kind)
	}
	return v.t.Say("minutes.asked_head", fault.Args{"Item": b.Item, "Kind": v.t.Of("minutes.correction", kind)})
}

// minutesAsked is a correction somebody asked for, with what became of it.
func (v *visit) minutesAsked(p minutes.Page, c minutes.Correction) web.MinutesAsked {
	one := web.MinutesAsked{ID: c.ID, Lang: tagOf(c.Language), Quote: c.Quote, Instead: c.Instead, Reason: c.Reason, Answer: c.Answer, In: web.Tongue(v.t, c.Answer)}
	if c.State == minutes.Changed {
		one.Became, one.BecameIn = c.Became, tagOf(p.Set.Language)
	}
	one.Head = v.minutesAskedHead(p, c.BlockID, c.Kind)
	for _, a := range p.Content.Attendance {
		if a.Organisation == c.FiledFor && c.FiledFor != "" {
			var in string
			one.Who, in = a.Names.In(v.code(), p.Set.Language)
			one.WhoLang = v.foreign(in)
		}
	}
	family := map[string]web.Family{minutes.Asked: web.Waiting, minutes.Accepted: web.Done, minutes.Changed: web.Done}[c.State]
	if family == "" {
		family = web.Neutral
	}
	one.Status = web.Status{Family: family, Word: v.t.Of("state.minutes_correction", c.State)}
	for _, o := range v.s.Minutes.CorrectionOptions(v.actor, p, c) {
		if o.Blocked == nil && !p.Past() {
			one.Acts = append(one.Acts, web.Anchor{Word: v.t.Of("verb.minutes_correction", o.Verb), Href: v.minutesAt(p.Set, "/settle?correction="+c.ID+"&verb="+o.Verb)})
		}
	}
	return one
}

// minutesActs are the steps the viewer can take, each with what still stands in its way.
func (v *visit) minutesActs(p minutes.Page, view *web.MinutesView) {
	for _, o := range v.s.Minutes.Options(v.actor, p) {
		if slices.Contains([]string{"edit", "file"}, o.Verb) || o.Verb == "name_checkers" && p.Set.Mode != minutes.Checking {
			continue
		}
		if o.Blocked != nil {
			if said := v.minutesWhy(o); said != "" {
				view.Why = append(view.Why, said)
			}
			continue
		}
		act := web.Act{Word: v.t.Of("verb.minutes", o.Verb), Href: v.minutesAt(p.Set, "/"+o.Verb)}
		switch o.Verb {
		case "name_checkers":
			act.Href = v.minutesAt(p.Set, "/checkers")
		case "propose_erratum":
			act.Href = v.minutesAt(p.Set, "/erratum")
		case "withhold", "propose_withholding":
			act.Kind = "danger"
		}
		view.Acts = append(view.Acts, act)
	}
	var overtaken *fault.Fault
	if err := received.MayEnter(v.actor, p.Set, v.now); err == nil {
		view.Acts = append(view.Acts, web.Act{Word: v.t.Of("received.enter", received.Agreement), Href: v.minutesAt(p.Set, "/received")})
	} else if errors.As(err, &overtaken) && p.Set.State == minutes.Approved && overtaken.Reason == fault.ReasonConflict {
		view.Why = append(view.Why, v.t.Message(overtaken.Message))
	}
	if v.certifies(p) {
		view.Acts = append(view.Acts, web.Act{Word: v.t.Of("verb.minutes", "certify"), Href: v.minutesAt(p.Set, "/certify")})
	}
}

// minutesWhy says why a step cannot be taken yet, where saying it helps: that nothing waits does not.
func (v *visit) minutesWhy(o workflow.Option) string {
	idle := []string{"guard.minutes.erratum", "guard.minutes.withholding", "guard.minutes.unconfirmed", "guard.minutes.touched", "guard.minutes.same", "guard.minutes.attended", "guard.minutes.checks", "workflow.not_yours"}
	if slices.Contains(idle, o.Blocked.ID) {
		return ""
	}
	return v.t.Of("verb.minutes", o.Verb) + v.t.Say("minutes.colon") + v.t.Message(*o.Blocked)
}

// verifyPage tells anybody what stands in the record of a paper that bears a code.
func verifyPage(v *visit) error {
	page, err := v.page(v.t.Say("verify.title"), web.SectionNone)
	if err != nil {
		return err
	}
	code := strings.ToUpper(strings.TrimSpace(v.QueryParam("code")))
	view := web.VerifyView{Page: page, Lead: v.t.Say("verify.lead"),
		Field: web.Input{Ask: web.Ask{Name: "code", Label: v.t.Say("verify.code"), Hint: v.t.Say("verify.hint"), Value: code}, Short: true, Autocomplete: "off"}}
	if code == "" {
		return v.show(http.StatusOK, web.VerifyPage(view))
	}
	proof, err := v.s.Minutes.Verify(v.Request().Context(), code)
	if err != nil {
		if !fault.Is(err, fault.ReasonNotFound) {
			return err
		}
		view.Field.Error = v.t.Say("verify.unknown")
		view.Wrongs = []web.Wrong{{Href: "#f-code", Text: view.Field.Error}}
		return v.show(http.StatusNotFound, web.VerifyPage(view))
	}
	m := proof.Set
	title, in := m.Title(v.code())
	forum, tag := v.called(proof.ForumZh, proof.ForumEn, proof.ForumSv)
	view.Title = web.Anchor{Word: title, Lang: v.foreign(in), Href: web.Link(v.t, m.Path())}
	view.Found = []web.Pair{{Key: v.t.Say("verify.forum"), Text: forum, Lang: tag}, {Key: v.t.Say("verify.number"), Text: m.Numbered(v.code())},
		{Key: v.t.Say("verify.meeting"), Text: m.MeetingReference}, {Key: v.t.Say("minutes.version"), Text: strconv.Itoa(m.Edition)}, {Key: v.t.Say("proposal.hash"), Text: m.Hash},
		{Key: v.t.Say("verify.issued"), Text: v.t.Date(*m.IssuedAt, lang.Beijing)}, {Key: v.t.Say("verify.errata"), Text: strconv.Itoa(m.Corrected)}, {Key: v.t.Say("verify.state"), Text: v.t.Of("state.minutes", m.State)}}
	if m.State == minutes.Issued {
		view.Found = append(append(view.Found, web.Pair{Key: v.t.Say("minutes.approval_mode"), Text: v.t.Of("minutes.mode", m.Mode)}), v.signers(rendering.Version{Set: m})...)
	}
	if proof.Erased {
		view.Found = append(view.Found, web.Pair{Key: v.t.Say("verify.erased"), Text: v.t.Say("minutes.erased_hash")})
	}
	if view.Files, err = v.verifyFiles(m); err != nil {
		return err
	}
	return v.show(http.StatusOK, web.VerifyPage(view))
}
