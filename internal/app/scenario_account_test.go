package app_test

import (
	"fmt"

	"sametable/internal/account"
	"sametable/internal/policy"
)

// own is an attempt of a newcomer at something with her own account; shut: after it was disabled.
func own(shut bool, do func(s *scene, a policy.Actor) error) func(*scene) attempt {
	return func(s *scene) attempt {
		who := s.newcomer("huilin", "hanlian")
		if shut {
			_, err := s.Rooms.Accounts.Disable(s.ctx, s.as("mats"), account.AccountStep{Person: s.person(who).ID, Version: s.person(who).Version, Reason: "理由", Anyway: true})
			s.must(err)
		}
		return func(policy.Actor) (string, error) {
			err := do(s, s.as(who))
			return s.person(who).State, err
		}
	}
}

func changesProfile(s *scene, a policy.Actor) error {
	var p account.Person
	if err := s.Store.Read(s.ctx).Where("id = ?", a.Person).Take(&p).Error; err != nil {
		return err
	}
	_, err := s.Rooms.Accounts.ChangeProfile(s.ctx, a, account.ProfileForm{Version: p.Version, Name: p.Name, Latin: p.Latin, Language: "en", MailMode: string(account.Daily)})
	return err
}

func changesPassword(s *scene, a policy.Actor) error {
	_, err := s.Rooms.Accounts.ChangePassword(s.ctx, a, account.PasswordForm{Current: phrase, New: "eight lamps above the river 8"})
	return err
}

func changesEmail(s *scene, a policy.Actor) error {
	return s.Rooms.Accounts.ChangeEmail(s.ctx, a, account.EmailForm{Email: fmt.Sprintf("prov%d@example.org", s.next()), Password: phrase})
}

func signsOut(s *scene, a policy.Actor) error { return s.Rooms.Accounts.SignOutEverywhere(s.ctx, a) }

// tends is an attempt at something with the account of a newcomer of huilin's; ready brings it there.
func tends(ready, do func(s *scene, a policy.Actor, p account.Person) error) func(*scene) attempt {
	return func(s *scene) attempt {
		who := s.newcomer("huilin", "hanlian")
		if ready != nil {
			s.must(ready(s, s.as("mats"), s.person(who)))
		}
		return func(a policy.Actor) (string, error) {
			err := do(s, a, s.person(who))
			return s.person(who).State, err
		}
	}
}

func disable(s *scene, a policy.Actor, p account.Person) error {
	_, err := s.Rooms.Accounts.Disable(s.ctx, a, account.AccountStep{Person: p.ID, Version: s.page(p.Version), Reason: s.typed("理由"), Anyway: true})
	return err
}

func enable(s *scene, a policy.Actor, p account.Person) error {
	_, err := s.Rooms.Accounts.Enable(s.ctx, a, account.AccountStep{Person: p.ID, Version: s.page(p.Version), Reason: s.typed("理由"), Anyway: true})
	return err
}

func verify(s *scene, a policy.Actor, p account.Person) error {
	_, err := s.Rooms.Organisations.Verify(s.ctx, a, p.ID, s.page(p.Version))
	return err
}

func rename(s *scene, a policy.Actor, p account.Person) error {
	_, err := s.Rooms.Organisations.Rename(s.ctx, a, account.RenameForm{Person: p.ID, Version: s.page(p.Version), Name: s.typed("改例名"), Latin: "GAI Liming"})
	return err
}

func issueReset(s *scene, a policy.Actor, p account.Person) error {
	_, err := s.Rooms.Organisations.IssueReset(s.ctx, a, p.ID, false)
	return err
}

// revokes is an attempt to end an invitation of hanlian's.
func revokes(s *scene) attempt {
	h, err := s.Rooms.Organisations.Invite(s.ctx, s.as("hanlian"), account.Invitation{Organisation: s.org("huilin").ID, Language: "zh"})
	s.must(err)
	return func(a policy.Actor) (string, error) {
		err := s.Rooms.Accounts.Revoke(s.ctx, a, h.Slip.ID)
		var slip account.Slip
		s.must(s.Store.Read(s.ctx).Where("id = ?", h.Slip.ID).Take(&slip).Error)
		return string(slip.Outcome), err
	}
}

