// Package text keeps what people write: a text in immutable versions, each a list of blocks with a hash, and its translations
// with their state. Threads, posts and charters all use it. A version is never changed; it can only be erased, and then its
// hash stays. Whether a translation is out of date is computed from the hash it was made from.
package text

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"sametable/internal/clock"
	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// Text belongs to one noun and points at its current version.
type Text struct {
	ID       string `gorm:"primaryKey"`
	Noun     string
	NounID   string
	Language string // of the original: the authentic one
	Current  string // id of the current version
	Number   int    // of the current version
	Version  int
}

// Record is the noun the text belongs to.
func (t Text) Record() policy.Ref { return policy.Ref{Noun: t.Noun, ID: t.NounID} }

// Lock is the optimistic lock.
func (t *Text) Lock() *int { return &t.Version }

// Version is one immutable state of a text.
type Version struct {
	ID       string `gorm:"primaryKey"`
	TextID   string
	Noun     string
	NounID   string
	Number   int
	Language string
	Title    string
	Source   string // Markdown as typed
	HTML     string `gorm:"column:html"`
	Renderer int
	Blocks   string // JSON list of block hashes
	Hits     string // JSON list of safeguarding rule ids with offsets, never a value
	Hash     string
	MadeBy   policy.PersonID
	MadeAt   time.Time
	Quiet    bool // an edit within the quiet window; it replaces what readers saw without a mark
	Erased   bool
}

// TableName is the table's.
func (Version) TableName() string { return "text_versions" }

// Record is the noun the version belongs to.
func (v Version) Record() policy.Ref { return policy.Ref{Noun: v.Noun, ID: v.NounID} }

// Draft is a text that passed the gate and is about to be kept.
type Draft struct {
	Language string
	Title    string
	Source   string
	Hits     []Hit
	Quiet    bool
}

// Hit is what the gate found and the author explained: the rule and where, never what.
type Hit struct {
	Rule       string `json:"rule"`
	Start, End int
}

// Digest is the hash that names a version's content: SHA-256 of language, title and source, separated by NUL, in hex.
func Digest(language, title, source string) string {
	sum := sha256.Sum256([]byte(language + "\x00" + title + "\x00" + source))
	return hex.EncodeToString(sum[:])
}

// Begin keeps the first version of a noun's text.
func Begin(tx *register.Tx, owner policy.Ref, d Draft) (Text, Version, error) {
	t := Text{ID: clock.NewID(), Noun: owner.Noun, NounID: owner.ID, Language: d.Language, Number: 1}
	v := version(tx, t, d)
	t.Current = v.ID
	tx.Attest(owner, register.FactVersions, v.ID, v.seal())
	return t, v, tx.Add(&t, &v)
}

// Revise adds a version; the text's lock makes one of two editors come too late.
func Revise(tx *register.Tx, t *Text, d Draft) (Version, error) {
	t.Number++
	v := version(tx, *t, d)
	t.Current = v.ID
	if err := tx.Save(t); err != nil {
		return v, err
	}
	tx.Attest(v.Record(), register.FactVersions, v.ID, v.seal())
	return v, tx.Add(&v)
}

func version(tx *register.Tx, t Text, d Draft) Version {
	html, blocks := render(d.Source)
	hits, _ := json.Marshal(append([]Hit{}, d.Hits...))
	return Version{
		ID: clock.NewID(), TextID: t.ID, Noun: t.Noun, NounID: t.NounID, Number: t.Number, Language: d.Language, Title: d.Title,
		Source: d.Source, HTML: html, Renderer: markup.Renderer, Blocks: blocks, Hits: string(hits),
		Hash: Digest(d.Language, d.Title, d.Source), MadeBy: tx.Actor.Person, MadeAt: tx.Now(), Quiet: d.Quiet,
	}
}

// render gives what readers see of a source, and the hashes of its blocks.
func render(source string) (html, blocks string) {
	doc := markup.Render(source)
	hashes := make([]string, len(doc.Blocks))
	for i, b := range doc.Blocks {
		hashes[i] = b.Hash
	}
	list, _ := json.Marshal(hashes) // a list of strings always marshals
	return doc.HTML, string(list)
}
