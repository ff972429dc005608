// Package printed keeps papers that have left the house as the bytes they left as. A paper is made anew whenever the layout changes; what
// somebody was sent stays what it was, and can be held against its SHA-256. The rows belong to the record of the noun they are of: its
// entries seal them. What a paper is made of is a matter of the rooms above.
package printed

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/clock"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
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

// Order asks, within an act, that the papers of a noun be made.
func Order(tx *register.Tx, of policy.Ref) error {
	return tx.DB.Session(&gorm.Session{NewDB: true}).Clauses(clause.OnConflict{UpdateAll: true}).Create(&Due{Noun: of.Noun, NounID: of.ID, Since: tx.Now()}).Error
}

// Ordered lists what is to be made, the oldest first.
func Ordered(ctx context.Context, r *register.Register, noun string) ([]Due, error) {
	var all []Due
	err := r.Read(ctx).Where("noun = ?", noun).Order("since, noun_id").Limit(50).Find(&all).Error
	return all, store.Found(err)
}

// Done ends an order, unless it was given anew since.
func Done(ctx context.Context, r *register.Register, d Due) error {
	return r.Loose(ctx, func(db *gorm.DB) error {
		return db.Where("noun = ? AND noun_id = ? AND since <= ?", d.Noun, d.NounID, d.Since).Delete(&Due{}).Error
	})
}

// Keep keeps a paper within an act that may change its noun, unless it is kept already; the one that is kept counts.
func Keep(tx *register.Tx, of policy.Ref, k Key, content []byte) (f File, fresh bool, err error) {
	known, err := find(tx.DB, of, k)
	if err != nil || known.ID != "" {
		return known, false, err
	}
	sum := sha256.Sum256(content)
	f = File{ID: clock.NewID(), Noun: of.Noun, NounID: of.ID, Key: k, Hash: hex.EncodeToString(sum[:]), Size: len(content), Content: content, MadeAt: tx.Now(), Version: 1}
	return f, true, tx.Add(&f)
}

// Find gives a paper that is kept; an empty one where there is none.
func Find(ctx context.Context, r *register.Register, of policy.Ref, k Key) (File, error) {
	f, err := find(r.Read(ctx), of, k)
	return f, store.Found(err)
}

func find(db *gorm.DB, of policy.Ref, k Key) (File, error) {
	var f File
	err := db.Session(&gorm.Session{NewDB: true}).Where("noun = ? AND noun_id = ? AND stamp = ? AND language = ? AND reader = ? AND ending = ? AND gone_at IS NULL",
		of.Noun, of.ID, k.Stamp, k.Language, k.Reader, k.Ending).Limit(1).Find(&f).Error
	return f, err
}

// Of lists the papers of a noun without their content, the oldest first.
func Of(ctx context.Context, r *register.Register, of policy.Ref) ([]File, error) {
	var all []File
	err := r.Read(ctx).Omit("content").Where("noun = ? AND noun_id = ?", of.Noun, of.ID).Order("made_at, language, reader, ending, id").Find(&all).Error
	return all, store.Found(err)
}

// Drop takes the content of every paper of a noun away, within an act that may change the noun and enters why: what was withheld or erased
// must not come back as a file. It tells how many there were.
func Drop(tx *register.Tx, of policy.Ref) (dropped int, err error) {
	fresh := func() *gorm.DB { return tx.DB.Session(&gorm.Session{NewDB: true}) }
	if err := fresh().Where("noun = ? AND noun_id = ?", of.Noun, of.ID).Delete(&Due{}).Error; err != nil {
		return 0, err
	}
	var all []File
	if err := fresh().Omit("content").Where("noun = ? AND noun_id = ? AND gone_at IS NULL", of.Noun, of.ID).Order("id").Find(&all).Error; err != nil {
		return 0, err
	}
	for n := range all {
		now := tx.Now()
		all[n].Content, all[n].GoneAt = []byte{}, &now
		if err := tx.Save(&all[n]); err != nil {
			return n, err
		}
	}
	return len(all), nil
}
