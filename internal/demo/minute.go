package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sametable/internal/demo/world"
	"sametable/internal/minutes"
	"sametable/internal/policy"
)

// minutesActions are the words of the play about minutes.
func (p *Play) minutesActions() map[string]action {
	return map[string]action{"minutes.submit": p.submitMinutes, "minutes.circulate": p.walkMinutes("chair", "circulate"), "minutes.approve": p.approveMinutes,
		"minutes.issue": p.issueMinutes, "minutes.correct": p.correctMinutes, "minutes.read": p.readMinutes, "minutes.file": p.fileCorrection, "minutes.settle": p.settleCorrection,
		"minutes.translate": p.translateMinutes, "minutes.review": p.reviewMinutes}
}

// keeperOf is a forum's chair or secretary, as they were chosen.
func (p *Play) keeperOf(ctx context.Context, key, role string) (policy.Actor, error) {
	f, _ := p.w.Forum(key)
	at := slices.IndexFunc(f.Officers, func(o world.Officer) bool { return o.Role == role })
	return p.actor(ctx, f.Officers[at].Person)
}

// record is the minutes of a meeting as they stand.
func (p *Play) record(ctx context.Context, step world.Step) (minutes.Page, error) {
	m, err := p.rooms.Minutes.ByID(ctx, policy.SystemActor(), p.meetings[step.Meeting])
	if err != nil {
		return minutes.Page{}, err
	}
	return p.rooms.Minutes.Page(ctx, policy.SystemActor(), m, 0)
}

func (p *Play) walk(ctx context.Context, a policy.Actor, step world.Step, verb string) error {
	page, err := p.record(ctx, step)
	if err == nil {
		_, err = p.rooms.Minutes.Walk(ctx, a, minutes.Step{Minutes: page.Set.ID, Verb: verb, Hash: page.Set.Hash, Version: page.Set.Version})
	}
	return err
}

func (p *Play) walkMinutes(role, verb string) action {
	return func(ctx context.Context, step world.Step) error {
		a, err := p.keeperOf(ctx, step.Forum, role)
		if err != nil {
			return err
		}
		return p.walk(ctx, a, step, verb)
	}
}

// readMinutes lets those open them who sat there, and say that they are right.
func (p *Play) readMinutes(ctx context.Context, step world.Step) error {
	w, _ := p.w.MinutesOf(step.Meeting)
	m, _ := p.w.Meeting(step.Meeting)
	for _, s := range p.w.Sitting(m) {
		agrees := slices.Contains(w.Read.Agreed, s.Organisation)
		if !agrees && !slices.Contains(w.Read.Opened, s.Organisation) {
			continue
		}
		a, err := p.actor(ctx, s.Titular)
		if err != nil {
			return err
		}
		page, err := p.record(ctx, step)
		if err == nil {
			err = p.rooms.Minutes.Open(ctx, a, page)
		}
		if err == nil && agrees {
			err = p.walk(ctx, a, step, "agree")
		}
		if err != nil {
			return fmt.Errorf("%s for %s: %w", s.Titular, s.Organisation, err)
		}
		p.clock.Advance(time.Minute)
	}
	return nil
}

// issueMinutes issues them; what was issued is filed the same minute, as the program's round does.
func (p *Play) issueMinutes(ctx context.Context, step world.Step) error {
	if err := p.walkMinutes("secretary", "issue")(ctx, step); err != nil {
		return err
	}
	return p.rooms.Printings.Sweep(ctx)
}

// submitMinutes hands them to the chair; those who are to check them are named first.
func (p *Play) submitMinutes(ctx context.Context, step world.Step) error {
	w, _ := p.w.MinutesOf(step.Meeting)
	a, err := p.keeperOf(ctx, step.Forum, "secretary")
	if err != nil {
		return err
	}
	if len(w.Checkers) > 0 {
		page, err := p.record(ctx, step)
		if err != nil {
			return err
		}
		var named []policy.PersonID
		for _, who := range w.Checkers {
			named = append(named, p.people[who])
		}
		if _, err := p.rooms.Minutes.NameCheckers(ctx, a, page.Set.ID, named, page.Set.Version); err != nil {
			return err
		}
	}
	return p.walk(ctx, a, step, "submit")
}

