package index_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"sametable/internal/forumtest"
	"sametable/internal/index"
	"sametable/internal/policy"
	"sametable/internal/store"
	"sametable/internal/words"
)

const synthetic = 50_000

// invented makes documents of sentences of the demo world, in one language each, about 600 bytes long.
func invented(b *testing.B, n int) []index.Doc {
	b.Helper()
	sentences := map[string][]string{}
	for _, d := range demo(b) {
		for _, s := range strings.FieldsFunc(d.Body, func(r rune) bool { return strings.ContainsRune("。.；;\n", r) }) {
			sentences[d.Language] = append(sentences[d.Language], strings.TrimSpace(s))
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	docs := make([]index.Doc, n)
	for i := range docs {
		language := []string{"zh", "en", "sv"}[i%3]
		from := sentences[language]
		body := ""
		for len(body) < 600 {
			body += from[random.IntN(len(from))] + ". "
		}
		access := policy.Access{Class: policy.Public, Forum: "HD"}
		if i%2 == 1 {
			access.Class = policy.Members
		}
		docs[i] = index.Doc{Noun: "post", NounID: fmt.Sprintf("%06d", i), Language: language, Kind: "personal", State: "original", Access: access,
			ForumKey: "HD", At: forumtest.Start.Add(time.Duration(i) * time.Minute), Body: body}
	}
	return docs
}

func build(b *testing.B, db *store.DB, docs []index.Doc) {
	b.Helper()
	for from := 0; from < len(docs); from += 200 {
		batch := docs[from:min(len(docs), from+200)]
		var refs []policy.Ref
		for _, d := range batch {
			refs = append(refs, d.Ref())
		}
		if err := db.Tx(context.Background(), func(tx *gorm.DB) error { return index.Replace(tx, refs, batch, false) }); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkSearch builds an index of 50,000 documents on each engine, tells how many it took a second, and searches it as a
// visitor and as a member.
func BenchmarkSearch(b *testing.B) {
	docs := invented(b, synthetic)
	member := policy.Actor{Person: "p", Mandates: []policy.Mandate{{Forum: "HD", From: forumtest.Start.Add(-time.Hour)}}}
	for name, open := range map[string]func(testing.TB) *store.DB{"sqlite": forumtest.SQLite, "postgres": forumtest.Postgres} {
		b.Run(name, func(b *testing.B) {
			db := open(b)
			began := time.Now()
			build(b, db, docs)
			rate := float64(len(docs)) / time.Since(began).Seconds()
			b.Run("build", func(b *testing.B) {
				for b.Loop() { // the work is done: this line shows how fast
				}
				b.ReportMetric(rate, "docs/s")
			})
			ctx := context.Background()
			if db.Engine() == store.Postgres {
				if _, err := db.SQL().ExecContext(ctx, "VACUUM ANALYZE"); err != nil {
					b.Fatal(err)
				}
			}
			for _, text := range []string{"儿童", "留守儿童", "儿", "民政 儿童", "protection", "universitet", "kommunen", "barn", "WeChat 微信", `"of the child"`} {
				for who, viewer := range map[string]policy.Actor{"visitor": {}, "member": member} {
					b.Run(text+"/"+who, func(b *testing.B) {
						q := words.Parse(text)
						hits := 0
						for b.Loop() {
							f, err := index.Find(db.Read(ctx), index.Asked{Query: q, Viewer: viewer, Now: forumtest.Start})
							if err != nil {
								b.Fatal(err)
							}
							hits = len(f.Matches)
						}
						b.ReportMetric(float64(hits), "hits")
					})
				}
			}
			b.Run("access", func(b *testing.B) { // of one document, which writes no tokens
				d := docs[0]
				for i := 0; b.Loop(); i++ {
					d.Class = []policy.Class{policy.Members, policy.Public}[i%2]
					build(b, db, []index.Doc{d})
				}
			})
		})
	}
}
