package account_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"sametable/internal/account"
	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/forumtest"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
)

// phrase is the password of everybody here who has not changed it.
const phrase = "kastanj violin mossa 71"

const (
	lake  = policy.OrganisationID("lake") // an organisation, known here by its id alone
	table = policy.OrganisationID("table")
)

// world is a forum with two administrators, one of them the founder, a focal point of the organisation and one of the facilitator.
type world struct {
	*testing.T
	ctx                      context.Context
	r                        *register.Register
	a                        *account.Accounts
	clock                    *clock.Shifted // domain time
	wall                     *clock.Shifted // sessions and limits
	founder, second          policy.Actor
	focal, facilitator, none policy.Actor
	made                     int
}

func worlds(t *testing.T, test func(w *world)) {
	t.Helper()
	forumtest.Registers(t, func(t *testing.T, r *register.Register, c *clock.Shifted) {
		w := &world{T: t, ctx: context.Background(), r: r, clock: c, wall: clock.At(time.Date(2026, 1, 5, 8, 0, 0, 0, time.UTC))}
		w.a = account.New(r, safeguard.Default(), account.WithPasswordCost(account.Cost{Memory: 64, Time: 1, Threads: 1}), account.WithWall(w.wall.Now))
		w.found()
		test(w)
	})
}

// found plays the first start and lets the founder and the facilitator's focal point grant a second administrator.
func (w *world) found() {
	w.Helper()
	h, err := w.a.IssueSetup(w.ctx, "sv")
	w.must(err)
	reg, err := w.a.Prepare(w.ctx, h.Slip, w.form("founder"))
	w.must(err)
	w.must(w.r.Act(w.ctx, reg.Actor(), func(tx *register.Tx) error {
		p, err := w.a.Join(tx, reg)
		if err != nil {
			return err
		}
		return w.a.FoundOffices(tx, p.ID, policy.Administrator)
	}))
	w.founder = reg.Actor()
	w.founder.Offices = []policy.Office{policy.Administrator}
	w.facilitator = w.person()
	w.facilitator.Memberships = []policy.Membership{{Organisation: table, Kind: policy.Facilitator, FocalPoint: true, Accredited: true}}
	w.focal = w.person()
	w.focal.Memberships = []policy.Membership{{Organisation: lake, Kind: policy.NGO, FocalPoint: true, Accredited: true}}
	w.none = w.person()
	w.second = w.person()
	w.grant(w.second.Person, policy.Administrator)
	w.second.Offices = []policy.Office{policy.Administrator}
}

// grant gives an office by the founder and the facilitator's focal point, as long as there is no other administrator.
func (w *world) grant(id policy.PersonID, office policy.Office) account.Grant {
	w.Helper()
	g, err := w.a.ProposeOffice(w.ctx, w.founder, account.OfficeProposal{Person: id, Office: string(office)})
	w.must(err)
	confirmer := w.facilitator
	if w.second.Person != "" && len(w.second.Offices) > 0 {
		confirmer = w.second
	}
	g, err = w.a.DecideOffice(w.ctx, confirmer, account.OfficeStep{Grant: g.ID, Version: g.Version, Verb: "grant"})
	w.must(err)
	return g
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// refused checks reason and message of a fault; a field's message counts too.
func (w *world) refused(what string, err error, reason fault.Reason, id string) {
	w.Helper()
	var f *fault.Fault
	if !errors.As(err, &f) {
		w.Errorf("%s: got %v, want %s %s", what, err, reason, id)
		return
	}
	found := f.ID == id
	for _, field := range f.Fields {
		found = found || field.ID == id
	}
	if f.Reason != reason || !found {
		w.Errorf("%s: got %v, want %s %s", what, err, reason, id)
	}
}

func (w *world) form(name string) account.JoinForm {
	return account.JoinForm{Username: name, Name: "王例文", Latin: "WANG Liwen", Password: phrase, Language: "zh"}
}

func (w *world) invite(actor policy.Actor, i account.Invitation) (account.Handout, error) {
	if i.Language == "" {
		i.Language = "zh"
	}
	var h account.Handout
	err := w.r.Act(w.ctx, actor, func(tx *register.Tx) error {
		var err error
		h, err = w.a.Invite(tx, i)
		return err
	})
	return h, err
}

func (w *world) join(h account.Handout, form account.JoinForm) (account.Person, error) {
	reg, err := w.a.Prepare(w.ctx, h.Slip, form)
	if err != nil {
		return account.Person{}, err
	}
	var p account.Person
	err = w.r.Act(w.ctx, reg.Actor(), func(tx *register.Tx) error {
		p, err = w.a.Join(tx, reg)
		return err
	})
	return p, err
}

// person invites somebody of the organisation, and lets her join as p1, p2, …
func (w *world) person() policy.Actor {
	w.Helper()
	w.made++
	h, err := w.invite(w.founder, account.Invitation{Organisation: lake})
	w.must(err)
	p, err := w.join(h, w.form(fmt.Sprintf("p%02d", w.made)))
	w.must(err)
	return policy.Actor{Person: p.ID, Name: p.Name, Language: string(p.Language)}
}

func (w *world) find(id policy.PersonID) account.Person {
	w.Helper()
	p, err := w.a.Find(w.ctx, policy.SystemActor(), id)
	w.must(err)
	return p
}

// withEmail gives a person a confirmed address.
func (w *world) withEmail(actor policy.Actor, email string) {
	w.Helper()
	w.must(w.a.ChangeEmail(w.ctx, actor, account.EmailForm{Email: email, Password: phrase}))
	_, err := w.a.ConfirmEmail(w.ctx, w.mailed("email", actor.Person).Secret)
	w.must(err)
}

// mailed looks into the outbox without taking anything out.
func (w *world) mailed(purpose account.Purpose, to policy.PersonID) account.SecretMail {
	w.Helper()
	var all []account.SecretMail
	w.must(w.r.Read(w.ctx).Where("purpose = ? AND person_id = ?", purpose, to).Find(&all).Error)
	if len(all) != 1 {
		w.Fatalf("%d letters wait, want 1", len(all))
	}
	return all[0]
}

func (w *world) signIn(actor policy.Actor, password string) account.Entered {
	w.Helper()
	e, err := w.a.SignIn(w.ctx, w.find(actor.Person).Username, password, account.Device{Address: "203.0.113.9"})
	w.must(err)
	return e
}

// verbs gives what the register says of a noun, oldest first.
func (w *world) verbs(noun, id string) string {
	w.Helper()
	lines, err := w.r.Timeline(w.ctx, policy.SystemActor(), policy.Ref{Noun: noun, ID: id})
	w.must(err)
	var verbs []string
	for _, l := range lines {
		verbs = append(verbs, l.Verb)
	}
	return strings.Join(verbs, " ")
}

func (w *world) count(table string) int64 {
	w.Helper()
	var n int64
	w.must(w.r.Read(w.ctx).Table(table).Count(&n).Error)
	return n
}
