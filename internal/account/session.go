package account

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"sync"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// How long a session lasts, by the machine's time: from sign-in, without being seen, and how often being seen is written down.
const (
	sessionLife = 30 * 24 * time.Hour
	sessionIdle = 14 * 24 * time.Hour
	seenEvery   = 5 * time.Minute
)

// SessionID names a session on its owner's list; it opens nothing.
type SessionID string

// Session is one sign-in on one device. Only a hash of its cookie is kept.
type Session struct {
	ID        SessionID `gorm:"primaryKey"`
	TokenHash string
	PersonID  policy.PersonID
	Epoch     int // the person's at sign-in: when hers moves on, the session is dead
	SpeaksFor policy.OrganisationID
	Agent     string // "Edge · Windows"; empty: unknown
	Network   string // "203.0.113.0/24"
	CreatedAt time.Time
	SeenAt    time.Time
}

// OutsideTheRecord says it: signing in is no act.
func (Session) OutsideTheRecord() {}

// live tells whether the session's time has not run out.
func (s Session) live(now time.Time) bool {
	return now.Before(s.CreatedAt.Add(sessionLife)) && now.Before(s.SeenAt.Add(sessionIdle))
}

// Seen is who is there: a session with its person, whose password hash is left out.
type Seen struct {
	Session Session `gorm:"embedded;embeddedPrefix:session_"`
	Person  Person  `gorm:"embedded;embeddedPrefix:person_"`
	Head    int64   // number of the register's newest entry: while it stands, nobody's standing has changed
}

// Actor is the person as somebody who acts. Offices come from OfficesOf, memberships and mandates from the rooms above.
func (s Seen) Actor() policy.Actor {
	actor := s.Person.actor()
	actor.SpeaksFor = s.Session.SpeaksFor
	return actor
}

// seenColumns are the columns of both tables under the names Seen has for them.
var seenColumns = sync.OnceValue(func() string {
	var columns []string
	add := func(model any, table, prefix string) {
		parsed, err := schema.Parse(model, &sync.Map{}, schema.NamingStrategy{})
		if err != nil {
			panic(err) // the models do not change while the program runs
		}
		for _, name := range parsed.DBNames {
			if name != "password_hash" {
				columns = append(columns, table+"."+name+" AS "+prefix+name)
			}
		}
	}
	add(&Session{}, "sessions", "session_")
	add(&Person{}, "persons", "person_")
	return strings.Join(columns, ", ")
})

// Session finds who is signed in with a cookie, in one query. Every five minutes it notes that she was there; that this cannot be
// written is no reason to turn her away. It answers Unauthenticated when the session has ended, for whatever reason.
func (a *Accounts) Session(ctx context.Context, cookie string) (Seen, error) {
	var s Seen
	if cookie == "" {
		return s, fault.Unauthenticated()
	}
	err := store.Found(a.register.Read(ctx).Table("sessions").Select(seenColumns()+", (SELECT COALESCE(MAX(seq), 0) FROM entries) AS head").
		Joins("JOIN persons ON persons.id = sessions.person_id AND persons.epoch = sessions.epoch").
		Where("sessions.token_hash = ? AND persons.state = ?", secretHash("session", cookie), Active).Take(&s).Error)
	if fault.Is(err, fault.ReasonNotFound) {
		return Seen{}, fault.Unauthenticated()
	}
	if err != nil {
		return Seen{}, err
	}
	now := a.wall()
	if !s.Session.live(now) {
		return Seen{}, fault.Unauthenticated()
	}
	if now.Sub(s.Session.SeenAt) >= seenEvery {
		err := a.register.Loose(ctx, func(tx *gorm.DB) error {
			return tx.Model(&s.Session).Update("seen_at", now).Error
		})
		if err != nil && !fault.Is(err, fault.ReasonUnavailable) {
			return Seen{}, err
		}
	}
	return s, nil
}

