package store

import (
	"fmt"
	"strings"

	"gorm.io/gorm"
)

// putSQLiteSearch feeds FTS5 ready-made tokens with blanks between them; its ascii tokeniser parts them there and nowhere else.
func putSQLiteSearch(tx *gorm.DB, id int64, doc SearchText) error {
	title, titleForms := columns(doc.Title)
	body, bodyForms := columns(doc.Body)
	return tx.Exec("INSERT OR REPLACE INTO index_tokens (rowid, title, body, title_forms, body_forms) VALUES (?, ?, ?, ?, ?)",
		id, title, body, titleForms, bodyForms).Error
}

// columns parts the tokens that phrases are made of from further forms, which would come between them.
func columns(words []SearchWord) (exact, forms string) {
	var e, f strings.Builder
	for _, w := range words {
		e.WriteString(w.Exact)
		e.WriteByte(' ')
		for _, form := range w.Forms {
			f.WriteString(form)
			f.WriteByte(' ')
		}
	}
	return e.String(), f.String()
}

// matchSQLite walks FTS5's own list from the newest row backwards: it stops when there are enough, and sorts nothing.
func matchSQLite(db *gorm.DB, q SearchQuery, scope func(*gorm.DB) *gorm.DB, columns string, most int) *gorm.DB {
	rank := fmt.Sprintf(", -bm25(index_tokens, %d, %d, %d, %d) AS rank", weightTitle, weightBody, weightTitleForms, weightBodyForms)
	return db.Table("index_tokens").Select(columns+rank).
		Joins("CROSS JOIN index_docs AS d ON d.id = index_tokens.rowid"). // CROSS: the index comes first
		Where("index_tokens MATCH ?", sqliteExpression(q)).Scopes(scope).
		Order("index_tokens.rowid DESC").Limit(most)
}

// sqliteExpression writes a query in FTS5's language. Tokens stand in quotes and hold none; the star of a prefix stands outside.
func sqliteExpression(q SearchQuery) string {
	clauses := make([]string, len(q))
	for i, clause := range q {
		phrases := make([]string, len(clause))
		for j, p := range clause {
			phrases[j] = `"` + strings.Join(p.Words, " ") + `"`
			if p.Prefix {
				phrases[j] += " *"
			}
			if len(p.Words) > 1 {
				phrases[j] = "{title body} : " + phrases[j]
			}
		}
		clauses[i] = "(" + strings.Join(phrases, " OR ") + ")"
	}
	return strings.Join(clauses, " AND ")
}
