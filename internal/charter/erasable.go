package charter

import (
	"time"

	"gorm.io/gorm"

	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// CommentNoun names the words of a comment between the moderators who erase them. In the register it is part of the charter.
const CommentNoun = "charter_comment"

// Erasables gives those of some comments that a viewer sees, as what two moderators can erase: what an organisation has said, and what it
// was answered.
func Erasables(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error) {
	var found []Comment
	if err := db.Scopes(register.Visible(viewer, now, "charter_comments.")).Where("id IN ?", ids).Order("id").Find(&found).Error; err != nil {
		return nil, err
	}
	var about []string
	for _, c := range found {
		about = append(about, c.CharterID)
	}
	var charters []struct {
		ID, Key, State string
		Number         int
	}
	err := db.Session(&gorm.Session{NewDB: true}).Table("charters").Select("charters.id, charters.number, charters.state, forums.key").
		Joins("JOIN forums ON forums.id = charters.forum_id").Where("charters.id IN ?", about).Scan(&charters).Error
	var all []text.Erasable
	for _, c := range found {
		for _, one := range charters {
			if one.ID == c.CharterID {
				all = append(all, c.erasable(one.Key, one.Number, one.State))
			}
		}
	}
	return all, err
}

func (c Comment) erasable(key string, number int, state string) text.Erasable {
	f := forum.Forum{ID: c.Forum, Key: key}
	of := forum.Charter{ID: c.CharterID, Number: number, State: state}
	return text.Erasable{Ref: policy.Ref{Noun: CommentNoun, ID: c.ID}, Of: c.Record(), Path: of.Path(f) + "#c-" + c.ID, Owners: []policy.OrganisationID{c.Organisation}, Forum: c.Forum,
		Language: c.Language, Words: []string{c.Quote, c.Words, c.Answer},
		Note: func(past string) register.Note {
			n := of.Note(f, forum.CharterNoun+"."+past, state, state)
			n.Access, n.Tell, n.Values = c.Access, register.Tell{}, map[string]string{}
			n.Facts["comment"], n.Facts["organisation"] = c.ID, string(c.Organisation)
			return n
		},
		Entries: func(e register.Entry) bool { return e.Fact("comment") == c.ID },
		Empty: func(tx *register.Tx) error {
			c.Quote, c.Words, c.Answer = "", "", ""
			return tx.Save(&c)
		}}.Marked()
}

// Erased tells whether two moderators took the words away: each comment has some otherwise.
func (c Comment) Erased() bool { return c.Words == "" }
