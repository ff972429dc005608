package search

import (
	"slices"
	"strings"

	"gorm.io/gorm"

	"sametable/internal/index"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/store"
	"sametable/internal/thread"
	"sametable/internal/words"
)

// threads are found by title, purpose and reference, once their first post is published.
func threads(tx *gorm.DB, ids []string) ([]index.Doc, error) {
	var rows []thread.Thread
	if err := tx.Where("id IN ? AND shown_at IS NOT NULL", ids).Order("opened_at, id").Find(&rows).Error; err != nil {
		return nil, store.Found(err)
	}
	vs, err := versions(tx, pick(rows, func(t thread.Thread) string { return t.VersionID }))
	if err != nil {
		return nil, err
	}
	trs, err := translations(tx, pick(rows, func(t thread.Thread) string { return t.TextID }))
	if err != nil {
		return nil, err
	}
	kinds, err := groups(tx, pick(rows, func(t thread.Thread) string { return string(t.OpenedFor) }))
	if err != nil {
		return nil, err
	}
	var docs []index.Doc
	for _, t := range rows {
		like := index.Doc{Noun: thread.Noun, NounID: t.ID, Kind: thread.Noun, Access: t.Access, ForumKey: t.ForumKey,
			VoiceID: t.OpenedFor, VoiceKind: kinds[t.OpenedFor], At: t.OpenedAt, Also: wholes(t.Reference)}
		docs = append(docs, inEach(like, vs[t.VersionID], trs[t.TextID])...)
	}
	return docs, nil
}

// wholes gives the tokens a reference is found by as a whole or by its end: HD-T-2016-01, T-2016-01, 2016-01.
func wholes(reference string) []string {
	var list []string
	for _, t := range words.Index(reference) {
		if strings.Contains(t.Text, words.Joint) {
			list = append(list, t.Text)
		}
	}
	return list
}

// posts are found while they are published, by what they say, by those who may see both the post and its thread.
func posts(tx *gorm.DB, ids []string) ([]index.Doc, error) {
	var rows []thread.Post
	err := tx.Where("id IN ? AND state = ?", ids, thread.Published).Order("published_at, id").Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, store.Found(err)
	}
	in, err := threadsOf(tx, rows)
	if err != nil {
		return nil, err
	}
	vs, err := versions(tx, pick(rows, func(p thread.Post) string { return p.VersionID }))
	if err != nil {
		return nil, err
	}
	trs, err := translations(tx, pick(rows, func(p thread.Post) string { return p.TextID }))
	if err != nil {
		return nil, err
	}
	kinds, err := groups(tx, pick(rows, func(p thread.Post) string { return string(p.AuthorFor) }))
	if err != nil {
		return nil, err
	}
	var docs []index.Doc
	for _, p := range rows {
		t, known := in[p.ThreadID]
		if !known || p.PublishedAt == nil {
			continue
		}
		like := index.Doc{Noun: thread.PostNoun, NounID: p.ID, Kind: string(p.Kind), Parent: t.ID, Access: both(p.Access, t.Access),
			ForumKey: t.ForumKey, VoiceID: p.AuthorFor, VoiceKind: kinds[p.AuthorFor], At: *p.PublishedAt}
		docs = append(docs, inEach(like, vs[p.VersionID], trs[p.TextID])...)
	}
	return docs, nil
}

func threadsOf(tx *gorm.DB, posts []thread.Post) (map[string]thread.Thread, error) {
	var rows []thread.Thread
	err := tx.Where("id IN ?", pick(posts, func(p thread.Post) string { return p.ThreadID })).Find(&rows).Error
	byID := map[string]thread.Thread{}
	for _, t := range rows {
		byID[t.ID] = t
	}
	return byID, store.Found(err)
}

// both is the narrower access of a post and its thread.
func both(post, thread policy.Access) policy.Access {
	width := policy.Classes()
	if slices.Index(width, thread.Class) > slices.Index(width, post.Class) {
		post.Class, post.Forum = thread.Class, thread.Forum
	}
	return post
}

// movedWith gives the posts that are indexed with another access than their thread has now. There are none, unless a thread
// has just been opened to more or fewer readers.
func movedWith(tx *gorm.DB, ids []string) ([]policy.Ref, error) {
	var rows []thread.Thread
	if err := tx.Select("id", "access").Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, store.Found(err)
	}
	var refs []policy.Ref
	for _, t := range rows {
		others := slices.DeleteFunc(policy.Classes(), func(c policy.Class) bool { return c == t.Class })
		var posts []string
		err := tx.Model(&index.Doc{}).Distinct("noun_id").
			Where("parent = ? AND access IN ? AND noun = ?", t.ID, others, thread.PostNoun).Pluck("noun_id", &posts).Error
		if err != nil {
			return nil, store.Found(err)
		}
		refs = append(refs, refsOf(thread.PostNoun, posts)...)
	}
	return refs, nil
}

// groups gives the stakeholder groups of organisations.
func groups(tx *gorm.DB, ids []string) (map[policy.OrganisationID]policy.Kind, error) {
	var rows []organisation.Organisation
	err := tx.Select("id", "kind").Where("id IN ?", ids).Find(&rows).Error
	kinds := map[policy.OrganisationID]policy.Kind{}
	for _, o := range rows {
		kinds[o.ID] = o.Kind
	}
	return kinds, store.Found(err)
}
