package handling

import (
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/commitment"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// Standing is how an organisation stands in the forum where it handles a proposal.
type Standing struct {
	Sits     bool // it is accredited and has a seat
	Responds bool // it has named people who respond for it
	Signs    bool // it has named who signs for it
	Alone    bool // one registered person only
}

// Case is a proposal in the hands of authorities with what is known of it.
type Case struct {
	Proposal proposal.Proposal
	Handling Handling
	Known    Known
}

// Known is what the judgement of a handling needs to know beside actor, proposal and handling.
type Known struct {
	Of      map[policy.OrganisationID]Standing
	Replies []Answer // of the handling, whatever their kind
	Open    int      // commitments out of the proposal that are not verified

	ClockToMembers bool // by the charter in force; read while a reply is due
}

// answer gives what was said of a kind in a round.
func (k Known) answer(kind string, round int) Answer {
	for _, a := range k.Replies {
		if a.Kind == kind && a.Round == round {
			return a
		}
	}
	return Answer{}
}

// know reads what is known of a handling.
func know(db *gorm.DB, now time.Time, p proposal.Proposal, m Handling) (Known, error) {
	var k Known
	var err error
	if k.Of, err = standings(db, p.Forum, now, append(m.Authorities(), m.ProposedFor)); err != nil {
		return k, err
	}
	fresh := db.Session(&gorm.Session{NewDB: true})
	if err := fresh.Where("handling_id = ?", m.ID).Order("round, kind, id").Find(&k.Replies).Error; err != nil {
		return k, store.Found(err)
	}
	if p.InHands() {
		rules, err := forum.RulesIn(db, p.Forum)
		if err != nil {
			return k, err
		}
		k.ClockToMembers = rules.ClockToMembers
	}
	if p.State == proposal.FollowUp {
		var n int64
		err = db.Session(&gorm.Session{NewDB: true}).Model(&commitment.Commitment{}).Where("origin_noun = ? AND origin_id = ? AND state NOT IN ?", proposal.Noun, p.ID,
			[]string{commitment.Verified, commitment.Cancelled}).Count(&n).Error
		k.Open = int(n)
	}
	return k, store.Found(err)
}

// answers tells whether somebody acts for an authority in its own matters: whoever responds or signs for it, and where it has named
// nobody for that, its representatives.
func (st Standing) answers(actor policy.Actor, in policy.ForumID, now time.Time, id policy.OrganisationID) bool {
	may := []policy.Capacity{policy.Responder, policy.Signatory}
	if !st.Responds {
		may = append(may, policy.Titular, policy.Alternate)
	}
	return holds(actor, in, now, id, may...)
}

func holds(actor policy.Actor, in policy.ForumID, now time.Time, id policy.OrganisationID, capacities ...policy.Capacity) bool {
	return slices.ContainsFunc(actor.In(in, now), func(m policy.Mandate) bool { return m.Organisation == id && slices.Contains(capacities, m.Capacity) })
}

// Judge asks every guard of the handling for an actor. Pages ask the same, so that a button that is shown works.
func Judge(actor policy.Actor, now time.Time, p proposal.Proposal, m Handling, k Known) workflow.Judgement {
	_, own := actor.Member(m.LeadID)
	lead := k.Of[m.LeadID]
	rating, reply := k.answer(Rating, m.Round), k.answer(Reply, m.Round)
	decided := m.Rating != "" && p.State == proposal.Rated
	second := m.ReopenBy != "" && m.ReopenBy != actor.Person
	grade := k.answer(Reply, lastRound(k)).Grade
	return workflow.Judgement{
		proposal.GuardLead:      workflow.Whose(lead.answers(actor, p.Forum, now, m.LeadID)),
		proposal.GuardStands:    workflow.If(lead.Sits, nil),
		proposal.GuardInTime:    workflow.If(!now.After(m.ReturnBy), map[string]any{"Until": m.ReturnBy}),
		proposal.GuardNoReply:   workflow.If(reply.State == "" || reply.State == Draft, nil),
		proposal.GuardLost:      workflow.If(!lead.Sits, nil),
		proposal.GuardOnce:      workflow.If(m.Extended == 0, nil),
		proposal.GuardUnasked:   workflow.If(m.AskedDue == nil, nil),
		proposal.GuardAsked:     workflow.If(m.AskedDue != nil, nil),
		proposal.GuardOutside:   workflow.Whose(!own),
		proposal.GuardIssued:    workflow.If(reply.State == Given, nil),
		proposal.GuardRating:    workflow.If(rating.State == Given, nil),
		proposal.GuardSilent:    workflow.If(m.RateBy != nil && now.After(*m.RateBy), nil),
		proposal.GuardPublished: workflow.If(decided, nil),
		proposal.GuardNot:       workflow.If(m.Rating == NotSatisfied, nil),
		proposal.GuardFirst:     workflow.If(!m.Again, nil),
		proposal.GuardKept:      workflow.If(k.Open == 0, map[string]any{"N": k.Open}),
		proposal.GuardClass:     workflow.If(grade == "B" || grade == "C", nil),
		workflow.SecondPerson:   workflow.If(second, nil),
		workflow.ReasonGiven:    workflow.Pass(),
	}
}

func lastRound(k Known) int {
	last := 0
	for _, a := range k.Replies {
		if a.Kind == Reply && a.State == Given {
			last = max(last, a.Round)
		}
	}
	return last
}
