package account

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/width"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// SlipID names a slip; it is no secret.
type SlipID string

// Purpose is what a slip lets its bearer do, once.
type Purpose string

// The purposes of slips.
const (
	ForInvite Purpose = "invite" // make an account and join an organisation
	ForSetup  Purpose = "setup"  // make the first account of all
	ForReset  Purpose = "reset"  // set a new password
	ForEmail  Purpose = "email"  // confirm an e-mail address
)

// How long slips last. Printed ones travel by bus.
const (
	inviteLife  = 14 * 24 * time.Hour
	setupLife   = 24 * time.Hour
	mailLife    = 24 * time.Hour
	printedLife = 72 * time.Hour
)

// Outcome is how a slip ended; empty: it has not, but may have expired.
type Outcome string

// The outcomes of slips.
const (
	Used     Outcome = "used"
	Revoked  Outcome = "revoked"
	Replaced Outcome = "replaced" // by a newer one of the same purpose
	Lapsed   Outcome = "lapsed"   // expired, and cleared of names and addresses
)

// Slip is a one-time link, on paper or by mail. Only hashes of its secret and its code are kept. An invitation already knows
// the id of the person to come, so that her timeline begins with it. An ended slip holds no name and no address.
type Slip struct {
	ID             SlipID `gorm:"primaryKey"`
	Purpose        Purpose
	PersonID       policy.PersonID
	OrganisationID policy.OrganisationID
	FocalPoint     bool // the person is to be focal point of the organisation
	IssuerID       policy.PersonID
	Username       string // given to the person; empty: she chooses
	Name           string
	Latin          string
	Email          string
	Language       lang.Code
	Checked        bool // the issuer checked the person's identity
	ByMail         bool // the link went out by mail to Email
	SecretHash     string
	CodeHash       string
	IssuedAt       time.Time
	ExpiresAt      time.Time
	Outcome        Outcome
	EndedAt        *time.Time
	Version        int
}

// Record is the person the slip is for.
func (s Slip) Record() policy.Ref { return reference(s.PersonID) }

// Piece names the link among what belongs to the person: what it opens is sealed like what she is.
func (s Slip) Piece() string { return "slip " + string(s.ID) }

// Lock is the optimistic lock; of two uses at once one wins.
func (s *Slip) Lock() *int { return &s.Version }

// Actor is whoever joins by this slip, under the name she gives; the act of joining is hers.
func (s Slip) Actor(name string) policy.Actor {
	return policy.Actor{Person: s.PersonID, Name: name, Language: string(s.Language)}
}

// Handout is a fresh slip with its secrets, which are nowhere else: the secret for the link, the code for a printed slip. Both
// are empty when the link goes by mail.
type Handout struct {
	Slip   Slip
	Secret string
	Code   string // "7K2M-Q9XD-..."
}

// usable tells whether a slip may be used at an instant, and why not.
func (s Slip) usable(now time.Time) error {
	switch {
	case s.Outcome == Used:
		return fault.Conflict("slip.used", nil)
	case s.Outcome == Revoked:
		return fault.Conflict("slip.revoked", nil)
	case s.Outcome == Replaced:
		return fault.Conflict("slip.replaced", nil)
	case s.Outcome == Lapsed, !now.Before(s.ExpiresAt):
		return fault.Conflict("slip.expired", nil)
	}
	return nil
}

// end closes a slip, and clears it of what belongs to the person.
func (s *Slip) end(o Outcome, now time.Time) {
	s.Outcome, s.EndedAt = o, &now
	s.Username, s.Name, s.Latin, s.Email = "", "", "", ""
}

