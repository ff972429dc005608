package site

import (
	"net/http"
	"net/url"
	"time"

	"sametable/internal/document"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/register"
	"sametable/web"
)

// documentRoutes are the pages of background documents.
func (s *Site) documentRoutes() []Route {
	return []Route{
		get("/:l/documents", anyone, documentList),
		get("/:l/documents/add", signedIn, documentAddPage),
		post("/:l/documents/add", signedIn, documentAdd),
		get("/:l/documents/:document", anyone, documentPage),
		get("/:l/documents/:document/change", signedIn, documentChangePage),
		post("/:l/documents/:document/change", signedIn, documentChange),
		get("/:l/documents/:document/withdraw", signedIn, documentWithdrawPage),
		post("/:l/documents/:document/withdraw", signedIn, documentWithdraw),
	}
}

// documentFilter reads what the list is searched by: a number in any brackets, or words. A number without brackets could be cut
// anywhere, so it narrows nothing and is told.
func (v *visit) documentFilter() (document.Filter, web.Input) {
	query, wrong := v.narrowing("q")
	filter := document.Filter{After: v.QueryParam("after")}
	if number, ok := document.Normalise(query); ok {
		filter.Number = number
	} else if document.Bare(query) {
		wrong = v.t.Say("document.number_brackets")
	} else {
		filter.Words = query
	}
	return filter, web.Input{Ask: web.Ask{Name: "q", Label: v.t.Say("document.query"), Hint: v.t.Say("document.query_hint"), Value: query, Error: wrong, Optional: true, Filter: true},
		Type: "search", Autocomplete: "off"}
}

// documentList is the list, newest papers first.
func documentList(v *visit) error {
	ctx := v.Request().Context()
	filter, query := v.documentFilter()
	all, more, err := v.s.Documents.List(ctx, filter)
	if err != nil {
		return err
	}
	ids := make([]document.ID, len(all))
	for i, d := range all {
		ids[i] = d.ID
	}
	citing, err := v.s.Documents.Citing(ctx, v.actor, ids)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("document.list"), web.SectionNone)
	if err != nil {
		return err
	}
	view := web.DocumentsView{Page: page, Query: query, Filtered: query.Value != ""}
	for _, d := range all {
		entry := v.documentEntry(d)
		if n := citing[d.ID]; n > 0 {
			entry.Cited = v.t.Count("document.cited_n", n)
		}
		view.Rows = append(view.Rows, entry)
	}
	if document.MayAdd(v.actor, v.now) {
		view.Add = web.Link(v.t, "/documents/add")
	}
	if filter.After != "" {
		view.Newer = v.documentsAt("")
	} else if !more && len(all) > 0 {
		view.Found = v.t.Count("document.n", len(all))
	}
	if more {
		view.Older = v.documentsAt(all[len(all)-1].Key())
	}
	return v.show(http.StatusOK, web.Documents(view))
}

// documentsAt is the same list from the document after one on; empty: from the first.
func (v *visit) documentsAt(after string) string {
	query := url.Values{}
	if q := v.QueryParam("q"); q != "" {
		query.Set("q", q)
	}
	if after != "" {
		query.Set("after", after)
	}
	if len(query) == 0 {
		return web.Link(v.t, "/documents")
	}
	return web.Link(v.t, "/documents") + "?" + query.Encode()
}

func (v *visit) documentEntry(d document.Document) web.DocumentEntry {
	e := web.DocumentEntry{Number: d.Cited(), Href: web.Link(v.t, d.Path()), Status: v.documentStatus(d), Dated: v.documentDate(d), Issuer: d.Issuer}
	shown := ""
	e.Title, shown, e.Lang = v.documentTitle(d)
	if d.Language != v.code() {
		e.IssIn = tagOf(d.Language)
	}
	for _, n := range v.documentNames(d) {
		if n.Lang != tagOf(shown) {
			e.Others = append(e.Others, n)
		}
	}
	return e
}

// documentTitle is the title for the reader, the language it is in, and that language's tag where it is not the page's.
func (v *visit) documentTitle(d document.Document) (title, in, tag string) {
	title, in = d.Title(v.code())
	if in != v.code() {
		tag = tagOf(in)
	}
	return title, in, tag
}

// documentNames are the titles in all languages, the original's first.
func (v *visit) documentNames(d document.Document) []web.NameIn {
	var list []web.NameIn
	titles := d.Titles()
	for _, code := range append([]lang.Code{lang.Code(d.Language)}, lang.Codes()...) {
		if title := titles[string(code)]; title != "" {
			list = append(list, web.NameIn{Word: v.t.Of("search.language", string(code)), Text: title, Lang: code.Tag()})
			delete(titles, string(code))
		}
	}
	return list
}

