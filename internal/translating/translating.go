// Package translating puts what is said in one language before readers of another: a translator writes it, a second person reviews it.
// Whatever room the words lie in, they walk the same way; what they are made of the room says that keeps them.
package translating

import (
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/text"
)

// kind is one noun whose words are put into other languages.
type kind struct {
	// load gives those of some records that a viewer sees and that can be translated now, oldest first. Where the database locks, they are
	// locked.
	load func(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Translatable, error)
	// wanted picks those that are to be read in the languages the charter asks for.
	wanted func(db *gorm.DB) *gorm.DB
}

func kinds() map[string]kind {
	return map[string]kind{
		proposal.Noun: {proposal.Translatables, func(db *gorm.DB) *gorm.DB {
			return db.Model(&proposal.Proposal{}).Where("state = ?", proposal.Admitted) // before others are asked about it
		}},
		proposal.StatementNoun: {proposal.StatementTranslatables, func(db *gorm.DB) *gorm.DB {
			return db.Model(&proposal.Statement{}).Where("stands AND proposal_id IN (?)", // while the table thinks about it
				db.Session(&gorm.Session{NewDB: true}).Model(&proposal.Proposal{}).Select("id").Where("state IN ?", []string{proposal.Consultation, proposal.Deliberation}))
		}},
	}
}

// Nouns lists what can be translated, sorted.
func Nouns() []string { return slices.Sorted(maps.Keys(kinds())) }

// MessageIDs lists every id this room puts together while it runs. The program does not start when one is missing.
func MessageIDs() []string {
	var ids []string
	for _, noun := range Nouns() {
		ids = append(ids, "entry."+noun+".translated")
	}
	return ids
}

// Translatings is the room's door.
type Translatings struct {
	r    *register.Register
	gate *safeguard.Gate
}

// New opens the room. Every translation passes the gate before it is stored.
func New(r *register.Register, gate *safeguard.Gate) *Translatings { return &Translatings{r, gate} }
