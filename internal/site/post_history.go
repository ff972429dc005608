package site

import (
	"net/http"
	"slices"

	"sametable/internal/markup"
	"sametable/internal/register"
	"sametable/internal/text"
	"sametable/internal/thread"
	"sametable/web"
)

// postHistory shows the revisions of a post the viewer may see, and what the register says of it.
func postHistory(v *visit) error {
	ctx := v.Request().Context()
	t, row, err := v.alone()
	if err != nil {
		return err
	}
	_, versions, err := v.s.Threads.Revisions(ctx, v.actor, row.ID)
	if err != nil {
		return err
	}
	lines, err := v.s.Register.Timeline(ctx, v.actor, row.Record())
	if err != nil {
		return err
	}
	ref, _, err := v.postTitle(t, row)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("post.history"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private, page.Print = true, ref
	if row.Kind == thread.Statement && page.Funding != nil { // the donors' words alone, lest they seem to have signed it
		page.Funding.Plain = true
	}
	view := web.PostHistoryView{Page: page, Crumbs: v.postCrumbs(t.Thread, ref), Ref: ref, Post: v.postBare(t.Thread, row), Revisions: postRevisions(row, versions)}
	for _, line := range lines {
		view.Entries = append(view.Entries, v.postEntry(row, line))
	}
	return v.show(http.StatusOK, web.PostHistory(view))
}

// postRevisions shows what each version changed against the one readers had before; newest first.
func postRevisions(row thread.PostRow, versions []text.Version) []web.PostRevisionView {
	var list []web.PostRevisionView
	for i, ver := range versions {
		r := web.PostRevisionView{ID: ver.ID, Number: ver.Number, Current: ver.ID == row.VersionID, At: ver.MadeAt, Quiet: ver.Quiet, Hash: shortHash(ver.Hash),
			Lang: postTag(ver.Language), HTML: ver.HTML, Erased: ver.Erased}
		if i > 0 && !ver.Erased && !versions[i-1].Erased {
			r.Changes = postChanges(versions[i-1].Source, ver.Source)
		}
		list = append(list, r)
	}
	slices.Reverse(list)
	return list
}

// postChanges is the difference of two texts for the page.
func postChanges(before, after string) []web.Change {
	ops := map[markup.ChangeKind]web.Op{markup.Same: web.Kept, markup.Added: web.Added, markup.Removed: web.Removed}
	var list []web.Change
	for _, c := range markup.Diff(before, after) {
		list = append(list, web.Change{Op: ops[c.Kind], Text: c.Text})
	}
	return list
}

// shortHash is as much of a hash as a reader compares by eye.
func shortHash(hash string) string {
	const enough = 12
	return hash[:min(len(hash), enough)]
}

// postEntry is a line of the register as a sentence. A reason is for the author and the moderators.
func (v *visit) postEntry(row thread.PostRow, line register.Line) web.PostEntryView {
	e := web.PostEntryView{Seq: int(line.Seq), At: line.At, What: v.t.Of("entry", line.Verb), Hash: shortHash(line.Hash)}
	e.Who, e.Lang = v.postName(line.Values["actor"], "")
	if line.ActorID == row.AuthorID {
		e.Who, e.Lang = v.postName(line.Values["actor"], row.AuthorLatin)
	}
	if line.ActorID == "system" {
		e.Who, e.Lang = v.t.Say("post.entry_system"), ""
	}
	if v.insider(row) {
		e.Reason = line.Values["reason"]
	}
	return e
}
