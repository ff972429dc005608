package world

import (
	"fmt"
	"slices"
	"time"
)

// Minutes are the life of a meeting's minutes, from the chair's review to their issue.
type Minutes struct {
	Meeting      string       `toml:"meeting"`
	Lines        []int        `toml:"lines"` // of the order of play: sent round, approved, issued
	Review       time.Time    `toml:"review"`
	Circulated   time.Time    `toml:"circulated"`
	Approved     time.Time    `toml:"approved"` // zero: not yet
	Issued       time.Time    `toml:"issued"`   // zero: not yet
	Checkers     []string     `toml:"checkers"`
	Read         Read         `toml:"read"`
	Erratum      *Erratum     `toml:"erratum"`
	Corrections  []Correction `toml:"correction"`
	Translations []Rendering  `toml:"translation"`
}

// Read is who answered while they went round, by organisation: whoever sat there for it opened them, and found them right.
type Read struct {
	At     time.Time `toml:"at"` // of the first; the others follow a minute apart
	Agreed []string  `toml:"agreed"`
	Opened []string  `toml:"opened"` // and did not say that they are right
}

// Rendering is what was told under an item in another language: one person translates it, another reviews it.
type Rendering struct {
	Item       int       `toml:"item"`
	Language   string    `toml:"language"`
	Translator string    `toml:"translator"`
	At         time.Time `toml:"at"`
	Reviewer   string    `toml:"reviewer"`
	Reviewed   time.Time `toml:"reviewed"`
	Words      string    `toml:"words"`
}

// Erratum is what was found wrong after the issue, in an item's decision.
type Erratum struct {
	At    time.Time `toml:"at"`
	Item  int       `toml:"item"`
	Words Text      `toml:"words"`
}

// Correction is one that somebody asked for while the minutes went round, and what became of it.
type Correction struct {
	By      string    `toml:"by"`
	At      time.Time `toml:"at"`
	Line    int       `toml:"line"`
	Kind    string    `toml:"kind"`
	Item    int       `toml:"item"`
	Quote   string    `toml:"quote"`
	Instead string    `toml:"instead"`
	Reason  string    `toml:"reason"`
	Verb    string    `toml:"verb"` // accept or decline; empty: it is open
	Settled time.Time `toml:"settled"`
	Answer  string    `toml:"answer"`
}

// MinutesOf finds the minutes of a meeting.
func (w *World) MinutesOf(meeting string) (*Minutes, bool) {
	at := slices.IndexFunc(w.Minutes, func(m Minutes) bool { return m.Meeting == meeting })
	if at < 0 {
		return nil, false
	}
	return &w.Minutes[at], true
}

// minutesSteps are the steps of the minutes of all meetings.
func (w *World) minutesSteps() []Step {
	var steps []Step
	for _, m := range w.Minutes {
		meeting, _ := w.Meeting(m.Meeting)
		add := func(at time.Time, line int, action string, number int) {
			if !at.IsZero() {
				steps = append(steps, Step{At: at, Line: line, Action: action, Actors: []string{"SYS"}, Forum: meeting.Forum, Meeting: m.Meeting, Number: number})
			}
		}
		add(m.Review, m.Lines[0], "minutes.submit", 0)
		add(m.Circulated, m.Lines[0], "minutes.circulate", 0)
		add(m.Read.At, m.Lines[0], "minutes.read", 0)
		for n, c := range m.Corrections {
			add(c.At, c.Line, "minutes.file", n)
			add(c.Settled, c.Line, "minutes.settle", n)
		}
		for n, tr := range m.Translations {
			add(tr.At, 0, "minutes.translate", n)
			add(tr.Reviewed, 0, "minutes.review", n)
		}
		add(m.Approved, m.Lines[1], "minutes.approve", 0)
		add(m.Issued, m.Lines[2], "minutes.issue", 0)
		if m.Erratum != nil {
			add(m.Erratum.At, m.Lines[2], "minutes.correct", 0)
		}
	}
	return steps
}

// checkMinutes looks for what no play could play.
func (w *World) checkMinutes(f *findings) {
	for _, m := range w.Minutes {
		held, known := w.Meeting(m.Meeting)
		f.want(known && len(m.Lines) == 3 && m.Review.Before(m.Circulated), "minutes of %q: no such meeting, or out of order", m.Meeting)
		for _, who := range m.Checkers {
			_, ok := w.Person(who)
			f.want(ok, "minutes of %s: nobody is called %q", m.Meeting, who)
		}
		f.want(m.Read.At.After(m.Circulated) && (m.Approved.IsZero() || m.Read.At.Before(m.Approved)), "minutes of %s: read while they did not go round", m.Meeting)
		for _, org := range slices.Concat(m.Read.Agreed, m.Read.Opened) {
			sat := known && slices.ContainsFunc(w.Sitting(held), func(s Seat) bool { return s.Organisation == org })
			f.want(sat, "minutes of %s: %s was not there", m.Meeting, org)
		}
		for _, c := range m.Corrections {
			_, ok := w.Person(c.By)
			f.want(ok && c.At.After(m.Circulated), "minutes of %s: a correction of %q", m.Meeting, c.By)
		}
		for _, tr := range m.Translations {
			_, translates := w.Person(tr.Translator)
			_, reviews := w.Person(tr.Reviewer)
			f.want(translates && reviews && tr.Translator != tr.Reviewer && tr.At.After(m.Circulated) && tr.Reviewed.After(tr.At),
				"minutes of %s: a translation of %q, or out of order", m.Meeting, tr.Translator)
		}
		if m.Erratum != nil {
			f.text(m.Erratum.Words, fmt.Sprintf("erratum of %s", m.Meeting))
		}
	}
}
