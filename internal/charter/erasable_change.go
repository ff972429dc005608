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
		Words: []string{x.Reason, x.Zh, x.En, x.Sv, x.Objection, x.Declined},
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
	x.Reason, x.Zh, x.En, x.Sv, x.Objection, x.Declined = "", "", "", "", "", ""
	if x.Waits() {
		x.State, x.StateSince = ChangeWithdrawn, tx.Now()
	}
	return tx.Save(&x)
}
