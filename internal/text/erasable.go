package text

import (
	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/register"
)

// Erasable is what can be erased of one record. The room that keeps the record tells it to the room above in which two moderators erase.
type Erasable struct {
	Ref      policy.Ref              // names it between the two moderators
	Of       policy.Ref              // the record it is part of in the register; often the same
	Path     string                  // its page, without the language
	Owners   []policy.OrganisationID // whose people are told, and do not judge it
	Forum    policy.ForumID
	Language string   // of the words; empty: nobody has to read any
	Version  string   // id of the text version others read; empty: the words lie in rows of the room, see Words
	Words    []string // what stands there, where it is no text version
	Files    []string // addresses of the papers that go with it, without the language
	Mark     string   // what was read: an erasure is bound to it
	Gone     bool     // nothing is left of it

	Note    func(past string) register.Note // begins an entry about it
	Entries func(register.Entry) bool       // whose values go with it; nil: those of all its entries; unused where Kept
	Kept    bool                            // no entry carries words of it
	Empty   func(*register.Tx) error        // empties the rows, drops the files and puts the card anew
}

// Marked gives what is no text version its mark: what stands there now.
func (e Erasable) Marked() Erasable {
	all := ""
	for _, s := range append(append([]string{}, e.Words...), e.Files...) {
		all += s + "\x00"
	}
	e.Mark, e.Gone = Digest(e.Ref.Noun, e.Ref.ID, all), len(all) == len(e.Words)+len(e.Files)
	return e
}

// EraseAll takes every version and translation of a record's text away, as far as they stand.
func EraseAll(tx *register.Tx, owner policy.Ref) error {
	_, _, translations, err := Of(tx.DB, owner)
	if err != nil {
		return err
	}
	var standing []Version
	if err := tx.Session(&gorm.Session{NewDB: true}).Where("noun = ? AND noun_id = ? AND NOT erased", owner.Noun, owner.ID).Order("number").Find(&standing).Error; err != nil {
		return err
	}
	return Erase(tx, standing, translations)
}
