package site

import (
	"strconv"
	"strings"
	"time"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/thread"
	"sametable/web"
)

// posts fills the posts of a page.
func (v *visit) posts(t thread.Thread, rows []thread.PostRow) []web.PostView {
	views := make([]web.PostView, 0, len(rows))
	for _, row := range rows {
		views = append(views, v.post(t, row))
	}
	return views
}

// post fills one post: what the viewer may read of it, why it waits, and what she may do.
func (v *visit) post(t thread.Thread, row thread.PostRow) web.PostView {
	view := v.postBare(t, row)
	view.Notes = v.postNotes(row)
	v.postActs(t, row, &view)
	return view
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
		view.Quote = &web.Citation{Text: row.QuoteText, Lang: lang.Code(row.QuoteLanguage).Tag(), Href: web.Link(v.t, "/p/"+row.QuotePostID+"/history#v"+row.QuoteVersionID),
			Who: v.t.Say("post.quoted", fault.Args{"Number": strconv.Itoa(row.QuoteNumber)})}
	}
	if row.Text.HTML != "" {
		w := wording(row.Text)
		view.Text = &w
	}
	switch {
	case row.VErased:
		view.Stub = v.t.Say("post.stub.erased")
	case row.Withheld():
		view.Stub, view.Closed = v.t.Of("post.stub", row.State), true
	}
	return view
}

// postAuthor is who speaks, as her reader would write it.
func (v *visit) postAuthor(row thread.PostRow) web.Speaking {
	s := web.Speaking{Org: v.postOrg(row)}
	s.Name, s.Lang = v.postName(row.Author, row.AuthorLatin)
	switch row.Capacity {
	case policy.Chair, policy.Secretary, policy.Convener, policy.Expert, policy.Adviser, policy.Capacity(policy.Moderator):
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
	if v.t.Code() == lang.Chinese {
		return name, ""
	}
	if inLatin != "" {
		return inLatin, ""
	}
	if !latin(name) {
		return name, lang.Chinese.Tag()
	}
	return name, ""
}

// postFormal says how an organisation's statement became one.
func (v *visit) postFormal(row thread.PostRow) string {
	if row.Kind != thread.Statement {
		return ""
	}
	who, _ := v.postName(row.Confirmer, "")
	switch {
	case row.Letter != "" && who != "":
		return v.t.Say("post.received."+row.Letter, fault.Args{"Dated": v.letterDate(row.LetterDated), "Who": who})
	case row.Letter != "":
		return v.t.Say("post.unchecked."+row.Letter, fault.Args{"Dated": v.letterDate(row.LetterDated)})
	case who != "":
		return v.t.Say("post.confirmed_by", fault.Args{"Who": who})
	}
	return ""
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
	case thread.Hidden, thread.Removed:
		s.Icon = "eye"
	}
	return s
}

// heldReasons says why a post waits, each reason once.
func (v *visit) heldReasons(heldFor string) []string {
	var lines []string
	seen := map[string]bool{}
	for _, code := range strings.Fields(heldFor) {
		reason, _, _ := strings.Cut(code, ":")
		if (reason == "rule" || reason == "watched" || reason == "new_organisation") && !seen[reason] {
			seen[reason] = true
			lines = append(lines, v.t.Of("post.held_for", reason))
		}
	}
	return lines
}

// postNotes tells the few who see an unpublished post why it waits, and what happens next.
func (v *visit) postNotes(row thread.PostRow) []web.PostNote {
	mine, moderates := row.AuthorID == v.actor.Person && !v.actor.Visitor(), v.actor.Has(policy.Moderator)
	if !mine && !moderates && row.State != thread.Confirming {
		return nil
	}
	var notes []web.PostNote
	switch row.State {
	case thread.Held:
		n := web.PostNote{Kind: web.Warning, Title: v.t.Say("post.waits_moderator"), Lines: v.heldReasons(row.HeldFor), Words: row.Explanation, Label: v.t.Say("post.explained")}
		if mine {
			n.Lines = append(n.Lines, v.t.Say("post.waits_moderator_next"))
		}
		notes = append(notes, n)
	case thread.Confirming:
		notes = append(notes, v.confirmingNote(row, mine))
	case thread.Returned:
		n := web.PostNote{Kind: web.Warning, Title: v.t.Say("post.was_returned"), Words: row.Reason, Label: v.t.Say("post.reason_given")}
		if mine {
			n.Lines = []string{v.t.Say("post.was_returned_next")}
		}
		notes = append(notes, n)
	case thread.Hidden, thread.Removed:
		notes = append(notes, web.PostNote{Title: v.t.Of("post.stub", row.State), Words: row.Reason, Label: v.t.Say("post.reason_given")})
	}
	if row.ProposedBy != "" && moderates && row.State != thread.Removed {
		notes = append(notes, web.PostNote{Kind: web.Danger, Title: v.t.Say("post.removal_waits"), Words: row.Reason, Label: v.t.Say("post.reason_given")})
	}
	return notes
}

// confirmingNote says who is to confirm a statement, or check it against the paper.
func (v *visit) confirmingNote(row thread.PostRow, mine bool) web.PostNote {
	org := v.postOrg(row).Name
	n := web.PostNote{Kind: web.Warning, Title: v.t.Say("post.waits_colleague", fault.Args{"Organisation": org}), Lines: v.heldReasons(row.HeldFor)}
	switch {
	case row.Letter != "":
		n.Title = v.t.Say("post.waits_checker")
	case mine:
		n.Lines = append(n.Lines, v.t.Say("post.waits_colleague_next"))
	}
	return n
}
