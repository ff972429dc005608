package organisation_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/organisation"
	"sametable/internal/policy"
)

// registration is a form that passes; each call gives another name to sign in with.
func (w *world) registration() organisation.Registration {
	w.founded++
	return organisation.Registration{JoinForm: account.JoinForm{Username: fmt.Sprintf("malidong%d", w.founded), Name: "马例东", Latin: "MA Lidong",
		Password: "seven lamps above the river 7", Language: "zh"}}
}

// joined invites somebody to an organisation and lets her join.
func (w *world) joined(by policy.Actor, o organisation.Organisation, focalPoint bool) account.Person {
	w.Helper()
	h, err := w.s.Invite(w.ctx, by, account.Invitation{Organisation: o.ID, FocalPoint: focalPoint, Language: "zh"})
	w.must(err)
	p, err := w.s.Join(w.ctx, h.Secret, w.registration())
	w.must(err)
	return p
}

// as is a person as an actor with the memberships she has.
func (w *world) as(p account.Person) policy.Actor {
	w.Helper()
	var ms []organisation.Membership
	w.must(w.r.Read(w.ctx).Where("person_id = ? AND until IS NULL", p.ID).Find(&ms).Error)
	a := policy.Actor{Person: p.ID, Name: p.Name}
	for _, m := range ms {
		a.Memberships = append(a.Memberships, policy.Membership{Organisation: m.OrganisationID, FocalPoint: m.FocalPoint})
	}
	return a
}

func (w *world) memberOf(o organisation.Organisation, p account.Person) organisation.Member {
	w.Helper()
	people, err := w.s.People(w.ctx, w.system, o.ID)
	w.must(err)
	for _, m := range people {
		if m.PersonID == p.ID {
			return m
		}
	}
	w.Fatalf("%s is no member", p.Username)
	return organisation.Member{}
}

func TestWhoInvites(t *testing.T) {
	worlds(t, func(w *world) {
		draft, closed := w.to(organisation.Draft), w.to(organisation.Closed)
		for _, c := range []struct {
			name  string
			actor policy.Actor
			id    policy.OrganisationID
			want  string
		}{
			{"focal point", focal(draft, "a"), draft.ID, ""}, {"member", member(draft, "b"), draft.ID, "fault.not_found"},
			{"focal point of another", focal(w.facilitator, "c"), draft.ID, "fault.not_found"}, {"ACC", w.johan, draft.ID, ""}, {"MOD", w.moderator, draft.ID, ""},
			{"ADM", w.mats, draft.ID, ""}, {"SYS", w.system, draft.ID, ""}, {"visitor", w.visitor, draft.ID, "fault.not_found"},
			{"a closed one", w.johan, closed.ID, "organisation.takes_nobody"}, {"nobody's", w.johan, "nobody", "fault.not_found"},
			{"a new body by ACC", w.johan, "", ""}, {"a new body by MOD", w.moderator, "", "fault.not_found"}, {"a new body by a focal point", focal(draft, "a"), "", "fault.not_found"},
		} {
			h, err := w.s.Invite(w.ctx, c.actor, account.Invitation{Organisation: c.id, Language: "zh"})
			if got := idOf(err); got != c.want || err == nil && (h.Secret == "" || h.Code == "") {
				t.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
		}
	})
}

func TestJoiningIsOneActWithTheMembership(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.Draft)
		h, err := w.s.Invite(w.ctx, w.johan, account.Invitation{Organisation: o.ID, FocalPoint: true, Language: "zh", Name: "马例东"})
		w.must(err)
		page, err := w.s.Invited(w.ctx, h.Code)
		w.must(err)
		if page.Organisation.ID != o.ID || page.Organisation.Evidence != "" || page.Slip.Name != "马例东" {
			t.Errorf("%+v", page)
		}
		p, err := w.s.Join(w.ctx, h.Code, w.registration())
		w.must(err)
		m := w.memberOf(o, p)
		if !m.FocalPoint || m.Name != "马例东" || m.Latin != "MA Lidong" || m.State != account.Active {
			t.Errorf("%+v", m)
		}
		_, err = w.s.Join(w.ctx, h.Secret, w.registration())
		w.refused(err, fault.ReasonConflict, "slip.used")
		_, err = w.s.Invited(w.ctx, h.Secret)
		w.refused(err, fault.ReasonConflict, "slip.used")
		joined := w.last(o, "organisation.joined")
		if joined.ActorID != p.ID || joined.Fact("person") != string(p.ID) || joined.Fact("focal_point") != "true" {
			t.Errorf("%+v", joined)
		}
		lines, err := w.r.Timeline(w.ctx, w.system, p.Record())
		w.must(err)
		if last := lines[len(lines)-1]; last.Verb != "person.joined" || last.Act != joined.Act {
			t.Errorf("%s in act %s, membership in %s", last.Verb, last.Act, joined.Act)
		}
		w.must(w.step(w.as(p), &o, "submit", ""))
	})
}

