package proposal

import (
	"slices"
	"sync"
	"time"

	"gorm.io/gorm"

	"sametable/internal/forum"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/workflow"
)

// Confirmed is the state of a statement whose newest filing counts. The others are Draft (being written: only what was given back has
// a row), Confirming and Withdrawn.
const Confirmed = "confirmed"

// Guards of the statement's machine.
const (
	guardStOwn       = "guard.statement.own"
	guardStProposer  = "guard.statement.proposer"
	guardStOut       = "guard.statement.consultation"
	guardStWindow    = "guard.statement.window"
	guardStLate      = "guard.statement.confirmed_late"
	guardStMember    = "guard.statement.member"
	guardStStands    = "guard.statement.accredited"
	guardStColleague = "guard.statement.colleague"
	guardStMandate   = "guard.statement.mandate"
	guardStNewest    = "guard.statement.newest"
	guardStNoLetter  = "guard.statement.no_letter"
	guardStChecker   = "guard.statement.checker"
	guardStInTime    = "guard.statement.letter_in_time"
	guardStSender    = "guard.statement.sender"
	guardStOthers    = "guard.statement.others"
	guardStSigner    = "guard.statement.cosigner"
	guardStNewer     = "guard.statement.letter_newer"
	guardStPaper     = "guard.statement.by_letter"
)

// StatementMachine is a statement's life. A change of one that stands is confirmed as the first filing was; until then that one counts.
// What the organisation files itself takes the place of a letter that nobody has checked yet: its people need not wait for others.
func StatementMachine() workflow.Machine { return statementMachine() }

var statementMachine = sync.OnceValue(func() workflow.Machine {
	writers, checkers, everybody := policy.Who(policy.TakePosition), policy.Who(policy.CheckLetter), []policy.Role{policy.RoleVisitor}
	return workflow.Machine{
		Noun: StatementNoun, First: Draft,
		States: []workflow.State{{Name: Draft}, {Name: Confirming}, {Name: Confirmed, End: true}, {Name: Withdrawn, End: true}},
		Transitions: []workflow.Transition{
			{Verb: "file", From: []string{Draft, Confirming, Confirmed, Withdrawn}, To: Confirming, Roles: writers,
				Guards: []string{guardStOwn, guardStProposer, guardStSigner, guardStOut, guardStWindow}},
			{Verb: "enter", From: []string{Draft, Confirmed, Withdrawn}, To: Confirming, Roles: policy.Who(policy.EnterLetter),
				Guards: []string{guardStProposer, guardStSigner, guardStOut, guardStOthers, guardStSender, guardStInTime, guardStNewer}},
			{Verb: "confirm", From: []string{Confirming}, To: Confirmed, Roles: everybody,
				Guards: []string{guardStMember, guardStStands, guardStColleague, guardStOut, guardStLate, guardStMandate, guardStNewest}},
			{Verb: "decline", From: []string{Confirming}, To: Draft, Roles: everybody, Guards: []string{guardStMember, guardStStands, guardStColleague}},
			{Verb: "take_back", From: []string{Confirming}, To: Draft, Roles: writers, Guards: []string{guardStOwn, guardStNoLetter}},
			{Verb: "check", From: []string{Confirming}, To: Confirmed, Roles: checkers, Guards: []string{guardStChecker, guardStOut, guardStOthers, guardStSender, guardStInTime, guardStNewer, guardStNewest}},
			{Verb: "refuse_letter", From: []string{Confirming}, To: Draft, Roles: checkers, Guards: []string{guardStChecker, guardStOthers}},
			{Verb: "withdraw", From: []string{Draft, Confirming, Confirmed}, To: Withdrawn, Roles: writers, Guards: []string{guardStOwn, guardStOut, guardStWindow}},
			{Verb: "withdraw_by_letter", From: []string{Draft, Confirmed}, To: Withdrawn, Roles: checkers, Guards: []string{guardStOut, guardStOthers, guardStPaper}},
		},
	}
})

// StatementKnown is what the judgement of a statement needs to know beside the actor, the proposal and the statement.
type StatementKnown struct {
	Mandated bool // whoever filed it still holds the mandate she signed under
	Sits     bool // the organisation is accredited and sits in the forum with a vote
}

// knowStatement reads it, where a step can ask for it.
func (s *Proposals) knowStatement(db *gorm.DB, st Statement) (StatementKnown, error) {
	var k StatementKnown
	if st.State != Confirming {
		return k, nil
	}
	if st.Letter != "" {
		var err error
		k.Sits, err = s.sits(db, st.Forum, st.StatedFor)
		return k, err
	}
	standings, err := s.forums.StandingsIn(db, []policy.PersonID{st.FiledBy})
	if err != nil {
		return k, err
	}
	k.Mandated = slices.ContainsFunc(Represents(standings[st.FiledBy].Actor(st.FiledBy), st.Forum, s.r.Now()), func(m policy.Mandate) bool { return m.ID == st.MandateID })
	return k, nil
}

