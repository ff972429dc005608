package world

import (
	"slices"
	"strconv"
	"strings"
)

func (w *World) checkThread(f *findings, t *Thread) {
	f.text(t.Title, "title of "+t.Key)
	f.text(t.Purpose, "purpose of "+t.Key)
	forum, ok := w.Forum(t.Forum)
	f.want(ok, "%s: forum %s is unknown", t.Key, t.Forum)
	if !ok || len(t.Posts) == 0 {
		return
	}
	f.want((t.Locked != nil) == (t.State != "open") && (t.Archived != nil) == (t.State == "archived"), "%s: state %s and its instants differ", t.Key, t.State)
	last := t.Posts[len(t.Posts)-1].PublishedAt()
	if t.Locked != nil {
		f.want(t.Locked.At.After(last) && forum.HasOfficer("secretary", t.Locked.By, t.Locked.At), "%s: locked by %s at %s", t.Key, t.Locked.By, t.Locked.At)
	}
	if t.Archived != nil {
		f.want(t.Archived.At.After(t.Locked.At) && forum.HasOfficer("secretary", t.Archived.By, t.Archived.At), "%s: archived by %s", t.Key, t.Archived.By)
	}
	for i := range t.Posts {
		p := &t.Posts[i]
		f.want(p.Number == i+1, "%s: post %d stands in place %d", t.Key, p.Number, i+1)
		f.want(i == 0 || p.At.After(t.Posts[i-1].PublishedAt()), "%s: post %d is not later than the one before it", t.Key, p.Number)
		w.checkPost(f, t, forum, p)
	}
}

func (w *World) checkPost(f *findings, t *Thread, forum *Forum, p *Post) {
	name := t.Key + "#" + strconv.Itoa(p.Number)
	f.want(w.MaySpeak(forum, p.Author, p.Organisation, p.At), "%s: %s may not speak for %s there", name, p.Author, p.Organisation)
	f.want(!p.At.Before(forum.ActiveSince) && p.PublishedAt().Before(w.StartsAt), "%s: outside the time of the forum", name)
	f.want(slices.Contains(Languages(), p.Language), "%s: language %q", name, p.Language)
	f.wording(p.Language, p.Body, name)
	f.want(!strings.Contains(p.Body, "{{"), "%s: a placeholder in a published text", name)
	for _, ref := range refs(p.Body) {
		_, ok := w.Thread(ref)
		f.want(ok, "%s: refers to %s, which is no thread", name, ref)
	}
	w.checkMark(f, forum, p, name)
	if q := p.Quote; q != nil {
		quoted, ok := t.Post(q.Post)
		f.want(ok && q.Post < p.Number && q.Words != "" && strings.Contains(quoted.Body, q.Words), "%s: post %d does not say %q", name, q.Post, q.Words)
	}
	if h := p.Held; h != nil {
		f.text(h.Reason, "reason of "+name)
		f.wording(p.Language, h.FirstBody, name)
		inOrder := h.SentAt.Equal(p.At) && h.SentAt.Before(h.ReturnedAt) && h.ReturnedAt.Before(h.ResubmittedAt) && h.ResubmittedAt.Before(h.PublishedAt)
		f.want(inOrder, "%s: instants of the held post", name)
		f.want(slices.Contains(forum.Moderators, h.ReturnedBy) && slices.Contains(forum.Moderators, h.PublishedBy), "%s: returned or published by no moderator", name)
	}
	if b := p.Blocked; b != nil {
		f.want(strings.Count(b.Body, Child) == 1 && len(b.Rules) > 0 && b.Offer != "", "%s: the blocked attempt is incomplete", name)
		f.want(b.At.Before(p.At), "%s: the blocked attempt is not before the post", name)
	}
	w.checkTranslations(f, p, name)
}

// checkMark: a statement of an organisation is confirmed by a second person of it, or by a letter that a second officer checked.
func (w *World) checkMark(f *findings, forum *Forum, p *Post, name string) {
	if p.Mark == "personal" {
		f.want(p.ConfirmedBy == "" && p.Letter == nil, "%s: a personal view is confirmed by nobody", name)
		return
	}
	f.want(p.Mark == "statement", "%s: mark %q", name, p.Mark)
	if l := p.Letter; l != nil {
		f.want(p.ConfirmedBy == "" && !l.Dated.After(p.At), "%s: letter and second person, or a letter of later", name)
		f.want(forum.HasOfficer("secretary", l.EnteredBy, p.At), "%s: %s is not the secretary", name, l.EnteredBy)
		f.want(slices.Contains(forum.Moderators, l.CheckedBy) && l.CheckedBy != l.EnteredBy, "%s: %s may not check the letter", name, l.CheckedBy)
		return
	}
	second, ok := w.Person(p.ConfirmedBy)
	f.want(ok && second.Organisation == p.Organisation && second.Username != p.Author, "%s: %s is no second person of %s", name, p.ConfirmedBy, p.Organisation)
}

func (w *World) checkTranslations(f *findings, p *Post, name string) {
	seen := map[string]bool{p.Language: true}
	for _, t := range p.Translations {
		f.want(!seen[t.Language] && slices.Contains(Languages(), t.Language), "%s: translation into %q", name, t.Language)
		seen[t.Language] = true
		f.wording(t.Language, t.Body, name+" in "+t.Language)
		f.want(marks(t.Body) == marks(p.Body), "%s: references and ◇ in %s differ from the original", name, t.Language)
		f.want(t.At.After(p.PublishedAt()) && t.At.Before(w.StartsAt), "%s: instant of the translation into %s", name, t.Language)
		if t.State == "machine" {
			f.want(t.Translator == "" && t.Reviewer == "" && t.ReviewedAt.IsZero(), "%s: a machine text has no translator", name)
			continue
		}
		translator, ok := w.Person(t.Translator)
		f.want(t.State == "reviewed" && ok && translator.HasOffice("translator"), "%s: translator of %s", name, t.Language)
		reviewer, ok := w.Person(t.Reviewer)
		f.want(ok && reviewer.HasOffice("language_reviewer") && t.Reviewer != t.Translator, "%s: reviewer of %s", name, t.Language)
		f.want(t.ReviewedAt.After(t.At) && t.ReviewedAt.Before(w.StartsAt), "%s: instant of the review of %s", name, t.Language)
	}
}
