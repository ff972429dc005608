package meeting

import (
	"time"

	"gorm.io/gorm"

	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// ReplyErasables gives those of some answers to invitations that a viewer reads, by the ids of their places, where there are words beside
// them. Who comes stays.
func ReplyErasables(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error) {
	var places []Place
	if err := db.Where("id IN ? AND reply_note <> ''", ids).Order("id").Find(&places).Error; err != nil {
		return nil, err
	}
	of, err := meetingsOf(db, viewer, now, places, func(p Place) string { return p.MeetingID })
	var all []text.Erasable
	for _, p := range places {
		m, seen := of[p.MeetingID]
		access := policy.Access{Class: policy.Members, Forum: m.Forum}
		if !seen || !viewer.Sees(access, now) {
			continue
		}
		org := string(p.OrganisationID)
		all = append(all, text.Erasable{Ref: policy.Ref{Noun: ReplyNoun, ID: p.ID}, Of: m.Record(), Path: m.Path(), Owners: []policy.OrganisationID{p.OrganisationID}, Forum: m.Forum,
			Language: string(lang.Guess(p.ReplyNote)), Words: []string{p.ReplyNote},
			Note: func(past string) register.Note {
				n := m.erasing(past)
				n.From, n.To, n.Access, n.Facts["organisation"] = "", "", access, org
				return n
			},
			Entries: func(e register.Entry) bool {
				return e.Verb == Noun+"."+past()["reply"] && e.Fact("organisation") == org
			},
			Empty: func(tx *register.Tx) error {
				p.ReplyNote = ""
				return tx.Save(&p)
			}}.Marked())
	}
	return all, err
}
