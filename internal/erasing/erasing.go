// Package erasing is how two moderators take words away for good that show a child or are unlawful to hold: one asks with a reason, a
// second one reads the same words and does it. Whatever room the words lie in, they walk the same way: every version and translation goes,
// the files and letters, what was said of them in the register, and by what follows the register what stands in notices, mail and the
// index. Numbers, times, positions and hashes stay, and the register stays whole.
package erasing

import (
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/appeal"
	"sametable/internal/ballot"
	"sametable/internal/byletter"
	"sametable/internal/charter"
	"sametable/internal/clock"
	"sametable/internal/commitment"
	"sametable/internal/cosign"
	"sametable/internal/forum"
	"sametable/internal/handling"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/partnership"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/text"
)

// Erasure waits for the second of two moderators: the first has read these words and wants them gone. It is bound to what she read.
type Erasure struct {
	ID        string `gorm:"primaryKey"`
	Noun      string // of what: the noun of a record, or of a part of one
	NounID    string
	By        policy.PersonID `gorm:"column:proposed_by"`
	Reason    string
	VersionID string // the mark of what she read: a text version, or the words of a row
	Reads     bool   // she reads the language of the words
	OfNoun    string // the record it is part of; empty: it is the record itself
	OfID      string
}

// TableName is the table's.
func (Erasure) TableName() string { return "erasures" }

// asks begins what a first moderator asks for.
func asks(w written, by policy.PersonID, reason string, reads bool) Erasure {
	e := Erasure{ID: clock.NewID(), Noun: w.Ref.Noun, NounID: w.Ref.ID, By: by, Reason: reason, VersionID: w.Mark, Reads: reads}
	if w.Of != w.Ref {
		e.OfNoun, e.OfID = w.Of.Noun, w.Of.ID
	}
	return e
}

// Ref is what is to be erased.
func (e Erasure) Ref() policy.Ref { return policy.Ref{Noun: e.Noun, ID: e.NounID} }

// Record is the record in the register it is part of.
func (e Erasure) Record() policy.Ref {
	if e.OfID != "" {
		return policy.Ref{Noun: e.OfNoun, ID: e.OfID}
	}
	return e.Ref()
}

// Piece names it in the entries that seal it.
func (e Erasure) Piece() string { return "erasure " + e.ID }

// loader gives those of some records that a viewer sees, as what can be erased. Where the database locks, they are locked.
type loader func(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error)

func loaders() map[string]loader {
	return map[string]loader{proposal.Noun: proposal.Erasables, proposal.StatementNoun: proposal.StatementErasables, handling.Noun: handling.Erasables,
		handling.AnswerNoun: handling.AnswerErasables, ballot.VoiceNoun: ballot.Erasables, commitment.Noun: commitment.Erasables, partnership.Noun: partnership.Erasables,
		cosign.LetterNoun: cosign.Erasables, byletter.Noun: byletter.Erasables,
		appeal.Noun: appeal.Erasables, forum.CharterNoun: charter.TextErasables, charter.CommentNoun: charter.Erasables, charter.ChangeNoun: charter.ChangeErasables,
		meeting.Noun: meeting.Erasables, meeting.ItemNoun: meeting.ItemErasables, meeting.ReplyNoun: meeting.ReplyErasables, meeting.FileNoun: meeting.FileErasables,
		ParagraphNoun: paragraphs, NoteNoun: notes, minutes.CorrectionNoun: corrections}
}

// Nouns lists what can be erased, sorted.
func Nouns() []string { return slices.Sorted(maps.Keys(loaders())) }

// Erasings is the room's door.
type Erasings struct {
	r    *register.Register
	gate *safeguard.Gate
}

// New opens the room. Reasons pass the gate before they are stored.
func New(r *register.Register, gate *safeguard.Gate) *Erasings { return &Erasings{r, gate} }
