package demo

import (
	"context"
	"fmt"
	"time"

	"sametable/internal/demo/world"
	"sametable/internal/forum"
	"sametable/internal/policy"
)

func (p *Play) rules(f *world.Forum) forum.Rules {
	r := forum.DefaultRules()
	r.NoticeDays, r.Decision, r.RollCall, r.AttributedDissent = f.Rules.NoticeDays, f.Rules.Decision, f.Rules.RollCall, f.Rules.AttributedDissent
	r.MinutesApproval, r.Languages, r.ConsultationDays = f.Rules.MinutesApproval, f.Rules.RequiredLanguages, f.Rules.ConsultationDays
	r.ReplyMonths, r.ReplyMonthsMost, r.ClockToMembers = f.Rules.ReplyMonths, f.Rules.ReplyMonthsAtMost, f.Rules.ClockToMembers
	r.CorrectionDays = f.Rules.MinutesWindowWorkingDays
	q := f.Rules.Quorum
	r.QuorumShare, r.QuorumGroups, r.BothProvinces, r.QuorumNeeds = q.Share, max(1, q.GroupsAtLeast), q.BothProvinces, nil
	for _, kind := range q.RequiredGroups {
		r.QuorumNeeds = append(r.QuorumNeeds, policy.Kind(kind))
	}
	for _, seat := range f.Seats {
		o, _ := p.w.Organisation(seat.Organisation)
		r.Seats[policy.Kind(o.Kind)]++
	}
	return r
}

// mandate proposes one mandate.
func (p *Play) mandate(ctx context.Context, by, forumKey, person string, m world.Officer) error {
	a, err := p.actor(ctx, by)
	if err != nil {
		return err
	}
	_, err = p.rooms.Forums.Propose(ctx, a, forum.MandateForm{Forum: forumKey, Organisation: p.orgs[m.Organisation], Person: p.people[person],
		Capacity: m.Role, Starts: m.From, Ends: m.Until, Letter: dated(p.clock.Now())})
	if err != nil {
		return fmt.Errorf("%s as %s: %w", person, m.Role, err)
	}
	return nil
}

// propose lets each focal point name the titular and the alternate of its seat; the moderator gives the seats first.
func (p *Play) propose(ctx context.Context, step world.Step) error {
	f, _ := p.w.Forum(step.Forum)
	giver, err := p.actor(ctx, "elin")
	if err != nil {
		return err
	}
	for _, seat := range f.Seats {
		if err := p.rooms.Forums.GiveSeat(ctx, giver, f.Key, p.orgs[seat.Organisation]); err != nil {
			return fmt.Errorf("seat of %s: %w", seat.Organisation, err)
		}
		by := p.focalPoint(seat.Organisation)
		for role, person := range map[string]string{"titular": seat.Titular, "alternate": seat.Alternate} {
			if person == "" {
				continue
			}
			if err := p.mandate(ctx, by, f.Key, person, world.Officer{Role: role, Organisation: seat.Organisation}); err != nil {
				return err
			}
		}
	}
	return nil
}

// turn is one step of mandates: the verb, and the state they stand in.
type turn struct{ verb, from string }

// take takes the wanted mandates of a forum one step on.
func (p *Play) take(ctx context.Context, by policy.Actor, forumKey string, t turn, wanted func(forum.MandateRow) bool) error {
	verb, from := t.verb, t.from
	f, err := p.rooms.Forums.Find(ctx, forumKey)
	if err != nil {
		return err
	}
	rows, err := p.rooms.Forums.Mandates(ctx, policy.SystemActor(), f)
	if err != nil {
		return err
	}
	for _, m := range rows {
		if m.State != from || !wanted(m) {
			continue
		}
		note := ""
		if verb == "end" {
			note = "依工作规则轮值"
		}
		if err := p.rooms.Forums.Step(ctx, by, forum.MandateStep{ID: m.ID, Verb: verb, Note: note, Version: m.Version}); err != nil {
			return fmt.Errorf("%s %s of %s: %w", verb, m.Capacity, m.PersonName, err)
		}
	}
	return nil
}

func (p *Play) accept(ctx context.Context, step world.Step) error {
	return p.as(ctx, step.Actors, func(_ int, a policy.Actor) error {
		return p.take(ctx, a, step.Forum, turn{"accept", forum.Proposed}, func(m forum.MandateRow) bool { return m.PersonID == a.Person })
	})
}

