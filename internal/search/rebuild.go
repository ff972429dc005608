package search

import (
	"context"

	"gorm.io/gorm"

	"sametable/internal/ballot"
	"sametable/internal/charter"
	"sametable/internal/commitment"
	"sametable/internal/document"
	"sametable/internal/forum"
	"sametable/internal/handling"
	"sametable/internal/index"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/organisation"
	"sametable/internal/partnership"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/store"
	"sametable/internal/thread"
)

// rebuildBatch is how many nouns are indexed in one transaction: others get their turn in between.
const rebuildBatch = 100

// Rebuild makes the whole index anew, oldest nouns first, while people search and write. It may be broken off and run again.
// It gives how many nouns it went through.
func (s *Search) Rebuild(ctx context.Context) (int, error) {
	n := 0
	for _, table := range []struct {
		noun  string
		model any
	}{
		{organisation.Noun, &organisation.Organisation{}}, {forum.Noun, &forum.Forum{}}, {forum.CharterNoun, &forum.Charter{}},
		{thread.Noun, &thread.Thread{}}, {thread.PostNoun, &thread.Post{}},
		{document.Noun, &document.Document{}}, {proposal.Noun, &proposal.Proposal{}}, {proposal.StatementNoun, &proposal.Statement{}},
		{ballot.Noun, &ballot.Ballot{}}, {handling.AnswerNoun, &handling.Answer{}}, {commitment.Noun, &commitment.Commitment{}},
		{charter.CommentNoun, &charter.Comment{}}, {charter.ChangeNoun, &charter.Change{}}, {meeting.Noun, &meeting.Meeting{}}, {minutes.Noun, &minutes.Set{}}, {partnership.Noun, &partnership.Partnership{}},
	} {
		for after := ""; ; {
			var ids []string
			err := s.r.Read(ctx).Model(table.model).Where("id > ?", after).Order("id").Limit(rebuildBatch).Pluck("id", &ids).Error
			if err != nil {
				return n, store.Found(err)
			}
			if len(ids) == 0 {
				break
			}
			if err := s.batch(ctx, refsOf(table.noun, ids)); err != nil {
				return n, err
			}
			n, after = n+len(ids), ids[len(ids)-1]
		}
	}
	return n, s.sweep(ctx)
}

// batch indexes some nouns while the follower waits: else both could add the same document.
func (s *Search) batch(ctx context.Context, refs []policy.Ref) error {
	return s.r.Loose(ctx, func(tx *gorm.DB) error {
		if err := store.WaitForCursor(tx, followerName); err != nil {
			return err
		}
		return renew(tx, refs, true)
	})
}

// sweep drops documents whose noun is gone, and tokens whose document is gone.
func (s *Search) sweep(ctx context.Context) error {
	for after := int64(0); ; {
		var docs []index.Doc
		err := s.r.Read(ctx).Select("id", "noun", "noun_id").Where("id > ?", after).Order("id").Limit(5 * rebuildBatch).Find(&docs).Error
		if err != nil {
			return store.Found(err)
		}
		if len(docs) == 0 {
			break
		}
		after = docs[len(docs)-1].ID
		err = s.r.Loose(ctx, func(tx *gorm.DB) error {
			if err := store.WaitForCursor(tx, followerName); err != nil {
				return err
			}
			return renew(tx, pickRefs(docs), false)
		})
		if err != nil {
			return err
		}
	}
	return s.r.Loose(ctx, store.SweepSearch)
}

func pickRefs(docs []index.Doc) []policy.Ref {
	refs := make([]policy.Ref, len(docs))
	for i, d := range docs {
		refs[i] = d.Ref()
	}
	return refs
}
