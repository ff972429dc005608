package demo

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"sametable/internal/demo/world"
	"sametable/internal/meeting"
	"sametable/internal/policy"
)

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

// rollMeeting notes who is there when the meeting begins, and who has sent apologies.
func (p *Play) rollMeeting(ctx context.Context, step world.Step) error {
	w, page, a, err := p.atTable(ctx, step)
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
	var excused []meeting.Called
	for _, org := range slices.Sorted(maps.Keys(w.Attendance)) {
		if w.Attendance[org] != "R" {
			continue
		}
		place, err := p.placeOf(page, org, "")
		if err != nil {
			return fmt.Errorf("%s: %w", org, err)
		}
		excused = append(excused, meeting.Called{Place: place.ID, Word: meeting.Excused})
	}
	if len(excused) == 0 {
		return nil
	}
	_, err = p.rooms.Meetings.Call(ctx, a, meeting.RollCall{Meeting: page.ID, Places: excused})
	return err
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
	w, page, a, err := p.atTable(ctx, step)
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
