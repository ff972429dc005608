package account_test

import (
	"slices"
	"sync"
	"testing"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/policy"
)

func TestMachinesAreSound(t *testing.T) {
	for _, m := range [][]string{account.OfficeMachine().Faults(), account.PersonMachine().Faults()} {
		for _, f := range m {
			t.Error(f)
		}
	}
}

// step takes a step on the newest version of a grant.
func (w *world) step(actor policy.Actor, g account.Grant, verb string) (account.Grant, error) {
	w.Helper()
	all, err := w.a.Grants(w.ctx, policy.SystemActor())
	w.must(err)
	i := slices.IndexFunc(all, func(x account.Grant) bool { return x.ID == g.ID })
	return w.a.DecideOffice(w.ctx, actor, account.OfficeStep{Grant: g.ID, Version: all[i].Version, Verb: verb, Reason: "已离任"})
}

func (w *world) offices(id policy.PersonID) []policy.Office {
	w.Helper()
	o, err := w.a.OfficesOf(w.ctx, id)
	w.must(err)
	return o
}

func TestProposeOffice(t *testing.T) {
	worlds(t, func(w *world) {
		propose := func(actor policy.Actor, id policy.PersonID, office string) error {
			_, err := w.a.ProposeOffice(w.ctx, actor, account.OfficeProposal{Person: id, Office: office})
			return err
		}
		w.refused("visitor", propose(policy.Actor{}, w.none.Person, "moderator"), fault.ReasonUnauthenticated, "fault.unauthenticated")
		w.refused("stranger", propose(w.focal, w.none.Person, "moderator"), fault.ReasonNotFound, "fault.not_found")
		w.refused("herself", propose(w.founder, w.founder.Person, "moderator"), fault.ReasonForbidden, "guard.office.not_own")
		w.refused("nobody", propose(w.founder, "nobody", "moderator"), fault.ReasonNotFound, "fault.not_found")
		w.refused("no office", propose(w.founder, w.none.Person, "king"), fault.ReasonInvalid, "input.choice")
		w.must(propose(w.founder, w.none.Person, "moderator"))
		w.refused("twice", propose(w.second, w.none.Person, "moderator"), fault.ReasonConflict, "office.already")
		w.must(propose(w.founder, w.none.Person, "translator"))
		if got := w.offices(w.none.Person); len(got) != 0 {
			w.Errorf("a proposal gave %v", got)
		}
		_, err := w.a.Disable(w.ctx, w.founder, account.AccountStep{Person: w.focal.Person, Version: w.find(w.focal.Person).Version, Reason: "已离任"})
		w.must(err)
		w.refused("disabled", propose(w.founder, w.focal.Person, "auditor"), fault.ReasonConflict, "person.is_disabled")
	})
}

func TestAnOfficeTakesTwo(t *testing.T) {
	worlds(t, func(w *world) {
		g, err := w.a.ProposeOffice(w.ctx, w.founder, account.OfficeProposal{Person: w.none.Person, Office: "moderator"})
		w.must(err)
		_, err = w.step(w.founder, g, "grant")
		w.refused("the proposer", err, fault.ReasonForbidden, "guard.second_person")
		promoted := w.none
		promoted.Offices = []policy.Office{policy.Administrator}
		_, err = w.step(promoted, g, "grant")
		w.refused("the person herself", err, fault.ReasonForbidden, "guard.office.not_own")
		_, err = w.step(w.facilitator, g, "grant")
		w.refused("the facilitator, while there is an administrator", err, fault.ReasonForbidden, "guard.office.confirmer")
		_, err = w.step(w.focal, g, "grant")
		w.refused("a stranger", err, fault.ReasonNotFound, "fault.not_found")
		_, err = w.step(w.none, g, "grant")
		w.refused("the person, who sees it", err, fault.ReasonForbidden, "workflow.not_yours")
		_, err = w.step(w.second, g, "revoke")
		w.refused("wrong state", err, fault.ReasonConflict, "workflow.wrong_state")
		_, err = w.step(w.second, g, "found")
		w.refused("the first start's way", err, fault.ReasonForbidden, "workflow.not_yours")
		_, err = w.a.DecideOffice(w.ctx, w.second, account.OfficeStep{Grant: g.ID, Version: g.Version + 1, Verb: "grant"})
		w.refused("old page", err, fault.ReasonConflict, "fault.stale")
		_, err = w.a.DecideOffice(w.ctx, w.second, account.OfficeStep{Grant: g.ID, Version: g.Version, Verb: "decline"})
		w.refused("declined without a reason", err, fault.ReasonInvalid, "input.required")
		_, err = w.a.DecideOffice(w.ctx, w.second, account.OfficeStep{Grant: "none", Verb: "grant"})
		w.refused("no grant", err, fault.ReasonNotFound, "fault.not_found")
		_, err = w.a.DecideOffice(w.ctx, policy.Actor{}, account.OfficeStep{Grant: g.ID, Verb: "grant"})
		w.refused("visitor", err, fault.ReasonUnauthenticated, "fault.unauthenticated")
		if _, err = w.step(w.second, g, "grant"); err != nil {
			w.Fatal(err)
		}
		if got := w.offices(w.none.Person); !slices.Equal(got, []policy.Office{policy.Moderator}) {
			w.Errorf("she holds %v", got)
		}
		if got := w.verbs("office", string(g.ID)); got != "office.proposed office.granted" {
			w.Errorf("the grant's timeline: %s", got)
		}
		if got, err := w.a.Holders(w.ctx, policy.Moderator); err != nil || !slices.Equal(got, []policy.PersonID{w.none.Person}) {
			w.Errorf("holders %v, %v", got, err)
		}
	})
}

