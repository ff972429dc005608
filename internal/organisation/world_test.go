package organisation_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"sametable/internal/account"
	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/forumtest"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
)

// world is a small forum: the facilitator with its officers, and bodies as a test makes them.
type world struct {
	*testing.T
	ctx                 context.Context
	r                   *register.Register
	c                   *clock.Shifted
	accounts            *account.Accounts
	s                   *organisation.Organisations
	facilitator         organisation.Organisation
	johan, song, mats   policy.Actor // two accreditation officers, an administrator: all of the facilitator
	moderator, stranger policy.Actor
	system, visitor     policy.Actor
	founded             int
}

// worlds runs a test on both engines.
func worlds(t *testing.T, test func(w *world)) {
	t.Helper()
	forumtest.Registers(t, func(t *testing.T, r *register.Register, c *clock.Shifted) {
		w := &world{T: t, ctx: context.Background(), r: r, c: c, system: policy.SystemActor()}
		w.accounts = account.New(r, safeguard.Default(), account.WithPasswordCost(account.Cost{Memory: 64, Time: 1, Threads: 1}))
		w.s = organisation.New(r, w.accounts, safeguard.Default())
		w.must(r.Act(w.ctx, w.system, func(tx *register.Tx) error {
			var err error
			w.facilitator, err = w.s.FoundFacilitator(tx, organisation.Form{Key: "sambord", Kind: "facilitator", NameNative: "Föreningen Sambord Exempel",
				NativeLanguage: "sv", NameSv: "Föreningen Sambord Exempel", Region: "SE", Scheme: "se_orgnr", Identifier: "402019-0015"})
			return err
		}))
		w.johan = w.officer("johan", policy.AccreditationOfficer)
		w.song = w.officer("song", policy.AccreditationOfficer)
		w.mats = w.officer("mats", policy.Administrator)
		w.moderator = w.officer("linlihua", policy.Moderator)
		w.stranger = policy.Actor{Person: "stranger", Name: "Stranger"}
		test(w)
	})
}

// officer is somebody of the facilitator with an office, on record: what she issues is asked of her again when it is used.
func (w *world) officer(name string, office policy.Office) policy.Actor {
	w.Helper()
	w.must(w.r.Act(w.ctx, w.system, func(tx *register.Tx) error {
		now := tx.Now()
		p := account.Person{ID: policy.PersonID(name), Username: name, Name: name, Language: "zh", State: account.Active, MailMode: account.Daily, JoinedAt: now}
		g := account.Grant{ID: account.GrantID("office-" + name), PersonID: p.ID, Office: office, State: account.Granted, ProposedAt: now, GrantedAt: &now}
		for _, row := range []interface{ Record() policy.Ref }{&p, &g} {
			ref := row.Record()
			tx.Permit(policy.Allow(ref.Noun, ref.ID, "begin"))
			if err := tx.Add(row); err != nil {
				return err
			}
			tx.Enter(register.Note{Noun: ref.Noun, ID: ref.ID, Verb: ref.Noun + ".begun", Access: policy.Access{Class: policy.Administration}})
		}
		return organisation.AddMember(tx, organisation.Membership{OrganisationID: w.facilitator.ID, PersonID: p.ID}, name)
	}))
	return policy.Actor{Person: policy.PersonID(name), Name: name, Offices: []policy.Office{office},
		Memberships: []policy.Membership{{Organisation: w.facilitator.ID, Kind: policy.Facilitator, Accredited: true}}}
}

// focal is somebody of an organisation; who she is does not matter to it.
func focal(o organisation.Organisation, name string) policy.Actor {
	return policy.Actor{Person: policy.PersonID(name), Name: name, Memberships: []policy.Membership{{Organisation: o.ID, Kind: o.Kind, FocalPoint: true}}}
}

