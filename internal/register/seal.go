package register

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/clock"
	"sametable/internal/policy"
)

// FactSeals is the fact that seals what an act wrote beside the entries: a piece of the noun → the salted hash of its row; empty
// where the row is gone.
const FactSeals = "seals"

// cardPiece is the piece every noun with a card has.
const cardPiece = "card"

// Sealed is a row that pages show and no text version holds. Whatever Save and Add write of it, the noun's entry seals.
type Sealed interface {
	Record() policy.Ref
	Piece() string // among what belongs to the noun: "row", "photo 019…"
}

// piece is one such row.
type piece struct {
	ref  policy.Ref
	name string
}

// seal keeps the salt without which nobody can try values against the hash in the chain. A new seal brings a new salt: what was
// erased cannot be guessed from an old entry.
type seal struct {
	Noun   string `gorm:"primaryKey"`
	NounID string `gorm:"primaryKey"`
	Piece  string `gorm:"primaryKey"`
	Salt   string
}

// TableName is the table's.
func (seal) TableName() string { return "seals" }

// Record says that it is the register's own bookkeeping.
func (seal) Record() policy.Ref { return own() }

// seal notes a row as it is written; the last word of an act counts.
func (t *Tx) seal(row any) error {
	sealed, ok := row.(Sealed)
	if !ok {
		return nil
	}
	said, err := columns(t.DB, row)
	t.seals[piece{sealed.Record(), sealed.Piece()}] = said
	return err
}

// Drop deletes a row for good, and its salt with it; the noun's entry says that it is gone.
func (t *Tx) Drop(row Sealed) error {
	t.seals[piece{row.Record(), row.Piece()}] = ""
	return t.Delete(row).Error
}

// Rewrite writes some columns of a row that has no lock, because nothing but an erasure changes it, and seals it anew.
func (t *Tx) Rewrite(row Sealed, columns ...string) error {
	if err := t.Model(row).Select(columns).Updates(row).Error; err != nil {
		return err
	}
	return t.seal(row)
}

// sealAll puts the seals into the entries and the salts beside them.
func (t *Tx) sealAll() error {
	for _, c := range t.cards {
		said, err := columns(t.DB, c)
		if err != nil {
			return err
		}
		t.seals[piece{policy.Ref{Noun: c.Noun, ID: c.NounID}, cardPiece}] = said
	}
	var salts []seal
	db := ours(t.DB)
	for p, said := range t.seals {
		s := seal{Noun: p.ref.Noun, NounID: p.ref.ID, Piece: p.name}
		if said == "" {
			if err := db.Delete(&s).Error; err != nil {
				return err
			}
			t.Attest(p.ref, FactSeals, p.name, "")
			continue
		}
		s.Salt = clock.NewSecret()
		salts = append(salts, s)
		t.Attest(p.ref, FactSeals, p.name, commitment(s.Salt, p.name, said))
	}
	if len(salts) == 0 {
		return nil
	}
	return db.Clauses(clause.OnConflict{UpdateAll: true}).Create(&salts).Error
}

// columns is what a row says: its columns that are not empty, 0 or false, each as name=value, in the order of names, separated by
// NUL. A column that comes later does not break the seals before it. The lock and a card's number are left out.
func columns(db *gorm.DB, row any) (string, error) {
	s := &gorm.Statement{DB: db}
	if err := s.Parse(row); err != nil {
		return "", err
	}
	var all []string
	for _, f := range s.Schema.Fields {
		if f.DBName == "" || f.DBName == "version" || s.Schema.Table == "cards" && f.DBName == "seq" {
			continue
		}
		value, zero := f.ValueOf(db.Statement.Context, reflect.Indirect(reflect.ValueOf(row)))
		if content, ok := value.([]byte); ok { // an engine gives none for what is empty
			zero = len(content) == 0
		}
		if !zero {
			all = append(all, f.DBName+"="+spelt(value))
		}
	}
	slices.Sort(all)
	return strings.Join(all, "\x00"), nil
}

// spelt is a value as text: numbers in decimal, times as in an entry, the content of a file as its SHA-256.
func spelt(value any) string {
	switch v := value.(type) {
	case []byte:
		sum := sha256.Sum256(v)
		return hex.EncodeToString(sum[:])
	case time.Time:
		return v.UTC().Format(instant)
	case *time.Time:
		return v.UTC().Format(instant)
	}
	switch v := reflect.ValueOf(value); v.Kind() {
	case reflect.Int, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.String:
		return v.String()
	}
	return fmt.Sprint(value)
}
