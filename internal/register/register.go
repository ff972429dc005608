// Package register is the forum's diary (diarium · 登记簿) and the one way to change anything. An act runs in one transaction;
// whatever it writes needs a permit and leaves an entry, and from that one row come the audit trail, the timeline on the page,
// the notices and the cache key. Entries form one chain of hashes. For every noun the register keeps one card, from which
// links and notices are made without knowing the noun.
package register

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// Register opens acts on one database, in one domain time.
type Register struct {
	db        *store.DB
	clock     clock.Clock
	followers []Follower
	woken     chan struct{}
}

// New gives a register.
func New(db *store.DB, c clock.Clock) *Register {
	return &Register{db: db, clock: c, woken: make(chan struct{}, 1)}
}

// Now is domain time.
func (r *Register) Now() time.Time { return r.clock.Now() }

// Read starts a query outside an act.
func (r *Register) Read(ctx context.Context) *gorm.DB { return r.db.Read(ctx) }

// Loose runs fn in a transaction that may write only rows outside the record (sessions, drafts, read marks, queues).
func (r *Register) Loose(ctx context.Context, fn func(*gorm.DB) error) error { return r.db.Tx(ctx, fn) }

// Store is the database under the register, for the rooms that need the engine itself.
func (r *Register) Store() *store.DB { return r.db }

// Tx is an open act.
type Tx struct {
	*gorm.DB
	Actor   policy.Actor
	ID      string // of the act
	now     time.Time
	permits map[policy.Ref]bool
	touched map[policy.Ref]bool
	refused error // the first write that was refused: the act cannot end well any more
	entries []*Entry
	facts   []map[string]any // of each entry
	values  [][]EntryValue
	attests []attest
	seals   map[piece]string // what the act wrote of each; empty: it is gone
	cards   []*Card
	once    string
}

// Now is the instant of the act; everything in it happens then.
func (t *Tx) Now() time.Time { return t.now }

type onceKey struct{}

// WithOnce marks a context with the key of a form: an act under the same key by the same person happens once.
func WithOnce(ctx context.Context, key string) context.Context {
	if key == "" {
		return ctx
	}
	return context.WithValue(ctx, onceKey{}, key)
}

type refusalKey struct{}

// WithRefusal marks a context with a fault that no act outlives: the act is asked for as always, so that whatever else is wrong
// with it is said first, and then nothing of it stays. A door has seen something that has to be looked at before it is kept.
func WithRefusal(ctx context.Context, f *fault.Fault) context.Context {
	return context.WithValue(ctx, refusalKey{}, f)
}

// Replayed says that this form was already carried out; Path is the page of what it made.
type Replayed struct{ Path string }

// Error is for logs.
func (r *Replayed) Error() string { return "register: the form was already carried out: " + r.Path }

// Act runs fn as one act of the actor: one transaction in which every written row has a permit and every changed noun an
// entry, or nothing happens. Followers are woken after the commit.
func (r *Register) Act(ctx context.Context, actor policy.Actor, fn func(*Tx) error) error {
	t := &Tx{Actor: actor, ID: clock.NewID(), now: r.clock.Now(), permits: map[policy.Ref]bool{}, touched: map[policy.Ref]bool{}, seals: map[piece]string{}}
	key, _ := ctx.Value(onceKey{}).(string)
	if key != "" {
		t.once = string(actor.Person) + ":" + key
	}
	err := r.db.Tx(store.WithWatch(ctx, t.watch), func(g *gorm.DB) error {
		t.DB = g
		if err := t.claim(); err != nil {
			return err
		}
		if err := fn(t); err != nil {
			return err
		}
		if refusal, ok := ctx.Value(refusalKey{}).(*fault.Fault); ok {
			return refusal
		}
		return t.close()
	})
	if err != nil {
		return r.replayed(ctx, t, err)
	}
	r.wake()
	return nil
}

// Permit lets the act change the noun the permit names.
func (t *Tx) Permit(p policy.Permit) {
	if p.Valid() {
		t.permits[p.For] = true
	}
}

// UnpermittedError is what a write meets for whose noun the act has no permit.
type UnpermittedError struct{ Ref policy.Ref }

