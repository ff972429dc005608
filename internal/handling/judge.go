package handling

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/commitment"
	"sametable/internal/forum"
	"sametable/internal/organisation"
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

// standings reads how organisations stand in a forum.
func standings(db *gorm.DB, in policy.ForumID, now time.Time, ids []policy.OrganisationID) (map[policy.OrganisationID]Standing, error) {
	all := map[policy.OrganisationID]Standing{}
	fresh := func() *gorm.DB { return db.Session(&gorm.Session{NewDB: true}) }
	var bodies []organisation.Organisation
	err := fresh().Where("id IN ?", ids).Where("id IN (?)", fresh().Model(&forum.Seat{}).Select("organisation_id").Where("forum_id = ? AND until IS NULL", in)).Find(&bodies).Error
	if err != nil {
		return nil, store.Found(err)
	}
	for _, o := range bodies {
		all[o.ID] = Standing{Sits: o.Accredited(now)}
	}
	var held []struct {
		OrganisationID policy.OrganisationID
		Capacity       policy.Capacity
	}
	err = fresh().Table("mandates").Distinct("mandates.organisation_id", "mandates.capacity").
		Joins("JOIN memberships ON memberships.person_id = mandates.person_id AND memberships.organisation_id = mandates.organisation_id AND memberships.until IS NULL").
		Where("mandates.forum_id = ? AND mandates.organisation_id IN ? AND mandates.capacity IN ? AND mandates.state = ? AND mandates.starts <= ? AND (mandates.ends IS NULL OR mandates.ends > ?)",
			in, ids, []policy.Capacity{policy.Responder, policy.Signatory}, forum.Confirmed, now, now).Scan(&held).Error
	if err != nil {
		return nil, store.Found(err)
	}
	for _, h := range held {
		st := all[h.OrganisationID]
		st.Responds, st.Signs = true, st.Signs || h.Capacity == policy.Signatory
		all[h.OrganisationID] = st
	}
	var counted []struct {
		OrganisationID policy.OrganisationID
		N              int
	}
	err = fresh().Table("memberships").Select("organisation_id, COUNT(*) AS n").Where("organisation_id IN ? AND until IS NULL", ids).Group("organisation_id").Scan(&counted).Error
	for _, c := range counted {
		st := all[c.OrganisationID]
		st.Alone = c.N == 1
		all[c.OrganisationID] = st
	}
	return all, store.Found(err)
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

// knowAll reads what is known of several handlings, in as many queries as for one.
func (s *Handlings) knowAll(ctx context.Context, all []Handling) (map[string]Known, error) {
	db, now := s.r.Read(ctx), s.r.Now()
	by, forums, ids := map[string]Known{}, map[policy.ForumID][]policy.OrganisationID{}, []string{}
	var proposals []string
	for _, m := range all {
		ids, proposals = append(ids, m.ID), append(proposals, m.ProposalID)
		forums[m.Forum] = append(append(forums[m.Forum], m.Authorities()...), m.ProposedFor)
	}
	stands := map[policy.ForumID]map[policy.OrganisationID]Standing{}
	for id, orgs := range forums { // as many as there are forums, however many handlings
		var err error
		if stands[id], err = standings(db, id, now, orgs); err != nil {
			return nil, err
		}
	}
	var answers []Answer
	if err := s.r.Read(ctx).Where("handling_id IN ?", ids).Order("round, kind, id").Find(&answers).Error; err != nil {
		return nil, store.Found(err)
	}
	var open []struct {
		OriginID string
		N        int
	}
	err := s.r.Read(ctx).Model(&commitment.Commitment{}).Select("origin_id, COUNT(*) AS n").Where("origin_noun = ? AND origin_id IN ? AND state NOT IN ?", proposal.Noun, proposals,
		[]string{commitment.Verified, commitment.Cancelled}).Group("origin_id").Scan(&open).Error
	for _, m := range all {
		k := Known{Of: stands[m.Forum]}
		for _, a := range answers {
			if a.HandlingID == m.ID {
				k.Replies = append(k.Replies, a)
			}
		}
		for _, o := range open {
			if o.OriginID == m.ProposalID {
				k.Open = o.N
			}
		}
		by[m.ID] = k
	}
	return by, store.Found(err)
}