// open begins a session, in a transaction of its own or in an act.
func (a *Accounts) open(tx *gorm.DB, p Person, d Device) (Session, string, error) {
	now, cookie := a.wall(), clock.NewSecret()
	s := Session{ID: SessionID(clock.NewID()), TokenHash: secretHash("session", cookie), PersonID: p.ID, Epoch: p.Epoch,
		Agent: agentLabel(d.Agent), Network: network(d.Address), CreatedAt: now, SeenAt: now}
	return s, cookie, store.Found(tx.Create(&s).Error)
}

// Sessions lists where the actor is signed in, the latest seen first.
func (a *Accounts) Sessions(ctx context.Context, actor policy.Actor) ([]Session, error) {
	if actor.Visitor() {
		return nil, fault.Unauthenticated()
	}
	var all []Session
	err := a.register.Read(ctx).Joins("JOIN persons ON persons.id = sessions.person_id AND persons.epoch = sessions.epoch").
		Where("sessions.person_id = ?", actor.Person).Order("sessions.seen_at DESC, sessions.id").Find(&all).Error
	now := a.wall()
	return slices.DeleteFunc(all, func(s Session) bool { return !s.live(now) }), store.Found(err)
}

// Ahead is how far the house's clock stands before the machine's, which sessions follow: nothing but in the demo world. Who shows
// the times of a session adds it, so that they stand beside the other dates of the house.
func (a *Accounts) Ahead() time.Duration {
	return a.register.Now().Sub(a.wall()).Round(time.Second)
}

// SignOut ends the session of a cookie. That there is none is no error.
func (a *Accounts) SignOut(ctx context.Context, cookie string) error {
	return a.register.Loose(ctx, func(tx *gorm.DB) error {
		return tx.Where("token_hash = ?", secretHash("session", cookie)).Delete(&Session{}).Error
	})
}

// EndSession ends one of the actor's own sessions; any other is NotFound.
func (a *Accounts) EndSession(ctx context.Context, actor policy.Actor, id SessionID) error {
	if actor.Visitor() {
		return fault.Unauthenticated()
	}
	return a.register.Loose(ctx, func(tx *gorm.DB) error {
		gone := tx.Where("id = ? AND person_id = ?", id, actor.Person).Delete(&Session{})
		if gone.Error == nil && gone.RowsAffected == 0 {
			return fault.NotFound()
		}
		return gone.Error
	})
}

// SpeakFor notes for which of her organisations the actor speaks in a session of hers; empty: for the only one there is.
func (a *Accounts) SpeakFor(ctx context.Context, actor policy.Actor, id SessionID, organisation policy.OrganisationID) error {
	if actor.Visitor() {
		return fault.Unauthenticated()
	}
	if _, member := actor.Member(organisation); !member && organisation != "" {
		return fault.Forbidden("session.not_member", nil)
	}
	return a.register.Loose(ctx, func(tx *gorm.DB) error {
		set := tx.Model(&Session{ID: id}).Where("person_id = ?", actor.Person).Update("speaks_for", organisation)
		if set.Error == nil && set.RowsAffected == 0 {
			return fault.NotFound()
		}
		return set.Error
	})
}

// SignOutEverywhere ends every session of the actor, the one she is in too.
func (a *Accounts) SignOutEverywhere(ctx context.Context, actor policy.Actor) error {
	return a.myself(ctx, actor, "sign_out_everywhere", func(tx *register.Tx, p *Person) error {
		n := p.own("person.signed_out_everywhere")
		ended, err := a.endSessions(tx, p)
		n.Facts = map[string]any{"sessions": ended}
		tx.Enter(n)
		if err != nil {
			return err
		}
		return tx.Save(p)
	})
}

// endSessions moves a person's epoch on, which kills her sessions whatever happens at the same time, and tidies them away.
func (a *Accounts) endSessions(tx *register.Tx, p *Person) (int64, error) {
	p.Epoch++
	gone := tx.Where("person_id = ?", p.ID).Delete(&Session{})
	return gone.RowsAffected, store.Found(gone.Error)
}

// secretHash is what is kept of a cookie. It has 160 random bits, so a plain hash is enough.
func secretHash(kind, secret string) string {
	sum := sha256.Sum256([]byte(kind + "\x00" + secret))
	return hex.EncodeToString(sum[:])
}
