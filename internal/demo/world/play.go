package world

import (
	"slices"
	"time"
)

// Step is one act of the play, to be done through its use case with the clock set to the instant.
type Step struct {
	At     time.Time `toml:"at"`
	Line   int       `toml:"line"`   // of the order of play it comes from; 0 for a translation
	Action string    `toml:"action"` // one of Actions
	Actors []string  `toml:"actors"` // usernames; who acts first, then who confirms; "SYS" is a timer

	Forum         string    `toml:"forum"`
	Thread        string    `toml:"thread"`
	Document      string    `toml:"document"`
	Post          int       `toml:"post"`
	Proposal      string    `toml:"-"`
	Commitment    string    `toml:"-"`
	Partnership   string    `toml:"-"`
	Meeting       string    `toml:"-"`
	Number        int       `toml:"-"` // of the step or translation of a proposal, of a statement, or of the step of a handling, commitment or partnership
	Language      string    `toml:"-"` // of a translation
	Office        string    `toml:"office"`
	Capacities    []string  `toml:"capacities"`
	Organisations []string  `toml:"organisations"`
	People        []string  `toml:"people"`
	Comments      int       `toml:"comments"`
	Until         time.Time `toml:"until"`  // end of a window or of a validity
	Reason        Text      `toml:"reason"` // what was written with it
	// Derived says why a step stands here that no line of the order of play names: a use case needs it first.
	Derived string `toml:"derived"`
}

// Timeline is the play with the translations of posts put in at their instants; steps of one instant keep their order.
func (w *World) Timeline() []Step {
	steps := slices.Clone(w.Steps)
	for _, t := range w.Threads {
		for _, p := range t.Posts {
			for _, tr := range p.Translations {
				steps = append(steps, translationSteps(t.Key, p.Number, tr)...)
			}
		}
	}
	steps = append(append(steps, w.meetingSteps()...), w.minutesSteps()...)
	steps = append(steps, w.proposalSteps()...)
	steps = append(steps, w.charterSteps()...)
	steps = append(steps, w.statementSteps()...)
	steps = append(steps, w.handlingSteps()...)
	steps = append(steps, w.partnershipSteps()...)
	steps = append(steps, w.commitmentSteps()...)
	slices.SortStableFunc(steps, func(a, b Step) int { return a.At.Compare(b.At) })
	return steps
}

func translationSteps(thread string, post int, tr Translation) []Step {
	step := Step{At: tr.At, Thread: thread, Post: post, Language: tr.Language}
	if tr.State == "machine" {
		step.Action, step.Actors = "translation.machine", []string{"SYS"}
		return []Step{step}
	}
	review := step
	step.Action, step.Actors = "translation.submit", []string{tr.Translator}
	review.Action, review.Actors, review.At = "translation.review", []string{tr.Reviewer}, tr.ReviewedAt
	return []Step{step, review}
}
