package search

import (
	"context"
	"slices"
	"unicode/utf8"

	"gorm.io/gorm"

	"sametable/internal/index"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/thread"
	"sametable/internal/words"
)

// mostSimilar is how many a page shows.
const mostSimilar = 5

// Similar gives proposals and discussions that share words with a title, the most alike first, without the noun itself. A title is
// short and what it means stands in few words, so any of them is enough, and those that share several come first.
func (s *Search) Similar(ctx context.Context, viewer policy.Actor, but policy.Ref, title, reader string) ([]Hit, error) {
	var any []string
	for _, t := range words.Index(title) {
		if utf8.RuneCountInString(t.Text) > 1 && !slices.Contains(any, t.Text) {
			any = append(any, t.Text)
		}
	}
	if len(any) == 0 {
		return nil, nil
	}
	asked := words.Query{Clauses: []words.Clause{{Words: [][]string{any}}}}
	db := s.r.Read(ctx)
	found, err := index.Find(db, index.Asked{Query: asked, Viewer: viewer, Now: s.r.Now(), Reader: reader, Narrow: func(g *gorm.DB) *gorm.DB {
		return g.Where("d.noun IN ? AND d.noun_id <> ?", []string{proposal.Noun, thread.Noun}, but.ID)
	}})
	if err != nil {
		return nil, err
	}
	return s.hits(db, viewer, found.Matches[:min(mostSimilar, len(found.Matches))], asked, reader)
}
