package meeting

import (
	"encoding/json"
	"slices"
	"time"

	"sametable/internal/annex"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// TableName is the table's.
func (Item) TableName() string { return "meeting_items" }

// Agenda is an agenda as it was sent.
type Agenda struct {
	ID        string `gorm:"primaryKey"`
	MeetingID string
	Revision  int
	Lines     string // JSON list of Line
	SentBy    policy.PersonID
	SentAt    time.Time
	Version   int
}

// TableName is the table's.
func (Agenda) TableName() string { return "meeting_agendas" }

// Record is the meeting the agenda belongs to.
func (a Agenda) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: a.MeetingID} }

// Piece names it in the entries that seal it.
func (a Agenda) Piece() string { return "agenda " + a.ID }

// Lock is the optimistic lock.
func (a *Agenda) Lock() *int { return &a.Version }

// Line is an item as it stood on an agenda that was sent.
type Line struct {
	Item      string                `json:"item"`
	Number    int                   `json:"number"`
	Language  string                `json:"language"`
	TitleZh   string                `json:"title_zh"`
	TitleEn   string                `json:"title_en"`
	TitleSv   string                `json:"title_sv"`
	Purpose   string                `json:"purpose"`
	Presenter policy.OrganisationID `json:"presenter"`
	Minutes   int                   `json:"minutes"`
	About     string                `json:"about"`
	Files     string                `json:"files,omitempty"` // JSON list of annex.Listed
}

// Line is the item as an agenda that is sent now would show it.
func (i Item) Line(files []annex.File) Line {
	return Line{Item: i.ID, Number: i.Number, Language: i.Language, TitleZh: i.TitleZh, TitleEn: i.TitleEn, TitleSv: i.TitleSv, Purpose: i.Purpose,
		Presenter: i.Presenter, Minutes: i.Minutes, About: i.About, Files: annex.Write(annex.List(files))}
}

// Title gives the line's title in a language, else the one that counts, and the language it is in.
func (l Line) Title(language string) (title, in string) {
	return register.Card{Language: l.Language, TitleZh: l.TitleZh, TitleEn: l.TitleEn, TitleSv: l.TitleSv}.Title(language)
}

func (l Line) papers() []Paper { return Item{About: l.About}.Papers() }

// Sent gives the lines of an agenda that was sent, with those papers that the viewer may see.
func (p Page) Sent(a Agenda) []Line {
	all := a.List()
	for n := range all {
		all[n] = p.shown(all[n])
	}
	return all
}

// Queue gives the lines of the agenda as it would be sent now, the same way.
func (p Page) Queue() []Line {
	var all []Line
	for _, i := range p.Items {
		if i.State == Queued {
			all = append(all, p.shown(i.Line(i.Files)))
		}
	}
	return all
}

func (p Page) shown(l Line) Line {
	seen := []Paper{}
	for _, paper := range l.papers() {
		if _, ok := p.papers[paper]; ok {
			seen = append(seen, paper)
		}
	}
	l.About = encode(seen)
	return l
}

// Named are the cards of the papers that came to a line and that left it, of those the viewer may see.
func (p Page) Named(c Change) (came, left []register.Card) {
	now, was := c.papers(), []Paper(nil)
	if c.Before != nil {
		was = c.Before.papers()
	}
	if c.What == Removed {
		now = nil
	}
	for _, paper := range now {
		if card, ok := p.papers[paper]; ok && !slices.Contains(was, paper) {
			came = append(came, card)
		}
	}
	for _, paper := range was {
		if card, ok := p.papers[paper]; ok && !slices.Contains(now, paper) {
			left = append(left, card)
		}
	}
	return came, left
}

// List reads the lines.
func (a Agenda) List() []Line {
	var all []Line
	_ = json.Unmarshal([]byte(a.Lines), &all) // written by this room
	return all
}

// Change is what became of an item from one agenda to the next.
type Change struct {
	Line
	Before *Line  // as it stood before; nil: it is new
	What   string // added, removed, changed, moved, same
}

// Compare tells what became of each item between two agendas: the new one in its order, then what was taken away. An item whose number
// alone differs because others came or went before it has not moved.
func Compare(before, after []Line) []Change {
	old := map[string]Line{}
	for _, l := range before {
		old[l.Item] = l
	}
	now := map[string]bool{}
	for _, l := range after {
		now[l.Item] = true
	}
	was := order(before, func(l Line) bool { return now[l.Item] })
	is := order(after, func(l Line) bool { _, stays := old[l.Item]; return stays })
	var all []Change
	for _, l := range after {
		b, there := old[l.Item]
		c := Change{Line: l, What: Added}
		if there {
			c.Before, c.What = &b, Same
			same := l
			same.Number = b.Number
			switch {
			case same != b:
				c.What = Changed
			case was[l.Item] != is[l.Item]:
				c.What = Moved
			}
		}
		all = append(all, c)
	}
	for _, l := range before {
		if !now[l.Item] {
			all = append(all, Change{Line: l, Before: &l, What: Removed})
		}
	}
	return all
}

// order is the place of each item among those that are kept.
func order(lines []Line, kept func(Line) bool) map[string]int {
	at := map[string]int{}
	for _, l := range lines {
		if kept(l) {
			at[l.Item] = len(at)
		}
	}
	return at
}