func TestJoiningFailsWhole(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.Accredited)
		h, err := w.s.Invite(w.ctx, w.johan, account.Invitation{Organisation: o.ID, Language: "zh"})
		w.must(err)
		bad := w.registration()
		bad.Password = "short"
		if _, err = w.s.Join(w.ctx, h.Secret, bad); !fault.Is(err, fault.ReasonInvalid) {
			t.Errorf("%v", err)
		}
		w.must(w.step(w.johan, &o, "close", "解散"))
		w.must(w.step(w.song, &o, "close", ""))
		_, err = w.s.Join(w.ctx, h.Secret, w.registration())
		w.refused(err, fault.ReasonConflict, "organisation.takes_nobody")
		if _, err = w.s.Invited(w.ctx, h.Secret); err != nil {
			t.Errorf("the slip was used up for nothing: %v", err)
		}
		_, err = w.s.Join(w.ctx, "no-such-secret", w.registration())
		w.refused(err, fault.ReasonNotFound, "slip.unknown")
		reset, err := w.s.IssueReset(w.ctx, w.mats, w.joined(w.johan, w.to(organisation.Accredited), false).ID, false)
		w.must(err)
		_, err = w.s.Join(w.ctx, reset.Secret, w.registration())
		w.refused(err, fault.ReasonNotFound, "slip.unknown")
	})
}

func TestSomebodyBringsANewBody(t *testing.T) {
	worlds(t, func(w *world) {
		h, err := w.s.Invite(w.ctx, w.johan, account.Invitation{Language: "zh"})
		w.must(err)
		form := w.registration()
		_, err = w.s.Join(w.ctx, h.Secret, form)
		w.refused(err, fault.ReasonInvalid, "kind: input.required")
		form.Organisation = w.form()
		p, err := w.s.Join(w.ctx, h.Secret, form)
		w.must(err)
		a := w.as(p)
		if len(a.Memberships) != 1 || !a.Memberships[0].FocalPoint {
			t.Fatalf("%+v", a.Memberships)
		}
		listed, err := w.s.List(w.ctx, a, organisation.Filter{Kind: policy.NGO})
		w.must(err)
		if len(listed) != 1 || listed[0].State != organisation.Draft || listed[0].Key == form.Organisation.Key {
			t.Errorf("%+v", listed)
		}
		w.must(w.step(a, &listed[0], "submit", ""))
	})
}

func TestAPersonJoinsAFurtherOrganisation(t *testing.T) {
	worlds(t, func(w *world) {
		first, second := w.to(organisation.Accredited), w.to(organisation.Accredited)
		p := w.joined(w.johan, first, true)
		h, err := w.s.Invite(w.ctx, w.johan, account.Invitation{Organisation: second.ID, Language: "zh"})
		w.must(err)
		w.refused(w.s.Accept(w.ctx, w.visitor, h.Secret, nil), fault.ReasonUnauthenticated, "fault.unauthenticated")
		w.must(w.s.Accept(w.ctx, w.as(p), h.Secret, nil))
		if a := w.as(p); len(a.Memberships) != 2 {
			t.Errorf("%+v", a.Memberships)
		}
		h, err = w.s.Invite(w.ctx, w.johan, account.Invitation{Organisation: second.ID, Language: "zh"})
		w.must(err)
		w.refused(w.s.Accept(w.ctx, w.as(p), h.Secret, nil), fault.ReasonConflict, "organisation.member_already")
		h, err = w.s.Invite(w.ctx, w.johan, account.Invitation{Language: "zh"})
		w.must(err)
		w.refused(w.s.Accept(w.ctx, w.as(p), h.Secret, nil), fault.ReasonInvalid, "name_native: input.required")
		form := w.form()
		w.must(w.s.Accept(w.ctx, w.as(p), h.Secret, &form))
		if a := w.as(p); len(a.Memberships) != 3 || !a.Memberships[2].FocalPoint {
			t.Errorf("%+v", a.Memberships)
		}
	})
}

func TestWhoSeesThePeople(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.Accredited)
		p := w.joined(w.johan, o, true)
		for name, c := range map[string]struct {
			viewer policy.Actor
			n      int
		}{"herself": {w.as(p), 1}, "a member": {member(o, "b"), 1}, "ACC": {w.song, 1}, "MOD": {w.moderator, 1}, "ADM": {w.mats, 1},
			"stranger": {w.stranger, 0}, "visitor": {w.visitor, 0}, "focal point of another": {focal(w.facilitator, "c"), 0}} {
			people, err := w.s.People(w.ctx, c.viewer, o.ID)
			if len(people) != c.n || (c.n == 0) != fault.Is(err, fault.ReasonNotFound) {
				t.Errorf("%s: %d, %v", name, len(people), err)
			}
		}
	})
}

