package world

import "time"

// Commitment is something an organisation has promised, with the steps it takes.
type Commitment struct {
	Key   string `toml:"key"`
	Forum string `toml:"forum"`
	Owner string `toml:"owner"` // key of an organisation
	Title Text   `toml:"title"` // the Chinese one counts
	// Proposal and Measure are what it comes from, where that is in the register.
	Proposal string           `toml:"proposal"`
	Measure  int              `toml:"measure"`
	From     string           `toml:"from"` // where it was promised, in words
	On       string           `toml:"on"`   // the day
	Due      string           `toml:"due"`
	Steps    []CommitmentStep `toml:"step"`
}

// CommitmentStep is one step; Words are what shows that it was kept, or the reason of what moves its day.
type CommitmentStep struct {
	At     time.Time `toml:"at"`
	Line   int       `toml:"line"`
	Action string    `toml:"action"`
	Actors []string  `toml:"actors"`
	Words  string    `toml:"words"`
	Link   string    `toml:"link"`
	Due    string    `toml:"due"` // to which the day is moved
}

// Commitment finds a commitment by its key.
func (w *World) Commitment(key string) (*Commitment, bool) {
	for i := range w.Commitments {
		if w.Commitments[i].Key == key {
			return &w.Commitments[i], true
		}
	}
	return nil, false
}

// Followed are the commitments that the follow-up of a proposal begins, in the order of its measures: nobody enters them by hand.
func (w *World) Followed(proposal string) []*Commitment {
	var all []*Commitment
	for i := range w.Commitments {
		if c := &w.Commitments[i]; c.Proposal == proposal && (len(c.Steps) == 0 || c.Steps[0].Action != "commitment.enter") {
			all = append(all, c)
		}
	}
	return all
}

// commitmentSteps are the steps of all commitments.
func (w *World) commitmentSteps() []Step {
	var steps []Step
	for _, c := range w.Commitments {
		for i, s := range c.Steps {
			steps = append(steps, Step{At: s.At, Line: s.Line, Action: s.Action, Actors: s.Actors, Forum: c.Forum, Commitment: c.Key, Number: i})
		}
	}
	return steps
}

// checkCommitments looks for what no play could play.
func (w *World) checkCommitments(f *findings) {
	for _, c := range w.Commitments {
		f.text(c.Title, "title of commitment "+c.Key)
		_, known := w.Organisation(c.Owner)
		f.want(known && (c.From != "" || c.Proposal != "" || w.promises(c.Key)) && c.On < c.Due, "commitment %s: no owner, no origin, or due before it was made", c.Key)
		for i, s := range c.Steps {
			f.want(i == 0 || s.At.After(c.Steps[i-1].At), "commitment %s: step %d is not after the one before", c.Key, i)
		}
	}
}
