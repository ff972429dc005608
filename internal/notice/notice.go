// Package notice tells people what concerns them: it follows the register, writes each person one notice per entry, and mails
// it in her language if she wants that. Nobody is told of what she may not see, neither when the entry is made nor later, when
// the letter is written or the inbox opened.
package notice

import (
	"context"
	"encoding/json"
	"time"

	"github.com/riverqueue/river"
	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"database/sql"

	"sametable/internal/account"
	"sametable/internal/clock"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/mail"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Notice is one thing told to one person.
type Notice struct {
	ID       string `gorm:"primaryKey"`
	Seq      int64
	PersonID policy.PersonID
	Verb     string
	Noun     string
	NounID   string
	At       time.Time
	ReadAt   *time.Time
	MailedAt *time.Time
}

// OutsideTheRecord: telling is no act; the entry it tells of is.
func (Notice) OutsideTheRecord() {}

// Notices is the room's door.
type Notices struct {
	r        *register.Register
	accounts *account.Accounts
	forums   *forum.Forums
	words    *lang.Catalogue
	sender   mail.Sender
	origin   string
	queue    *river.Client[*sql.Tx]
}

// Means are what the room needs besides the register: who people are, the words, and a way to send letters.
type Means struct {
	Accounts *account.Accounts
	Forums   *forum.Forums
	Words    *lang.Catalogue
	Sender   mail.Sender
	Origin   string // scheme and host of the links in letters
}

// New opens the room.
func New(r *register.Register, m Means) (*Notices, error) {
	n := &Notices{r: r, accounts: m.Accounts, forums: m.Forums, words: m.Words, sender: m.Sender, origin: m.Origin}
	queue, err := n.openQueue()
	n.queue = queue
	return n, err
}

// Follower writes the notices of each entry, and queues the letters, in the transaction of its cursor.
func (n *Notices) Follower() register.Follower {
	return register.Follower{Name: "notice", Handle: n.handle}
}

func (n *Notices) handle(ctx context.Context, tx *gorm.DB, entries []register.Entry) error {
	told, err := audiences(tx, entries)
	if err != nil {
		return err
	}
	var everybody []policy.PersonID
	for _, persons := range told {
		everybody = append(everybody, persons...)
	}
	actors, err := n.actors(ctx, everybody)
	if err != nil {
		return err
	}
	at := n.r.Now()
	var notices []Notice
	for i, e := range entries {
		if err := n.queueSecret(ctx, tx, e); err != nil {
			return err
		}
		for _, id := range told[i] {
			if actor, known := actors[id]; known && id != e.ActorID && actor.Sees(e.Access, at) {
				notices = append(notices, Notice{ID: clock.NewID(), Seq: e.Seq, PersonID: id, Verb: e.Verb, Noun: e.Noun, NounID: e.NounID, At: e.At})
			}
		}
	}
	return n.write(ctx, tx, notices)
}

// write keeps the notices, each once, and queues letters for those who want one at once.
func (n *Notices) write(ctx context.Context, tx *gorm.DB, notices []Notice) error {
	if len(notices) == 0 {
		return nil
	}
	if err := tx.Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(&notices, 200).Error; err != nil {
		return err
	}
	ids := map[policy.PersonID]bool{}
	for _, one := range notices {
		ids[one.PersonID] = true
	}
	var wanting []policy.PersonID
	err := tx.Model(&account.Person{}).Where("id IN ? AND state = ? AND email <> '' AND mail_mode = ?", keys(ids), account.Active, account.AtOnce).
		Pluck("id", &wanting).Error
	if err != nil || len(wanting) == 0 {
		return err
	}
	wants := map[policy.PersonID]bool{}
	for _, id := range wanting {
		wants[id] = true
	}
	for _, one := range notices {
		if wants[one.PersonID] {
			if err := n.enqueue(ctx, tx, LetterArgs{Notice: one.ID}); err != nil {
				return err
			}
		}
	}
	return nil
}

func keys(set map[policy.PersonID]bool) []policy.PersonID {
	all := make([]policy.PersonID, 0, len(set))
	for id := range set {
		all = append(all, id)
	}
	return all
}

// actors are people as they are now, for the question what they may see.
func (n *Notices) actors(ctx context.Context, ids []policy.PersonID) (map[policy.PersonID]policy.Actor, error) {
	standings, err := n.forums.Standings(ctx, ids)
	if err != nil {
		return nil, err
	}
	actors := map[policy.PersonID]policy.Actor{}
	for id, s := range standings {
		actors[id] = policy.Actor{Person: id, Offices: s.Offices, Memberships: s.Memberships, Mandates: s.Mandates}
	}
	return actors, nil
}

// Item is a notice as the inbox shows it: with the card of its noun and what was said with the entry.
type Item struct {
	Notice
	Card  register.Card
	Actor string // who did it, as it stands on the entry
	For   policy.OrganisationID
	Note  string // the reason given, if there was one
	Count int    // unread notices of the same noun and verb that this one stands for
}

// Inbox gives the viewer's notices, newest first, before a number (0: from the newest); what she may no longer see is left out.
func (n *Notices) Inbox(ctx context.Context, viewer policy.Actor, before int64, limit int) ([]Item, error) {
	if viewer.Visitor() {
		return nil, nil
	}
	q := n.r.Read(ctx).Table("notices").Select("notices.*").
		Joins("JOIN cards ON cards.noun = notices.noun AND cards.noun_id = notices.noun_id").
		Scopes(register.Visible(viewer, n.r.Now(), "cards.")).
		Where("notices.person_id = ?", viewer.Person).Order("notices.seq DESC").Limit(limit)
	if before > 0 {
		q = q.Where("notices.seq < ?", before)
	}
	var notices []Notice
	if err := q.Scan(&notices).Error; err != nil {
		return nil, store.Found(err)
	}
	return n.items(ctx, notices)
}

func (n *Notices) items(ctx context.Context, notices []Notice) ([]Item, error) {
	items := make([]Item, len(notices))
	var seqs []int64
	var nouns []string
	for i, one := range notices {
		items[i] = Item{Notice: one, Count: 1}
		seqs, nouns = append(seqs, one.Seq), append(nouns, one.NounID)
	}
	if len(items) == 0 {
		return items, nil
	}
	var entries []register.Entry
	var values []register.EntryValue
	var cards []register.Card
	db := n.r.Read(ctx)
	for _, err := range []error{
		db.Where("seq IN ?", seqs).Find(&entries).Error, db.Where("seq IN ?", seqs).Find(&values).Error, db.Where("noun_id IN ?", nouns).Find(&cards).Error,
	} {
		if err != nil {
			return nil, store.Found(err)
		}
	}
	for i := range items {
		compose(&items[i], entries, values, cards)
	}
	return items, nil
}

func compose(item *Item, entries []register.Entry, values []register.EntryValue, cards []register.Card) {
	for _, e := range entries {
		if e.Seq == item.Seq {
			item.For = e.ActorFor
		}
	}
	for _, v := range values {
		switch {
		case v.Seq != item.Seq:
		case v.Name == "actor":
			item.Actor = v.Text
		case v.Name == "reason" || v.Name == "note":
			item.Note = v.Text
		}
	}
	for _, c := range cards {
		if c.Noun == item.Noun && c.NounID == item.NounID {
			item.Card = c
		}
	}
}

// Unread counts the viewer's unread notices, in one query.
func (n *Notices) Unread(ctx context.Context, viewer policy.Actor) (int, error) {
	if viewer.Visitor() {
		return 0, nil
	}
	var count int64
	err := n.r.Read(ctx).Model(&Notice{}).Where("person_id = ? AND read_at IS NULL", viewer.Person).Count(&count).Error
	return int(count), store.Found(err)
}

// MarkRead marks the viewer's notices read: all up to a number (0: all), or those of some nouns.
func (n *Notices) MarkRead(ctx context.Context, viewer policy.Actor, upTo int64, nouns ...string) error {
	if viewer.Visitor() {
		return nil
	}
	return n.r.Loose(ctx, func(tx *gorm.DB) error {
		q := tx.Model(&Notice{}).Where("person_id = ? AND read_at IS NULL", viewer.Person)
		if upTo > 0 {
			q = q.Where("seq <= ?", upTo)
		}
		if len(nouns) > 0 {
			q = q.Where("noun_id IN ?", nouns)
		}
		return q.Update("read_at", n.r.Now()).Error
	})
}

// fact reads one fact of an entry.
func fact(e register.Entry, name string) any {
	facts := map[string]any{}
	_ = json.Unmarshal([]byte(e.Facts), &facts) // written by the register
	return facts[name]
}