func TestFocalPointsAreNamedAndRelieved(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.Accredited)
		first, second := w.joined(w.johan, o, true), w.joined(w.johan, o, false)
		set := func(actor policy.Actor, p account.Person, focalPoint bool, behind int) error {
			m := w.memberOf(o, p)
			return w.s.SetFocalPoint(w.ctx, actor, organisation.MemberStep{Membership: m.ID, FocalPoint: focalPoint, Version: m.Version - behind})
		}
		w.refused(set(w.as(second), second, true, 0), fault.ReasonForbidden, "guard.organisation.focal_point")
		w.refused(set(w.stranger, second, true, 0), fault.ReasonNotFound, "fault.not_found")
		w.refused(set(focal(w.facilitator, "anna"), second, true, 0), fault.ReasonNotFound, "fault.not_found")
		w.refused(set(w.as(first), first, false, 0), fault.ReasonConflict, "organisation.last_focal_point")
		w.refused(set(w.mats, first, false, 0), fault.ReasonConflict, "organisation.last_focal_point")
		w.refused(set(w.as(first), second, true, 1), fault.ReasonConflict, "fault.stale")
		w.must(set(w.as(first), second, true, 0))
		w.must(set(w.as(second), first, false, 0))
		if got := w.verbs(w.as(second), o); !slices.Equal(got[len(got)-2:], []string{"focal_point_named", "focal_point_relieved"}) {
			t.Errorf("%v", got)
		}
	})
}

func TestTwoFocalPointsDoNotRelieveEachOther(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.Accredited)
		first := w.joined(w.johan, o, true)
		p := []account.Person{first, w.joined(w.as(first), o, true)}
		actors := []policy.Actor{w.as(p[0]), w.as(p[1])}
		members := []organisation.Member{w.memberOf(o, p[1]), w.memberOf(o, p[0])}
		errs := make([]error, 2)
		var wait sync.WaitGroup
		for i := range 2 {
			wait.Go(func() {
				errs[i] = w.s.SetFocalPoint(w.ctx, actors[i], organisation.MemberStep{Membership: members[i].ID, Version: members[i].Version})
			})
		}
		wait.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Errorf("%v, %v", errs[0], errs[1])
		}
	})
}

func TestMembershipsEnd(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.Accredited)
		boss, p, q := w.joined(w.johan, o, true), w.joined(w.johan, o, false), w.joined(w.johan, o, false)
		end := func(actor policy.Actor, m organisation.Member, reason string) error {
			return w.s.EndMembership(w.ctx, actor, organisation.MemberStep{Membership: m.ID, Reason: reason, Version: m.Version})
		}
		mp, mq, mb := w.memberOf(o, p), w.memberOf(o, q), w.memberOf(o, boss)
		w.refused(end(w.as(p), mq, "x"), fault.ReasonForbidden, "guard.organisation.focal_point")
		w.refused(end(w.stranger, mq, "x"), fault.ReasonNotFound, "fault.not_found")
		w.refused(end(w.as(boss), mq, ""), fault.ReasonInvalid, "reason: input.required")
		w.refused(end(w.as(boss), mq, aChild), fault.ReasonInvalid, "reason: safeguard.stopped")
		w.must(end(w.as(boss), mq, "调离"))
		w.refused(end(w.as(boss), mq, "调离"), fault.ReasonNotFound, "fault.not_found")
		w.must(end(w.as(p), mp, ""))
		w.refused(end(w.as(boss), mb, ""), fault.ReasonConflict, "organisation.last_focal_point")
		w.must(end(w.mats, mb, "已离职"))
		people, err := w.s.People(w.ctx, w.johan, o.ID)
		w.must(err)
		if len(people) != 0 {
			t.Errorf("%d stayed", len(people))
		}
		h, err := w.s.Invite(w.ctx, w.johan, account.Invitation{Organisation: o.ID, Language: "zh"})
		w.must(err)
		w.must(w.s.Accept(w.ctx, w.as(p), h.Secret, nil)) // who left may come back
	})
}

