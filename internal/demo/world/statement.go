package world

import "time"

// Statement is what an organisation says on a proposal, each time it says something. Who files or enters it acts first, then who
// confirms or checks it.
type Statement struct {
	Proposal     string    `toml:"proposal"`
	Organisation string    `toml:"organisation"`
	Stance       string    `toml:"stance"`
	Reasons      string    `toml:"reasons"` // in Chinese
	On           Remarks   `toml:"on"`
	At           time.Time `toml:"at"`
	Line         int       `toml:"line"`
	Actors       []string  `toml:"actors"`
	Dated        string    `toml:"dated"` // of a letter, with the day on which it came
	Received     string    `toml:"received"`
}

// Remarks are what is said about single blocks of a proposal, by the block's name.
type Remarks map[string]string

func (w *World) readStatements() error {
	var all struct {
		Statement []Statement `toml:"statement"`
	}
	err := decode("statements.toml", &all)
	w.Statements = all.Statement
	return err
}

// statementSteps are the steps of all statements.
func (w *World) statementSteps() []Step {
	var steps []Step
	for i, s := range w.Statements {
		step := Step{At: s.At, Line: s.Line, Action: "statement.file", Actors: s.Actors, Proposal: s.Proposal, Number: i}
		if s.Dated != "" {
			step.Action = "statement.enter"
		}
		steps = append(steps, step)
	}
	return steps
}

// checkStatements looks for what no play could play.
func (w *World) checkStatements(f *findings) {
	for _, s := range w.Statements {
		p, known := w.Proposal(s.Proposal)
		f.want(known, "a statement on %q, which is no proposal", s.Proposal)
		o, sits := w.Organisation(s.Organisation)
		f.want(sits, "a statement of %q, which is no organisation", s.Organisation)
		f.want(len(s.Actors) == 2 && s.Actors[0] != s.Actors[1], "the statement of %s on %s is not of two people", s.Organisation, s.Proposal)
		f.want((s.Dated == "") == (s.Received == ""), "the letter of %s on %s has a day too few", s.Organisation, s.Proposal)
		if !known || !sits {
			continue
		}
		drafter, _ := w.Person(p.Drafter)
		f.want(drafter == nil || drafter.Organisation != o.Key, "%s states on its own proposal %s", o.Key, p.Key)
		for _, who := range s.Actors {
			person, there := w.Person(who)
			f.want(there && (s.Dated != "" || person.Organisation == o.Key), "%s does not state for %s", who, o.Key)
		}
	}
}