// confirm confirms mandates. Those of advisers, observers and responders came by letter to the facilitator, who enters them, and
// the persons accept.
func (p *Play) confirm(ctx context.Context, step world.Step) error {
	f, _ := p.w.Forum(step.Forum)
	capacities := map[policy.Capacity]bool{}
	for _, c := range step.Capacities {
		capacities[policy.Capacity(c)] = true
	}
	for _, a := range f.Attendants {
		if capacities[policy.Capacity(a.Capacity)] {
			if err := p.enterAndAccept(ctx, f.Key, a.Person, world.Officer{Role: a.Capacity, Organisation: a.Organisation}); err != nil {
				return err
			}
		}
	}
	for _, r := range f.Responders {
		if capacities[policy.Capacity(r.Capacity)] {
			if err := p.enterAndAccept(ctx, f.Key, r.Person, world.Officer{Role: r.Capacity, Organisation: r.Organisation}); err != nil {
				return err
			}
		}
	}
	by, err := p.keeper(ctx, step.Actors[0], step.Forum)
	if err != nil {
		return err
	}
	return p.as(ctx, []string{by}, func(_ int, a policy.Actor) error {
		return p.take(ctx, a, step.Forum, turn{"confirm", forum.Accepted}, func(m forum.MandateRow) bool { return capacities[m.Capacity] })
	})
}

// keeper is who confirms mandates in a forum: its secretary, or the moderator until the founding meeting has chosen one.
func (p *Play) keeper(ctx context.Context, username, forumKey string) (string, error) {
	a, err := p.actor(ctx, username)
	if err != nil {
		return "", err
	}
	f, err := p.rooms.Forums.Find(ctx, forumKey)
	if err == nil && !policy.May(policy.ConfirmMandate, a.RolesIn(f.ID, p.clock.Now())) {
		return "elin", nil
	}
	return username, err
}

func (p *Play) enterAndAccept(ctx context.Context, forumKey, person string, m world.Officer) error {
	if err := p.mandate(ctx, "linlihua", forumKey, person, m); err != nil {
		return err
	}
	a, err := p.actor(ctx, person)
	if err != nil {
		return err
	}
	return p.take(ctx, a, forumKey, turn{"accept", forum.Proposed}, func(row forum.MandateRow) bool { return row.PersonID == a.Person })
}

// officers are the founding officers of a forum: those who begin first.
func officers(f *world.Forum) []world.Officer {
	var first []world.Officer
	for _, o := range f.Officers {
		if o.From.Equal(f.Officers[0].From) {
			first = append(first, o)
		}
	}
	return first
}

// nominate proposes convener, chair and secretary for the founding meeting.
func (p *Play) nominate(ctx context.Context, step world.Step) error {
	f, _ := p.w.Forum(step.Forum)
	for _, o := range officers(f) {
		o.From = time.Time{}
		if err := p.mandate(ctx, p.focalPoint(o.Organisation), f.Key, o.Person, o); err != nil {
			return err
		}
	}
	return nil
}

// elect is the founding meeting's decision, which the moderator enters.
func (p *Play) elect(ctx context.Context, step world.Step) error {
	f, _ := p.w.Forum(step.Forum)
	for _, o := range officers(f) {
		if err := p.seatOfficer(ctx, f.Key, o); err != nil {
			return err
		}
	}
	return nil
}

func (p *Play) seatOfficer(ctx context.Context, forumKey string, o world.Officer) error {
	who, err := p.actor(ctx, o.Person)
	if err != nil {
		return err
	}
	wanted := func(m forum.MandateRow) bool {
		return m.PersonID == who.Person && m.Capacity == policy.Capacity(o.Role)
	}
	if err := p.take(ctx, who, forumKey, turn{"accept", forum.Proposed}, wanted); err != nil {
		return err
	}
	moderator, err := p.actor(ctx, "elin")
	if err != nil {
		return err
	}
	return p.take(ctx, moderator, forumKey, turn{"confirm", forum.Accepted}, wanted)
}

// rotate hands the convener's place on.
func (p *Play) rotate(ctx context.Context, step world.Step) error {
	f, _ := p.w.Forum(step.Forum)
	moderator, err := p.actor(ctx, "elin")
	if err != nil {
		return err
	}
	err = p.take(ctx, moderator, f.Key, turn{"end", forum.Confirmed}, func(m forum.MandateRow) bool { return m.Capacity == policy.Convener })
	if err != nil {
		return err
	}
	for _, o := range f.Officers {
		if o.Role != "convener" || o.Person != step.People[0] || !o.From.Equal(step.At) && o.From.Year() != step.At.Year() {
			continue
		}
		o.From = time.Time{}
		if err := p.mandate(ctx, p.focalPoint(o.Organisation), f.Key, o.Person, o); err != nil {
			return err
		}
		return p.seatOfficer(ctx, f.Key, o)
	}
	return fmt.Errorf("no turn of %s in %d", step.People[0], step.At.Year())
}