// documentStatus is what a reader must know of a document before she cites it.
func (v *visit) documentStatus(d document.Document) []web.Status {
	var all []web.Status
	if d.State == document.Withdrawn {
		all = append(all, web.Status{Family: web.Overdue, Word: v.t.Of("state.document", d.State)})
	}
	if d.Unsure {
		all = append(all, web.Status{Family: web.Waiting, Word: v.t.Say("document.unsure")})
	}
	return all
}

// documentDate is the document's own date in words: a day, or the year alone.
func (v *visit) documentDate(d document.Document) string {
	day, err := time.ParseInLocation(time.DateOnly, d.Dated, lang.Beijing.Location())
	if err != nil {
		return v.t.Say("document.year", fault.Args{"Year": d.Dated})
	}
	return v.t.Date(day, lang.Beijing)
}

// document finds the document of the address.
func (v *visit) document() (document.Document, error) {
	return v.s.Documents.Find(v.Request().Context(), v.Param("document"))
}

// documentPage shows one document: what is known of it, where it is published, what cites it.
func documentPage(v *visit) error {
	ctx := v.Request().Context()
	d, err := v.document()
	if err != nil {
		return err
	}
	citing, err := v.s.Documents.CitedBy(ctx, v.actor, d.ID)
	if err != nil {
		return err
	}
	lines, err := v.s.Register.Timeline(ctx, v.actor, d.Record())
	if err != nil {
		return err
	}
	people, err := v.actors(lines)
	if err != nil {
		return err
	}
	title, _, tag := v.documentTitle(d)
	page, err := v.page(title, web.SectionNone)
	if err != nil {
		return err
	}
	page.Print = d.Cited()
	view := web.DocumentView{Page: page, Number: d.Cited(), Title: title, Lang: tag, Status: v.documentStatus(d), Reason: d.Reason, ReasIn: web.Tongue(v.t, d.Reason),
		Facts: v.documentFacts(d), Names: v.documentNames(d), Link: d.Link, Steps: v.documentSteps(d), Entries: v.entryLines(lines, people)}
	if u, err := url.Parse(d.Link); err == nil {
		view.Host = u.Hostname()
	}
	for _, c := range citing {
		view.Citing = append(view.Citing, v.citing(c))
	}
	return v.show(http.StatusOK, web.DocumentPage(view))
}

// citing leads to what cites a document, by its reference and title.
func (v *visit) citing(c register.Card) web.Entry {
	e := web.Entry{Href: web.Link(v.t, c.Path), Ref: c.Reference}
	e.Title, e.Lang = v.cardTitle(c)
	return e
}

func (v *visit) documentFacts(d document.Document) []web.Pair {
	var facts []web.Pair
	if d.Number != "" {
		facts = append(facts, web.Pair{Key: v.t.Say("document.f.number"), Body: web.Ref(d.Number, "")})
	}
	if d.Reference != "" {
		facts = append(facts, web.Pair{Key: v.t.Say("document.f.reference"), Body: web.Foreign(d.Reference, tagOf(d.Language))})
	}
	return append(facts, web.Pair{Key: v.t.Say("document.f.dated"), Body: web.Dated(v.documentDate(d), d.Dated)},
		web.Pair{Key: v.t.Say("document.f.issuer"), Body: web.Foreign(d.Issuer, tagOf(d.Language))},
		web.Pair{Key: v.t.Say("document.f.language"), Text: v.languageWord(d.Language)})
}

// documentSteps are the ways to change and withdraw it, for whoever may.
func (v *visit) documentSteps(d document.Document) []web.StepButton {
	var steps []web.StepButton
	for _, verb := range []string{"change", "withdraw"} {
		if d.May(v.actor, verb, v.now) == nil {
			steps = append(steps, web.StepButton{Word: v.t.Of("verb.document", verb), Href: web.Link(v.t, d.Path()+"/"+verb)})
		}
	}
	return steps
}

// documentMessages lists the sentences of these pages that are put together at run time.
func documentMessages() []string {
	var ids []string
	for _, field := range documentFields() {
		ids = append(ids, "document.f."+field, "document.h."+field)
	}
	for _, part := range []string{"number", "titles", "where"} {
		ids = append(ids, "document.part."+part)
	}
	for _, verb := range []string{"change", "withdraw"} {
		ids = append(ids, "verb."+document.Noun+"."+verb)
	}
	return append(ids, "record.noun."+document.Noun)
}

// documentFields are the fields of the form.
func documentFields() []string {
	return []string{"number", "unsure", "reference", "dated", "issuer", "language", "title_zh", "title_en", "title_sv", "link"}
}

// mayAddDocument refuses the form to whoever may not send it, as the room will.
func (v *visit) mayAddDocument() error {
	if !document.MayAdd(v.actor, v.now) {
		return fault.Forbidden("document.who_adds", nil)
	}
	return nil
}
