package site

import (
	"slices"
	"strings"
	"time"

	"sametable/internal/ballot"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/web"
)

// rollAt is the instant the roll is shown for: now, or the last one before everybody left.
func (v *visit) rollAt(p meeting.Page) time.Time {
	if p.HeldAt != nil {
		return p.HeldAt.Add(-time.Minute)
	}
	return v.now
}

// meetingRoll adds who was called and what they answered, or who came, and the quorum at each minute.
func (v *visit) meetingRoll(p meeting.Page, view *web.MeetingView) {
	if !p.Inside || len(p.Places) == 0 {
		return
	}
	if !p.Begun() {
		v.meetingReplies(p, view)
		return
	}
	scene := p.Scene()
	view.Table = v.meetingTable(p, p.Quorum(scene.Places, scene.People, v.rollAt(p)))
	for _, turn := range p.Turns(scene.Places, scene.People) {
		view.Turns = append(view.Turns, web.TurnLine{At: turn.At, Sentence: v.quorumSaid(turn.Quorum), Met: turn.Quorum.Met})
	}
	for _, standing := range []string{meeting.Present, meeting.InAttendance, meeting.Excused, meeting.Absent} {
		g := web.RollGroup{Word: v.t.Of("meeting.standing", standing)}
		for _, place := range p.Places {
			if place.Standing(p.People) != standing || standing == meeting.Absent && !place.Voting {
				continue
			}
			line := web.RollLine{Org: v.placeOrg(place)}
			for _, x := range p.People {
				if x.PlaceID == place.ID {
					line.People = append(line.People, v.rollPerson(p, x))
				}
			}
			g.Lines = append(g.Lines, line)
		}
		if len(g.Lines) > 0 {
			view.Roll = append(view.Roll, g)
		}
	}
}

// meetingReplies lists what was answered to the invitation; who has no vote stands by itself, so that each number is that of its list.
func (v *visit) meetingReplies(p meeting.Page, view *web.MeetingView) {
	for _, reply := range append(meeting.Replies(), "") {
		word := v.t.Say("meeting.no_reply")
		if reply != "" {
			word = v.t.Of("meeting.reply", reply)
		}
		g, beside := web.RollGroup{Word: word}, web.RollGroup{Word: v.t.Say("meeting.reply_beside", fault.Args{"Reply": word})}
		for _, place := range p.Places {
			if place.Reply != reply {
				continue
			}
			line := web.RollLine{Org: v.placeOrg(place), Note: place.ReplyNote, Place: place.ID}
			if name := v.placePerson(place); name.Name != "" {
				line.People = append(line.People, name)
			}
			if place.Voting {
				g.Lines = append(g.Lines, line)
			} else {
				beside.Lines = append(beside.Lines, line)
			}
		}
		for _, group := range []web.RollGroup{g, beside} {
			if len(group.Lines) > 0 {
				view.Roll = append(view.Roll, group)
				view.Replies = append(view.Replies, web.Figure{Value: v.t.Number(len(group.Lines)), Name: group.Word})
			}
		}
	}
}

func (v *visit) placeOrg(p meeting.PlaceRow) web.Org {
	return v.orgNamed(p.OrgKind, p.OrgKey, p.OrgZh, p.OrgEn, p.OrgSv)
}

// placePerson is who a place without a vote belongs to.
func (v *visit) placePerson(p meeting.PlaceRow) web.RollPerson {
	if p.PersonID == "" {
		return web.RollPerson{}
	}
	name := v.t.PersonName(p.PersonName, p.PersonLatin, "")
	return web.RollPerson{Name: name, Lang: v.nameLang(name), Said: v.seatedAs(p.Capacity)}
}

// rollPerson is somebody who sat there: under which mandate, how, and from when to when where that is not from the beginning to the end.
func (v *visit) rollPerson(p meeting.Page, x meeting.Presence) web.RollPerson {
	name := v.t.PersonName(x.Name, x.Latin, "")
	said := []string{v.seatedAs(x.Capacity), v.t.Of("meeting.mode", x.Mode)}
	late := p.OpenedAt != nil && x.Arrived.Sub(*p.OpenedAt) > time.Minute
	early := x.Left != nil && (p.HeldAt == nil || p.HeldAt.Sub(*x.Left) > time.Minute)
	if late || early {
		from, until := v.t.TimeBoth(x.Arrived, lang.Beijing), ""
		if x.Left != nil {
			until = v.t.TimeBoth(*x.Left, lang.Beijing)
		}
		said = append(said, from+"–"+until)
	}
	return web.RollPerson{Name: name, Lang: v.nameLang(name), Said: strings.Join(said, " · ")}
}

// meetingTable draws who is at the table.
func (v *visit) meetingTable(p meeting.Page, q ballot.Quorum) *web.Quorum {
	table := &web.Quorum{Needed: q.Needed, Sentence: v.quorumSaid(q), Met: q.Met}
	there := map[policy.OrganisationID]bool{}
	at := v.rollAt(p)
	for _, x := range p.People {
		for _, place := range p.Places {
			if place.ID == x.PlaceID && x.At(at) {
				there[place.OrganisationID] = true
			}
		}
	}
	for _, kind := range policy.Kinds() {
		of := slices.DeleteFunc(slices.Clone(p.Places), func(x meeting.PlaceRow) bool { return !x.Voting || x.Kind != kind })
		slices.SortStableFunc(of, func(a, b meeting.PlaceRow) int {
			return map[bool]int{true: 0, false: 1}[there[a.OrganisationID]] - map[bool]int{true: 0, false: 1}[there[b.OrganisationID]]
		})
		for _, place := range of {
			table.Seats = append(table.Seats, web.Seat{Kind: string(kind), Present: there[place.OrganisationID]})
		}
	}
	return table
}

// seatedAs is the capacity in which somebody sits there; whoever holds no mandate is a guest.
func (v *visit) seatedAs(c policy.Capacity) string {
	if c == "" {
		return v.t.Say("meeting.guest")
	}
	return v.t.Of("capacity", string(c))
}
