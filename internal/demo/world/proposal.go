package world

import "time"

// Proposal is one proposal of the world with the steps it takes.
type Proposal struct {
	Key          string                `toml:"key"` // its number on the demo day, or a word where it has none
	Forum        string                `toml:"forum"`
	Outcome      string                `toml:"outcome"`
	Level        string                `toml:"level"`
	Addressed    []string              `toml:"addressed"` // keys of organisations
	Documents    []string              `toml:"documents"` // numbers of the documents it rests on
	Drafter      string                `toml:"drafter"`
	Confirmer    string                `toml:"confirmer"`
	Title        Text                  `toml:"title"`
	Situation    string                `toml:"situation"` // in Chinese, as the rest
	Analysis     string                `toml:"analysis"`
	Measures     []string              `toml:"measures"`
	Grant        []string              `toml:"grant"` // its six lines
	Translations []ProposalTranslation `toml:"translation"`
	Steps        []ProposalStep        `toml:"step"`
	Second       *Revision             `toml:"second"` // what its organisation made of the answers to the consultation
}

// Revision is the second version of a proposal, with what became of whatever the statements asked.
type Revision struct {
	Measures []string   `toml:"measures"`
	Answers  []Answered `toml:"answer"`
}

// Answered is one line of the synopsis.
type Answered struct {
	From  string `toml:"from"` // key of an organisation
	Asked string `toml:"asked"`
	Fate  string `toml:"fate"`
	Reply string `toml:"reply"`
}

// measures are those of a version.
func (p *Proposal) measures(second bool) []string {
	if second && p.Second != nil {
		return p.Second.Measures
	}
	return p.Measures
}

// ProposalTranslation is a proposal in another language: title and measures, and the rest where it was put into it.
type ProposalTranslation struct {
	Language   string    `toml:"language"`
	Translator string    `toml:"translator"`
	Reviewer   string    `toml:"reviewer"`
	At         time.Time `toml:"at"`
	Situation  string    `toml:"situation"`
	Analysis   string    `toml:"analysis"`
	Measures   []string  `toml:"measures"`
	Grant      []string  `toml:"grant"`
	Second     bool      `toml:"of_second"` // it is of the second version
}

// ProposalStep is one step, with what changes in the text before it.
type ProposalStep struct {
	At        time.Time `toml:"at"`
	Line      int       `toml:"line"`
	Action    string    `toml:"action"`
	Actors    []string  `toml:"actors"`
	Reason    string    `toml:"reason"`
	Analysis  string    `toml:"analysis"`
	Addressed []string  `toml:"addressed"`
	Meeting   string    `toml:"meeting"` // at which it is put to the vote
	Voice     string    `toml:"voice"`   // of each actor's organisation in a ballot; the reason goes with an objection
}

// AtTable lists who gives a voice on a proposal: the organisations that are there, by their delegates.
func (p *Proposal) AtTable() []string {
	var all []string
	for _, s := range p.Steps {
		if s.Action == "ballot.vote" {
			all = append(all, s.Actors...)
		}
	}
	return all
}

// Proposal finds a proposal by its key.
func (w *World) Proposal(key string) (*Proposal, bool) {
	for i := range w.Proposals {
		if w.Proposals[i].Key == key {
			return &w.Proposals[i], true
		}
	}
	return nil, false
}

// proposalSteps are the steps of all proposals, with their translations before the consultation they are needed for.
func (w *World) proposalSteps() []Step {
	var steps []Step
	for _, p := range w.Proposals {
		for i, s := range p.Steps {
			steps = append(steps, Step{At: s.At, Line: s.Line, Action: s.Action, Actors: s.Actors, Forum: p.Forum, Proposal: p.Key, Number: i})
		}
		for i, tr := range p.Translations {
			steps = append(steps, Step{At: tr.At, Action: "proposal.translate", Actors: []string{tr.Translator, tr.Reviewer}, Forum: p.Forum, Proposal: p.Key, Number: i})
		}
	}
	return steps
}

// checkProposals looks for what no play could play.
func (w *World) checkProposals(f *findings) {
	seen := map[string]bool{}
	for _, p := range w.Proposals {
		f.want(!seen[p.Key], "proposal %s stands twice", p.Key)
		seen[p.Key] = true
		f.text(p.Title, "title of proposal "+p.Key)
		for _, who := range []string{p.Drafter, p.Confirmer} {
			_, known := w.Person(who)
			f.want(known || who == "", "proposal %s: nobody is called %q", p.Key, who)
		}
		f.want(p.Drafter != p.Confirmer, "proposal %s: %s confirms her own", p.Key, p.Drafter)
		for _, key := range p.Addressed {
			_, known := w.Organisation(key)
			f.want(known, "proposal %s: no organisation %q", p.Key, key)
		}
		for i, s := range p.Steps {
			f.want(i == 0 || s.At.After(p.Steps[i-1].At), "proposal %s: step %d is not after the one before", p.Key, i)
		}
		for _, tr := range p.Translations {
			f.want(tr.Translator != tr.Reviewer && len(tr.Measures) == len(p.measures(tr.Second)) && len(tr.Grant) == len(p.Grant),
				"proposal %s: the translation into %s is nobody's to review, or has other measures", p.Key, tr.Language)
		}
	}
}
