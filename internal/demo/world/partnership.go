package world

import "time"

// Partnership is what several organisations do together, with the steps it takes.
type Partnership struct {
	Key      string            `toml:"key"`
	Forum    string            `toml:"forum"`
	Proposal string            `toml:"proposal"` // it comes from
	Title    Text              `toml:"title"`    // the Chinese one counts
	Scope    string            `toml:"scope"`
	Region   string            `toml:"region"`
	Starts   string            `toml:"starts"`
	Ends     string            `toml:"ends"`
	Parties  []Party           `toml:"party"`
	Steps    []PartnershipStep `toml:"step"`
}

// Party is an organisation and what it brings.
type Party struct {
	Organisation string `toml:"organisation"`
	Brings       string `toml:"brings"`
}

// PartnershipStep is one step.
type PartnershipStep struct {
	At     time.Time `toml:"at"`
	Line   int       `toml:"line"`
	Action string    `toml:"action"`
	Actors []string  `toml:"actors"`
}

// Partnership finds a partnership by its key.
func (w *World) Partnership(key string) (*Partnership, bool) {
	for i := range w.Partnerships {
		if w.Partnerships[i].Key == key {
			return &w.Partnerships[i], true
		}
	}
	return nil, false
}

// partnershipSteps are the steps of all partnerships.
func (w *World) partnershipSteps() []Step {
	var steps []Step
	for _, p := range w.Partnerships {
		for i, s := range p.Steps {
			steps = append(steps, Step{At: s.At, Line: s.Line, Action: s.Action, Actors: s.Actors, Forum: p.Forum, Partnership: p.Key, Number: i})
		}
	}
	return steps
}

// checkPartnerships looks for what no play could play.
func (w *World) checkPartnerships(f *findings) {
	for _, p := range w.Partnerships {
		f.text(p.Title, "title of partnership "+p.Key)
		f.wording("zh", p.Scope, "scope of partnership "+p.Key)
		_, known := w.Proposal(p.Proposal)
		f.want(known && p.Starts < p.Ends, "partnership %s: no proposal, or over before it begins", p.Key)
		confirmed := 0
		for i, s := range p.Steps {
			f.want(i == 0 || s.At.After(p.Steps[i-1].At), "partnership %s: step %d is not after the one before", p.Key, i)
			if s.Action == "partnership.confirm" {
				confirmed++
			}
		}
		f.want(confirmed == len(p.Parties), "partnership %s: %d of %d parties confirm", p.Key, confirmed, len(p.Parties))
		for _, y := range p.Parties {
			_, there := w.Organisation(y.Organisation)
			f.want(there && y.Brings != "", "partnership %s: no organisation %q, or it brings nothing", p.Key, y.Organisation)
		}
	}
}