func TestTakingAnOfficeBack(t *testing.T) {
	worlds(t, func(w *world) {
		g := w.grant(w.none.Person, policy.Moderator)
		_, err := w.step(w.founder, g, "propose_revocation")
		w.must(err)
		if len(w.offices(w.none.Person)) != 1 {
			w.Error("a proposal took the office away")
		}
		_, err = w.step(w.founder, g, "revoke")
		w.refused("by the same", err, fault.ReasonForbidden, "guard.second_person")
		_, err = w.step(w.second, g, "keep")
		w.must(err)
		_, err = w.step(w.second, g, "suspend")
		w.must(err)
		if len(w.offices(w.none.Person)) != 0 {
			w.Error("suspended, and still in office")
		}
		_, err = w.step(w.second, g, "restore")
		w.refused("judged by who suspended", err, fault.ReasonForbidden, "guard.second_person")
		_, err = w.step(w.founder, g, "restore")
		w.must(err)
		_, err = w.step(w.founder, g, "suspend")
		w.must(err)
		g, err = w.step(w.second, g, "revoke")
		if err != nil || g.EndedAt == nil || len(w.offices(w.none.Person)) != 0 {
			w.Errorf("%+v, %v", g, err)
		}
		_, err = w.step(w.second, g, "restore")
		w.refused("over", err, fault.ReasonConflict, "workflow.wrong_state")
		w.grant(w.none.Person, policy.Moderator) // and she may have it anew
	})
}

func TestTheFacilitatorStandsInForAMissingAdministrator(t *testing.T) {
	worlds(t, func(w *world) {
		grants, err := w.a.Grants(w.ctx, w.founder)
		w.must(err)
		i := slices.IndexFunc(grants, func(g account.Grant) bool { return g.PersonID == w.second.Person })
		g, err := w.step(w.founder, grants[i], "propose_revocation")
		w.must(err)
		_, err = w.step(w.second, g, "revoke")
		w.refused("her own", err, fault.ReasonForbidden, "guard.office.not_own")
		unaccredited := w.facilitator
		unaccredited.Memberships = []policy.Membership{{Organisation: table, Kind: policy.Facilitator, FocalPoint: true}}
		_, err = w.step(unaccredited, g, "revoke")
		w.refused("of a facilitator that is not accredited", err, fault.ReasonNotFound, "fault.not_found")
		options, err := w.a.OfficeOptions(w.ctx, w.facilitator, g.ID)
		if err != nil || len(options) != 2 || options[0].Verb != "keep" || options[1].Verb != "revoke" || options[1].Blocked != nil {
			w.Errorf("%+v, %v", options, err)
		}
		if _, err = w.step(w.facilitator, g, "revoke"); err != nil {
			w.Fatal(err)
		}
		j := slices.IndexFunc(grants, func(g account.Grant) bool { return g.PersonID == w.founder.Person })
		for _, verb := range []string{"suspend", "propose_revocation"} {
			_, err = w.step(w.second, grants[j], verb)
			w.refused(verb+" of the last", err, fault.ReasonForbidden, "guard.office.last_administrator")
		}
		w.grant(w.none.Person, policy.Translator)
	})
}

func TestTwoAdministratorsCannotPutEachOtherOut(t *testing.T) {
	worlds(t, func(w *world) {
		grants, err := w.a.Grants(w.ctx, policy.SystemActor())
		w.must(err)
		of := func(id policy.PersonID) account.Grant {
			return grants[slices.IndexFunc(grants, func(g account.Grant) bool { return g.PersonID == id })]
		}
		results := make([]error, 2)
		var wg sync.WaitGroup
		for i, pair := range [][2]policy.Actor{{w.founder, w.second}, {w.second, w.founder}} {
			wg.Go(func() {
				g := of(pair[1].Person)
				_, results[i] = w.a.DecideOffice(w.ctx, pair[0], account.OfficeStep{Grant: g.ID, Version: g.Version, Verb: "suspend", Reason: "已离任"})
			})
		}
		wg.Wait()
		left, err := w.a.Holders(w.ctx, policy.Administrator)
		if err != nil || len(left) != 1 {
			w.Errorf("%d administrators left (%v, %v), %v", len(left), results[0], results[1], err)
		}
	})
}

func TestGrantsAreListedToWhomTheyConcern(t *testing.T) {
	worlds(t, func(w *world) {
		g := w.grant(w.none.Person, policy.Auditor)
		auditor := w.none
		auditor.Offices = []policy.Office{policy.Auditor}
		for name, c := range map[string]struct {
			viewer policy.Actor
			n      int
		}{"administrator": {w.founder, 3}, "auditor": {auditor, 3}, "facilitator": {w.facilitator, 3}, "herself": {w.none, 1}, "another": {w.focal, 0}} {
			got, err := w.a.Grants(w.ctx, c.viewer)
			if err != nil || len(got) != c.n {
				w.Errorf("%s sees %d, want %d, %v", name, len(got), c.n, err)
			}
			_, err = w.a.OfficeOptions(w.ctx, c.viewer, g.ID)
			if (err == nil) != (c.n > 0) {
				w.Errorf("%s: options %v", name, err)
			}
		}
		_, err := w.a.Grants(w.ctx, policy.Actor{})
		w.refused("visitor", err, fault.ReasonUnauthenticated, "fault.unauthenticated")
	})
}
