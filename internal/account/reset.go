package account

import (
	"context"
	"time"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// resetRequest waits until the forum looks whom it is for. Everybody who asks leaves one, so that asking tells nothing.
type resetRequest struct {
	ID       string          `gorm:"primaryKey"`
	PersonID policy.PersonID // empty: nobody it could be mailed to
	At       time.Time
}

// OutsideTheRecord says it: a queue.
func (resetRequest) OutsideTheRecord() {}

// resetPause is how long after a mailed link the next one goes out: a mailbox is no drum.
const resetPause = 5 * time.Minute

// RequestReset asks for a link to a new password, by username or address. It answers alike, with the same work, whether there
// is such an account; CarryOutResets does the rest. TooMany when a network asks too often.
func (a *Accounts) RequestReset(ctx context.Context, typed, address string) error {
	if err := a.charge(ctx, limit{limitKey("reset", network(address)), mostRequests}); err != nil {
		return err
	}
	name := login(typed)
	var ids []policy.PersonID
	err := a.register.Read(ctx).Model(&Person{}).Where("(username = ? OR email = ?) AND email <> '' AND state = ?", name, name, Active).
		Limit(1).Pluck("id", &ids).Error
	if err != nil {
		return store.Found(err)
	}
	request := resetRequest{ID: clock.NewID(), At: a.wall()}
	if len(ids) > 0 {
		request.PersonID = ids[0]
	}
	return a.register.Loose(ctx, func(tx *gorm.DB) error { return tx.Create(&request).Error })
}

// CarryOutResets makes the links that were asked for and puts them into the outbox; a ticker calls it every few seconds. It
// gives how many requests it went through.
func (a *Accounts) CarryOutResets(ctx context.Context) (int, error) {
	var waiting []resetRequest
	if err := a.register.Read(ctx).Order("id").Limit(100).Find(&waiting).Error; err != nil {
		return 0, store.Found(err)
	}
	for i, request := range waiting {
		if err := a.carryOut(ctx, request); err != nil {
			return i, err
		}
	}
	return len(waiting), nil
}

func (a *Accounts) carryOut(ctx context.Context, request resetRequest) error {
	return a.register.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
		gone := tx.Where("id = ?", request.ID).Delete(&resetRequest{})
		if gone.Error != nil || gone.RowsAffected == 0 || request.PersonID == "" {
			return store.Found(gone.Error)
		}
		p, err := load(tx, request.PersonID)
		if err != nil {
			return err
		}
		var fresh int64
		err = tx.Model(&Slip{}).Where("person_id = ? AND purpose = ? AND by_mail AND outcome = '' AND issued_at > ?", p.ID, ForReset,
			tx.Now().Add(-resetPause)).Count(&fresh).Error
		if err != nil || fresh > 0 || !p.Active() || p.Email == "" {
			return store.Found(err)
		}
		tx.Permit(policy.Allow(Noun, string(p.ID), "request_reset"))
		h, err := a.issue(tx, resetSlip(p, true), mailLife)
		if err != nil {
			return err
		}
		tx.Enter(h.Slip.note("person.reset_requested"))
		return nil
	})
}

func resetSlip(p Person, byMail bool) Slip {
	s := Slip{Purpose: ForReset, PersonID: p.ID, Name: p.Name, Language: p.Language, ByMail: byMail}
	if byMail {
		s.Email = p.Email
	}
	return s
}

// IssueReset gives a focal point or an administrator a slip with which a person sets a new password: printed, or mailed to the
// person. The room above has judged whose person it is. Nobody gets a slip for herself; and who holds an office gets hers by
// mail alone, else one administrator could act as another and the rule of two would be empty.
func (a *Accounts) IssueReset(ctx context.Context, actor policy.Actor, permit policy.Permit, id policy.PersonID, byMail bool) (Handout, error) {
	if err := permitted(permit, id, VerbIssueReset); err != nil {
		return Handout{}, err
	}
	var h Handout
	err := a.register.Act(ctx, actor, func(tx *register.Tx) error {
		tx.Permit(permit)
		p, err := load(tx, id)
		if err != nil {
			return err
		}
		offices, err := officesIn(tx.DB, p.ID, unended()...)
		switch {
		case err != nil:
			return err
		case p.ID == actor.Person:
			return fault.Forbidden(guardNotSelf, nil)
		case len(offices) > 0 && !byMail:
			return fault.Forbidden("reset.office_holder", nil)
		case !p.Active():
			return fault.Conflict("person.is_disabled", nil)
		case byMail && p.Email == "":
			return fault.Conflict("person.no_email", nil)
		}
		life := printedLife
		if byMail {
			life = mailLife
		}
		if h, err = a.issue(tx, resetSlip(p, byMail), life); err != nil {
			return err
		}
		n := h.Slip.note("person.reset_issued")
		n.Tell = register.Tell{Persons: []policy.PersonID{p.ID}}
		tx.Enter(n)
		return nil
	})
	return h, err
}

// Reset sets a new password for whoever holds a reset slip, and ends all her sessions. The owner is told. It gives the person,
// who may now sign in.
func (a *Accounts) Reset(ctx context.Context, typed, password string) (Person, error) {
	found, err := a.found(ctx, typed, ForReset)
	if err != nil {
		return Person{}, err
	}
	var p Person
	if err := a.register.Read(ctx).Where("id = ?", found.PersonID).Take(&p).Error; err != nil {
		return Person{}, store.Found(err)
	}
	var f fault.Fields
	if newPassword(&f, "password", password, p, p.Email); len(f) > 0 {
		return Person{}, f.Err()
	}
	hash, err := a.hasher.make(ctx, password)
	if err != nil {
		return Person{}, err
	}
	err = a.register.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
		tx.Permit(policy.Allow(Noun, string(found.PersonID), "reset"))
		slip, err := a.use(tx, found.ID)
		if err != nil {
			return err
		}
		if p, err = load(tx, slip.PersonID); err != nil {
			return err
		}
		if !p.Active() {
			return fault.Conflict("person.is_disabled", nil)
		}
		p.PasswordHash = hash
		if _, err := a.endSessions(tx, &p); err != nil {
			return err
		}
		if err := clearLimits(tx.DB, accountKey(p, p.Username), limitKey("current", string(p.ID))); err != nil {
			return err
		}
		n := p.own("person.password_reset")
		n.Facts = map[string]any{"slip": slip.ID, "by_mail": slip.ByMail}
		n.Tell = register.Tell{Persons: []policy.PersonID{p.ID}}
		tx.Enter(n)
		return tx.Save(&p)
	})
	return p, err
}
