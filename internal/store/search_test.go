package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"sametable/internal/forumtest"
	"sametable/internal/store"
)

// doc is a row of index_docs.
type doc struct {
	ID                                        int64 `gorm:"primaryKey"`
	Noun, NounID, Language, Kind, Parent      string
	Access, ForumID, OrganisationID, PersonID string
	ForumKey, VoiceID, VoiceKind, State       string
	At                                        time.Time
	Hash, Title, BodyText                     string
}

func (doc) TableName() string { return "index_docs" }
func (doc) OutsideTheRecord() {}

// spaced makes words of a text; after a slash comes a further form.
func spaced(text string) []store.SearchWord {
	var list []store.SearchWord
	for _, w := range strings.Fields(text) {
		forms := strings.Split(w, "/")
		list = append(list, store.SearchWord{Exact: forms[0], Forms: forms[1:]})
	}
	return list
}

func put(t *testing.T, db *store.DB, id int64, title, body string) {
	t.Helper()
	err := db.Tx(context.Background(), func(tx *gorm.DB) error {
		if err := tx.Save(&doc{ID: id, Noun: "post", NounID: fmt.Sprint(id), At: forumtest.Start}).Error; err != nil {
			return err
		}
		return store.PutSearch(tx, id, store.SearchText{Title: spaced(title), Body: spaced(body)})
	})
	if err != nil {
		t.Fatal(err)
	}
}

// ask gives the ids a query finds, sorted, newest first. A query is written as: clauses apart by &, their phrases by |, a star
// for a prefix.
func ask(t *testing.T, db *store.DB, query string) []int64 {
	t.Helper()
	var q store.SearchQuery
	for _, c := range strings.Split(query, "&") {
		var clause store.SearchClause
		for _, p := range strings.Split(c, "|") {
			words, prefix := strings.CutSuffix(strings.TrimSpace(p), "*")
			clause = append(clause, store.SearchPhrase{Words: strings.Fields(words), Prefix: prefix})
		}
		q = append(q, clause)
	}
	return found(t, db, q)
}

func found(t *testing.T, db *store.DB, q store.SearchQuery) []int64 {
	t.Helper()
	var rows []struct {
		ID   int64
		Rank float64
	}
	all := func(g *gorm.DB) *gorm.DB { return g }
	if err := store.Matches(db.Read(context.Background()), q, all, "d.id", 100).Scan(&rows).Error; err != nil {
		t.Fatalf("%v: %v", q, err)
	}
	ids := []int64{}
	for _, r := range rows {
		ids = append(ids, r.ID)
		if r.Rank < 0 {
			t.Errorf("%v: rank %g", q, r.Rank)
		}
	}
	return ids
}

func TestSearchUnderstandsItsQueries(t *testing.T) {
	forumtest.Engines(t, func(t *testing.T, db *store.DB) {
		put(t, db, 1, "留守 守儿 儿童 童", "民政 政厅 厅")
		put(t, db, 2, "", "留守 儿童 守儿")
		put(t, db, 3, "barn/barn", "skyddet/skydd/skydde för/for barnen/barn/barne")
		put(t, db, 4, "åtgärdsplan/atgardsplan", "hd/hdːtː2016ː01 t 2016 01")
		put(t, db, 5, "plan", "för barn")
		for _, c := range []struct {
			query string
			want  []int64
		}{
			{"留守 守儿 儿童", []int64{1}},
			{"留守 & 儿童", []int64{2, 1}},
			{"儿童 | 民政", []int64{2, 1}},
			{"儿*", []int64{2, 1}},
			{"留守 守*", []int64{1}},
			{"童 民政", []int64{}}, // no phrase runs from the title into the body
			{"童 & 民政", []int64{1}},
			{"barn", []int64{5, 3}},
			{"barn & skydd", []int64{3}},
			{"skyddet för barnen", []int64{3}},
			{"för barn", []int64{5}}, // a run is of words as written, not of their forms
			{"skydd för", []int64{}},
			{"för barn*", []int64{5, 3}},
			{"atgardsplan", []int64{4}},
			{"åtgärds*", []int64{4}},
			{"hdːtː2016ː01*", []int64{4}},
			{"hdːt*", []int64{4}},
			{"t 2016 01", []int64{4}},
			{"plan | barn & för", []int64{5, 3}},
			{"nothing", []int64{}},
		} {
			if got := ask(t, db, c.query); !slices.Equal(got, c.want) {
				t.Errorf("%s: got %v, want %v", c.query, got, c.want)
			}
		}
	})
}

