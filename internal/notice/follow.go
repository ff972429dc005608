package notice

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/clock"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/thread"
)

// followerName is the cursor's name; it must not change.
const followerName = "notice"

// news is how old an entry may be for a letter. A house that reads its register again from the beginning, or a demo that plays
// years in a minute, shows notices but floods no mailbox.
const news = 7 * 24 * time.Hour

// Follower turns entries into notices, and queues letters in the same transaction as its cursor.
func (n *Notices) Follower() register.Follower {
	return register.Follower{Name: followerName, Handle: n.handle}
}

func (n *Notices) handle(ctx context.Context, tx *gorm.DB, entries []register.Entry) error {
	links, err := n.links(tx, entries)
	if err != nil {
		return err
	}
	rows, err := n.told(tx, entries)
	if err != nil {
		return err
	}
	for some := range slices.Chunk(rows, 500) {
		if err := tx.Create(&some).Error; err != nil {
			return err
		}
	}
	heads, err := n.heads(tx, entries)
	if err != nil {
		return err
	}
	q, err := n.queue()
	if err != nil {
		return err
	}
	return q.add(ctx, tx, append(rows, heads...), links)
}

// told makes the notices of a batch: for each entry everybody it names, once, without the actor, and without whoever may not see
// it at this instant. What was told before is left out, so a batch that is read twice tells nothing twice.
func (n *Notices) told(tx *gorm.DB, entries []register.Entry) ([]Notice, error) {
	entries = slices.DeleteFunc(slices.Clone(entries), func(e register.Entry) bool { return e.Tell == "" || e.Tell == "{}" })
	if len(entries) == 0 {
		return nil, nil
	}
	now := n.r.Now()
	a, err := audienceOf(tx, entries)
	if err != nil {
		return nil, err
	}
	var named []policy.PersonID
	for _, e := range entries {
		for _, c := range a.of(e) {
			named = append(named, c.person)
		}
	}
	readers, err := readersOf(tx, named, now)
	if err != nil {
		return nil, err
	}
	s, err := scenery(tx, entries)
	if err != nil {
		return nil, err
	}
	var rows []Notice
	for _, e := range entries {
		seen := s.told[e.Seq]
		for _, c := range a.of(e) {
			r, there := readers[c.person]
			if !there || seen[c.person] || c.person == e.ActorID || !c.true(r, now) || !may(r.Actor, e, s.card(e), now) {
				continue
			}
			seen[c.person] = true
			rows = append(rows, s.notice(e, r, c.why, now))
		}
	}
	return rows, nil
}

// true tells whether the reason holds for somebody who must sit in a forum, in a role.
func (c candidate) true(r reader, now time.Time) bool {
	if c.in == "" {
		return true
	}
	return len(r.In(c.in, now)) > 0 && (c.as == "" || slices.Contains(r.RolesIn(c.in, now), c.as))
}

// stage is what lies around a batch of entries: the cards of their nouns, the threads of posts, and who was told before.
type stage struct {
	cards  map[policy.Ref]register.Card
	topics map[string]string // thread by post
	told   map[int64]map[policy.PersonID]bool
}

func scenery(tx *gorm.DB, entries []register.Entry) (stage, error) {
	s := stage{cards: map[policy.Ref]register.Card{}, topics: map[string]string{}, told: map[int64]map[policy.PersonID]bool{}}
	var nouns, ids, postIDs []string
	seqs := make([]int64, len(entries))
	for i, e := range entries {
		seqs[i], s.told[e.Seq] = e.Seq, map[policy.PersonID]bool{}
		nouns, ids = append(nouns, e.Noun), append(ids, e.NounID)
		if e.Noun == thread.PostNoun {
			postIDs = append(postIDs, e.NounID)
		}
	}
	var cards []register.Card
	if err := tx.Where("noun IN ? AND noun_id IN ?", distinct(nouns), distinct(ids)).Find(&cards).Error; err != nil {
		return s, err
	}
	for _, c := range cards {
		s.cards[policy.Ref{Noun: c.Noun, ID: c.NounID}] = c
	}
	var posts []thread.Post
	if len(postIDs) > 0 {
		if err := tx.Select("id", "thread_id").Where("id IN ?", distinct(postIDs)).Find(&posts).Error; err != nil {
			return s, err
		}
	}
	for _, p := range posts {
		s.topics[p.ID] = p.ThreadID
	}
	var before []Notice
	err := tx.Select("id", "seq", "person_id").Where("seq IN ?", seqs).Find(&before).Error
	for _, b := range before {
		s.told[b.Seq][b.PersonID] = true
	}
	return s, err
}

func (s stage) card(e register.Entry) *register.Card {
	if c, ok := s.cards[e.Ref()]; ok {
		return &c
	}
	return nil
}

func (s stage) notice(e register.Entry, r reader, why Why, now time.Time) Notice {
	row := Notice{ID: ID(clock.NewID()), Seq: e.Seq, PersonID: r.Person, Verb: e.Verb, Noun: e.Noun, NounID: e.NounID, Topic: e.NounID, Why: why,
		At: e.At, Mail: NoMail}
	if topic := s.topics[e.NounID]; topic != "" && e.Noun == thread.PostNoun {
		row.Topic = topic
	}
	if r.email == "" || now.Sub(e.At) > news {
		return row
	}
	switch r.mode {
	case account.AtOnce:
		row.Mail, row.QueuedAt = Waiting, wall()
	case account.Daily:
		row.Mail, row.QueuedAt = Daily, wall()
		row.due = morning(*row.QueuedAt, r.zone())
		row.Digest = lang.ISO(row.due, r.zone())
	}
	return row
}

// links finds the one-time links of a batch that wait to be mailed.
func (n *Notices) links(tx *gorm.DB, entries []register.Entry) ([]account.SlipID, error) {
	var slips, waiting []account.SlipID
	for _, e := range entries {
		if e.Noun == account.Noun && e.Fact("by_mail") == "true" {
			slips = append(slips, account.SlipID(e.Fact("slip")))
		}
	}
	if len(slips) == 0 {
		return nil, nil
	}
	err := tx.Model(&account.SecretMail{}).Where("slip_id IN ?", distinct(slips)).Order("slip_id").Pluck("slip_id", &waiting).Error
	return waiting, err
}
