package demo

import (
	"context"
	"fmt"
	"slices"

	"sametable/internal/ballot"
	"sametable/internal/commitment"
	"sametable/internal/demo/world"
	"sametable/internal/meeting"
)

// itemAt is an item of a meeting as it stands: its place on the agenda may have moved, its title has not.
func (p *Play) itemAt(page meeting.Page, i world.MeetingItem) (meeting.ItemRow, error) {
	at := slices.IndexFunc(page.Items, func(row meeting.ItemRow) bool { return row.TitleZh == i.Title.ZH })
	if at < 0 {
		return meeting.ItemRow{}, fmt.Errorf("%s has no item %q", page.Reference, i.Title.ZH)
	}
	return page.Items[at], nil
}

// takeItem takes an item one step on.
func (p *Play) takeItem(ctx context.Context, step world.Step, verb string) error {
	w, page, err := p.sits(ctx, step.Meeting)
	if err != nil {
		return err
	}
	i := w.Items[step.Number]
	row, err := p.itemAt(page, i)
	if err != nil {
		return err
	}
	a, err := p.holds(ctx, w, step.Actors[0])
	if err != nil {
		return err
	}
	_, err = p.rooms.Meetings.TakeItem(ctx, a, meeting.ItemStep{Meeting: page.ID, Item: row.ID, Verb: verb, Words: i.Words, Version: row.Version,
		Motion: meeting.Motion{Zh: i.Motion.ZH, En: i.Motion.EN, Sv: i.Motion.SV}})
	return err
}

// openItem opens an item; what puts itself on the agenda before it is noted.
func (p *Play) openItem(ctx context.Context, step world.Step) error {
	w, page, a, err := p.atTable(ctx, step)
	if err != nil {
		return err
	}
	if step.Number > 0 {
		for _, row := range page.Items {
			for _, verb := range []string{"open", "note"} {
				if row.Auto == "" || row.State != meeting.Queued {
					continue
				}
				done, err := p.rooms.Meetings.TakeItem(ctx, a, meeting.ItemStep{Meeting: page.ID, Item: row.ID, Verb: verb, Words: "会议听取了落实情况。", Version: row.Version})
				if err != nil {
					return err
				}
				if row.Version = done.Version; verb == "note" {
					row.State = done.State
				}
			}
		}
	}
	if err := p.takeItem(ctx, step, "open"); err != nil || w.Items[step.Number].Motion == (world.Text{}) {
		return err
	}
	return p.takeItem(ctx, step, "word")
}

// concludeItem ends an item: a decision by a ballot in which everybody at the table agrees.
func (p *Play) concludeItem(ctx context.Context, step world.Step) error {
	w, _ := p.w.Meeting(step.Meeting)
	i := w.Items[step.Number]
	if i.How != "decide" {
		return p.takeItem(ctx, step, i.How)
	}
	return p.agree(ctx, step, w)
}

// agree puts an item to the vote, lets everybody at the table say yes, and announces the decision.
func (p *Play) agree(ctx context.Context, step world.Step, w *world.Meeting) error {
	b, err := p.putItem(ctx, step)
	if err != nil {
		return err
	}
	for _, s := range p.w.Sitting(w) {
		a, err := p.actor(ctx, s.Titular)
		if err != nil {
			return err
		}
		if _, err := p.rooms.Ballots.Cast(ctx, a, ballot.Vote{Ballot: b.ID, Organisation: p.orgs[s.Organisation], Voice: "yes", Version: 1}); err != nil {
			return fmt.Errorf("%s: %w", s.Organisation, err)
		}
	}
	return p.countAndDecide(ctx, step, b.ID)
}

// putItem puts an item to the vote among those at the table.
func (p *Play) putItem(ctx context.Context, step world.Step) (ballot.Ballot, error) {
	w, page, err := p.sits(ctx, step.Meeting)
	if err != nil {
		return ballot.Ballot{}, err
	}
	row, err := p.itemAt(page, w.Items[step.Number])
	if err != nil {
		return ballot.Ballot{}, err
	}
	a, err := p.holds(ctx, w, step.Actors[0])
	if err != nil {
		return ballot.Ballot{}, err
	}
	return p.rooms.Meetings.Put(ctx, a, meeting.ItemStep{Meeting: page.ID, Item: row.ID, Version: row.Version})
}

// countAndDecide closes a ballot, and the chair announces what it came to with the promise that follows.
func (p *Play) countAndDecide(ctx context.Context, step world.Step, id string) error {
	w, _ := p.w.Meeting(step.Meeting)
	a, err := p.holds(ctx, w, step.Actors[0])
	if err != nil {
		return err
	}
	b, err := p.rooms.Ballots.Find(ctx, a, id)
	if err != nil {
		return err
	}
	if _, err = p.rooms.Ballots.Take(ctx, a, ballot.Step{Ballot: id, Verb: "close", Version: b.Version}); err != nil {
		return err
	}
	return p.decideItem(ctx, step)
}

// decideItem is the chair's word.
func (p *Play) decideItem(ctx context.Context, step world.Step) error {
	w, page, err := p.sits(ctx, step.Meeting)
	if err != nil {
		return err
	}
	i := w.Items[step.Number]
	row, err := p.itemAt(page, i)
	if err != nil {
		return err
	}
	f, _ := p.w.Forum(w.Forum)
	chair := f.Officers[slices.IndexFunc(f.Officers, func(o world.Officer) bool { return o.Role == "chair" })].Person
	a, err := p.actor(ctx, chair)
	if err != nil {
		return err
	}
	d := meeting.Deciding{Meeting: page.ID, Item: row.ID, Version: row.Version}
	if c, promised := p.w.Commitment(i.Action); promised {
		d.Actions = append(d.Actions, commitment.Form{Owner: p.orgs[c.Owner], TitleZh: c.Title.ZH, TitleEn: c.Title.EN, TitleSv: c.Title.SV, Due: c.Due})
	}
	done, err := p.rooms.Meetings.Decide(ctx, a, d)
	if err == nil && i.Action != "" {
		p.commitments[i.Action] = done.Promises()[0]
	}
	return err
}
