// Package document keeps the papers that people at the table start from: opinions, letters and reports of others, each under its
// document number (文号), with titles in three languages and the way to where its issuer has published it. They are the shared basis
// that threads, charters and proposals cite. The house holds facts about a paper that are public anyway, and never the paper: it is
// linked, not copied, and nothing here fetches what a link leads to.
package document

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
)

// Noun is the document's name in the register.
const Noun = "document"

// ID is a document's opaque id.
type ID string

// Document is one paper of somebody else's. Year and Serial say when it was added and stay whatever is corrected: its address is made
// of them, since a number may turn out to be another.
type Document struct {
	ID        ID `gorm:"primaryKey"`
	Year      int
	Serial    int
	Number    string // normalised; empty: the paper has none
	Unsure    bool   // the number is still to be confirmed
	Reference string // how a paper without a number is cited
	Dated     string // "2016-02-04", or "2016" where no more is known
	Issuer    string // in words, in the paper's own language
	Language  string // of the paper
	TitleZh   string
	TitleEn   string
	TitleSv   string
	Link      string // https, or empty
	Words     string // what a list is searched by, see folded
	State     string
	Reason    string // why it was withdrawn
	AddedBy   policy.PersonID
	AddedAt   time.Time
	Version   int
}

// Record is the document itself.
func (d Document) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: string(d.ID)} }

// Piece is its row in the register's seals.
func (Document) Piece() string { return "row" }

// Lock is the optimistic lock.
func (d *Document) Lock() *int { return &d.Version }

// Key is the document in addresses: "2016-03".
func (d Document) Key() string { return fmt.Sprintf("%d-%02d", d.Year, d.Serial) }

// Path is the document's page without the language.
func (d Document) Path() string { return "/documents/" + d.Key() }

// Cited is what the document is called by in texts: its number, else its reference.
func (d Document) Cited() string {
	if d.Number != "" {
		return d.Number
	}
	return d.Reference
}

// Titles are the titles there are, by language.
func (d Document) Titles() map[string]string {
	titles := map[string]string{}
	for language, title := range map[string]string{"zh": d.TitleZh, "en": d.TitleEn, "sv": d.TitleSv} {
		if title != "" {
			titles[language] = title
		}
	}
	return titles
}

// Title gives the title in a language, else the original's, and the language it is in.
func (d Document) Title(language string) (title, in string) { return d.card().Title(language) }

// access is who may see a document: what is public at its issuer's is public here.
func access() policy.Access { return policy.Access{Class: policy.Public} }

// card is what the register shows of it.
func (d Document) card() register.Card {
	return register.Card{Noun: Noun, NounID: string(d.ID), Reference: d.Cited(), Language: d.Language, TitleZh: d.TitleZh, TitleEn: d.TitleEn,
		TitleSv: d.TitleSv, State: d.State, Path: d.Path(), Access: access()}
}

// note begins an entry about the document.
func (d Document) note(verb, from string) register.Note {
	return register.Note{Noun: Noun, ID: string(d.ID), Verb: verb, From: from, To: d.State, Access: access(),
		Facts: map[string]any{"key": d.Key(), "number": d.Number}, Values: map[string]string{}}
}

// folded is a text as a list is searched: of one width, in lower case, with single blanks.
func folded(text string) string {
	return strings.Join(strings.Fields(strings.ToLower(width.Fold.String(norm.NFC.String(text)))), " ")
}

// found gathers what the document is found by.
func (d Document) found() string {
	return folded(strings.Join([]string{d.Number, d.Reference, d.TitleZh, d.TitleEn, d.TitleSv, d.Issuer, d.Dated}, "\n"))
}

// Documents is the room's door.
type Documents struct {
	r    *register.Register
	gate *safeguard.Gate
}

// New opens the room. Every free text passes the gate before it is stored.
func New(r *register.Register, gate *safeguard.Gate) *Documents { return &Documents{r, gate} }
