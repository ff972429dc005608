package index_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"
	"pgregory.net/rapid"

	"sametable/internal/demo/world"
	"sametable/internal/forumtest"
	"sametable/internal/index"
	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/store"
	"sametable/internal/words"
)

// demo gives every thread, post and charter of the demo world in every language it has there.
func demo(t testing.TB) []index.Doc {
	t.Helper()
	w, err := world.Load()
	if err != nil {
		t.Fatal(err)
	}
	var docs []index.Doc
	add := func(noun, id, language, title, source string) {
		docs = append(docs, index.Doc{Noun: noun, NounID: id, Language: language, Kind: noun, State: "original", Title: title,
			Body: markup.Render(source).Text, Access: policy.Access{Class: policy.Public}, At: forumtest.Start})
	}
	for _, f := range w.Forums {
		for _, l := range world.Languages() {
			add("charter", f.Key, l, f.Name.In(l), f.Charter.Text.In(l))
		}
	}
	for _, th := range w.Threads {
		for _, l := range world.Languages() {
			add("thread", th.Key, l, th.Title.In(l), th.Purpose.In(l))
		}
		for _, p := range th.Posts {
			id := fmt.Sprintf("%s#%d", th.Key, p.Number)
			add("post", id, p.Language, "", p.Body)
			for _, tr := range p.Translations {
				add("post", id, tr.Language, "", tr.Body)
			}
		}
	}
	return docs
}

func keep(t testing.TB, db *store.DB, docs ...index.Doc) {
	t.Helper()
	var refs []policy.Ref
	for _, d := range docs {
		refs = append(refs, d.Ref())
	}
	err := db.Tx(context.Background(), func(tx *gorm.DB) error { return index.Replace(tx, refs, docs, false) })
	if err != nil {
		t.Fatal(err)
	}
}

// find gives what a query finds, as noun:id, sorted.
func find(t failer, db *store.DB, q words.Query, narrow func(*gorm.DB) *gorm.DB) []string {
	t.Helper()
	f, err := index.Find(db.Read(context.Background()), index.Asked{Query: q, Viewer: policy.SystemActor(), Now: forumtest.Start, Narrow: narrow})
	if err != nil {
		t.Fatalf("%v: %v", q, err)
	}
	if f.More {
		t.Fatalf("%v: more than can be compared", q)
	}
	return names(f.Matches)
}

func names(matches []index.Match) []string {
	list := []string{}
	for _, m := range matches {
		list = append(list, m.Noun+":"+m.NounID)
	}
	slices.Sort(list)
	return list
}

// read finds by reading every document, without an index.
func read(docs []index.Doc, q words.Query) []string {
	list := []string{}
	for _, d := range docs {
		fields := [][]words.Token{words.Index(d.Title), words.Index(d.Body)}
		if !slices.ContainsFunc(q.Clauses, func(c words.Clause) bool { return !meets(fields, c) }) && len(q.Clauses) > 0 {
			list = append(list, d.Noun+":"+d.NounID)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func meets(fields [][]words.Token, c words.Clause) bool {
	for _, tokens := range fields {
		var exact []string
		for i, t := range tokens {
			if i == 0 || t.Pos != tokens[i-1].Pos {
				exact = append(exact, t.Text)
			}
			if len(c.Words) == 1 && (slices.Contains(c.Words[0], t.Text) || c.Prefix && strings.HasPrefix(t.Text, c.Words[0][0])) {
				return true
			}
		}
		for i := range exact {
			if len(c.Words) > 1 && runs(exact[i:], c) {
				return true
			}
		}
	}
	return false
}

func runs(exact []string, c words.Clause) bool {
	if len(exact) < len(c.Words) {
		return false
	}
	for k, alternatives := range c.Words {
		last := k == len(c.Words)-1
		if exact[k] != alternatives[0] && !(last && c.Prefix && strings.HasPrefix(exact[k], alternatives[0])) {
			return false
		}
	}
	return true
}

// Both engines find exactly what reading every document finds: for queries people type, and for pieces of the texts.
func TestBothEnginesFindWhatReadingFinds(t *testing.T) {
	docs := demo(t)
	engines := map[string]*store.DB{"sqlite": forumtest.SQLite(t), "postgres": forumtest.Postgres(t)}
	for _, db := range engines {
		keep(t, db, docs...)
	}
	compare := func(t failer, text string) int {
		t.Helper()
		q := words.Parse(text)
		want := read(docs, q)
		for name, db := range engines {
			if got := find(t, db, q, nil); !slices.Equal(got, want) {
				t.Errorf("%s, %q: got %v, want %v", name, text, got, want)
			}
		}
		return len(want)
	}
	hits := 0
	for _, text := range []string{"儿童", "民政", "留守儿童", "儿", "托育 日间照料", "universitet", "åtgärdsplan", "atgardsplan", "children's", "protection of children",
		"“barn i”", `"day care"`, "NGO", "2019年", "13号", "QH-2018-03", "barnskydd", "民政厅NGO", "the", "och", "*", "* OR", `"`, "社会工作者", "社區 兒童"} {
		hits += compare(t, text)
	}
	if hits < 200 { // of the queries above alone: what chance draws below may find little
		t.Errorf("the queries found %d documents in all: they prove little", hits)
	}
	rapid.Check(t, func(t *rapid.T) {
		d := docs[rapid.IntRange(0, len(docs)-1).Draw(t, "document")]
		runes := []rune(d.Title + " " + d.Body)
		piece := func(name string, most int) string {
			from := rapid.IntRange(0, len(runes)-1).Draw(t, name)
			return string(runes[from:min(len(runes), from+rapid.IntRange(1, most).Draw(t, name+" length"))])
		}
		text := piece("piece", 24)
		switch rapid.IntRange(0, 3).Draw(t, "shape") {
		case 1:
			text = `"` + strings.ReplaceAll(text, `"`, "") + `"`
		case 2:
			text += " " + piece("another", 12)
		case 3:
			text += "*"
		}
		compare(t, text)
	})
}

// failer is what a test and a property have in common.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
	Errorf(format string, args ...any)
}
