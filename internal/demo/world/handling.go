package world

import "time"

// Handling is what becomes of a recommended proposal among the authorities, with the steps it takes.
type Handling struct {
	Proposal string         `toml:"proposal"`
	Steps    []HandlingStep `toml:"step"`
}

// HandlingStep is one step; what is not of its kind stays empty. Words are the reason, the note or the opinion that goes with it, in
// Chinese.
type HandlingStep struct {
	At       time.Time `toml:"at"`
	Line     int       `toml:"line"`
	Action   string    `toml:"action"`
	Actors   []string  `toml:"actors"`
	Lead     string    `toml:"lead"` // key of an organisation, as Beside and To
	Beside   []string  `toml:"beside"`
	To       string    `toml:"to"` // who is reminded
	Words    string    `toml:"words"`
	How      string    `toml:"how"` // an authority met the proposer
	Day      string    `toml:"day"`
	Measures []int     `toml:"measures"` // that are asked again
	Rating   string    `toml:"rating"`
	Reply    *Reply    `toml:"reply"`
}

// Reply is what the lead authority answers, measure by measure.
type Reply struct {
	Core     Text      `toml:"core"`
	Grade    string    `toml:"grade"` // where it is not the one that follows from the verdicts
	Number   string    `toml:"number"`
	Signer   string    `toml:"signer"`
	Contact  string    `toml:"contact"`
	Verdicts []Verdict `toml:"verdict"` // in the order of the measures that were asked
}

// Verdict is the answer to one measure.
type Verdict struct {
	Measure  int    `toml:"measure"`
	Verdict  string `toml:"verdict"`
	Until    string `toml:"until"`
	Referred string `toml:"referred"`
	Reason   string `toml:"reason"`
}

// Handling finds the handling of a proposal.
func (w *World) Handling(key string) (*Handling, bool) {
	for i := range w.Handlings {
		if w.Handlings[i].Proposal == key {
			return &w.Handlings[i], true
		}
	}
	return nil, false
}

// handlingSteps are the steps of all handlings.
func (w *World) handlingSteps() []Step {
	var steps []Step
	for _, h := range w.Handlings {
		for i, s := range h.Steps {
			steps = append(steps, Step{At: s.At, Line: s.Line, Action: s.Action, Actors: s.Actors, Proposal: h.Proposal, Number: i})
		}
	}
	return steps
}

// checkHandlings looks for what no play could play.
func (w *World) checkHandlings(f *findings) {
	for _, h := range w.Handlings {
		p, known := w.Proposal(h.Proposal)
		f.want(known, "handling of %q, which is no proposal", h.Proposal)
		for i, s := range h.Steps {
			f.want(i == 0 || s.At.After(h.Steps[i-1].At), "handling of %s: step %d is not after the one before", h.Proposal, i)
			for _, key := range append([]string{s.Lead, s.To}, s.Beside...) {
				_, there := w.Organisation(key)
				f.want(there || key == "", "handling of %s: no organisation %q", h.Proposal, key)
			}
			if s.Words != "" {
				f.wording("zh", s.Words, "words in the handling of "+h.Proposal)
			}
			if s.Reply != nil && known {
				w.checkReply(f, p, s)
			}
		}
	}
}

// checkReply wants a verdict with a reason on each measure there is, from two people of one authority.
func (w *World) checkReply(f *findings, p *Proposal, s HandlingStep) {
	f.text(s.Reply.Core, "core of the reply to "+p.Key)
	f.want(len(s.Actors) == 2 && s.Actors[0] != s.Actors[1], "the reply to %s is not of two people", p.Key)
	f.want(len(s.Reply.Verdicts) == len(p.measures(true)), "the reply to %s answers %d measures", p.Key, len(s.Reply.Verdicts))
	for i, v := range s.Reply.Verdicts {
		f.want(v.Measure == i+1, "the reply to %s: verdict %d is on measure %d", p.Key, i+1, v.Measure)
		f.wording("zh", v.Reason, "a reason in the reply to "+p.Key)
	}
}