func TestWhoLooksAfterAnAccount(t *testing.T) {
	worlds(t, func(w *world) {
		o, other := w.to(organisation.Accredited), w.to(organisation.Accredited)
		boss, p := w.joined(w.johan, o, true), w.joined(w.johan, o, false)
		both := w.joined(w.johan, o, false)
		h, err := w.s.Invite(w.ctx, w.johan, account.Invitation{Organisation: other.ID, Language: "zh"})
		w.must(err)
		w.must(w.s.Accept(w.ctx, w.as(both), h.Secret, nil))
		for _, c := range []struct {
			name   string
			actor  policy.Actor
			person account.Person
			want   string
		}{
			{"her focal point", w.as(boss), p, ""}, {"a colleague", w.as(p), boss, "guard.organisation.focal_point"},
			{"focal point of another", focal(other, "c"), p, "fault.not_found"}, {"MOD, who sees her among the people", w.moderator, p, "guard.organisation.focal_point"},
			{"ACC, who does too", w.johan, p, "guard.organisation.focal_point"},
			{"visitor", w.visitor, p, "fault.not_found"}, {"who acts for two", w.as(boss), both, "organisation.other_custody"}, {"ADM for two", w.mats, both, ""},
			{"herself", w.as(boss), boss, "guard.person.not_self"},
		} {
			slip, err := w.s.IssueReset(w.ctx, c.actor, c.person.ID, false)
			if got := idOf(err); got != c.want || err == nil && slip.Code == "" {
				t.Errorf("%s: %q, want %q", c.name, got, c.want)
			}
			_, err = w.s.Rename(w.ctx, c.actor, account.RenameForm{Person: c.person.ID, Version: -1, Name: "马例冬", Latin: "MA Lidong"})
			if got := idOf(err); got != c.want && (c.want != "" || got != "fault.stale") {
				t.Errorf("%s renames: %q, want %q", c.name, got, c.want)
			}
		}
		_, err = w.s.IssueReset(w.ctx, w.mats, p.ID, false)
		w.refused(err, fault.ReasonForbidden, "reset.by_focal_point")
		verified, err := w.s.Verify(w.ctx, w.as(boss), p.ID, p.Version)
		w.must(err)
		if !verified.Verified() || !w.memberOf(o, p).Verified {
			t.Errorf("%+v", verified)
		}
		_, err = w.s.Verify(w.ctx, w.as(p), boss.ID, boss.Version)
		w.refused(err, fault.ReasonForbidden, "guard.organisation.focal_point")
	})
}

// Who answers for an organisation is its own to say as soon as somebody does.
func TestAFocalPointIsNotMadeFromOutside(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.Accredited)
		var had int64
		w.must(w.r.Read(w.ctx).Model(&organisation.Membership{}).Where("organisation_id = ? AND focal_point AND until IS NULL", o.ID).Count(&had).Error)
		if had > 0 {
			t.Fatalf("%d focal points already", had)
		}
		invite := func(by policy.Actor, focalPoint bool) (account.Handout, error) {
			return w.s.Invite(w.ctx, by, account.Invitation{Organisation: o.ID, FocalPoint: focalPoint, Language: "zh"})
		}
		early, err := invite(w.moderator, true) // nobody answers for it yet: this stays possible
		w.must(err)
		first := w.joined(w.johan, o, true)
		if !w.memberOf(o, first).FocalPoint {
			t.Fatal("the first one answers for nobody")
		}
		for _, outside := range []policy.Actor{w.johan, w.moderator, w.mats} {
			_, err := invite(outside, true)
			w.refused(err, fault.ReasonInvalid, "focal_point: organisation.names_its_own")
		}
		late, err := w.s.Join(w.ctx, early.Secret, w.registration())
		w.must(err)
		if w.memberOf(o, late).FocalPoint {
			t.Error("an invitation from before made a second focal point from outside")
		}
		set := func(by policy.Actor, p account.Person, on bool) error {
			m := w.memberOf(o, p)
			return w.s.SetFocalPoint(w.ctx, by, organisation.MemberStep{Membership: m.ID, FocalPoint: on, Version: m.Version})
		}
		for _, outside := range []policy.Actor{w.johan, w.moderator, w.mats} {
			w.refused(set(outside, late, true), fault.ReasonConflict, "organisation.names_its_own")
		}
		h, err := invite(w.johan, false)
		w.must(err)
		lines, err := w.r.Timeline(w.ctx, w.system, policy.Ref{Noun: account.Noun, ID: string(h.Slip.PersonID)})
		w.must(err)
		if told := lines[0].Audience().FocalPoints; !slices.Contains(told, o.ID) {
			t.Errorf("its focal points are not told: %+v", lines[0].Audience())
		}
		w.must(set(w.as(first), late, true))
		if !w.memberOf(o, late).FocalPoint {
			t.Error("named by her own organisation, and no focal point")
		}
		h, err = invite(w.as(first), true)
		w.must(err)
		third, err := w.s.Join(w.ctx, h.Secret, w.registration())
		w.must(err)
		if !w.memberOf(o, third).FocalPoint {
			t.Error("invited by her own organisation, and no focal point")
		}
	})
}
