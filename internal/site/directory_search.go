package site

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"sametable/internal/charter"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/search"
	"sametable/internal/text"
	"sametable/internal/thread"
	"sametable/internal/words"
	"sametable/web"
)

// searchPage finds what people wrote, as far as the viewer may read it.
func searchPage(v *visit) error {
	ctx := v.Request().Context()
	q, unread := v.searchQuery()
	_, wrong := v.narrowing("q")
	view := web.SearchView{Visitor: v.actor.Visitor(), Text: q.Text, Wrong: wrong, Clear: web.Link(v.t, "/search") + "?" + url.Values{"q": {q.Text}}.Encode()}
	if err := v.searchFilters(&view, &q, web.Errors(v.t, unread)); err != nil {
		return err
	}
	found, err := v.s.Search.Find(ctx, v.actor, q)
	if err != nil {
		return err
	}
	if view.Page, err = v.page(v.searchTitle(q, found), web.SectionSearch); err != nil {
		return err
	}
	view.Page.Private, view.Blank = true, found.Blank
	for _, h := range found.Hits {
		view.Hits = append(view.Hits, v.hitView(h))
	}
	v.searchNumbers(&view, q, found)
	return v.show(http.StatusOK, web.Search(view))
}

func (v *visit) searchTitle(q search.Query, found search.Result) string {
	title := v.t.Say("search.title")
	if !found.Blank {
		title = v.t.Say("search.title_for", fault.Args{"Query": q.Text})
	}
	if found.Page > 1 {
		title += " · " + v.t.Say("search.page", fault.Args{"Page": found.Page, "Pages": found.Pages})
	}
	return title
}

// searchQuery reads the form. Days are days in Beijing; the last one counts. What cannot be read narrows nothing, and is told.
func (v *visit) searchQuery() (search.Query, fault.Fields) {
	page, _ := strconv.Atoi(v.QueryParam("page"))
	q := search.Query{Text: shaped(v.QueryParam("q")), Reader: v.code(), Forum: v.QueryParam("forum"), Organisation: v.QueryParam("organisation"), Page: page}
	if kind := v.QueryParam("kind"); slices.Contains(search.Kinds(), kind) {
		q.Kinds = []string{kind}
	}
	if group := policy.Kind(v.QueryParam("group")); slices.Contains(policy.Kinds(), group) {
		q.Group = group
	}
	if code := lang.Code(v.QueryParam("language")); code.Valid() {
		q.Language = string(code)
	}
	var unread fault.Fields
	q.From = input.Date(&unread, "from", v.QueryParam("from"), lang.Beijing.Location(), false)
	if to := input.Date(&unread, "to", v.QueryParam("to"), lang.Beijing.Location(), false); !to.IsZero() {
		if q.To = to.Add(24 * time.Hour); to.Before(q.From) {
			unread.Add("to", "search.to_before_from", nil)
			q.From, q.To = time.Time{}, time.Time{}
		}
	}
	return q, unread
}

// searchFilters are what narrows a search, and the links that take each off.
func (v *visit) searchFilters(view *web.SearchView, q *search.Query, wrong map[string]string) error {
	ctx := v.Request().Context()
	forums, err := v.s.Forums.List(ctx)
	if err != nil {
		return err
	}
	orgs, err := v.s.Organisations.List(ctx, v.actor, organisation.Filter{})
	if err != nil {
		return err
	}
	choice := func(name, label string, options []web.Option) (known bool) {
		chosen := v.QueryParam(name)
		c := web.Choice{Ask: web.Ask{Name: name, Label: label, Value: chosen, Optional: true, Filter: true}, Options: append([]web.Option{{Word: v.t.Say("search.any")}}, options...)}
		c = v.offered(c)
		view.Filters = append(view.Filters, c)
		view.Unread = view.Unread || c.Error != ""
		for _, o := range options {
			if o.Value == chosen && chosen != "" {
				view.Set = append(view.Set, web.Anchor{Word: o.Word, Lang: o.Lang, Href: v.searchAddress(name, "")})
			}
		}
		return c.Error == ""
	}
	choice("kind", v.t.Say("search.by_kind"), options(v.t, search.Kinds(), "search.kinds"))
	if !choice("forum", v.t.Say("search.by_forum"), v.forumOptions(forums)) {
		q.Forum = ""
	}
	if !choice("organisation", v.t.Say("search.by_organisation"), v.orgOptions(orgs)) {
		q.Organisation = ""
	}
	choice("group", v.t.Say("search.by_group"), options(v.t, policy.Kinds(), "web.group"))
	choice("language", v.t.Say("search.by_language"), options(v.t, lang.Codes(), "search.language"))
	for _, day := range []struct {
		name, label string
		at          time.Time
	}{{"from", v.t.Say("search.from"), q.From}, {"to", v.t.Say("search.to"), q.To}} {
		field := web.Input{Ask: web.Ask{Name: day.name, Label: day.label, Value: input.Tidy(v.QueryParam(day.name)), Error: wrong[day.name], Optional: true, Filter: true}, Type: "date", Short: true}
		if field.Error != "" { // a browser shows no date field with what is no date in it
			field.Type, view.Unread = "text", true
		}
		if !day.at.IsZero() {
			view.Set = append(view.Set, web.Anchor{Word: day.label + " " + field.Value, Href: v.searchAddress(day.name, "")})
		}
		view.Days = append(view.Days, field)
	}
	return nil
}

