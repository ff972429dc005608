package account

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// JoinForm is what a person fills in when she joins by a slip. Empty names are taken from the slip.
type JoinForm struct {
	Username, Name, Latin  string
	Password               string
	Language, Email        string
	PostZh, PostEn, PostSv string
	Sex, MailMode          string
	Reads                  []string // codes of the other languages she reads
}

// Registration is a form that was read and a password that was hashed, ready to be written. Hashing takes its time and happens
// before the act, never within one.
type Registration struct {
	slip   Slip
	person Person
	email  string
}

// Slip is the slip the registration uses.
func (r Registration) Slip() Slip { return r.slip }

// Actor is whoever registers; the act of joining is hers.
func (r Registration) Actor() policy.Actor { return r.person.actor() }

// Prepare reads the form against the slip it comes with. It answers Invalid with a message beside each field.
func (a *Accounts) Prepare(ctx context.Context, slip Slip, form JoinForm) (Registration, error) {
	if slip.Purpose != ForInvite && slip.Purpose != ForSetup {
		return Registration{}, &fault.Fault{Reason: fault.ReasonNotFound, Message: fault.Message{ID: "slip.unknown"}}
	}
	var f fault.Fields
	p := Person{ID: slip.PersonID, State: PersonMachine().First}
	p.Username = slip.Username
	if form.Username != "" || slip.Username == "" {
		p.Username = a.username(&f, form.Username)
	}
	p.named(a.joiningName(&f, slip, form))
	p.Language = input.Choice(&f, "language", form.Language, lang.Codes())
	p.reading(&f, form.Reads)
	email := input.Email(&f, "email", form.Email, false)
	a.posts(&f, &p, form.PostZh, form.PostEn, form.PostSv)
	p.Sex = input.Choice(&f, "sex", form.Sex, Sexes())
	p.MailMode = Daily
	if form.MailMode != "" {
		p.MailMode = input.Choice(&f, "mail_mode", form.MailMode, MailModes())
	}
	newPassword(&f, "password", form.Password, p, email)
	if err := f.Err(); err != nil {
		return Registration{}, err
	}
	var err error
	p.PasswordHash, err = a.hasher.make(ctx, form.Password)
	return Registration{slip: slip, person: p, email: email}, err
}

// joiningName reads the names. What the inviting focal point checked stands.
func (a *Accounts) joiningName(f *fault.Fields, slip Slip, form JoinForm) (name, inLatin string) {
	if form.Name == "" {
		form.Name = slip.Name
	}
	if form.Latin == "" && form.Name == slip.Name {
		form.Latin = slip.Latin
	}
	name, inLatin = a.names(f, form.Name, form.Latin, true, true)
	if slip.Checked && name != "" && name != slip.Name {
		f.Add("name", "person.name_fixed", nil)
	}
	return name, inLatin
}

// Join makes the person in an open act of hers (or of the first start), and uses up the slip. The room above adds her
// membership in the same act. It answers Conflict when the slip has ended meanwhile, Invalid when the username is taken.
func (a *Accounts) Join(tx *register.Tx, r Registration) (Person, error) {
	if !tx.Actor.System && tx.Actor.Person != r.slip.PersonID {
		return Person{}, fault.Forbidden("slip.not_yours", nil)
	}
	tx.Permit(policy.Allow(Noun, string(r.slip.PersonID), "join"))
	slip, err := a.use(tx, r.slip.ID)
	if err != nil {
		return Person{}, err
	}
	p := r.person
	p.JoinedAt = tx.Now()
	if slip.Checked {
		p.VerifiedBy, p.VerifiedOn = slip.IssuerID, &slip.IssuedAt
		if p.VerifiedBy == "" {
			p.VerifiedBy = bySystem
		}
	}
	proven := slip.ByMail && r.email == slip.Email // she came by the link that only this mailbox got
	if proven {
		p.Email = r.email
	}
	if err := a.free(tx, p); err != nil {
		return Person{}, err
	}
	if err := tx.Add(&p); err != nil {
		return Person{}, taken(err)
	}
	tx.Put(p.card(slip.access()))
	n := p.note("person.joined", slip.access())
	n.For, n.To = slip.OrganisationID, p.State
	n.Facts = map[string]any{"slip": slip.ID, "organisation": slip.OrganisationID, "verified": p.Verified()}
	if slip.IssuerID != "" {
		n.Tell = register.Tell{Persons: []policy.PersonID{slip.IssuerID}}
	}
	tx.Enter(n)
	if r.email == "" || proven {
		return p, nil
	}
	return p, a.askEmail(tx, p, r.email)
}

// free tells whether a username and an address are nobody's yet.
func (a *Accounts) free(tx *register.Tx, p Person) error {
	var others []Person
	q := tx.Select("id", "username", "email").Where("id <> ?", p.ID)
	if err := q.Where("username = ? OR (email <> '' AND email = ?)", p.Username, p.Email).Find(&others).Error; err != nil {
		return store.Found(err)
	}
	var f fault.Fields
	for _, o := range others {
		if o.Username == p.Username {
			f.Add("username", "username.taken", nil)
		} else {
			f.Add("email", "person.email_taken", nil)
		}
	}
	return f.Err()
}

// taken is free's answer when two came at once.
func taken(err error) error {
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fault.Invalid(fault.Says("username", "username.taken", nil))
	}
	return store.Found(err)
}

// Accept lets somebody who has an account use an invitation, in an open act of hers; the room above adds the membership. It
// gives the slip as it was, with its organisation.
func (a *Accounts) Accept(tx *register.Tx, slip Slip) (Slip, error) {
	if tx.Actor.Visitor() || tx.Actor.System {
		return Slip{}, fault.Unauthenticated()
	}
	if slip.Purpose != ForInvite {
		return Slip{}, &fault.Fault{Reason: fault.ReasonNotFound, Message: fault.Message{ID: "slip.unknown"}}
	}
	tx.Permit(policy.Allow(Noun, string(slip.PersonID), "accept"))
	used, err := a.use(tx, slip.ID)
	if err != nil {
		return Slip{}, err
	}
	n := used.note("person.invitation_accepted")
	n.Facts["by"] = tx.Actor.Person
	if used.IssuerID != "" {
		n.Tell = register.Tell{Persons: []policy.PersonID{used.IssuerID}}
	}
	tx.Enter(n)
	return used, nil
}
