// Package printed keeps papers that have left the house as the bytes they left as. A paper is made anew whenever the layout changes; what
// somebody was sent stays what it was, and can be held against its SHA-256. The rows belong to the record of the noun they are of: its
// entries seal them. What a paper is made of is a matter of the rooms above.
package printed

import (
	"time"

	"sametable/internal/policy"
)

// The readers a paper is made for, where not everybody gets the same.
const (
	Everybody = "everybody"
	Table     = "table"   // those who sit in the forum
	Outside   = "outside" // all others
)

// Readers lists them.
func Readers() []string { return []string{Everybody, Table, Outside} }

// Key says which paper it is. Stamp is the hash of everything the paper was made of, whatever program made it: the same stamp is the same
// paper for ever.
type Key struct {
	Stamp    string
	Language string
	Reader   string
	Ending   string // pdf or docx
}

// File is a paper as it left the house. It is taken away when what it says is; its hash stays, so that what somebody has can still be
// told from a forgery.
type File struct {
	ID     string `gorm:"primaryKey"`
	Noun   string
	NounID string
	Key
	Hash    string // SHA-256 of the content, in hex
	Size    int
	Content []byte // empty once it was taken away
	MadeAt  time.Time
	GoneAt  *time.Time
	Version int
}

// TableName is the table's.
func (File) TableName() string { return "printed_files" }

// Record is the noun it is a paper of.
func (f File) Record() policy.Ref { return policy.Ref{Noun: f.Noun, ID: f.NounID} }

// Piece names it in the entries that seal it.
func (f File) Piece() string { return "paper " + f.ID }

// Lock is the optimistic lock.
func (f *File) Lock() *int { return &f.Version }

// Due says that papers of a noun are to be made. They are not made in the act that makes them due: setting a paper takes longer than anybody
// may hold the record.
type Due struct {
	Noun   string `gorm:"primaryKey"`
	NounID string `gorm:"primaryKey"`
	Since  time.Time
}

// TableName is the table's.
func (Due) TableName() string { return "printed_due" }

// OutsideTheRecord says it: a queue.
func (Due) OutsideTheRecord() {}
