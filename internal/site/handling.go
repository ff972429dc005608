package site

import (
	"slices"

	"sametable/internal/fault"
	"sametable/internal/handling"
	"sametable/internal/organisation"
	"sametable/internal/proposal"
	"sametable/web"
)

// handlingRoutes are the pages of what becomes of a recommended proposal. /handling/ takes the id of the proposal.
func (s *Site) handlingRoutes() []Route {
	return []Route{
		get("/:l/f/:key/p/:no/reply", anyone, replyPage),
		get("/:l/f/:key/p/:no/reply/:n", anyone, replyPage),
		get("/:l/handling/:id/hand_over", signedIn, handOverPage),
		post("/:l/handling/:id/hand_over", signedIn, handOver),
		get("/:l/handling/:id/follow_up", signedIn, followPage),
		post("/:l/handling/:id/follow_up", signedIn, follow),
		get("/:l/handling/:id/write/:kind", signedIn, answerWritePage),
		post("/:l/handling/:id/write/:kind", signedIn, answerWrite),
		get("/:l/handling/:id/enter/:kind", signedIn, answerWritePage),
		post("/:l/handling/:id/enter/:kind", signedIn, answerWrite),
		get("/:l/handling/:id/:verb", signedIn, handlingVerbPage),
		post("/:l/handling/:id/:verb", signedIn, handlingVerb),
		get("/:l/answer/:id", signedIn, answerPage),
		get("/:l/answer/:id/:verb", signedIn, answerVerbPage),
		post("/:l/answer/:id/:verb", signedIn, answerVerb),
		get("/:l/handling-letter/:id", signedIn, handlingPaper),
	}
}

// handled is a proposal with its handling, as a page reads them.
type handled struct {
	row proposal.Row
	st  handling.State
	on  bool // it is, or was, in the hands of authorities
}

// handlingOn finds the proposal of an address with an id, and its handling.
func (v *visit) handlingOn() (handled, error) {
	row, err := v.proposalOn()
	if err != nil {
		return handled{}, err
	}
	return v.handlingOf(row)
}

func (v *visit) handlingOf(row proposal.Row) (handled, error) {
	st, on, err := v.s.Handlings.Of(v.Request().Context(), row.Proposal)
	return handled{row, st, on}, err
}

// measuresOf are the measures of a proposal in the words its reader gets, with the language they are in.
func measuresOf(row proposal.Row) (all []string, tag string) {
	own := row.Content()
	if tr := row.Rendered(); len(tr.Measures) == len(own.Measures) && len(tr.Measures) > 0 {
		return tr.Measures, tagOf(row.TrLanguage)
	}
	return own.Measures, proposalTag(row.Proposal)
}

// measuresHere are the numbers of the measures that are asked in this round.
func (h handled) measuresHere() []int { return h.st.Measures(len(h.row.Content().Measures)) }

// handlingForm is a page with a form about a proposal in the hands of authorities.
func (v *visit) handlingForm(h handled, view web.LongForm, bad *fault.Fault) (web.LongForm, error) {
	page, err := v.page(view.Word, web.SectionForums)
	page.Private = true
	view.Page, view.Crumbs, view.Wrongs, view.Version, view.Kind = page, v.proposalCrumbs(h.row, view.Word), v.wrongs(bad, "reason"), h.st.Version, "first"
	view.Form.Action, view.Form.Nonce, view.Form.Guard = web.Link(v.t, view.Form.Action), v.nonceOf(bad), true
	view.Back, view.About = web.Link(v.t, h.row.Path()), v.proposalIs(h.row)
	return view, err
}

// area is a field of many lines that is looked through for children.
func (v *visit) area(bad *fault.Fault, ask web.Ask, rows, most int) *web.Area {
	return &web.Area{Ask: ask, Rows: rows, Max: most, Check: web.Link(v.t, "/check"), Hits: v.fieldHits(bad, ask.Name, ask.Value)}
}

// lineAsk is a field of one line that is looked through for children.
func (v *visit) lineAsk(bad *fault.Fault, ask web.Ask, optional, short bool) web.FormField {
	in := &web.Input{Ask: ask, Autocomplete: "off", Short: short, Hits: v.fieldHits(bad, ask.Name, ask.Value)}
	in.Optional = optional
	if !short {
		in.Check = web.Link(v.t, "/check")
	}
	return web.FormField{Line: in}
}

// bodies lists organisations as options.
func (v *visit) bodies(all []organisation.Organisation, chosen ...string) []web.Option {
	var list []web.Option
	for _, o := range v.sorted(all) {
		org := v.orgOf(o)
		list = append(list, web.Option{Value: string(o.ID), Word: org.Name, Lang: org.Lang, Chosen: slices.Contains(chosen, string(o.ID))})
	}
	return list
}
