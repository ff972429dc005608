package app_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sametable/internal/account"
	"sametable/internal/input"
	"sametable/internal/organisation"
	"sametable/internal/policy"
)

// body is an application of its own: its focal point, a member besides, and what it is.
type body struct {
	id            policy.OrganisationID
	focal, member string
}

func (s *scene) application() organisation.Form {
	n := s.next()
	return organisation.Form{Kind: "ngo", NameZh: fmt.Sprintf("惠邻例社会工作中心第%d号", n), NameNative: fmt.Sprintf("惠邻例社会工作中心第%d号", n), NativeLanguage: "zh", Region: "680100",
		Scheme: "other", Identifier: fmt.Sprintf("HD-%d", n), IdentifierNote: "民政厅登记", WorksWithChildren: true, Safeguarding: "有成文的制度和专人。", Evidence: "法人登记证书"}
}

// applies registers a body with its focal point and a member.
func (s *scene) applies() body {
	s.Helper()
	o, err := s.Rooms.Organisations.Draft(s.ctx, s.as("johan"), s.application())
	s.must(err)
	b := body{id: o.ID, focal: fmt.Sprintf("provfp%d", s.next()), member: fmt.Sprintf("provm%d", s.next())}
	s.joins(b.focal, o.ID, "johan", true)
	s.joins(b.member, o.ID, b.focal, false)
	return b
}

func (s *scene) body(id policy.OrganisationID) organisation.Organisation {
	s.Helper()
	var o organisation.Organisation
	s.must(s.Store.Read(s.ctx).Where("id = ?", id).Take(&o).Error)
	return o
}

// stepped is an attempt at a step of a body.
func (s *scene) stepped(id policy.OrganisationID, verb string) attempt {
	return func(a policy.Actor) (string, error) {
		_, err := s.Rooms.Organisations.Step(s.ctx, a, organisation.Step{ID: id, Verb: verb, Note: s.typed("理由"), Version: s.page(s.body(id).Version)})
		return s.body(id).State, err
	}
}

// to takes a body through steps, "who verb" in one string; "clock 700" lets as many days pass.
func (s *scene) to(b body, steps ...string) body {
	s.Helper()
	for _, step := range steps {
		who, verb, _ := strings.Cut(step, " ")
		if days, err := strconv.Atoi(verb); err == nil {
			s.Clock.Advance(time.Duration(days) * 24 * time.Hour)
			continue
		}
		_, err := s.stepped(b.id, verb)(s.as(who))
		s.must(err)
	}
	return b
}

// cast gives the people of a body names that a table can write: what a table says of FP and MEMBER is said of them.
func (s *scene) cast(b body) body {
	s.people = map[string]string{"FP": b.focal, "MEMBER": b.member}
	return b
}

// bodily is an attempt at something with a body.
func bodily(do func(s *scene, a policy.Actor, b body) error, steps ...string) func(*scene) attempt {
	return func(s *scene) attempt {
		b := s.to(s.cast(s.applies()), steps...)
		return func(a policy.Actor) (string, error) {
			err := do(s, a, b)
			return s.body(b.id).State, err
		}
	}
}

func drafts(s *scene) attempt {
	f := s.application()
	return func(a policy.Actor) (string, error) {
		f.NameZh = s.typed("惠邻例社会工作中心")
		o, err := s.Rooms.Organisations.Draft(s.ctx, a, f)
		return o.State, err
	}
}

func edits(s *scene, a policy.Actor, b body) error {
	f := s.body(b.id).Form()
	f.ServicesZh, f.Version = fmt.Sprintf("第%d种服务", s.next()), s.page(s.body(b.id).Version)
	f.Kind = s.typed(f.Kind)
	_, err := s.Rooms.Organisations.Edit(s.ctx, a, b.id, f)
	return err
}

func adds(s *scene, a policy.Actor, b body) error {
	_, err := s.Rooms.Organisations.AddEvidence(s.ctx, a, b.id, input.Sent{File: strings.NewReader(s.typed("%PDF-1.4 登记")), Name: "登记证.pdf"})
	return err
}

// removes is an attempt to take evidence out again.
func removes(steps ...string) func(*scene) attempt {
	return func(s *scene) attempt {
		b := s.cast(s.applies())
		s.must(adds(s, s.as(b.focal), b))
		s.to(b, steps...)
		all, err := s.Rooms.Organisations.EvidenceOf(s.ctx, s.as(b.focal), b.id)
		s.must(err)
		return func(a policy.Actor) (string, error) {
			err := s.Rooms.Organisations.RemoveEvidence(s.ctx, a, b.id, all[0].ID)
			return s.body(b.id).State, err
		}
	}
}

