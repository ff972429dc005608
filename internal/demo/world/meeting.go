package world

import (
	"fmt"
	"slices"
	"time"
)

// Meeting is one meeting of a forum, from its plan to its end. Days and hours are Beijing's.
type Meeting struct {
	Key        string            `toml:"key"`
	Forum      string            `toml:"forum"`
	Kind       string            `toml:"kind"`
	Line       int               `toml:"line"`
	Title      Text              `toml:"title"` // empty: its kind says enough
	Day        string            `toml:"day"`
	From       string            `toml:"from"`
	To         string            `toml:"to"`
	Place      string            `toml:"place"`
	PlaceLatin string            `toml:"place_latin"`
	Link       bool              `toml:"link"`
	By         string            `toml:"by"`        // who plans and announces it
	Planned    time.Time         `toml:"planned"`   // of one that was not announced
	Announced  time.Time         `toml:"announced"` // zero: nobody was called
	Opener     string            `toml:"opener"`    // who opens it; empty: it is to come
	Attendance map[string]string `toml:"attendance"`
	Beside     []string          `toml:"beside"`  // who sat there without a vote
	Replies    map[string]string `toml:"replies"` // to the invitation
	Items      []MeetingItem     `toml:"item"`
	Moves      []Move            `toml:"move"`
}

// MeetingItem is one item of an agenda, with what became of it.
type MeetingItem struct {
	Title     Text   `toml:"title"`
	Purpose   string `toml:"purpose"`
	Opened    string `toml:"opened"`
	Until     string `toml:"until"`
	How       string `toml:"how"` // note, agree, decide or defer
	Words     string `toml:"words"`
	Motion    Text   `toml:"motion"`
	Presenter string `toml:"presenter"`
	Proposal  string `toml:"proposal"` // that is decided on
	Charter   bool   `toml:"charter"`  // the forum's charter is
	About     string `toml:"about"`    // another proposal it is about
	Action    string `toml:"action"`   // key of the commitment that follows
	Minutes   int    `toml:"minutes"`
	Paper     Paper  `toml:"paper"` // the file that goes with it; empty: there is none
}

// Paper is a small file in Chinese, paragraph by paragraph.
type Paper struct {
	Title string   `toml:"title"`
	Words []string `toml:"words"`
}

// Move is somebody who came late or left early.
type Move struct {
	Organisation string `toml:"organisation"`
	At           string `toml:"at"`
	What         string `toml:"what"` // arrive or leave
}

// Meeting finds a meeting by its key.
func (w *World) Meeting(key string) (*Meeting, bool) {
	at := slices.IndexFunc(w.Meetings, func(m Meeting) bool { return m.Key == key })
	if at < 0 {
		return nil, false
	}
	return &w.Meetings[at], true
}

// Deciding finds the meeting, and the item of it, that decides on a proposal.
func (w *World) Deciding(proposal string) (meeting string, item int) {
	for _, m := range w.Meetings {
		for n, i := range m.Items {
			if i.Proposal == proposal && m.Opener != "" {
				return m.Key, n
			}
		}
	}
	return "", 0
}

// Chartering finds the meeting, and the item of it, that decides on a forum's charter.
func (w *World) Chartering(forum string) (meeting string, item int) {
	for _, m := range w.Meetings {
		for n, i := range m.Items {
			if i.Charter && m.Forum == forum {
				return m.Key, n
			}
		}
	}
	return "", 0
}

// promises tells whether a commitment follows from what a meeting decides.
func (w *World) promises(key string) bool {
	return slices.ContainsFunc(w.Meetings, func(m Meeting) bool {
		return slices.ContainsFunc(m.Items, func(i MeetingItem) bool { return i.Action == key })
	})
}

// At is an instant of the meeting's day.
func (m *Meeting) At(hour string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", m.Day+" "+hour, time.FixedZone("CST", 8*60*60))
	if err != nil { // the check reads every hour
		return time.Time{}
	}
	return at
}

// Sitting are those who sat at the table with a vote at the end of the roll, by organisation, in the order of the seats.
func (w *World) Sitting(m *Meeting) []Seat {
	f, _ := w.Forum(m.Forum)
	var all []Seat
	for _, s := range f.Seats {
		switch m.Attendance[s.Organisation] {
		case "T", "L":
			all = append(all, Seat{Organisation: s.Organisation, Titular: s.Titular})
		case "A":
			all = append(all, Seat{Organisation: s.Organisation, Titular: s.Alternate})
		}
	}
	return all
}

// meetingSteps are the steps of all meetings. What is decided on a proposal or a charter is played by the steps of these.
func (w *World) meetingSteps() []Step {
	var steps []Step
	for k := range w.Meetings {
		m := &w.Meetings[k]
		add := func(at time.Time, action string, item int, actors ...string) {
			steps = append(steps, Step{At: at, Line: m.Line, Action: action, Actors: actors, Forum: m.Forum, Meeting: m.Key, Number: item})
		}
		if m.Announced.IsZero() {
			add(m.Planned, "meeting.plan", 0, m.By)
			continue
		}
		add(m.Announced.Add(-time.Hour), "meeting.plan", 0, m.By)
		add(m.Announced, "meeting.announce", 0, m.By)
		if len(m.Replies) > 0 {
			add(m.Announced.AddDate(0, 0, 1), "meeting.reply", 0, m.By)
		}
		if m.Opener == "" {
			continue
		}
		add(m.At(m.From), "meeting.open", 0, m.Opener)
		add(m.At(m.From), "meeting.roll", 0, m.Opener)
		for n := range m.Moves {
			add(m.At(m.Moves[n].At), "meeting.move", n, m.Opener)
		}
		for n, i := range m.Items {
			add(m.At(i.Opened), "meeting.item", n, m.Opener)
			if i.Proposal == "" && !i.Charter {
				add(m.At(i.Until), "meeting.conclude", n, m.Opener)
			}
		}
		add(m.At(m.To), "meeting.end", 0, m.Opener)
	}
	return steps
}

// checkMeetings looks for what no play could play.
func (w *World) checkMeetings(f *findings) {
	for k := range w.Meetings {
		m := &w.Meetings[k]
		for _, hour := range []string{m.From, m.To} {
			f.want(!m.At(hour).IsZero(), "meeting %s: the hour %q", m.Key, hour)
		}
		forum, known := w.Forum(m.Forum)
		f.want(known, "meeting %s: no forum %s", m.Key, m.Forum)
		for org, how := range m.Attendance {
			sits := known && slices.ContainsFunc(forum.Seats, func(s Seat) bool { return s.Organisation == org })
			f.want(sits && slices.Contains([]string{"T", "A", "L", "R", "X"}, how), "meeting %s: attendance %s %s", m.Key, org, how)
		}
		for n, i := range m.Items {
			name := fmt.Sprintf("item %d of meeting %s", n+1, m.Key)
			f.text(i.Title, "title of "+name)
			if i.Motion != (Text{}) {
				f.text(i.Motion, "motion of "+name)
			}
			f.want(m.Opener == "" || slices.Contains([]string{"note", "agree", "decide", "defer"}, i.How) && !m.At(i.Opened).After(m.At(i.Until)), "%s: how it ended, or when", name)
			_, proposed := w.Proposal(i.Proposal)
			f.want(proposed || i.Proposal == "", "%s: no proposal %s", name, i.Proposal)
			_, promised := w.Commitment(i.Action)
			f.want(promised || i.Action == "", "%s: no commitment %s", name, i.Action)
		}
	}
}
