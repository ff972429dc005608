package proposal

import (
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/ballot"
	"sametable/internal/drafting"
	"sametable/internal/policy"
	"sametable/internal/workflow"
)

// silence is after how long a submitted proposal is admitted though nobody has screened it.
const silence = 15 * 24 * time.Hour

// Known is what the judgement of a proposal needs to know beside the actor and the proposal.
type Known struct {
	Mandated bool // whoever asked for confirmation still holds the mandate she signed under
	Missing  int  // translations that its charter asks for and that nobody has reviewed

	Unanswered int // statements that ask for something and have no line in the synopsis

	Sheet     string          // on which a new version waits for a colleague
	RevisedBy policy.PersonID // who has sent it to her

	EndsHeld bool // whoever asked for the withdrawal still holds the mandate she signed under

	Polled  bool   // a ballot on it is under way
	Decided string // what the last ballot on it came to: carried, fallen; empty: there is none, or it decided nothing
}

// PutOffMost is how often a decision can be put off.
const PutOffMost = 2

// know reads it, where a step can ask for it.
func (s *Proposals) know(db *gorm.DB, p Proposal) (Known, error) {
	var k Known
	switch p.State {
	case Confirming:
		var err error
		k.Mandated, err = s.holds(db, p.Forum, p.AskedBy, p.MandateID)
		return k, err
	case Consultation:
		if p.EndsBy != "" {
			var err error
			if k.EndsHeld, err = s.holds(db, p.Forum, p.EndsBy, p.EndsMandate); err != nil {
				return k, err
			}
		}
		if !p.Takes(s.r.Now()) {
			return k, s.revision(db, p, &k)
		}
	case Deliberation:
		underway, decided, err := ballot.Stand(db, p.Record())
		k.Polled, k.Decided = underway, string(decided.Result)
		return k, err
	case Admitted:
		missing, err := s.untranslated(db, p)
		k.Missing = len(missing)
		return k, err
	}
	return k, nil
}

// holds tells whether somebody still holds the mandate she signed under.
func (s *Proposals) holds(db *gorm.DB, in policy.ForumID, person policy.PersonID, mandate policy.MandateID) (bool, error) {
	standings, err := s.forums.StandingsIn(db, []policy.PersonID{person})
	return slices.ContainsFunc(standings[person].Actor(person).Voices(in, s.r.Now()), func(m policy.Mandate) bool { return m.ID == mandate }), err
}

// Judge asks every guard of the machine for an actor. Pages ask the same, so that a button that is shown works.
func Judge(actor policy.Actor, now time.Time, p Proposal, known Known) workflow.Judgement {
	member, belongs := actor.Member(p.ProposedFor)
	delegate := slices.ContainsFunc(actor.Voices(p.Forum, now), func(m policy.Mandate) bool { return m.Organisation == p.ProposedFor })
	mine := actor.Person == p.AskedBy
	ender := p.EndsBy != "" && p.EndsBy == actor.Person
	refuser := p.RefusalBy != "" && p.RefusalBy == actor.Person
	return workflow.Judgement{
		guardOwn:              workflow.Whose(delegate),
		guardMember:           workflow.Whose(belongs && (member.FocalPoint || delegate || !member.Accredited)),
		guardStands:           workflow.If(member.Accredited, nil),
		guardColleague:        {OK: !mine && p.Letter == "", Whose: mine},
		guardMandate:          workflow.If(known.Mandated, nil),
		guardNoLetter:         workflow.If(!p.LetterAsked, nil),
		guardAsked:            workflow.If(p.LetterAsked && p.Letter == "", nil),
		guardChecker:          {OK: p.Letter != "" && actor.Person != p.EnteredBy && !mine, Whose: mine || actor.Person == p.EnteredBy},
		guardOwnMatter:        workflow.Whose(!belongs),
		guardBoth:             workflow.If(p.RefusalBy == "" || refuser || otherOffice(actor.RolesIn(p.Forum, now), p.RefusalAs), nil),
		guardUndo:             {OK: refuser, Whose: p.RefusalBy != ""},
		guardSilence:          workflow.If(!now.Before(p.StateSince.Add(silence)), nil),
		guardClosed:           workflow.If(!p.Takes(now), until(p)),
		guardUnasked:          workflow.If(known.Sheet == "", nil),
		guardRevision:         workflow.If(known.Sheet != "", nil),
		guardReviser:          {OK: known.RevisedBy != actor.Person, Whose: known.RevisedBy == actor.Person},
		guardAnswered:         workflow.If(p.AnsweredAt != nil && known.Unanswered == 0, nil),
		guardEnds:             workflow.If(p.EndsBy != "", nil),
		guardEndsNot:          workflow.If(p.EndsBy == "", nil),
		guardEnder:            {OK: ender, Whose: p.EndsBy != ""},
		guardEndsOther:        {OK: !ender, Whose: ender},
		guardEndsHeld:         workflow.If(known.EndsHeld, nil),
		guardSigned:           workflow.Whose(slices.ContainsFunc(actor.Organisations(), p.SignedBy)),
		guardSeven:            workflow.If(now.Before(p.Heirless()), map[string]any{"Until": p.Heirless()}),
		guardUnpolled:         workflow.If(!known.Polled, nil),
		guardUndecided:        workflow.If(known.Decided == "", nil),
		guardCarried:          workflow.If(known.Decided == string(ballot.Carried), nil),
		GuardAppeal:           workflow.If(false, nil), // the room above knows better
		guardPaper:            workflow.If(false, nil), // and so of letters
		guardFallen:           workflow.If(known.Decided == string(ballot.Fallen), nil),
		guardActs:             workflow.If(p.Outcome != drafting.Partnership, nil),
		guardTogether:         workflow.If(p.Outcome == drafting.Partnership, nil),
		guardPutOff:           workflow.If(p.PutOff < PutOffMost, map[string]any{"Most": PutOffMost}),
		guardLanguages:        workflow.If(known.Missing == 0, map[string]any{"N": known.Missing}),
		workflow.SecondPerson: workflow.If(p.RefusalBy != "" && !refuser, nil),
	}
}

// until is what a refusal says of the window.
func until(p Proposal) map[string]any {
	if p.ClosesAt == nil {
		return nil
	}
	return map[string]any{"Until": *p.ClosesAt}
}

// otherOffice tells whether one of the roles is the office that has not spoken on a refusal yet.
func otherOffice(roles []policy.Role, spoken policy.Role) bool {
	return slices.ContainsFunc(policy.Who(policy.RefuseProposal), func(r policy.Role) bool { return r != spoken && slices.Contains(roles, r) })
}

// officeOf is the office in which somebody proposes a refusal: the secretary's, else the moderators'.
func officeOf(roles []policy.Role) policy.Role {
	for _, r := range policy.Who(policy.RefuseProposal) {
		if slices.Contains(roles, r) {
			return r
		}
	}
	return ""
}
