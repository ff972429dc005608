// Package setup is the first start of a house: the first administrator, the facilitator's organisation, and a profile that says
// which organisations, forums, divisions and funders the house begins with. A profile puts words into nobody's mouth: bodies are
// drafts to be accredited, charters are drafts to be adopted.
package setup

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"sametable/internal/account"
	"sametable/internal/charter"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Noun is the house's name in the register.
const Noun = "house"

// House is what was chosen at the set-up. There is one.
type House struct {
	ID            string `gorm:"primaryKey"`
	Profile       string
	Loaded        bool // the profile's organisations and forums are all there
	Funded        bool // the strip of the project's funders is on
	FacilitatorID policy.OrganisationID
	SetUpAt       time.Time
	Version       int
}

// Record is the house itself.
func (h House) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: h.ID} }

// Piece is its row in the register's seals.
func (House) Piece() string { return "row" }

// Lock is the optimistic lock.
func (h *House) Lock() *int { return &h.Version }

// Term is a line of the term base: what a thing is called in three languages.
type Term struct {
	ID     string `gorm:"primaryKey"`
	Zh     string
	En     string
	Sv     string
	Domain string
	Note   string // for readers, in English; what editors remark for each other is not loaded
}

// Record is the term base: it is loaded as one.
func (Term) Record() policy.Ref { return policy.Ref{Noun: "terms", ID: "terms"} }

// Setup is the room's door.
type Setup struct {
	r             *register.Register
	accounts      *account.Accounts
	organisations *organisation.Organisations
	forums        *forum.Forums
	charters      *charter.Charters
	house         atomic.Pointer[House]
}

// New opens the room.
func New(r *register.Register, a *account.Accounts, o *organisation.Organisations, f *forum.Forums, c *charter.Charters) *Setup {
	return &Setup{r: r, accounts: a, organisations: o, forums: f, charters: c}
}

// Load reads the house, and goes on with a profile whose loading was cut off.
func (s *Setup) Load(ctx context.Context) error {
	var houses []House
	if err := s.r.Read(ctx).Limit(1).Find(&houses).Error; err != nil {
		return store.Found(err)
	}
	if len(houses) == 0 {
		return nil
	}
	s.house.Store(&houses[0])
	if houses[0].Loaded {
		return nil
	}
	return s.loadProfile(ctx, houses[0])
}

// Done tells whether the house is set up.
func (s *Setup) Done() bool { return s.house.Load() != nil }

// Funded tells whether the strip of the funders is on.
func (s *Setup) Funded() bool {
	h := s.house.Load()
	return h != nil && h.Funded
}

// Facilitator is the organisation that runs the house; "" before the set-up.
func (s *Setup) Facilitator() policy.OrganisationID {
	if h := s.house.Load(); h != nil {
		return h.FacilitatorID
	}
	return ""
}

// Begin makes the one-time secret of the set-up page, or "" when there is somebody already.
func (s *Setup) Begin(ctx context.Context) (string, error) {
	empty, err := s.accounts.Empty(ctx)
	if err != nil || !empty {
		return "", err
	}
	h, err := s.accounts.IssueSetup(ctx, lang.English)
	return h.Secret, err
}

// Form is what the set-up page asks: the first administrator, the facilitator's organisation, a profile.
type Form struct {
	Person      account.JoinForm
	Facilitator organisation.Form
	Profile     string
	Funded      bool
}

// Complete sets the house up in one act, by the one-time secret; then it loads the profile. The first person is administrator,
// and focal point of the facilitator's organisation, so that she can invite the second.
func (s *Setup) Complete(ctx context.Context, secret string, form Form) (account.Person, error) {
	var person account.Person
	prepared, err := s.check(ctx, secret, form)
	if err != nil {
		return person, err
	}
	house := House{ID: Noun, Profile: form.Profile, Funded: form.Funded}
	err = s.r.Act(ctx, prepared.Actor(), func(tx *register.Tx) error {
		if person, err = s.accounts.Join(tx, prepared); err != nil {
			return err
		}
		if err := s.accounts.FoundOffices(tx, person.ID, policy.Administrator); err != nil {
			return err
		}
		o, err := s.facilitator(tx, form.Facilitator)
		if err != nil {
			return err
		}
		if err := organisation.AddMember(tx, organisation.Membership{OrganisationID: o.ID, PersonID: person.ID, FocalPoint: true}, person.Name); err != nil {
			return err
		}
		house.FacilitatorID, house.SetUpAt = o.ID, tx.Now()
		tx.Permit(policy.Allow(Noun, house.ID, "set_up"))
		if err := tx.Add(&house); err != nil {
			return err
		}
		tx.Enter(register.Note{Noun: Noun, ID: house.ID, Verb: "house.set_up", For: o.ID, Facts: map[string]any{"profile": form.Profile, "funded": form.Funded},
			Access: policy.Access{Class: policy.Public}})
		return nil
	})
	if err != nil {
		return person, err
	}
	s.house.Store(&house)
	return person, s.loadProfile(ctx, house)
}

// Check tells at once all that is wrong with a form: whoever stands at the first start should not mend it in rounds. It makes nothing.
func (s *Setup) Check(ctx context.Context, secret string, form Form) error {
	_, err := s.check(ctx, secret, form)
	return err
}

func (s *Setup) check(ctx context.Context, secret string, form Form) (account.Registration, error) {
	slip, err := s.accounts.FindSlip(ctx, secret)
	if err != nil {
		return account.Registration{}, err
	}
	if slip.Purpose != account.ForSetup {
		return account.Registration{}, fault.NotFound()
	}
	var all fault.Fields
	prepared, err := s.accounts.Prepare(ctx, slip, form.Person)
	form.Facilitator.Kind = string(policy.Facilitator)
	for _, err := range []error{err, s.organisations.CheckFacilitator(form.Facilitator)} {
		var wrong *fault.Fault
		switch {
		case err == nil:
		case !errors.As(err, &wrong) || wrong.Reason != fault.ReasonInvalid:
			return prepared, err
		default:
			all = append(all, wrong.Fields...)
		}
	}
	if _, known := Profiles()[form.Profile]; !known {
		all.Add("profile", "input.choice", nil)
	}
	return prepared, all.Err()
}

// facilitator founds the facilitator's organisation: the system does, since nobody is there yet who could accredit it.
func (s *Setup) facilitator(tx *register.Tx, form organisation.Form) (organisation.Organisation, error) {
	person := tx.Actor
	tx.Actor = policy.SystemActor()
	defer func() { tx.Actor = person }()
	form.Kind = string(policy.Facilitator)
	return s.organisations.FoundFacilitator(tx, form)
}

// Terms gives the term base, by domain and Chinese word.
func (s *Setup) Terms(ctx context.Context) ([]Term, error) {
	var terms []Term
	err := s.r.Read(ctx).Order("domain, id").Find(&terms).Error
	return terms, store.Found(err)
}
