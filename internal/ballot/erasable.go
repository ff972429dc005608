package ballot

import (
	"time"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// VoiceNoun names the words of one organisation in a ballot between the moderators who erase them. In the register it is part of the ballot.
const VoiceNoun = "voice"

// Erasables gives those of some voices, by the ids of their voters, that a viewer sees, as what two moderators can erase: what an
// organisation has said, and what it was answered.
func Erasables(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error) {
	var voters []Voter
	if err := db.Where("id IN ?", ids).Order("id").Find(&voters).Error; err != nil {
		return nil, err
	}
	var about []string
	for _, v := range voters {
		about = append(about, v.BallotID)
	}
	var ballots []Ballot
	err := db.Session(&gorm.Session{NewDB: true}).Scopes(register.Visible(viewer, now, "ballots.")).Where("id IN ?", about).Find(&ballots).Error
	of := map[string]Ballot{}
	for _, b := range ballots {
		of[b.ID] = b
	}
	var all []text.Erasable
	for _, v := range voters {
		b, seen := of[v.BallotID]
		if !seen {
			continue
		}
		org := string(v.OrganisationID)
		all = append(all, text.Erasable{Ref: policy.Ref{Noun: VoiceNoun, ID: v.ID}, Of: b.Record(), Path: b.Path(), Owners: []policy.OrganisationID{v.OrganisationID}, Forum: b.Forum,
			Language: v.Language, Words: []string{v.Words, v.Answer},
			Note: func(past string) register.Note {
				n := b.note(past, b.State)
				n.Facts["organisation"] = org
				return n
			},
			Entries: func(e register.Entry) bool { return e.Fact("organisation") == org },
			Empty:   func(tx *register.Tx) error { return v.empty(tx, b) }}.Marked())
	}
	return all, err
}

// Erased tells whether two moderators took the words away: only words have a language.
func (v Voter) Erased() bool { return v.Language != "" && v.Words == "" }

// empty takes what was said. The voice stays, and counts.
func (v Voter) empty(tx *register.Tx, b Ballot) error {
	v.Words, v.Answer = "", ""
	if err := tx.Save(&v); err != nil {
		return err
	}
	return b.put(tx)
}

// Retitle lets the ballots on something go without the title of what they are on, since its words were erased.
func Retitle(tx *register.Tx, subject policy.Ref) error {
	var all []Ballot
	if err := tx.Where("subject_noun = ? AND subject_id = ?", subject.Noun, subject.ID).Order("id").Find(&all).Error; err != nil {
		return err
	}
	for _, b := range all {
		tx.Permit(policy.Allow(Noun, b.ID, "retitle"))
		tx.Put(register.Card{Noun: Noun, NounID: b.ID, State: b.State, Path: b.Path(), Access: b.Access})
		tx.Enter(b.note("title_erased", b.State))
	}
	return nil
}