func accountScenarios() []scenario {
	mine := "not: it is her own; stranger: it is her own"
	self := func(act string, do func(*scene, policy.Actor) error) scenario {
		return scenario{act: act, set: own(false, do), may: "maliqing", leaves: account.Active, after: own(true, do), wrong: "fault.unauthenticated", lacks: mine}
	}
	return []scenario{
		self("account.ChangeProfile", changesProfile), self("account.ChangePassword", changesPassword),
		self("account.ChangeEmail", changesEmail), self("account.SignOutEverywhere", signsOut),
		{act: "account.Revoke", set: revokes, may: "hanlian", leaves: string(account.Revoked), stranger: "cairangli", wrong: "slip.revoked",
			lacks: "not: nobody else is told of an invitation"},
		{act: "account.Disable", steps: []string{"person disable"}, set: turns("mats", disable), may: "provadm", leaves: account.Disabled, not: "mats",
			says: "guard.person.not_self", stranger: "maliqing", wrong: "workflow.wrong_state"},
		{act: "account.Enable", steps: []string{"person enable"}, set: turns("mats", enable), may: "provadm", leaves: account.Active,
			not: "mats", says: "guard.person.not_self", stranger: "maliqing", wrong: "workflow.wrong_state"},
		{act: "organisation.Verify", set: tends(nil, verify), may: "hanlian", leaves: account.Active, not: "maliqing", says: "guard.organisation.focal_point",
			stranger: "cairangli", wrong: "person.verified_already"},
		{act: "organisation.Rename", set: tends(verify, rename), may: "hanlian", leaves: account.Active, not: "maliqing", says: "guard.organisation.focal_point",
			stranger: "cairangli", lacks: "wrong: a name may be wrong in every state"},
		{act: "organisation.IssueReset", set: tends(nil, issueReset), may: "hanlian", leaves: account.Active, not: "maliqing",
			says: "guard.organisation.focal_point", stranger: "cairangli", after: tends(disable, issueReset), wrong: "person.is_disabled"},
	}
}

// turns is an attempt at the account of somebody of the world.
func turns(who string, do func(*scene, policy.Actor, account.Person) error) func(*scene) attempt {
	return func(s *scene) attempt {
		return func(a policy.Actor) (string, error) {
			err := do(s, a, s.person(who))
			return s.person(who).State, err
		}
	}
}

// nominates is an attempt to propose the second administrator for another office.
func nominates(s *scene) attempt {
	return func(a policy.Actor) (string, error) {
		g, err := s.Rooms.Accounts.ProposeOffice(s.ctx, a, account.OfficeProposal{Person: s.Person(s.T, "provadm"), Office: s.typed(string(policy.Auditor))})
		return g.State, err
	}
}

// nominated is an office that mats proposed for a newcomer of the facilitator's.
func nominated(s *scene) account.GrantID {
	s.Helper()
	who := s.person(s.newcomer("sambord", "mats"))
	g, err := s.Rooms.Accounts.ProposeOffice(s.ctx, s.as("mats"), account.OfficeProposal{Person: who.ID, Office: string(policy.Auditor)})
	s.must(err)
	return g.ID
}

// decides is an attempt at a step of a grant, after other steps, each of somebody.
func decides(verb string, before ...[2]string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := nominated(s)
		try := func(verb string) attempt {
			return func(a policy.Actor) (string, error) {
				var g account.Grant
				s.must(s.Store.Read(s.ctx).Where("id = ?", id).Take(&g).Error)
				g, err := s.Rooms.Accounts.DecideOffice(s.ctx, a, account.OfficeStep{Grant: id, Version: s.page(g.Version), Verb: verb, Reason: s.typed("理由"), Anyway: true})
				return g.State, err
			}
		}
		for _, b := range before {
			_, err := try(b[1])(s.as(b[0]))
			s.must(err)
		}
		return try(verb)
	}
}

func officeScenarios() []scenario {
	granted := [2]string{"provadm", "grant"}
	step := func(verb string, s scenario, before ...[2]string) scenario {
		s.act, s.steps, s.set, s.stranger = "account.DecideOffice", []string{"office " + verb}, decides(verb, before...), "maliqing"
		s.wrong = "workflow.wrong_state"
		if s.not == "" {
			s.not, s.says = "alex", "workflow.not_yours" // the auditor sees all grants, and decides none
		}
		return s
	}
	return []scenario{
		{act: "account.ProposeOffice", set: nominates, may: "mats", leaves: account.Proposed, not: "provadm", says: "guard.office.not_own",
			stranger: "maliqing", wrong: "office.already"},
		step("grant", scenario{may: "provadm", leaves: account.Granted, not: "mats", says: "guard.second_person"}),
		step("decline", scenario{may: "provadm", leaves: account.GrantDeclined}),
		step("propose_revocation", scenario{may: "mats", leaves: account.RevocationProposed}, granted),
		step("keep", scenario{may: "provadm", leaves: account.Granted}, granted, [2]string{"mats", "propose_revocation"}),
		step("suspend", scenario{may: "mats", leaves: account.Suspended}, granted),
		step("restore", scenario{may: "provadm", leaves: account.Granted, not: "mats", says: "guard.second_person"}, granted, [2]string{"mats", "suspend"}),
		step("revoke", scenario{may: "provadm", leaves: account.GrantRevoked, not: "mats", says: "guard.second_person"}, granted, [2]string{"mats", "propose_revocation"}),
	}
}