func member(o organisation.Organisation, name string) policy.Actor {
	a := focal(o, name)
	a.Memberships[0].FocalPoint = false
	return a
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// refused asks for a reason and a message id; for an invalid form the id is that of a field, "field: id".
func (w *world) refused(err error, reason fault.Reason, id string) {
	w.Helper()
	var f *fault.Fault
	if !errors.As(err, &f) || f.Reason != reason {
		w.Fatalf("%v, want %v %s", err, reason, id)
	}
	said := []string{f.ID}
	for _, field := range f.Fields {
		said = append(said, field.Name+": "+field.ID)
	}
	for _, s := range said {
		if s == id {
			return
		}
	}
	w.Fatalf("%v, want %v %s", err, reason, id)
}

// form is a complete application; each call gives another name. Its identifier is of a register nobody checks.
func (w *world) form() organisation.Form {
	w.founded++
	return organisation.Form{Key: fmt.Sprintf("huilin-%d", w.founded), Kind: "ngo", NameZh: fmt.Sprintf("惠邻例社会工作中心第%d号", w.founded), NameEn: fmt.Sprintf("Huilin Example Social Work Centre %d", w.founded),
		NameNative: fmt.Sprintf("惠邻例社会工作中心第%d号", w.founded), NativeLanguage: "zh", SortKey: "huilin", Region: "680100",
		Scheme: "other", Identifier: fmt.Sprintf("HD-%d", w.founded), IdentifierNote: "湖东省民政厅登记",
		ServicesZh: "入村探访、家长小组", WorksWithChildren: true, Safeguarding: "有成文的儿童安全保障制度和专人。", Evidence: "法人登记证书"}
}

func (w *world) draft(form organisation.Form) organisation.Organisation {
	w.Helper()
	o, err := w.s.Draft(w.ctx, w.johan, form)
	w.must(err)
	return o
}

// step takes an organisation a step on as it is now.
func (w *world) step(actor policy.Actor, o *organisation.Organisation, verb, note string) error {
	w.Helper()
	next, err := w.s.Step(w.ctx, actor, organisation.Step{ID: o.ID, Verb: verb, Note: note, Version: o.Version})
	if err == nil {
		*o = next
	}
	return err
}

// to makes a body and takes it to a state.
func (w *world) to(state string) organisation.Organisation {
	w.Helper()
	o := w.draft(w.form())
	two := func(verb string) {
		w.must(w.step(w.johan, &o, verb, "理由"))
		w.must(w.step(w.song, &o, verb, ""))
	}
	way := map[string][]string{
		organisation.Draft: nil, organisation.Submitted: {"submit"}, organisation.InReview: {"submit", "review"},
		organisation.InfoRequested: {"submit", "review", "ask"}, organisation.Accredited: {"submit", "review", "accredit"},
		organisation.Declined: {"submit", "review", "decline"}, organisation.Suspended: {"submit", "review", "accredit", "suspend"},
		organisation.Closed: {"submit", "review", "accredit", "close"},
	}
	for _, verb := range way[state] {
		switch verb {
		case "submit":
			w.must(w.step(focal(o, "hanlian"), &o, verb, ""))
		case "review":
			w.must(w.step(w.johan, &o, verb, ""))
		case "ask":
			w.must(w.step(w.johan, &o, verb, "请补充"))
		default:
			two(verb)
		}
	}
	if o.State != state {
		w.Fatalf("%s, want %s", o.State, state)
	}
	return o
}

// verbs lists the entries of an organisation that a viewer sees.
func (w *world) verbs(viewer policy.Actor, o organisation.Organisation) []string {
	w.Helper()
	lines, err := w.r.Timeline(w.ctx, viewer, o.Record())
	w.must(err)
	var verbs []string
	for _, l := range lines {
		verbs = append(verbs, l.Verb[len("organisation."):])
	}
	return verbs
}

// last is the last entry of a verb.
func (w *world) last(o organisation.Organisation, verb string) register.Entry {
	w.Helper()
	lines, err := w.r.Timeline(w.ctx, w.system, o.Record())
	w.must(err)
	var e register.Entry
	for _, l := range lines {
		if l.Verb == verb {
			e = l.Entry
		}
	}
	return e
}
