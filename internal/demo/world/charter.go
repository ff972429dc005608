package world

import (
	"slices"
	"strings"
	"time"
)

// Comment is what somebody said on the draft of a charter for her organisation, and what became of it.
type Comment struct {
	Forum  string    `toml:"forum"`
	By     string    `toml:"by"`
	At     time.Time `toml:"at"`
	Quote  string    `toml:"quote"` // from the block it is about
	Rule   string    `toml:"rule"`  // or the rule it is about
	Words  string    `toml:"words"`
	Fate   string    `toml:"fate"`
	Answer string    `toml:"answer"`
}

// Reworked is when the comments on a charter were answered, and by whom; the reviewer reads its translations.
type Reworked struct {
	Forum    string    `toml:"forum"`
	By       string    `toml:"by"`
	Reviewer string    `toml:"reviewer"`
	At       time.Time `toml:"at"`
}

// Passage is one that stood otherwise in the draft of a charter.
type Passage struct {
	Forum   string `toml:"forum"`
	Drafted Text   `toml:"drafted"`
	Adopted Text   `toml:"adopted"`
}

// Charters are what was said and changed on the way to the charters.
type Charters struct {
	Comment  []Comment  `toml:"comment"`
	Answered []Reworked `toml:"answered"`
	Passage  []Passage  `toml:"passage"`
}

// Drafted is a charter's text as it was consulted on.
func (w *World) Drafted(f *Forum, language string) string {
	text := f.Charter.Text.In(language)
	for _, p := range w.Charters.Passage {
		if p.Forum == f.Key {
			text = strings.Replace(text, p.Adopted.In(language), p.Drafted.In(language), 1)
		}
	}
	return text
}

// BlockOf is the number of the block of a draft in Chinese in which words stand, counted from 1; 0: in none.
func (w *World) BlockOf(f *Forum, quote string) int {
	if quote == "" {
		return 0
	}
	return 1 + slices.IndexFunc(Blocks(w.Drafted(f, "zh")), func(block string) bool { return strings.Contains(block, quote) })
}

// charterSteps are the steps of the comments on charters and of their answers.
func (w *World) charterSteps() []Step {
	var steps []Step
	for i, c := range w.Charters.Comment {
		steps = append(steps, Step{At: c.At, Line: 9, Action: "charter.comment", Actors: []string{c.By}, Forum: c.Forum, Number: i})
	}
	for _, a := range w.Charters.Answered {
		steps = append(steps, Step{At: a.At, Line: 9, Action: "charter.answer", Actors: []string{a.By, a.Reviewer}, Forum: a.Forum})
	}
	return steps
}

// checkCharters looks for what no play could play.
func (w *World) checkCharters(f *findings) {
	for _, p := range w.Charters.Passage {
		forum, known := w.Forum(p.Forum)
		f.want(known, "a passage of the charter of %q, which is no forum", p.Forum)
		for _, l := range Languages() {
			f.want(known && strings.Count(forum.Charter.Text.In(l), p.Adopted.In(l)) == 1 && p.Drafted.In(l) != "", "charter %s: a passage in %s", p.Forum, l)
		}
	}
	for _, c := range w.Charters.Comment {
		forum, known := w.Forum(c.Forum)
		who, there := w.Person(c.By)
		f.want(known && there, "a comment of %q on the charter of %q", c.By, c.Forum)
		if !known || !there {
			continue
		}
		f.want(c.At.After(forum.Charter.ConsultationFrom) && c.At.Before(forum.Charter.ConsultationUntil), "charter %s: the comment of %s is out of time", c.Forum, c.By)
		f.want(slices.ContainsFunc(forum.Seats, func(s Seat) bool { return s.Organisation == who.Organisation }), "charter %s: %s has no seat to comment from", c.Forum, c.By)
		f.want((c.Quote == "") == (w.BlockOf(forum, c.Quote) == 0), "charter %s: the words that %s quotes", c.Forum, c.By)
	}
}
