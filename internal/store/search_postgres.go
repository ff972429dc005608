package store

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"gorm.io/gorm"
)

// What a tsvector can hold: positions to 16,383 and 256 of them for a token. A text beyond either keeps its tokens in order
// beside it, and phrases are looked for there. The whole of it stays below a megabyte.
const (
	lastPosition   = 16_000
	mostPlaces     = 250
	largestTokens  = 900_000
	tokenOverhead  = 12
	titleToBodyGap = 10
)

// vector collects the tokens of one document with their places.
type vector struct {
	places map[string][]string
	bytes  int
	at     int
	long   bool // places had to be left out
}

func (v *vector) add(token, weight string) {
	places, known := v.places[token]
	if !known {
		if v.bytes += len(token) + tokenOverhead; v.bytes > largestTokens {
			return
		}
	}
	if v.at > lastPosition || len(places) >= mostPlaces {
		v.long, v.places[token] = true, places
		return
	}
	v.bytes += 2
	v.places[token] = append(places, strconv.Itoa(v.at)+weight)
}

func (v *vector) field(words []SearchWord, exact, forms string) {
	for _, w := range words {
		v.at++
		v.add(w.Exact, exact)
		for _, f := range w.Forms {
			v.add(f, forms)
		}
	}
	v.at += titleToBodyGap
}

// literal writes the vector as PostgreSQL reads it. Tokens hold neither quotes nor backslashes.
func (v *vector) literal() string {
	var b strings.Builder
	for _, token := range slices.Sorted(maps.Keys(v.places)) {
		b.WriteString("'" + token + "'")
		if places := v.places[token]; len(places) > 0 {
			b.WriteString(":" + strings.Join(places, ","))
		}
		b.WriteByte(' ')
	}
	return b.String()
}

func putPostgresSearch(tx *gorm.DB, id int64, doc SearchText) error {
	v := vector{places: map[string][]string{}}
	v.field(doc.Title, "A", "C")
	v.field(doc.Body, "B", "D")
	run := ""
	if v.long {
		title, _ := columns(doc.Title)
		body, _ := columns(doc.Body)
		run = " " + title + "\n " + body
	}
	return tx.Exec("INSERT INTO index_tokens (id, tokens, run) VALUES (?, CAST(? AS tsvector), ?) "+
		"ON CONFLICT (id) DO UPDATE SET tokens = excluded.tokens, run = excluded.run", id, v.literal(), run).Error
}

// matchPostgres takes the newest matches first, and ranks only those: ranking reads a document's whole vector. The "+ 0" keeps
// the planner from walking all documents backwards, which it does for want of knowing how rare a word is.
func matchPostgres(db *gorm.DB, q SearchQuery, scope func(*gorm.DB) *gorm.DB, columns string, most int) *gorm.DB {
	where, args := postgresCondition(q)
	found := db.Session(&gorm.Session{NewDB: true}).Table("index_tokens AS t").Select(columns+", t.tokens").
		Joins("JOIN index_docs AS d ON d.id = t.id").Where(where, args...).Scopes(scope).Order("d.id + 0 DESC").Limit(most)
	weights := fmt.Sprintf("{%g, %g, %g, %g}", weightBodyForms/8.0, weightTitleForms/8.0, weightBody/8.0, weightTitle/8.0) // D, C, B, A
	return db.Table("(?) AS d", found).
		Select(columns+", ts_rank_cd(CAST(? AS real[]), d.tokens, CAST(? AS tsquery)) AS rank", weights, postgresExpression(q, true))
}

// postgresCondition asks the vector, and for phrases in a text whose vector has not all places, the run of its tokens.
func postgresCondition(q SearchQuery) (where string, args []any) {
	strict := postgresExpression(q, true)
	const meets = "t.tokens @@ CAST(? AS tsquery)"
	phrases := slices.ContainsFunc(q, func(c SearchClause) bool {
		return slices.ContainsFunc(c, func(p SearchPhrase) bool { return len(p.Words) > 1 })
	})
	if !phrases {
		return meets, []any{strict}
	}
	where, args = meets, []any{postgresExpression(q, false)}
	for _, clause := range q {
		var any []string
		for _, p := range clause {
			if len(p.Words) == 1 {
				any, args = append(any, meets), append(args, postgresPhrase(p, true))
				continue
			}
			run := " " + strings.Join(p.Words, " ")
			if !p.Prefix {
				run += " "
			}
			any, args = append(any, "strpos(t.run, ?) > 0"), append(args, run)
		}
		where += " AND (" + strings.Join(any, " OR ") + ")"
	}
	return "(" + meets + " OR (t.run <> '' AND " + where + "))", append([]any{strict}, args...)
}

// postgresExpression writes a query in PostgreSQL's language; without order a phrase is met wherever its words stand.
func postgresExpression(q SearchQuery, order bool) string {
	clauses := make([]string, len(q))
	for i, clause := range q {
		phrases := make([]string, len(clause))
		for j, p := range clause {
			phrases[j] = postgresPhrase(p, order)
		}
		clauses[i] = "(" + strings.Join(phrases, " | ") + ")"
	}
	return strings.Join(clauses, " & ")
}

// postgresPhrase writes one phrase. Only tokens of the text itself (A title, B body) make a run, not further forms of them.
func postgresPhrase(p SearchPhrase, order bool) string {
	words := make([]string, len(p.Words))
	for i, w := range p.Words {
		mark := ""
		if p.Prefix && i == len(p.Words)-1 {
			mark = "*"
		}
		if len(p.Words) > 1 {
			mark += "AB"
		}
		words[i] = "'" + w + "'"
		if mark != "" {
			words[i] += ":" + mark
		}
	}
	if order {
		return "(" + strings.Join(words, " <-> ") + ")"
	}
	return "(" + strings.Join(words, " & ") + ")"
}
