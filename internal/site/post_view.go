package site

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/thread"
	"sametable/web"
)

// postViews fills the posts of a page.
func (v *visit) postViews(t thread.Thread, rows []thread.PostRow) []web.PostView {
	views := make([]web.PostView, 0, len(rows))
	for _, row := range rows {
		view := v.postView(t, row)
		v.amongOthers(t, row, &view)
		views = append(views, view)
	}
	return views
}

// amongOthers leaves out what a post need not carry in a page of many: its history stands behind the date of its change, its
// original and what a moderator may do with it are one step away. Addresses are short, as the page is the thread's.
func (v *visit) amongOthers(t thread.Thread, row thread.PostRow, view *web.PostView) {
	here := web.Link(v.t, t.Path())
	view.Href = strings.TrimPrefix(view.Href, here)
	if view.Quote != nil {
		view.Quote.Href = strings.TrimPrefix(view.Quote.Href, here)
	}
	view.Acts = slices.DeleteFunc(view.Acts, func(a web.Act) bool { return a.Href == view.History })
	for i := range view.Acts {
		view.Acts[i].Href = strings.TrimPrefix(view.Acts[i].Href, here)
	}
	if view.Text != nil && view.Text.Original != nil {
		w := view.Text
		view.Source, view.Unsure = originalOf(row.Number), !w.Version.Sure()
		view.Made = v.t.Say("post.translated."+w.Version.State, fault.Args{"Language": v.t.Of("post.from", string(w.Original.Version.Of))})
		w.Original = nil
	}
	moderated := row.State == thread.Published || row.State == thread.Held // what the gate found in it stands there too
	if moderated && len(view.Duties) > 0 && !row.Proposed() && v.actor.Has(policy.Moderator) {
		view.Acts = append(view.Acts, web.Act{Word: v.t.Say("post.duties"), Href: web.Link(v.t, "/mod/p/"+row.ID)})
		view.Duties, view.Why = nil, ""
	}
	if len(view.Duties) == 0 && row.State == thread.Published && row.AuthorID == v.actor.Person { // her name above says it; the post's own page spells it out
		view.Why = ""
	}
}

// postView fills one post: what the viewer may read of it, why it waits, and what she may do.
func (v *visit) postView(t thread.Thread, row thread.PostRow) web.PostView {
	view := v.postBare(t, row)
	view.Notes = v.postNotes(row)
	v.postActs(t, row, &view)
	return view
}

// originalOf leads to a post among its originals, on its own page of them.
func originalOf(number int) string {
	n := strconv.Itoa(number)
	if number > thread.PageSize {
		return "?at=" + n + "&original=1#p" + n
	}
	return "?original=1#p" + n
}

// postBare is a post without anything to press.
func (v *visit) postBare(t thread.Thread, row thread.PostRow) web.PostView {
	view := web.PostView{
		Number: row.Number, Href: web.Link(v.t, t.PostPath(row.Number)), Author: v.postAuthor(row), Personal: row.Kind == thread.Personal,
		Formal: v.postFormal(row), At: row.SentAt, Edited: row.EditedAt, History: web.Link(v.t, "/p/"+row.ID+"/history"),
	}
	if t.ID == "" { // the viewer may read the post and not its thread
		view.Href = web.Link(v.t, "/p/"+row.ID)
	}
	if row.PublishedAt != nil {
		view.At = *row.PublishedAt
	}
	if row.State != thread.Published {
		s := v.postStatus(row)
		view.Status = &s
	}
	if row.QuoteNumber > 0 && row.QuoteText != "" {
		view.Quote = &web.Citation{Text: row.QuoteText, Lang: lang.Code(row.QuoteLanguage).Tag(), Href: v.quoteSource(t, row),
			Who: v.t.Say("post.quoted", fault.Args{"Number": strconv.Itoa(row.QuoteNumber)})}
	}
	if row.Text.HTML != "" {
		w := wording(row.Text)
		view.Text = &w
	}
	if row.PhotoID != "" {
		view.Photo = &web.PhotoView{Src: web.Link(v.t, "/photo/"+row.PhotoID), Alt: row.PhotoAlt, Lang: postTag(row.Language), Width: row.PhotoWidth, Height: row.PhotoHeight}
	}
	switch {
	case row.VErased || row.State == thread.Erased:
		view.Stub = v.t.Say("post.stub.erased")
	case row.Withheld():
		view.Stub, view.Closed = v.t.Of("post.stub", row.State), true
	}
	return view
}

