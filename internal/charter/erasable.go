package charter

import (
	"errors"
	"slices"
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

// ChangeErasables gives some editorial changes as what two moderators can erase: their words in each language, why they were proposed, and
// the objection, which those who sit in the forum read.
func ChangeErasables(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error) {
	var found []Change
	if err := db.Where("id IN ?", ids).Order("id").Find(&found).Error; err != nil || len(found) == 0 {
		return nil, err
	}
	var about, in []string
	for _, x := range found {
		about, in = append(about, x.CharterID), append(in, string(x.ForumID))
	}
	fresh := func() *gorm.DB { return db.Session(&gorm.Session{NewDB: true}) }
	var charters []forum.Charter
	var forums []forum.Forum
	err := errors.Join(fresh().Where("id IN ?", about).Find(&charters).Error, fresh().Where("id IN ?", in).Find(&forums).Error)
	var all []text.Erasable
	for _, x := range found {
		at := slices.IndexFunc(charters, func(c forum.Charter) bool { return c.ID == x.CharterID })
		where := slices.IndexFunc(forums, func(f forum.Forum) bool { return f.ID == x.ForumID })
		if at < 0 || where < 0 || !viewer.Sees(policy.Access{Class: policy.Members, Forum: x.ForumID}, now) {
			continue
		}
		all = append(all, x.erasable(charters[at], forums[where]))
	}
	return all, err
}

func (x Change) erasable(c forum.Charter, f forum.Forum) text.Erasable {
	e := text.Erasable{Ref: policy.Ref{Noun: ChangeNoun, ID: x.ID}, Of: c.Record(), Path: c.Path(f) + "#changes", Forum: f.ID, Language: x.Language,
		Words: []string{x.Reason, x.Zh, x.En, x.Sv, x.Objection},
		Note: func(past string) register.Note {
			n := c.Note(f, forum.CharterNoun+"."+past, c.State, c.State)
			n.Tell, n.Values, n.Facts["change"] = register.Tell{Secretaries: f.ID}, map[string]string{}, x.ID
			n.Access = policy.Access{Class: policy.Members, Forum: f.ID}
			return n
		},
		Entries: func(e register.Entry) bool { return e.Fact("change") == x.ID }, Empty: x.empty}
	if x.ObjectedFor != "" {
		e.Owners = []policy.OrganisationID{x.ObjectedFor}
	}
	return e.Marked()
}

// Erased tells whether two moderators took the words away: each change says what is changed and why.
func (x Change) Erased() bool { return x.Reason == "" }

// empty takes the words. A change that nobody has decided on yet ends with that: it can put nothing in force any more.
func (x Change) empty(tx *register.Tx) error {
	x.Reason, x.Zh, x.En, x.Sv, x.Objection = "", "", "", "", ""
	if x.State == ChangeOpen {
		x.State, x.StateSince = ChangeWithdrawn, tx.Now()
	}
	return tx.Save(&x)
}
