package index

import (
	"cmp"
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/words"
)

// MostCounted is how many nouns are counted exactly; of more, the newest are ranked.
const MostCounted = 1000

// languages is how many documents a noun has at most, one for each.
const languages = 3

// Asked is a search: the query, the viewer at an instant, the language she reads, and what else narrows it. Narrow sees the
// table of documents as d; nil narrows nothing.
type Asked struct {
	Query  words.Query
	Viewer policy.Actor
	Now    time.Time
	Reader string
	Narrow func(*gorm.DB) *gorm.DB
}

// Match is a noun that was found, and the document it was best found in.
type Match struct {
	ID       int64 // of the document
	Noun     string
	NounID   string
	Language string // of the document
	Rank     float64
}

// Found are the matches, best first. More: there are others beyond those counted.
type Found struct {
	Matches []Match
	More    bool
}

// Find gives the nouns that meet a query and that the viewer may see, each once, best first, in one statement. Where a noun is
// found in several languages, it comes in the reader's if that is among them, else in the best.
func Find(db *gorm.DB, a Asked) (Found, error) {
	scope := func(g *gorm.DB) *gorm.DB {
		g = g.Scopes(register.Visible(a.Viewer, a.Now, "d."))
		if a.Narrow != nil {
			g = g.Scopes(a.Narrow)
		}
		return g
	}
	most := MostCounted*languages + 1
	rows, err := matches(store.Matches(db, searchQuery(a.Query), scope, "d.id, d.noun, d.noun_id, d.language", most))
	if err != nil {
		return Found{}, store.Found(err)
	}
	found := Found{Matches: once(rows, a.Reader), More: len(rows) == most}
	if len(found.Matches) > MostCounted {
		found.Matches, found.More = found.Matches[:MostCounted], true
	}
	return found, nil
}

// matches reads the rows by hand: there may be thousands, of which a page shows twenty.
func matches(db *gorm.DB) ([]Match, error) {
	rows, err := db.Rows()
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var list []Match
	for rows.Next() {
		var m Match
		if err := rows.Scan(&m.ID, &m.Noun, &m.NounID, &m.Language, &m.Rank); err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	return list, rows.Err()
}

// once keeps each noun once, with the rank of its best document, and puts the best first; of equals the one that came last.
func once(rows []Match, reader string) []Match {
	at := map[policy.Ref]int{}
	var list []Match
	for _, row := range rows {
		ref := policy.Ref{Noun: row.Noun, ID: row.NounID}
		i, seen := at[ref]
		if !seen {
			at[ref] = len(list)
			list = append(list, row)
			continue
		}
		best := max(list[i].Rank, row.Rank)
		if row.Language == reader || list[i].Language != reader && row.Rank > list[i].Rank {
			list[i] = row
		}
		list[i].Rank = best
	}
	slices.SortStableFunc(list, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Rank, a.Rank), cmp.Compare(b.ID, a.ID))
	})
	return list
}

// searchQuery turns a query as read into one the engines understand. A word alone is met by any of its forms; words side by
// side are looked for as written.
func searchQuery(q words.Query) store.SearchQuery {
	out := make(store.SearchQuery, 0, len(q.Clauses))
	for _, c := range q.Clauses {
		var clause store.SearchClause
		if len(c.Words) == 1 {
			for i, form := range c.Words[0] {
				clause = append(clause, store.SearchPhrase{Words: []string{form}, Prefix: c.Prefix && i == 0})
			}
		} else {
			run := store.SearchPhrase{Prefix: c.Prefix}
			for _, forms := range c.Words {
				run.Words = append(run.Words, forms[0])
			}
			clause = store.SearchClause{run}
		}
		out = append(out, clause)
	}
	return out
}

// Documents gives documents by their ids.
func Documents(db *gorm.DB, ids []int64) (map[int64]Doc, error) {
	docs := map[int64]Doc{}
	if len(ids) == 0 {
		return docs, nil
	}
	var rows []Doc
	if err := db.Where("id IN ?", ids).Find(&rows).Error; err != nil {
		return nil, store.Found(err)
	}
	for _, d := range rows {
		docs[d.ID] = d
	}
	return docs, nil
}