// approveMinutes lets the checkers sign where there are some, and the chair approve.
func (p *Play) approveMinutes(ctx context.Context, step world.Step) error {
	w, _ := p.w.MinutesOf(step.Meeting)
	err := p.as(ctx, w.Checkers, func(_ int, a policy.Actor) error { return p.walk(ctx, a, step, "sign") })
	if err != nil {
		return err
	}
	page, err := p.record(ctx, step)
	if err != nil {
		return err
	}
	for _, c := range page.Corrections {
		if c.State == minutes.Asked {
			return fmt.Errorf("a correction of %s is open", page.Set.MeetingReference)
		}
	}
	return p.walkMinutes("chair", "approve")(ctx, step)
}

// correctMinutes says what was found wrong after the issue: the secretary proposes it, the chair confirms.
func (p *Play) correctMinutes(ctx context.Context, step world.Step) error {
	w, _ := p.w.MinutesOf(step.Meeting)
	page, err := p.record(ctx, step)
	if err != nil {
		return err
	}
	a, err := p.keeperOf(ctx, step.Forum, "secretary")
	if err != nil {
		return err
	}
	at := slices.IndexFunc(page.Blocks, func(b minutes.Block) bool { return b.Item == w.Erratum.Item && b.Kind == minutes.Decision })
	if at < 0 {
		return fmt.Errorf("%s decides nothing under item %d", page.Set.MeetingReference, w.Erratum.Item)
	}
	m, err := p.rooms.Minutes.ProposeErratum(ctx, a, minutes.ErratumForm{Minutes: page.Set.ID, Block: page.Blocks[at].ID, Zh: w.Erratum.Words.ZH, En: w.Erratum.Words.EN, Sv: w.Erratum.Words.SV,
		Version: page.Set.Version})
	if err != nil {
		return err
	}
	if page, err = p.record(ctx, step); err != nil {
		return err
	}
	chair, err := p.keeperOf(ctx, step.Forum, "chair")
	if err == nil {
		_, err = p.rooms.Minutes.Correct(ctx, chair, m.ID, page.Errata[0].Hash, m.Version)
	}
	if err != nil {
		return err
	}
	return p.rooms.Printings.Sweep(ctx)
}

// fileCorrection lets somebody who was there ask for a correction.
func (p *Play) fileCorrection(ctx context.Context, step world.Step) error {
	w, _ := p.w.MinutesOf(step.Meeting)
	c := w.Corrections[step.Number]
	page, err := p.record(ctx, step)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(page.Blocks, func(b minutes.Block) bool { return b.Item == c.Item && minutes.Told(b.Kind) })
	if at < 0 {
		return fmt.Errorf("%s says nothing under item %d", page.Set.MeetingReference, c.Item)
	}
	a, err := p.actor(ctx, c.By)
	if err != nil {
		return err
	}
	_, err = p.rooms.Minutes.File(ctx, a, minutes.Filing{Minutes: page.Set.ID, Block: page.Blocks[at].ID, Kind: c.Kind, Quote: c.Quote, Instead: c.Instead, Reason: c.Reason, Language: "zh", Hash: page.Set.Hash})
	return err
}

// settleCorrection says what becomes of one; of what is changed the chair approves the new version.
func (p *Play) settleCorrection(ctx context.Context, step world.Step) error {
	w, _ := p.w.MinutesOf(step.Meeting)
	c := w.Corrections[step.Number]
	page, err := p.record(ctx, step)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(page.Corrections, func(x minutes.Correction) bool { return x.Quote == c.Quote && x.Instead == c.Instead })
	a, err := p.keeperOf(ctx, step.Forum, "secretary")
	if err != nil || at < 0 {
		return fmt.Errorf("the correction of %s: %w", c.By, err)
	}
	found := page.Corrections[at]
	_, err = p.rooms.Minutes.Settle(ctx, a, minutes.Settling{Minutes: page.Set.ID, Correction: found.ID, Verb: c.Verb, Answer: c.Answer, Version: found.Version})
	return err
}
