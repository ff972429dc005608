package store

import (
	"strings"

	"gorm.io/gorm"
)

// SearchWord is one word of a document in order: the token that phrases are made of, and further forms (stems, spellings
// without marks) under which it is found alone.
type SearchWord struct {
	Exact string
	Forms []string
}

// SearchText is what an engine indexes of a document. A phrase never runs from the title into the body.
type SearchText struct {
	Title []SearchWord
	Body  []SearchWord
}

// SearchQuery asks for documents in which every clause is met.
type SearchQuery []SearchClause

// SearchClause is met by any of its phrases.
type SearchClause []SearchPhrase

// SearchPhrase is a run of exact tokens. A run of one is also met by a further form. Prefix: the last token may go on.
type SearchPhrase struct {
	Words  []string
	Prefix bool
}

// The weights of a hit in title, body, further forms of the title and of the body, for both engines.
const (
	weightTitle      = 8
	weightBody       = 2
	weightTitleForms = 4
	weightBodyForms  = 1
)

// longestToken is how many bytes of a token count, in documents and in queries.
const longestToken = 120

// token makes a word safe for both engines, and the same on both: lower-case ASCII letters, digits and everything beyond
// ASCII. The engines then take it as it is.
func token(word string) string {
	word = strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r > 0x9f && r != '\ufffd':
			return r
		}
		return -1
	}, word)
	if len(word) > longestToken {
		word = strings.ToValidUTF8(word[:longestToken], "")
	}
	return word
}

// clean drops what no engine could look for; a clause that had phrases but keeps none matches nothing, so ok is false.
func (q SearchQuery) clean() (clean SearchQuery, ok bool) {
	for _, clause := range q {
		var kept SearchClause
		for _, phrase := range clause {
			p := SearchPhrase{Prefix: phrase.Prefix}
			for _, w := range phrase.Words {
				if w = token(w); w != "" {
					p.Words = append(p.Words, w)
				}
			}
			if len(p.Words) > 0 {
				kept = append(kept, p)
			}
		}
		if len(kept) == 0 {
			return nil, false
		}
		clean = append(clean, kept)
	}
	return clean, len(clean) > 0
}

// tokens makes the words of a field safe.
func tokens(words []SearchWord) []SearchWord {
	var out []SearchWord
	for _, w := range words {
		t := SearchWord{Exact: token(w.Exact)}
		if t.Exact == "" {
			continue
		}
		for _, f := range w.Forms {
			if f = token(f); f != "" && f != t.Exact {
				t.Forms = append(t.Forms, f)
			}
		}
		out = append(out, t)
	}
	return out
}

// PutSearch indexes the document whose row of index_docs has this id, in place of what was indexed before.
func PutSearch(tx *gorm.DB, id int64, doc SearchText) error {
	doc.Title, doc.Body = tokens(doc.Title), tokens(doc.Body)
	tx = tx.WithContext(housekeeping(tx.Statement.Context))
	if tx.Dialector.Name() == "postgres" {
		return asFault(putPostgresSearch(tx, id, doc))
	}
	return asFault(putSQLiteSearch(tx, id, doc))
}

// DropSearch takes documents out of the index.
func DropSearch(tx *gorm.DB, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	column := "rowid"
	if tx.Dialector.Name() == "postgres" {
		column = "id"
	}
	return asFault(tx.WithContext(housekeeping(tx.Statement.Context)).Exec("DELETE FROM index_tokens WHERE "+column+" IN ?", ids).Error)
}

// Matches gives the newest documents that meet the query and the scope, newest first, at most so many: the columns named, of
// index_docs as d, and a rank, which is higher for a better hit. An empty query matches nothing.
func Matches(db *gorm.DB, q SearchQuery, scope func(*gorm.DB) *gorm.DB, columns string, most int) *gorm.DB {
	q, ok := q.clean()
	if !ok {
		return db.Table("index_docs AS d").Select(columns + ", 0.0 AS rank").Where("1 = 0")
	}
	if db.Dialector.Name() == "postgres" {
		return matchPostgres(db, q, scope, columns, most)
	}
	return matchSQLite(db, q, scope, columns, most)
}

type erasedKey struct{}

// ForgetSearch takes the words of dropped documents out of the index for good, and has SQLite's log emptied behind the
// transaction. FTS5 marks a document as deleted and keeps its words until it merges; PostgreSQL's vacuum does the like by itself.
func ForgetSearch(tx *gorm.DB) error {
	if tx.Dialector.Name() == "postgres" {
		return nil
	}
	if erased, ok := tx.Statement.Context.Value(erasedKey{}).(*bool); ok {
		*erased = true
	}
	return asFault(tx.WithContext(housekeeping(tx.Statement.Context)).Exec("INSERT INTO index_tokens(index_tokens) VALUES('optimize')").Error)
}

// SweepSearch drops the tokens of documents that are gone, which only damage from outside can leave behind.
func SweepSearch(tx *gorm.DB) error {
	if tx.Dialector.Name() == "postgres" {
		return nil // the foreign key keeps them together
	}
	return asFault(tx.WithContext(housekeeping(tx.Statement.Context)).
		Exec("DELETE FROM index_tokens WHERE rowid NOT IN (SELECT id FROM index_docs)").Error)
}

// WaitForCursor lets a transaction wait until a follower's batch has ended, and the follower until the transaction has. A
// follower nobody started yet is not waited for. SQLite has one writer anyway.
func WaitForCursor(tx *gorm.DB, name string) error {
	if tx.Dialector.Name() != "postgres" {
		return nil
	}
	var rows []int64
	return asFault(tx.WithContext(housekeeping(tx.Statement.Context)).Raw("SELECT seq FROM cursors WHERE name = ? FOR UPDATE", name).Scan(&rows).Error)
}