func TestSearchTakesNothingForSyntax(t *testing.T) {
	hostile := []string{`"`, `'`, `\`, `*`, `:`, `(`, `)`, `&`, `|`, `!`, `<->`, `^`, "\x00", "\xff", "NEAR", "OR", "AND", "NOT", "title:", "{title}",
		`'; DROP TABLE index_docs; --`, `" OR 1=1 --`, `a':*`, `a\'`, "%", "_", "$1", "?", "@", "\u0085", strings.Repeat("x", 10_000), "儿\x00童", "\ufffd"}
	forumtest.Engines(t, func(t *testing.T, db *store.DB) {
		put(t, db, 1, "quiet", "calm water")
		put(t, db, 2, strings.Join(hostile, " "), strings.Join(hostile, " "))
		for _, h := range hostile {
			for _, q := range []store.SearchQuery{
				{{{Words: []string{h}}}}, {{{Words: []string{h}, Prefix: true}}}, {{{Words: []string{"quiet", h}}}}, {{{Words: []string{h, "quiet"}, Prefix: true}}},
			} {
				if got := found(t, db, q); slices.Contains(got, 1) && len(q[0][0].Words) == 1 {
					t.Errorf("%.40q: found what has no such word", h)
				}
			}
		}
		if got := found(t, db, store.SearchQuery{{{Words: []string{"or"}}}}); !slices.Equal(got, []int64{2}) {
			t.Errorf("OR is a word like another: %v", got)
		}
		for _, q := range []store.SearchQuery{nil, {}, {{}}, {{{Words: []string{"quiet"}}}, {}}, {{{Words: []string{"quiet"}}}, {{Words: []string{"*"}}}}} {
			if got := found(t, db, q); len(got) > 0 {
				t.Errorf("%v: a clause nothing can meet is met by %v", q, got)
			}
		}
	})
}

func TestSearchFollowsChange(t *testing.T) {
	forumtest.Engines(t, func(t *testing.T, db *store.DB) {
		for id := range int64(5) {
			put(t, db, id+1, "", "same words")
		}
		put(t, db, 3, "", "other words")
		if got := ask(t, db, "same"); !slices.Equal(got, []int64{5, 4, 2, 1}) {
			t.Errorf("after a change: %v", got)
		}
		err := db.Tx(context.Background(), func(tx *gorm.DB) error {
			if err := store.DropSearch(tx, []int64{1, 5}); err != nil {
				return err
			}
			return store.DropSearch(tx, nil)
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := ask(t, db, "words"); !slices.Equal(got, []int64{4, 3, 2}) {
			t.Errorf("after a deletion: %v", got)
		}
		put(t, db, 1, "", "same again")
		if got := ask(t, db, "same"); !slices.Equal(got, []int64{4, 2, 1}) {
			t.Errorf("after an addition: %v", got)
		}
		failed := db.Tx(context.Background(), func(tx *gorm.DB) error {
			if err := store.DropSearch(tx, []int64{2}); err != nil {
				return err
			}
			return context.Canceled
		})
		if got := ask(t, db, "same"); failed == nil || !slices.Equal(got, []int64{4, 2, 1}) {
			t.Errorf("after a transaction that failed: %v", got)
		}
	})
}

// A tsvector has places up to 16,383, and 256 of one token. What lies beyond is found all the same.
func TestSearchReadsLongTextsToTheEnd(t *testing.T) {
	long := strings.Repeat("the same words ", 9_000) + "at the very end"
	var distinct strings.Builder
	for i := range 40_000 {
		fmt.Fprintf(&distinct, "word%d ", i)
	}
	forumtest.Engines(t, func(t *testing.T, db *store.DB) {
		put(t, db, 1, "long", long)
		put(t, db, 2, "distinct", distinct.String())
		put(t, db, 3, "short", "very same end")
		for _, c := range []struct {
			query string
			want  []int64
		}{
			{"the very end", []int64{1}},
			{"very en*", []int64{1}},
			{"very end & same", []int64{1}},
			{"very same & end", []int64{3}},
			{"long & the very", []int64{1}},
			{"very the", []int64{}},
			{"long the", []int64{}},
			{"word39998 word39999", []int64{2}},
			{"word39999 word39998", []int64{}},
			{"word15990 word15991 word1599*", []int64{2}},
			{"word0 word39999", []int64{}},
			{"word16383 word30000", []int64{}}, // places that PostgreSQL would have made one
		} {
			if got := ask(t, db, c.query); !slices.Equal(got, c.want) {
				t.Errorf("%s: got %v, want %v", c.query, got, c.want)
			}
		}
	})
}

func TestSearchGivesTheNewestOfMany(t *testing.T) {
	forumtest.Engines(t, func(t *testing.T, db *store.DB) {
		for id := range int64(120) {
			put(t, db, id+1, "", "word")
		}
		got := ask(t, db, "word")
		if len(got) != 100 || got[0] != 120 || got[99] != 21 {
			t.Errorf("%d found, from %d to %d", len(got), got[0], got[len(got)-1])
		}
	})
}

func TestSearchSweepsTokensWithoutADocument(t *testing.T) {
	db := forumtest.SQLite(t) // on PostgreSQL a foreign key lets none arise
	put(t, db, 1, "", "word")
	put(t, db, 2, "", "word")
	ctx := context.Background()
	err := db.Tx(ctx, func(tx *gorm.DB) error {
		if err := tx.Where("id = ?", 1).Delete(&doc{}).Error; err != nil {
			return err
		}
		return store.SweepSearch(tx)
	})
	if err != nil {
		t.Fatal(err)
	}
	put(t, db, 3, "", "word")
	var n int
	if err := db.SQL().QueryRow(`SELECT count(*) FROM index_tokens WHERE index_tokens MATCH 'word'`).Scan(&n); err != nil || n != 2 {
		t.Errorf("%d rows of tokens for 2 documents: %v", n, err)
	}
}
