package demo

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"sametable/internal/ballot"
	"sametable/internal/commitment"
	"sametable/internal/demo/world"
	"sametable/internal/meeting"
	"sametable/internal/policy"
)

// meetingActions are the words of the play about meetings.
func (p *Play) meetingActions() map[string]action {
	return map[string]action{"meeting.plan": p.planMeeting, "meeting.announce": p.announceMeeting, "meeting.reply": p.replyMeeting, "meeting.open": p.openMeeting,
		"meeting.roll": p.rollMeeting, "meeting.move": p.moveAtTable, "meeting.item": p.openItem, "meeting.conclude": p.concludeItem, "meeting.end": p.endMeeting}
}

// sits finds a meeting of the world and how it stands.
func (p *Play) sits(ctx context.Context, key string) (*world.Meeting, meeting.Page, error) {
	w, ok := p.w.Meeting(key)
	if !ok {
		return nil, meeting.Page{}, fmt.Errorf("no meeting %q", key)
	}
	row, err := p.rooms.Meetings.ByID(ctx, policy.SystemActor(), p.meetings[key])
	if err != nil {
		return w, meeting.Page{}, err
	}
	page, err := p.rooms.Meetings.Page(ctx, policy.SystemActor(), row.ForumKey, row.At())
	return w, page, err
}

// holds is who keeps a meeting at this instant: who opened it, once the forum has a charter its secretary.
func (p *Play) holds(ctx context.Context, w *world.Meeting, opener string) (policy.Actor, error) {
	f, err := p.rooms.Forums.Find(ctx, w.Forum)
	if err != nil {
		return policy.Actor{}, err
	}
	if f.ActiveSince != nil {
		known, _ := p.w.Forum(w.Forum)
		opener = secretaryOf(known)
	}
	return p.actor(ctx, opener)
}

func (p *Play) planMeeting(ctx context.Context, step world.Step) error {
	w, _ := p.w.Meeting(step.Meeting)
	a, err := p.actor(ctx, step.Actors[0])
	if err != nil {
		return err
	}
	form := meeting.Form{Forum: w.Forum, Kind: w.Kind, TitleZh: w.Title.ZH, TitleEn: w.Title.EN, TitleSv: w.Title.SV, Day: w.Day, From: w.From, To: w.To, Place: w.Place, PlaceLatin: w.PlaceLatin,
		Languages: []string{"zh", "en"}}
	if w.Link {
		form.Link = "https://meet.example.org/" + strings.ToLower(w.Forum) + "/" + w.Day
	}
	m, err := p.rooms.Meetings.Plan(ctx, a, form)
	if err != nil {
		return err
	}
	p.meetings[w.Key] = m.ID
	for n, i := range w.Items {
		item := meeting.ItemForm{Meeting: m.ID, TitleZh: i.Title.ZH, TitleEn: i.Title.EN, TitleSv: i.Title.SV, Purpose: i.Purpose, Presenter: p.orgs[i.Presenter], About: i.Proposal + i.About}
		if i.Charter {
			c, err := p.rooms.Forums.Charter(ctx, w.Forum, "zh")
			if err != nil {
				return err
			}
			item.About = c.Charter.Reference(w.Forum)
		}
		if length := w.At(i.Until).Sub(w.At(i.Opened)); i.Opened != "" && length >= time.Minute {
			item.Minutes = strconv.Itoa(int(length.Minutes()))
		} else if i.Minutes > 0 {
			item.Minutes = strconv.Itoa(i.Minutes)
		}
		if _, err := p.rooms.Meetings.AddItem(ctx, a, item); err != nil {
			return fmt.Errorf("item %d: %w", n+1, err)
		}
	}
	return nil
}

func (p *Play) announceMeeting(ctx context.Context, step world.Step) error {
	_, page, err := p.sits(ctx, step.Meeting)
	if err != nil {
		return err
	}
	return p.as(ctx, step.Actors, func(_ int, a policy.Actor) error {
		_, err := p.rooms.Meetings.Announce(ctx, a, page.ID, page.Version)
		return err
	})
}

// placeOf finds the place of an organisation, or of somebody without a vote.
func (p *Play) placeOf(page meeting.Page, org, person string) (meeting.PlaceRow, error) {
	at := slices.IndexFunc(page.Places, func(x meeting.PlaceRow) bool {
		if person != "" {
			return x.PersonID == p.people[person]
		}
		return x.Voting && x.OrganisationID == p.orgs[org]
	})
	if at < 0 {
		return meeting.PlaceRow{}, fmt.Errorf("%s has no place for %s%s", page.Reference, org, person)
	}
	return page.Places[at], nil
}

// replyMeeting lets the delegates answer the invitation, a minute apart.
func (p *Play) replyMeeting(ctx context.Context, step world.Step) error {
	w, page, err := p.sits(ctx, step.Meeting)
	if err != nil {
		return err
	}
	f, _ := p.w.Forum(w.Forum)
	for _, org := range slices.Sorted(maps.Keys(w.Replies)) {
		place, err := p.placeOf(page, org, "")
		if err != nil {
			return err
		}
		at := slices.IndexFunc(f.Seats, func(s world.Seat) bool { return s.Organisation == org })
		a, err := p.actor(ctx, f.Seats[at].Titular)
		if err != nil {
			return err
		}
		if _, err := p.rooms.Meetings.Reply(ctx, a, meeting.Answer{Meeting: page.ID, Place: place.ID, Reply: w.Replies[org], Version: place.Version}); err != nil {
			return fmt.Errorf("%s: %w", org, err)
		}
		p.clock.Advance(time.Minute)
	}
	return nil
}

