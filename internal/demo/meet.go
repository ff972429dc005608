package demo

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

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
		added, err := p.rooms.Meetings.AddItem(ctx, a, item)
		if err == nil {
			err = p.addPaper(ctx, a, added, i.Paper)
		}
		if err != nil {
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

func (p *Play) openMeeting(ctx context.Context, step world.Step) error {
	w, page, err := p.sits(ctx, step.Meeting)
	if err != nil {
		return err
	}
	return p.as(ctx, step.Actors, func(_ int, a policy.Actor) error {
		_, err := p.rooms.Minutes.Take(ctx, a, meeting.Step{Meeting: page.ID, Verb: "open", Presides: p.presides(w), Version: page.Version})
		return err
	})
}

// presides is the forum's chair where she comes, else the delegate of the first seat that is taken.
func (p *Play) presides(w *world.Meeting) policy.PersonID {
	f, _ := p.w.Forum(w.Forum)
	sitting := p.w.Sitting(w)
	for _, o := range f.Officers {
		if o.Role == "chair" && slices.ContainsFunc(sitting, func(s world.Seat) bool { return s.Titular == o.Person }) {
			return p.people[o.Person]
		}
	}
	return p.people[sitting[0].Titular]
}

// atTable is the meeting of a step as it stands, and who leads or records it.
func (p *Play) atTable(ctx context.Context, step world.Step) (*world.Meeting, meeting.Page, policy.Actor, error) {
	w, page, err := p.sits(ctx, step.Meeting)
	if err != nil {
		return w, page, policy.Actor{}, err
	}
	a, err := p.holds(ctx, w, step.Actors[0])
	return w, page, a, err
}

func (p *Play) endMeeting(ctx context.Context, step world.Step) error {
	_, page, a, err := p.atTable(ctx, step)
	if err != nil {
		return err
	}
	_, err = p.rooms.Minutes.Take(ctx, a, meeting.Step{Meeting: page.ID, Verb: "end", Version: page.Version})
	return err
}
