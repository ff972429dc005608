package demo

import (
	"context"
	"fmt"
	"slices"

	"sametable/internal/demo/world"
	"sametable/internal/organisation"
	"sametable/internal/policy"
)

// move takes an organisation one step on.
func (p *Play) move(ctx context.Context, actor policy.Actor, key, verb, note string) error {
	o, err := p.rooms.Organisations.Find(ctx, actor, key)
	if err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	if _, err := p.rooms.Organisations.Step(ctx, actor, organisation.Step{ID: o.ID, Verb: verb, Note: note, Version: o.Version}); err != nil {
		return fmt.Errorf("%s %s: %w", verb, key, err)
	}
	return nil
}

// submit completes the application with what the body runs, and hands it in.
func (p *Play) submit(ctx context.Context, step world.Step) error {
	return p.as(ctx, step.Actors, func(i int, a policy.Actor) error {
		if err := p.serve(ctx, a, step.Organisations[i]); err != nil {
			return err
		}
		return p.move(ctx, a, step.Organisations[i], "submit", "")
	})
}

// serve lists the services of an organisation.
func (p *Play) serve(ctx context.Context, actor policy.Actor, key string) error {
	o, _ := p.w.Organisation(key)
	for _, s := range o.Services {
		_, err := p.rooms.Organisations.ListService(ctx, actor, p.orgs[key], organisation.ServiceForm{NameZh: s.Name.ZH, NameEn: s.Name.EN, NameSv: s.Name.SV,
			AboutZh: s.About.ZH, AboutEn: s.About.EN, AboutSv: s.About.SV, ForWhom: s.For, Regions: s.Regions})
		if err != nil {
			return fmt.Errorf("service %s of %s: %w", s.Name.EN, key, err)
		}
	}
	return nil
}

func (p *Play) ask(ctx context.Context, step world.Step) error {
	return p.as(ctx, step.Actors, func(_ int, a policy.Actor) error {
		for _, key := range step.Organisations {
			if err := p.move(ctx, a, key, "review", ""); err != nil {
				return err
			}
			if err := p.move(ctx, a, key, "ask", step.Reason.ZH); err != nil {
				return err
			}
		}
		return nil
	})
}

// answer completes the form, then answers.
func (p *Play) answer(ctx context.Context, step world.Step) error {
	return p.as(ctx, step.Actors, func(i int, a policy.Actor) error {
		key := step.Organisations[i]
		o, err := p.rooms.Organisations.Find(ctx, a, key)
		if err != nil {
			return err
		}
		whole, _ := p.w.Organisation(key)
		f := form(whole)
		f.Version = o.Version
		if _, err := p.rooms.Organisations.Edit(ctx, a, o.ID, f); err != nil {
			return err
		}
		return p.move(ctx, a, key, "answer", step.Reason.ZH)
	})
}

// donors have no focal point: what is to be handed in for them comes by letter, and goes with the first eleven.
func donors(keys []string) []string {
	if slices.Contains(keys, "huilin") {
		return []string{"donor-a", "donor-b"}
	}
	return nil
}

// accredit lets two officers accredit.
func (p *Play) accredit(ctx context.Context, step world.Step) error {
	keys := append(slices.Clone(step.Organisations), donors(step.Organisations)...)
	for _, key := range donors(step.Organisations) {
		o, err := p.rooms.Organisations.Find(ctx, policy.SystemActor(), key)
		if err != nil {
			return err
		}
		if o.State == organisation.Draft {
			if err := p.move(ctx, policy.SystemActor(), key, "submit", ""); err != nil {
				return err
			}
		}
	}
	first, err := p.actor(ctx, step.Actors[0])
	if err != nil {
		return err
	}
	second, err := p.actor(ctx, step.Actors[1])
	if err != nil {
		return err
	}
	for _, key := range keys {
		o, err := p.rooms.Organisations.Find(ctx, first, key)
		if err != nil {
			return err
		}
		verbs := []string{"accredit"}
		if o.State == organisation.Submitted {
			verbs = []string{"review", "accredit"}
		}
		for _, verb := range verbs {
			if err := p.move(ctx, first, key, verb, ""); err != nil {
				return err
			}
		}
		if err := p.move(ctx, second, key, "accredit", ""); err != nil {
			return err
		}
	}
	return nil
}

func (p *Play) renew(ctx context.Context, step world.Step) error {
	for _, key := range donors(step.Organisations) {
		if err := p.move(ctx, policy.SystemActor(), key, "renew", ""); err != nil {
			return err
		}
	}
	return p.as(ctx, step.Actors, func(i int, a policy.Actor) error { return p.move(ctx, a, step.Organisations[i], "renew", "") })
}

// expire lets the timer act.
func (p *Play) expire(ctx context.Context, step world.Step) error {
	return p.rooms.Organisations.Sweep(ctx, step.At)
}
