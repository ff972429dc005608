package site

import (
	"net/http"
	"strings"

	"sametable/internal/lang"
	"sametable/internal/setup"
	"sametable/web"
)

// termDomains are the fields of the term base, in the order the page shows them.
func termDomains() []string {
	return []string{"forum", "meeting", "proposal", "actor", "child", "social", "geo", "doc", "mel", "ui"}
}

// glossaryPage shows the term base in three languages, by field.
func glossaryPage(v *visit) error {
	terms, err := v.s.Setup.Terms(v.Request().Context())
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("glossary.title"), web.SectionNone)
	if err != nil {
		return err
	}
	view := web.GlossaryView{Page: page, Query: shaped(v.QueryParam("q"))}
	rows := map[string][]web.TermRow{}
	field := v.termField(&view, terms)
	for _, term := range terms {
		if !speaksOf(term, view.Query) || view.Query == "" && term.Domain != field {
			continue
		}
		if view.Count++; view.Count > termsOnPage {
			continue // counted, not shown: a narrower question finds it
		}
		rows[term.Domain] = append(rows[term.Domain], web.TermRow{ID: term.ID, Zh: term.Zh, En: term.En, Sv: term.Sv, Note: term.Note})
	}
	for _, domain := range termDomains() {
		if len(rows[domain]) == 0 {
			continue
		}
		lang.Sort(v.t, rows[domain], func(row web.TermRow) (name, key string) {
			return map[lang.Code]string{lang.Chinese: row.Zh, lang.English: row.En, lang.Swedish: row.Sv}[v.t.Code()], ""
		})
		view.Domains = append(view.Domains, web.TermDomain{Name: v.t.Of("glossary.domain", domain), ID: "d-" + domain, Terms: rows[domain]})
	}
	return v.show(http.StatusOK, web.Glossary(view))
}

// termsOnPage is how many terms a search shows; a page must stay light.
const termsOnPage = 80

// termField is the field shown where nothing is searched for: the one asked for, else the first. Links to all stand in the view.
func (v *visit) termField(view *web.GlossaryView, terms []setup.Term) string {
	has := map[string]bool{}
	for _, term := range terms {
		has[term.Domain] = true
	}
	chosen := v.QueryParam("field")
	for _, domain := range termDomains() {
		if !has[domain] {
			continue
		}
		if !has[chosen] {
			chosen = domain
		}
		view.Fields = append(view.Fields, web.Tab{Word: v.t.Of("glossary.domain", domain), Href: web.Link(v.t, "/glossary") + "?field=" + domain,
			Current: view.Query == "" && domain == chosen, Count: -1})
	}
	return chosen
}

// speaksOf tells whether a term has what was typed in any of its words.
func speaksOf(term setup.Term, query string) bool {
	query = strings.ToLower(query)
	for _, word := range []string{term.Zh, term.En, term.Sv, term.Note} {
		if strings.Contains(strings.ToLower(word), query) {
			return true
		}
	}
	return false
}
