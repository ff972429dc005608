package demo

import (
	"context"
	"fmt"

	"sametable/internal/demo/world"
	"sametable/internal/handling"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// handlingActions are the words of the play for proposals in the hands of authorities.
func (p *Play) handlingActions() map[string]action {
	return map[string]action{
		"handling.hand_over": p.handOver, "handling.opinion": p.answerAs(handling.Opinion), "handling.reply": p.answerAs(handling.Reply),
		"handling.rate": p.answerAs(handling.Rating), "handling.publish": p.publishRating, "handling.follow": p.follow,
		"handling.meet": p.stepHandling("meet"), "handling.remind": p.stepHandling("remind"), "handling.re_handle": p.stepHandling("re_handle"),
		"handling.ask_extension": p.stepHandling("ask_extension"), "handling.extend": p.stepHandling("extend"), "handling.close": p.stepHandling("close"),
		"handling.sweep":      func(ctx context.Context, step world.Step) error { return p.rooms.Handlings.Sweep(ctx, step.At) },
		"commitment.sweep":    func(ctx context.Context, step world.Step) error { return p.rooms.Commitments.Sweep(ctx, step.At) },
		"partnership.propose": p.proposePartnership, "partnership.confirm": p.stepPartnership("confirm"), "partnership.activate": p.stepPartnership("activate"),
	}
}

// handled finds what a step of a handling says, with the proposal as it stands, its handling, and who acts.
func (p *Play) handled(ctx context.Context, step world.Step) (said world.HandlingStep, row proposal.Row, st handling.State, a policy.Actor, err error) {
	h, ok := p.w.Handling(step.Proposal)
	if !ok {
		return said, row, st, a, fmt.Errorf("no handling of %s", step.Proposal)
	}
	said = h.Steps[step.Number]
	_, a, row, err = p.deciding(ctx, step)
	if err == nil {
		st, _, err = p.rooms.Handlings.Of(ctx, row.Proposal)
	}
	return said, row, st, a, err
}

// handOver hands a recommended proposal to the authorities the table named.
func (p *Play) handOver(ctx context.Context, step world.Step) error {
	said, row, _, a, err := p.handled(ctx, step)
	if err != nil {
		return err
	}
	form := handling.HandOver{Proposal: row.ID, Lead: p.orgs[said.Lead], Note: said.Words, Version: row.Version}
	for _, key := range said.Beside {
		form.Beside = append(form.Beside, p.orgs[key])
	}
	_, err = p.rooms.Handlings.Hand(ctx, a, form)
	return err
}

// stepHandling takes one step with a proposal in the hands of authorities.
func (p *Play) stepHandling(verb string) action {
	return func(ctx context.Context, step world.Step) error {
		said, row, st, a, err := p.handled(ctx, step)
		if err != nil {
			return err
		}
		s := handling.Step{Proposal: row.ID, Verb: verb, Reason: said.Words, Day: said.Day, How: said.How, Measures: said.Measures, To: p.orgs[said.To], Version: st.Version}
		if verb == "meet" {
			s.Day = day(step.At)
		}
		_, err = p.rooms.Handlings.Take(ctx, a, s)
		return err
	}
}

// answerAs lets one person of an organisation write its reply, opinion or rating, and a second one confirm it at once.
func (p *Play) answerAs(kind string) action {
	return func(ctx context.Context, step world.Step) error {
		said, row, _, a, err := p.handled(ctx, step)
		if err != nil {
			return err
		}
		f := handling.Filing{Proposal: row.ID, Kind: kind, Words: said.Words, Rating: said.Rating}
		if r := said.Reply; r != nil {
			f.CoreZh, f.CoreEn, f.CoreSv, f.Grade, f.Number, f.Signer, f.Contact = r.Core.ZH, r.Core.EN, r.Core.SV, r.Grade, r.Number, r.Signer, r.Contact
			for _, v := range r.Verdicts {
				f.Verdicts = append(f.Verdicts, handling.Verdict{Measure: v.Measure, Verdict: v.Verdict, Until: v.Until, Referred: v.Referred, Reason: v.Reason})
			}
		}
		given, err := p.rooms.Handlings.File(ctx, a, f)
		if err != nil {
			return err
		}
		second, err := p.actor(ctx, step.Actors[1])
		if err != nil {
			return err
		}
		_, err = p.rooms.Handlings.TakeAnswer(ctx, second, handling.AnswerStep{Answer: given.ID, Verb: "confirm", Version: given.Version})
		return err
	}
}

// publishRating lets a moderator publish a rating before it would be public by itself.
func (p *Play) publishRating(ctx context.Context, step world.Step) error {
	_, _, st, a, err := p.handled(ctx, step)
	if err != nil {
		return err
	}
	for _, rating := range st.Known.Replies {
		if rating.Kind == handling.Rating && rating.Round == st.Round {
			_, err := p.rooms.Handlings.TakeAnswer(ctx, a, handling.AnswerStep{Answer: rating.ID, Verb: "publish", Version: rating.Version})
			return err
		}
	}
	return fmt.Errorf("%s has no rating", step.Proposal)
}

// follow begins the follow-up, and remembers the commitments it makes.
func (p *Play) follow(ctx context.Context, step world.Step) error {
	_, row, st, a, err := p.handled(ctx, step)
	if err != nil {
		return err
	}
	form := handling.Following{Proposal: row.ID, Version: st.Version}
	wanted := p.w.Followed(step.Proposal)
	for _, c := range wanted {
		form.Promises = append(form.Promises, handling.Promise{Measure: c.Measure, Owner: p.orgs[c.Owner], Due: c.Due, TitleZh: c.Title.ZH, TitleEn: c.Title.EN, TitleSv: c.Title.SV})
	}
	if _, err := p.rooms.Handlings.Follow(ctx, a, form); err != nil {
		return err
	}
	made, err := p.rooms.Commitments.ByOrigin(ctx, a, row.Record())
	if err != nil {
		return err
	}
	if len(made) != len(wanted) {
		return fmt.Errorf("%d commitments, want %d", len(made), len(wanted))
	}
	for i, c := range wanted { // both in the order of the measures
		p.commitments[c.Key] = made[i].ID
	}
	return nil
}
