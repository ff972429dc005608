package account

import (
	"context"
	"unicode/utf8"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Entered is what signing in gives: the session, the secret of its cookie, and that of the device's own cookie.
type Entered struct {
	Session Session
	Person  policy.PersonID
	Cookie  string
	Device  string
}

// SignIn lets somebody in by username, or confirmed address, and password. Whether the account exists, the password is wrong or
// too many have tried, the answer and the work are the same: Unauthenticated (sign_in.wrong), or TooMany. Only the right
// password learns that the account is disabled.
func (a *Accounts) SignIn(ctx context.Context, typed, password string, d Device) (Entered, error) {
	name := login(typed)
	p, known, err := a.knocking(ctx, name, d)
	if err != nil {
		return Entered{}, err
	}
	counter, limits := accountKey(p, name), []limit{{networkKey(d), mostNetwork}}
	if known {
		counter, limits = limitKey("device", d.Cookie, string(p.ID)), nil
	}
	if err := a.charge(ctx, append(limits, limit{counter, mostAccount})...); err != nil {
		return Entered{}, err
	}
	right, outdated, err := a.checked(ctx, p.PasswordHash, password)
	switch {
	case err != nil:
		return Entered{}, err
	case !right:
		return Entered{}, &fault.Fault{Reason: fault.ReasonUnauthenticated, Message: fault.Message{ID: "sign_in.wrong"}}
	case !p.Active():
		return Entered{}, fault.Forbidden("sign_in.disabled", nil)
	}
	if outdated {
		if err := a.renewHash(ctx, p, password); err != nil {
			return Entered{}, err
		}
	}
	return a.let(ctx, p, counter, d)
}

// knocking finds who may be meant, and whether she has been on this device: two queries for everybody.
func (a *Accounts) knocking(ctx context.Context, name string, d Device) (p Person, known bool, err error) {
	var persons []Person
	err = a.register.Read(ctx).Where("username = ? OR (email <> '' AND email = ?)", name, name).Limit(1).Find(&persons).Error
	if err != nil {
		return p, false, store.Found(err)
	}
	if len(persons) > 0 {
		p = persons[0]
	}
	var devices []device
	err = a.register.Read(ctx).Where("hash = ? AND person_id = ?", secretHash("device", d.Cookie), p.ID).Find(&devices).Error
	return p, len(devices) > 0, store.Found(err)
}

// accountKey is one counter for an account, whether it is called by its username or its address.
func accountKey(p Person, name string) string {
	if p.ID != "" {
		name = string(p.ID)
	}
	return limitKey("account", name)
}

func networkKey(d Device) string { return limitKey("network", network(d.Address)) }

// checked is hasher.check for what a stranger may send: a text longer than any password costs no more than one.
func (a *Accounts) checked(ctx context.Context, stored Hash, password string) (right, outdated bool, err error) {
	if len(password) > 4*longestPassword || !utf8.ValidString(password) {
		password, stored = "", ""
	}
	return a.hasher.check(ctx, stored, password)
}

// let opens the session, remembers the device and forgets the tries on the counter that was charged. That the owner got in on a
// device of hers says nothing of those who try elsewhere.
func (a *Accounts) let(ctx context.Context, p Person, counter string, d Device) (Entered, error) {
	e := Entered{Person: p.ID, Device: d.Cookie}
	err := a.register.Loose(ctx, func(tx *gorm.DB) error {
		var ours int64
		err := tx.Model(&device{}).Where("hash = ?", secretHash("device", d.Cookie)).Count(&ours).Error
		if err != nil {
			return err
		}
		if ours == 0 { // the first time, or a cookie that somebody else put there
			e.Device = clock.NewSecret()
		}
		if e.Session, e.Cookie, err = a.open(tx, p, d); err != nil {
			return err
		}
		row := device{Hash: secretHash("device", e.Device), PersonID: p.ID, SeenAt: a.wall()}
		if err := tx.Clauses(clause.OnConflict{UpdateAll: true}).Create(&row).Error; err != nil {
			return err
		}
		if counter == accountKey(p, "") {
			if err := refund(tx, networkKey(d)); err != nil {
				return err
			}
		}
		return clearLimits(tx, counter)
	})
	return e, err
}

// renewHash hashes a password at today's cost. The person changes by the platform's own act.
func (a *Accounts) renewHash(ctx context.Context, p Person, password string) error {
	hash, err := a.hasher.make(ctx, password)
	if err != nil {
		return err
	}
	err = a.register.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
		tx.Permit(policy.Allow(Noun, string(p.ID), "renew_hash"))
		p.PasswordHash = hash
		tx.Enter(p.own("person.password_rehashed"))
		return tx.Save(&p)
	})
	if fault.Is(err, fault.ReasonConflict) { // she changed something at the same time: next time, then
		return nil
	}
	return err
}
