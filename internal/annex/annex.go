// Package annex keeps the files that go with a part of a record (附件 · annex · bilaga), such as an item of an agenda: what may be taken in, what can
// be read in it, and the bytes. A file is what its content says it is, whatever it is called; what can be read in it passes the gate as any
// word does. To which part it belongs and who may see that is a matter of the rooms above.
package annex

import (
	"encoding/json"
	"slices"
	"time"

	"sametable/internal/policy"
)

// The measures of what is taken in. A file of ten megabytes takes three minutes over the line of a county's office; more is for the
// address of a document, not for a table.
const (
	MostBytes = 10 << 20
	MostFiles = 10 // with one part
	TitleMost = 200
	nameMost  = 120
)

// The kinds of files that are taken in, by their media types.
const (
	PDF  = "application/pdf"
	DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
	ODT  = "application/vnd.oasis.opendocument.text"
	ODS  = "application/vnd.oasis.opendocument.spreadsheet"
	Text = "text/plain; charset=utf-8"
	JPEG = "image/jpeg" // every picture is painted anew as one
)

// Ending is how the name of a file of some kind ends.
func Ending(kind string) string {
	return map[string]string{PDF: "pdf", DOCX: "docx", XLSX: "xlsx", PPTX: "pptx", ODT: "odt", ODS: "ods", Text: "txt", JPEG: "jpg"}[kind]
}

// Shows tells whether a browser shows a kind by itself; any other is a file to keep.
func Shows(kind string) bool { return kind == PDF || kind == JPEG }

// File is a file that goes with a part of a record. It never changes. Once readers were told of it, it is taken away with a reason and its row
// stays; erased, it loses its words and its bytes and keeps its hash.
type File struct {
	ID       string `gorm:"primaryKey"`
	Noun     string
	NounID   string
	Part     string // id of what it goes with, within the noun
	Place    int    // among the files of its part, in the order they came
	Kind     string // media type, by its content
	Name     string // as it is kept; its ending is the kind's
	Language string // of the title
	Title    string
	Hash     string // SHA-256 of the content, in hex
	Size     int
	Vouched  bool   // whoever added it said that no child can be identified in what nobody can read through
	Content  []byte // empty once it was erased
	AddedBy  policy.PersonID
	AddedAt  time.Time
	GoneBy   policy.PersonID
	GoneAt   *time.Time // it was taken away
	Reason   string     // why
	ErasedAt *time.Time
	Version  int
}

// Title is what a file is called, in a language.
type Title struct{ Words, Language string }

// TableName is the table's.
func (File) TableName() string { return "annex_files" }

// Record is the noun it belongs to.
func (f File) Record() policy.Ref { return policy.Ref{Noun: f.Noun, ID: f.NounID} }

// Piece names it in the entries that seal it.
func (f File) Piece() string { return "annex " + f.ID }

// Lock is the optimistic lock.
func (f *File) Lock() *int { return &f.Version }

// Stands tells whether it goes with its part now.
func (f File) Stands() bool { return f.GoneAt == nil }

// Erased tells whether two moderators took it away for good.
func (f File) Erased() bool { return f.ErasedAt != nil }

// Short is the hash as pages and papers bear it.
func Short(hash string) string { return hash[:min(16, len(hash))] }

// Listed is a file as a list that is kept names it.
type Listed struct {
	ID       string `json:"id"`
	Language string `json:"language"`
	Title    string `json:"title"` // empty: it was erased
	Kind     string `json:"kind"`
	Size     int    `json:"size"`
	Hash     string `json:"sha256"`
}

// List names those of some files that stand, in their order.
func List(files []File) []Listed {
	var all []Listed
	for _, f := range files {
		if f.Stands() {
			all = append(all, Listed{f.ID, f.Language, f.Title, f.Kind, f.Size, f.Hash})
		}
	}
	return all
}

// Write puts a list down; an empty one is "".
func Write(all []Listed) string {
	if len(all) == 0 {
		return ""
	}
	b, _ := json.Marshal(all) // plain values always marshal
	return string(b)
}

// Read reads what Write has put down.
func Read(written string) []Listed {
	var all []Listed
	_ = json.Unmarshal([]byte(written), &all) // written by this room
	return all
}

// Differ gives what was added to a list and what was taken from it.
func Differ(before, after []Listed) (added, removed []Listed) {
	lacks := func(all []Listed, one Listed) bool {
		return !slices.ContainsFunc(all, func(l Listed) bool { return l.ID == one.ID })
	}
	for _, l := range after {
		if lacks(before, l) {
			added = append(added, l)
		}
	}
	for _, l := range before {
		if lacks(after, l) {
			removed = append(removed, l)
		}
	}
	return added, removed
}