func lists(s *scene, a policy.Actor, b body) error {
	_, err := s.Rooms.Organisations.ListService(s.ctx, a, b.id, organisation.ServiceForm{NameZh: s.typed(fmt.Sprintf("第%d项服务", s.next()))})
	return err
}

// serves is an attempt at a service that a body has listed; ended: one that is over.
func serves(do func(s *scene, a policy.Actor, row organisation.Service) error, ended bool, steps ...string) func(*scene) attempt {
	return func(s *scene) attempt {
		b := s.cast(s.applies())
		s.must(lists(s, s.as(b.focal), b))
		if ended {
			s.must(endsService(s, s.as(b.focal), s.service(b)))
		}
		s.to(b, steps...)
		return func(a policy.Actor) (string, error) {
			err := do(s, a, s.service(b))
			if s.service(b).EndedOn != nil {
				return "ended", err
			}
			return "offered", err
		}
	}
}

func (s *scene) service(b body) organisation.Service {
	s.Helper()
	var row organisation.Service
	s.must(s.Store.Read(s.ctx).Where("organisation_id = ?", b.id).Take(&row).Error)
	return row
}

func changesService(s *scene, a policy.Actor, row organisation.Service) error {
	f := row.Form()
	f.AboutZh, f.NameZh, f.Version = fmt.Sprintf("第%d次说明", s.next()), s.typed(f.NameZh), s.page(row.Version)
	_, err := s.Rooms.Organisations.ChangeService(s.ctx, a, row.ID, f)
	return err
}

func endsService(s *scene, a policy.Actor, row organisation.Service) error {
	_, err := s.Rooms.Organisations.EndService(s.ctx, a, organisation.ServiceEnd{ID: row.ID, Day: s.typed("2019-06-01"), Version: s.page(row.Version)})
	return err
}

func invites(s *scene, a policy.Actor, b body) error {
	_, err := s.Rooms.Organisations.Invite(s.ctx, a, account.Invitation{Organisation: b.id, Language: s.typed("zh")})
	return err
}

// accepts is an attempt to join by a slip with the account one has.
func accepts(s *scene) attempt {
	h, err := s.Rooms.Organisations.Invite(s.ctx, s.as("hanlian"), account.Invitation{Organisation: s.org("huilin").ID, Language: "zh"})
	s.must(err)
	return func(a policy.Actor) (string, error) {
		return "joined", s.Rooms.Organisations.Accept(s.ctx, a, h.Secret, nil)
	}
}

// names and ends are attempts at the membership of a newcomer; left: she is gone.
func names(left bool) func(*scene) attempt {
	return func(s *scene) attempt {
		who := s.newcomer("huilin", "hanlian")
		if left {
			s.must(leaves(s, s.as("hanlian"), who))
		}
		return func(a policy.Actor) (string, error) {
			m := s.membership(who)
			err := s.Rooms.Organisations.SetFocalPoint(s.ctx, a, organisation.MemberStep{Membership: m.ID, FocalPoint: true, Version: s.page(m.Version)})
			return fmt.Sprint(s.membership(who).FocalPoint), err
		}
	}
}

func leaves(s *scene, a policy.Actor, who string) error {
	m := s.membership(who)
	return s.Rooms.Organisations.EndMembership(s.ctx, a, organisation.MemberStep{Membership: m.ID, Reason: s.typed("离职"), Version: s.page(m.Version)})
}

func ends(s *scene) attempt {
	who := s.newcomer("huilin", "hanlian")
	return func(a policy.Actor) (string, error) {
		err := leaves(s, a, who)
		return fmt.Sprint(s.membership(who).Until != nil), err
	}
}

