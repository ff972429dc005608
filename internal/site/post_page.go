package site

import (
	"net/http"
	"strconv"

	"sametable/internal/policy"
	"sametable/internal/thread"
	"sametable/web"
)

// postPage is one post alone with its state: where notices lead its author, her colleagues and moderators.
func postPage(v *visit) error {
	t, row, err := v.alone()
	if err != nil {
		return err
	}
	ref, title, err := v.postTitle(t, row)
	if err != nil {
		return err
	}
	page, err := v.page(ref, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private, page.Print = true, ref
	view := web.PostPage{Page: page, Crumbs: v.postCrumbs(t.Thread, ref), Ref: ref, Title: title.Text, Lang: title.Lang, Post: v.postView(t.Thread, row)}
	if !view.Post.Personal && view.Page.Funding != nil {
		view.Page.Funding.Plain = true
	}
	if t.ID != "" {
		view.Href = web.Link(v.t, t.PostPath(row.Number))
	}
	if err := v.letterLink(&view.Post, row); err != nil {
		return err
	}
	if row.State == thread.Held && v.actor.Has(policy.Moderator) {
		view.Post.Hits = v.hits(row.Source, v.s.Threads.Look(row.Source))
		for i := range view.Post.Hits {
			view.Post.Hits[i].Why, view.Post.Hits[i].Offers = "", nil // both speak to the author
		}
	}
	return v.show(http.StatusOK, web.PostAlone(view))
}

// postTitle is how a post is called: by its thread or, where that is not the viewer's to read, by the post's own card.
func (v *visit) postTitle(t thread.Row, row thread.PostRow) (ref string, title web.Titled, err error) {
	if t.ID != "" {
		return t.Reference + " #" + strconv.Itoa(row.Number), threadTitle(t.Title), nil
	}
	card, err := v.s.Register.Card(v.Request().Context(), v.actor, row.Record())
	if err != nil {
		return "", web.Titled{}, err
	}
	words, in := card.Title(v.code())
	return card.Reference, web.Titled{Text: words, Lang: postTag(in)}, nil
}