// sits tells whether a letter can be of an organisation: it is accredited and has a seat with a vote.
func (s *Proposals) sits(db *gorm.DB, id policy.ForumID, org policy.OrganisationID) (bool, error) {
	var found []organisation.Organisation
	err := forum.Voters(db, id).Where("organisations.id = ?", org).Find(&found).Error
	return len(found) == 1 && found[0].Accredited(s.r.Now()), err
}

// Represents lists the mandates under which somebody states what her organisation thinks: those of representatives.
func Represents(actor policy.Actor, id policy.ForumID, now time.Time) []policy.Mandate {
	return slices.DeleteFunc(actor.Voices(id, now), func(m policy.Mandate) bool {
		return !slices.Contains([]policy.Capacity{policy.Titular, policy.Alternate, policy.Expert, policy.Adviser}, m.Capacity)
	})
}

// JudgeStatement asks every guard of the machine for an actor. Pages ask the same, so that a button that is shown works.
func JudgeStatement(actor policy.Actor, now time.Time, p Proposal, st Statement, known StatementKnown) workflow.Judgement {
	member, belongs := actor.Member(st.StatedFor)
	of := func(m policy.Mandate) bool { return m.Organisation == st.StatedFor }
	speaks := slices.ContainsFunc(actor.Voices(p.Forum, now), of)
	mine := st.FiledBy != "" && actor.Person == st.FiledBy
	entered := st.EnteredBy != "" && actor.Person == st.EnteredBy
	until := until(p)
	return workflow.Judgement{
		guardStOwn:       workflow.Whose(slices.ContainsFunc(Represents(actor, p.Forum, now), of)),
		guardStProposer:  workflow.If(st.StatedFor != p.ProposedFor, nil),
		guardStSigner:    workflow.If(!p.SignedBy(st.StatedFor), nil),
		guardStOut:       workflow.If(p.State == Consultation, nil),
		guardStWindow:    workflow.If(p.Takes(now), until),
		guardStLate:      workflow.If(p.Takes(now), until),
		guardStMember:    workflow.Whose(belongs && (member.FocalPoint || speaks || !member.Accredited)),
		guardStStands:    workflow.If(member.Accredited, nil),
		guardStColleague: {OK: !mine && st.Letter == "", Whose: mine},
		guardStMandate:   workflow.If(known.Mandated, nil),
		guardStNewest:    workflow.If(!st.Outdated(p), nil),
		guardStNoLetter:  workflow.If(st.State != Confirming || st.Letter == "", nil),
		guardStChecker:   {OK: st.Letter != "" && !entered, Whose: entered},
		guardStInTime:    workflow.If(p.InTime(st.Position), until),
		guardStSender:    workflow.If(known.Sits, nil),
		guardStOthers:    workflow.If(!belongs, nil),
		guardStNewer:     workflow.If(st.Newer(), nil),
		guardStPaper:     workflow.If(false, nil), // the room above knows better
	}
}

// InTime tells whether a letter was written and came before the window closed. When it is entered and checked does not matter: its day
// is on the paper, and a second person compares both.
func (p Proposal) InTime(pos Position) bool {
	if p.ClosesAt == nil {
		return false
	}
	last := p.ClosesAt.In(beijing).Format(time.DateOnly)
	return pos.Dated != "" && pos.Received != "" && pos.Dated <= pos.Received && pos.Received <= last
}

// Newer tells whether a letter was written no earlier than the day on which the position was taken that stands, or the last one was
// withdrawn: older paper is no change of mind.
func (st Statement) Newer() bool {
	since := ""
	switch {
	case st.State == Withdrawn:
		since = st.StateSince.In(beijing).Format(time.DateOnly)
	case st.Stands && st.Standing.Letter != "":
		since = st.Standing.Dated
	case st.Stands && st.Standing.FiledAt != nil:
		since = st.Standing.FiledAt.In(beijing).Format(time.DateOnly)
	}
	return st.Dated >= since
}

// sitting names the people of an organisation who may confirm for it beside its focal points.
func sittingFor(db *gorm.DB, id policy.ForumID, now time.Time, org policy.OrganisationID) ([]policy.PersonID, error) {
	return forum.Sitting(db, id, now, "mandates.organisation_id = ? AND mandates.capacity <> ?", org, policy.Observer)
}