// FindSlip finds the slip behind a link's secret or a typed code. It answers NotFound (slip.unknown), or Conflict when the slip
// was used, revoked or replaced, or has expired.
func (a *Accounts) FindSlip(ctx context.Context, typed string) (Slip, error) {
	var s Slip
	hash := slipHash(typed)
	err := store.Found(a.register.Read(ctx).Where("secret_hash = ? OR code_hash = ?", hash, hash).Take(&s).Error)
	if fault.Is(err, fault.ReasonNotFound) {
		return Slip{}, &fault.Fault{Reason: fault.ReasonNotFound, Message: fault.Message{ID: "slip.unknown"}}
	}
	if err != nil {
		return Slip{}, err
	}
	if err := s.usable(a.register.Now()); err != nil {
		return Slip{}, err
	}
	return s, nil
}

// found is FindSlip for one purpose.
func (a *Accounts) found(ctx context.Context, typed string, purpose Purpose) (Slip, error) {
	s, err := a.FindSlip(ctx, typed)
	if err == nil && s.Purpose != purpose {
		err = &fault.Fault{Reason: fault.ReasonNotFound, Message: fault.Message{ID: "slip.unknown"}}
	}
	return s, err
}

// use ends a slip in an act. The slip is read anew: it may have ended since it was found.
func (a *Accounts) use(tx *register.Tx, id SlipID) (Slip, error) {
	var s Slip
	if err := tx.Where("id = ?", id).Take(&s).Error; err != nil {
		return s, store.Found(err)
	}
	if err := s.usable(tx.Now()); err != nil {
		return s, err
	}
	before := s
	s.end(Used, tx.Now())
	if err := tx.Save(&s); err != nil {
		if fault.Is(err, fault.ReasonConflict) { // somebody was faster by a breath
			return s, fault.Conflict("slip.used", nil)
		}
		return s, err
	}
	return before, store.Found(tx.Where("slip_id = ?", id).Delete(&SecretMail{}).Error)
}

// issue makes a slip in an act that has leave to change the person, and ends older ones of the same purpose.
func (a *Accounts) issue(tx *register.Tx, s Slip, life time.Duration) (Handout, error) {
	var older []Slip
	err := tx.Where("person_id = ? AND purpose = ? AND outcome = ''", s.PersonID, s.Purpose).Order("id").Find(&older).Error
	if err != nil {
		return Handout{}, store.Found(err)
	}
	for i := range older {
		older[i].end(Replaced, tx.Now())
		if err := tx.Save(&older[i]); err != nil {
			return Handout{}, err
		}
		if err := tx.Where("slip_id = ?", older[i].ID).Delete(&SecretMail{}).Error; err != nil {
			return Handout{}, store.Found(err)
		}
	}
	secret, code := clock.NewSecret(), newCode()
	s.ID, s.SecretHash, s.CodeHash = SlipID(clock.NewID()), slipHash(secret), slipHash(code)
	s.IssuerID, s.IssuedAt, s.ExpiresAt = tx.Actor.Person, tx.Now(), tx.Now().Add(life)
	if err := tx.Add(&s); err != nil {
		return Handout{}, err
	}
	if s.ByMail {
		return Handout{Slip: s}, tx.Add(letter(s, secret))
	}
	return Handout{Slip: s, Secret: secret, Code: code}, nil
}

// newCode gives 80 random bits in four groups of four signs that nobody confuses: no I, L, O, U.
func newCode() string {
	s := strings.ToUpper(clock.NewSecret()[:16])
	return strings.Join([]string{s[:4], s[4:8], s[8:12], s[12:]}, "-")
}

// slipHash is what is kept of a secret or a code. A code may be typed in any case and width, with or without hyphens, and with
// the letters that look like one of its digits.
func slipHash(typed string) string {
	text := strings.Map(func(r rune) rune {
		switch r = unicode.ToUpper(r); {
		case r == 'O':
			return '0'
		case r == 'I' || r == 'L':
			return '1'
		case r >= '0' && r <= '9' || r >= 'A' && r <= 'Z':
			return r
		}
		return -1
	}, width.Fold.String(typed))
	sum := sha256.Sum256([]byte("slip\x00" + text))
	return hex.EncodeToString(sum[:])
}