func (e UnpermittedError) Error() string {
	return fmt.Sprintf("register: a write to %s %q without a permit", e.Ref.Noun, e.Ref.ID)
}

// UnenteredError is what a commit meets that changed a noun without an entry.
type UnenteredError struct{ Ref policy.Ref }

func (e UnenteredError) Error() string {
	return fmt.Sprintf("register: %s %q was changed without an entry", e.Ref.Noun, e.Ref.ID)
}

func (t *Tx) watch(ref policy.Ref) error {
	if ref.ID == "" || ref.Noun == ownNoun || !t.permits[ref] {
		if t.refused == nil {
			t.refused = UnpermittedError{ref}
		}
		return UnpermittedError{ref}
	}
	t.touched[ref] = true
	return nil
}

// Enter notes what was done. The noun needs a permit; From, To and the rest say what changed.
func (t *Tx) Enter(n Note) {
	organisation, mandate := t.capacity(n)
	e := &Entry{
		Act: t.ID, At: t.now, Noun: n.Noun, NounID: n.ID, Verb: n.Verb, ActorID: t.Actor.Person, ActorFor: organisation, MandateID: mandate,
		FromState: n.From, ToState: n.To, VersionID: n.Version, VersionHash: n.Hash, Tell: canonical(n.Tell), Access: n.Access,
	}
	if e.ActorID == "" && t.Actor.System {
		e.ActorID = "system"
	}
	values := map[string]string{}
	for k, v := range n.Values {
		values[k] = v
	}
	if _, set := values["actor"]; !set {
		values["actor"] = t.Actor.Name
	}
	rows, commitments := commit(values)
	e.Commitments = canonical(commitments)
	t.entries = append(t.entries, e)
	t.facts = append(t.facts, maps.Clone(n.Facts))
	t.values = append(t.values, rows)
}

// capacity is for whom, and under which mandate, the actor did it: never for an organisation that is not hers, whatever the
// noun is about. A moderator who returns a post acts for her own organisation, not for the author's. Where she belongs to several and
// has chosen none, or holds several mandates of one, the entry names none rather than one she did not choose.
func (t *Tx) capacity(n Note) (policy.OrganisationID, policy.MandateID) {
	a := t.Actor
	if a.System {
		return "", ""
	}
	organisation, mandate := n.For, n.Mandate
	if _, member := a.Member(organisation); !member && len(a.Memberships) > 0 {
		organisation, _ = a.ActsFor(n.Access.Forum, t.now)
	}
	if !slices.ContainsFunc(a.Mandates, func(m policy.Mandate) bool { return m.ID == mandate }) {
		of := slices.DeleteFunc(a.In(n.Access.Forum, t.now), func(m policy.Mandate) bool { return m.Organisation != organisation })
		if mandate = ""; len(of) == 1 {
			mandate = of[0].ID
		}
	}
	return organisation, mandate
}

// Put writes the card of a noun at the end of the act.
func (t *Tx) Put(c Card) { t.cards = append(t.cards, &c) }

// Next gives the next number of a gapless series.
func (t *Tx) Next(series string) (int, error) { return store.Increase(t.DB, series) }

// Versioned is a row with an optimistic lock.
type Versioned interface{ Lock() *int }

// Save updates a row whose version must still be the one that was read; else it is a conflict.
func (t *Tx) Save(row Versioned) error {
	version := row.Lock()
	old := *version
	*version = old + 1
	res := t.DB.Model(row).Where("version = ?", old).Select("*").Updates(row)
	if res.Error != nil {
		*version = old
		return store.Found(res.Error)
	}
	if res.RowsAffected != 1 {
		*version = old
		return fault.Conflict("fault.stale", nil)
	}
	return t.seal(row)
}

// Add creates rows.
func (t *Tx) Add(rows ...any) error {
	for _, row := range rows {
		if err := t.Create(row).Error; err != nil {
			return err
		}
		if err := t.seal(row); err != nil {
			return err
		}
	}
	return nil
}

func canonical(v any) string {
	b, err := json.Marshal(v)
	if err != nil || string(b) == "null" {
		return "{}"
	}
	return string(b)
}