// quoteSource is the place quoted words come from: the post, while it stands as it was quoted, and else that revision of it.
func (v *visit) quoteSource(t thread.Thread, row thread.PostRow) string {
	if t.ID != "" && row.QuoteCurrent == row.QuoteVersionID {
		return web.Link(v.t, t.PostPath(row.QuoteNumber))
	}
	return web.Link(v.t, "/p/"+row.QuotePostID+"/history#v"+row.QuoteVersionID)
}

// postAuthor is who speaks, as her reader would write it.
func (v *visit) postAuthor(row thread.PostRow) web.Speaking {
	s := web.Speaking{Org: v.postOrg(row)}
	s.Name, s.Lang = v.postName(row.Author, row.AuthorLatin)
	if slices.Contains(policy.Capacities(), row.Capacity) || row.Capacity == policy.Capacity(policy.Moderator) {
		s.Capacity = v.t.Of("capacity", string(row.Capacity))
	}
	posts := map[string]string{"zh": row.AuthorPostZh, "en": row.AuthorPostEn, "sv": row.AuthorPostSv}
	for _, code := range []string{v.code(), "zh", "en", "sv"} {
		if posts[code] == "" {
			continue
		}
		s.Post = posts[code]
		if code != v.code() {
			s.PostLang = lang.Code(code).Tag()
		}
		break
	}
	post, capacity := strings.ToLower(s.Post), strings.ToLower(s.Capacity)
	switch { // what one says already the other need not: the moderator of the forum
	case strings.Contains(post, capacity):
		s.Capacity = ""
	case strings.Contains(capacity, post):
		s.Post, s.PostLang = "", ""
	}
	return s
}

func (v *visit) postOrg(row thread.PostRow) web.Org {
	o := web.Org{Kind: string(row.OrgKind), Href: web.Link(v.t, "/o/"+row.OrgKey)}
	names := map[string]string{"zh": row.OrgZh, "en": row.OrgEn, "sv": row.OrgSv}
	for _, code := range []string{v.code(), "zh", "en", "sv"} {
		if names[code] == "" {
			continue
		}
		o.Name = names[code]
		if code != v.code() {
			o.Lang = lang.Code(code).Tag()
		}
		break
	}
	return o
}

// postName is a person's name for the reader, and its language where that is not the page's.
func (v *visit) postName(name, inLatin string) (shown, tag string) {
	if v.t.Code() != lang.Chinese && inLatin != "" {
		name = v.t.PersonName(name, inLatin, "")
	}
	return name, v.nameLang(name)
}

// postFormal says how an organisation's statement became one.
func (v *visit) postFormal(row thread.PostRow) []lang.Piece {
	if row.Kind != thread.Statement {
		return nil
	}
	who, _ := v.postName(row.Confirmer, row.ConfLatin)
	say := func(id string) []lang.Piece {
		return v.t.Pieces(fault.Message{ID: id, Args: fault.Args{"Dated": v.letterDate(row.LetterDated), "Who": web.Name(who)}})
	}
	switch {
	case row.LetterAsked && row.Letter != "" && who != "":
		return say("post.by_letter")
	case row.LetterAsked && row.Letter != "":
		return say("post.by_letter_unchecked")
	case row.Letter != "" && who != "":
		return say("post.received." + row.Letter)
	case row.Letter != "":
		return say("post.unchecked." + row.Letter)
	case who != "":
		return say("post.confirmed_by")
	}
	return nil
}

// letterDate writes the day of a letter as the reader writes dates.
func (v *visit) letterDate(dated string) string {
	day, err := time.ParseInLocation(time.DateOnly, dated, lang.Beijing.Location())
	if err != nil {
		return dated // it was typed in another of the forms a date may have
	}
	return v.t.Date(day, lang.Beijing)
}

func (v *visit) postStatus(row thread.PostRow) web.Status {
	s := web.Status{Family: web.Neutral, Word: v.t.Of("state.post", row.State)}
	switch row.State {
	case thread.Held, thread.Confirming:
		s.Family = web.Waiting
	case thread.Returned:
		s.Family = web.Needs
	case thread.Hidden, thread.Removed, thread.Erased:
		s.Icon = "eye"
	}
	return s
}
