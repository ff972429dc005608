package search_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"sametable/internal/index"
	"sametable/internal/thread"
	"sametable/internal/words"
)

// index gives what is indexed: place to id, hash and access.
func (s *scene) index() map[string]string {
	s.t.Helper()
	var docs []index.Doc
	if err := s.r.Read(context.Background()).Find(&docs).Error; err != nil {
		s.t.Fatal(err)
	}
	all := map[string]string{}
	for _, d := range docs {
		all[d.Noun+" "+d.NounID+" "+d.Language] = fmt.Sprint(d.ID, d.Hash, d.Access, d.Title, d.Body)
	}
	return all
}

func same(a, b map[string]string) bool { return len(a) > 0 && maps.Equal(a, b) }

// unheard hides a post behind the register's back.
func (s *scene) unheard(t thread.Thread, p *thread.Post) {
	s.t.Helper()
	s.move(t, p, thread.Hidden)
	if _, err := s.r.Store().SQL().Exec("UPDATE cursors SET seq = 1000000 WHERE name = 'search'"); err != nil {
		s.t.Fatal(err)
	}
}

// marked gives what is marked in an excerpt.
func marked(spans []words.Span) string {
	var hits []string
	for _, s := range spans {
		if s.Hit {
			hits = append(hits, s.Text)
		}
	}
	return strings.Join(slices.Compact(hits), "|")
}