func organisationScenarios() []scenario {
	closed := []string{"johan close", "songlishen close"}
	return []scenario{
		{act: "organisation.Draft", set: drafts, may: "johan", leaves: organisation.Draft, stranger: "maliqing",
			lacks: "not: nobody else is told of it; wrong: there is no body yet"},
		{act: "organisation.Edit", set: bodily(edits), may: "FP", leaves: organisation.Draft, not: "MEMBER", says: "guard.organisation.focal_point",
			stranger: "maliqing", after: bodily(edits, "FP submit", "johan review", "johan decline", "songlishen decline"),
			wrong: "organisation.edits_ended"},
		{act: "organisation.AddEvidence", set: bodily(adds), may: "FP", leaves: organisation.Draft, not: "MEMBER", says: "guard.organisation.focal_point",
			stranger: "maliqing", after: bodily(adds, "FP submit"), wrong: "organisation.locked"},
		{act: "organisation.RemoveEvidence", set: removes(), may: "FP", leaves: organisation.Draft, not: "MEMBER", says: "guard.organisation.focal_point",
			stranger: "maliqing", after: removes("FP submit"), wrong: "organisation.locked"},
		{act: "organisation.ListService", set: bodily(lists), may: "FP", leaves: organisation.Draft, not: "MEMBER", says: "guard.organisation.focal_point",
			stranger: "maliqing", after: bodily(lists, closed...), wrong: "organisation.edits_ended"},
		{act: "organisation.ChangeService", set: serves(changesService, false), may: "FP", leaves: "offered", not: "MEMBER", says: "guard.organisation.focal_point",
			stranger: "maliqing", after: serves(changesService, true), wrong: "organisation.service_over"},
		{act: "organisation.EndService", set: serves(endsService, false), may: "FP", leaves: "ended", not: "MEMBER", says: "guard.organisation.focal_point",
			stranger: "maliqing", wrong: "organisation.service_over"},
		{act: "organisation.EndService", set: serves(endsService, false, "FP submit", "johan review", "johan accredit", "songlishen accredit"), may: "FP", leaves: "ended",
			not: "johan", says: "guard.organisation.focal_point", after: serves(endsService, false, closed...), wrong: "organisation.edits_ended",
			lacks: "stranger: who is or was accredited is public"},
		{act: "organisation.Invite", set: bodily(invites), may: "johan", leaves: organisation.Draft, stranger: "maliqing", after: bodily(invites, closed...),
			wrong: "organisation.takes_nobody", lacks: "not: whoever invites nobody there is told nothing of it"},
		{act: "organisation.Accept", set: accepts, may: "cairangli", leaves: "joined", wrong: "slip.used",
			lacks: "not: whoever holds the slip may use it; stranger: whoever holds the slip may use it"},
		{act: "organisation.SetFocalPoint", set: names(false), may: "hanlian", leaves: "true", not: "maliqing", says: "guard.organisation.focal_point",
			stranger: "fangliqin", after: names(true), wrong: "fault.not_found"},
		{act: "organisation.EndMembership", set: ends, may: "hanlian", leaves: "true", not: "maliqing", says: "guard.organisation.focal_point",
			stranger: "fangliqin", wrong: "fault.not_found"},
	}
}

// accreditationScenarios come last: a renewal is filed when most of two years have passed.
func accreditationScenarios() []scenario {
	review := []string{"FP submit", "johan review"}
	seat := slices.Clip(append(slices.Clip(review), "johan accredit", "songlishen accredit"))
	step := func(verb string, s scenario, before ...string) scenario {
		s.act, s.steps, s.stranger = "organisation.Step", []string{"organisation " + verb}, "maliqing"
		s.set = func(s *scene) attempt {
			b := s.to(s.cast(s.applies()), before...)
			return s.stepped(b.id, verb)
		}
		if s.not == "" {
			s.not, s.says = "FP", "workflow.not_yours"
		}
		if s.wrong == "" {
			s.wrong = "workflow.wrong_state"
		}
		return s
	}
	public := func(s scenario) scenario {
		s.stranger, s.lacks = "", "stranger: who is or was accredited is public"
		return s
	}
	return []scenario{
		step("submit", scenario{may: "FP", leaves: organisation.Submitted, not: "MEMBER", says: "workflow.not_yours"}),
		step("review", scenario{may: "johan", leaves: organisation.InReview}, "FP submit"),
		step("ask", scenario{may: "johan", leaves: organisation.InfoRequested}, review...),
		step("answer", scenario{may: "FP", leaves: organisation.InReview, not: "MEMBER", says: "workflow.not_yours"}, append(review, "johan ask")...),
		step("accredit", scenario{may: "songlishen", leaves: organisation.Accredited}, append(review, "johan accredit")...),
		step("decline", scenario{may: "songlishen", leaves: organisation.Declined, not: "johan", says: "guard.second_person"}, append(review, "johan decline")...),
		public(step("suspend", scenario{may: "songlishen", leaves: organisation.Suspended}, append(seat, "johan suspend")...)),
		public(step("lift", scenario{may: "mats", leaves: organisation.Accredited}, append(seat, "johan suspend", "songlishen suspend", "johan lift")...)),
		step("close", scenario{may: "songlishen", leaves: organisation.Closed}, "FP submit", "johan close"),
		public(step("renew", scenario{may: "FP", leaves: organisation.Accredited, not: "MEMBER", says: "workflow.not_yours",
			wrong: "guard.organisation.renewal_due"}, append(seat, "clock 700")...)),
		public(step("extend", scenario{may: "songlishen", leaves: organisation.Accredited, not: "johan", says: "guard.second_person",
			wrong: "guard.organisation.renewal_filed"}, append(seat, "clock 700", "FP renew", "johan extend")...)),
	}
}