func (v *visit) forumOptions(forums []forum.Forum) []web.Option {
	var options []web.Option
	for _, f := range forums {
		options = append(options, web.Option{Value: f.Key, Word: f.Name(v.code())})
	}
	return options
}

func (v *visit) orgOptions(orgs []organisation.Organisation) []web.Option {
	var options []web.Option
	for _, o := range v.sorted(orgs) {
		org := v.orgOf(o)
		options = append(options, web.Option{Value: o.Key, Word: org.Name, Lang: org.Lang})
	}
	return options
}

// searchNumbers says how much was found, and leads on.
func (v *visit) searchNumbers(view *web.SearchView, q search.Query, found search.Result) {
	if found.Blank {
		return
	}
	if found.Total == 0 {
		view.Total, view.Advice = v.t.Say("search.none", fault.Args{"Query": q.Text}), v.searchAdvice(len(view.Set) > 0)
		return
	}
	view.Total = v.t.Count("search.results", found.Total, fault.Args{"Query": q.Text})
	if found.More {
		view.Total = v.t.Say("search.more", fault.Args{"N": v.t.Number(found.Total), "Query": q.Text})
	}
	if found.Pages > 1 {
		view.Where = v.t.Say("search.page", fault.Args{"Page": found.Page, "Pages": found.Pages})
	}
	if found.Page > 1 {
		view.Newer = v.searchAddress("page", strconv.Itoa(found.Page-1))
	}
	if found.Page < found.Pages {
		view.Older = v.searchAddress("page", strconv.Itoa(found.Page+1))
	} else if most := search.MostPages * search.PageSize; found.Total > most {
		view.Last = v.t.Say("search.last_page", fault.Args{"N": v.t.Number(most)})
	}
}

// searchAdvice says what to try when nothing was found.
func (v *visit) searchAdvice(narrowed bool) []string {
	var advice []string
	if narrowed {
		advice = append(advice, v.t.Say("search.advice_filters"))
	}
	advice = append(advice, v.t.Say("search.advice_fewer"), v.t.Say("search.advice_begin"), v.t.Say("search.advice_language"))
	if v.actor.Visitor() {
		advice = append(advice, v.t.Say("search.advice_sign_in"))
	}
	return advice
}

// searchAddress is this search with one thing set otherwise; "" takes it off. Whatever changes, the list begins anew.
func (v *visit) searchAddress(name, value string) string {
	query := url.Values{}
	for n, values := range v.Request().URL.Query() {
		if len(values) > 0 && values[0] != "" && n != "page" {
			query.Set(n, values[0])
		}
	}
	query.Del(name)
	if value != "" {
		query.Set(name, value)
	}
	return web.Link(v.t, "/search") + "?" + query.Encode()
}

// searchMessages lists the sentences of this page that are put together at run time.
func searchMessages() []string {
	var ids []string
	for _, kind := range search.Kinds() {
		ids = append(ids, "search.kind."+kind, "search.kinds."+kind)
	}
	for _, code := range lang.Codes() {
		ids = append(ids, "search.in_original."+string(code), "search.in_translation."+string(code), "search.language."+string(code))
	}
	return ids
}

// hitView is one thing that was found, with what was looked for marked.
func (v *visit) hitView(h search.Hit) web.HitView {
	view := web.HitView{Kind: v.t.Of("search.kind", h.Kind), Ref: h.Card.Reference, Href: web.Link(v.t, h.Card.Path), Title: marks(h.Title), Excerpt: marks(h.Excerpt),
		Lang: lang.Code(h.Language).Tag(), TitleLang: lang.Code(h.TitleLanguage).Tag(), At: h.At}
	if h.Language != v.code() {
		family := "search.in_translation"
		if h.State == text.Original {
			family = "search.in_original"
		}
		view.In = v.t.Of(family, h.Language)
	}
	if h.Voice.NounID != "" && (h.Card.Noun == thread.PostNoun || slices.Contains([]string{charter.CommentNoun, search.ObjectionKind}, h.Kind)) {
		org := web.Anchor{Href: web.Link(v.t, h.Voice.Path)}
		org.Word, org.Lang = v.cardTitle(h.Voice)
		view.Voice = &org
	}
	return view
}

func marks(spans []words.Span) []web.Mark {
	list := make([]web.Mark, 0, len(spans))
	for _, s := range spans {
		list = append(list, web.Mark{Text: s.Text, On: s.Hit})
	}
	return list
}