func (p *Play) openMeeting(ctx context.Context, step world.Step) error {
	_, page, err := p.sits(ctx, step.Meeting)
	if err != nil {
		return err
	}
	return p.as(ctx, step.Actors, func(_ int, a policy.Actor) error {
		_, err := p.rooms.Minutes.Take(ctx, a, meeting.Step{Meeting: page.ID, Verb: "open", Version: page.Version})
		return err
	})
}

// rollMeeting notes who is there when the meeting begins, and who has sent apologies.
func (p *Play) rollMeeting(ctx context.Context, step world.Step) error {
	w, page, err := p.sits(ctx, step.Meeting)
	if err != nil {
		return err
	}
	a, err := p.holds(ctx, w, step.Actors[0])
	if err != nil {
		return err
	}
	for _, s := range p.w.Sitting(w) {
		if late := slices.ContainsFunc(w.Moves, func(m world.Move) bool { return m.Organisation == s.Organisation && m.What == "arrive" }); !late {
			if err := p.sitDown(ctx, a, page, s); err != nil {
				return err
			}
		}
	}
	for _, who := range w.Beside {
		place, err := p.placeOf(page, "", who)
		if err != nil { // she holds no mandate there: the secretary asks her in
			if _, err = p.rooms.Meetings.Invite(ctx, a, meeting.Guest{Meeting: page.ID, Person: p.people[who], Version: -1}); err != nil {
				return fmt.Errorf("%s: %w", who, err)
			}
			if _, page, err = p.sits(ctx, step.Meeting); err == nil {
				place, err = p.placeOf(page, "", who)
			}
		}
		if err == nil {
			_, err = p.rooms.Meetings.Arrive(ctx, a, meeting.Arrival{Meeting: page.ID, Place: place.ID, Person: p.people[who], Mode: "room", Version: -1})
		}
		if err != nil {
			return fmt.Errorf("%s: %w", who, err)
		}
	}
	for _, org := range slices.Sorted(maps.Keys(w.Attendance)) {
		if w.Attendance[org] != "R" {
			continue
		}
		place, err := p.placeOf(page, org, "")
		if err == nil {
			_, err = p.rooms.Meetings.Excuse(ctx, a, meeting.Leaving{Meeting: page.ID, Place: place.ID, Excused: true, Version: -1})
		}
		if err != nil {
			return fmt.Errorf("%s: %w", org, err)
		}
	}
	return nil
}

func (p *Play) sitDown(ctx context.Context, a policy.Actor, page meeting.Page, s world.Seat) error {
	place, err := p.placeOf(page, s.Organisation, "")
	if err != nil {
		return err
	}
	mode := "room"
	for _, m := range p.w.Meetings {
		if p.meetings[m.Key] == page.ID && m.Attendance[s.Organisation] == "L" {
			mode = "link"
		}
	}
	if _, err = p.rooms.Meetings.Arrive(ctx, a, meeting.Arrival{Meeting: page.ID, Place: place.ID, Person: p.people[s.Titular], Mode: mode, Version: -1}); err != nil {
		return fmt.Errorf("%s for %s: %w", s.Titular, s.Organisation, err)
	}
	return nil
}

// moveAtTable lets somebody come late or leave early.
func (p *Play) moveAtTable(ctx context.Context, step world.Step) error {
	w, page, err := p.sits(ctx, step.Meeting)
	if err != nil {
		return err
	}
	a, err := p.holds(ctx, w, step.Actors[0])
	if err != nil {
		return err
	}
	m := w.Moves[step.Number]
	if m.What == "arrive" {
		sitting := p.w.Sitting(w)
		return p.sitDown(ctx, a, page, sitting[slices.IndexFunc(sitting, func(s world.Seat) bool { return s.Organisation == m.Organisation })])
	}
	place, err := p.placeOf(page, m.Organisation, "")
	if err != nil {
		return err
	}
	_, err = p.rooms.Meetings.Leave(ctx, a, meeting.Leaving{Meeting: page.ID, Place: place.ID, Version: -1})
	return err
}

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
	w, page, err := p.sits(ctx, step.Meeting)
	if err != nil {
		return err
	}
	a, err := p.holds(ctx, w, step.Actors[0])
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

func (p *Play) endMeeting(ctx context.Context, step world.Step) error {
	w, page, err := p.sits(ctx, step.Meeting)
	if err != nil {
		return err
	}
	a, err := p.holds(ctx, w, step.Actors[0])
	if err != nil {
		return err
	}
	_, err = p.rooms.Minutes.Take(ctx, a, meeting.Step{Meeting: page.ID, Verb: "end", Version: page.Version})
	return err
}
