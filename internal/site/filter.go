package site

import (
	"slices"

	"sametable/internal/input"
	"sametable/web"
)

// What narrows a list comes by the address, and may have been typed or mangled on the way. What cannot be read narrows nothing;
// its field says so and keeps it.

// narrowing reads a text that narrows a list, with the sentence for its field where something nobody can see was taken out.
func (v *visit) narrowing(name string) (text, wrong string) {
	raw := v.QueryParam(name)
	if taken, some := input.Taken(raw); some {
		wrong = v.t.Message(taken)
	}
	return shaped(raw), wrong
}

// offered gives a choice the sentence for a value that is none of its options.
func (v *visit) offered(c web.Choice) web.Choice {
	if c.Value != "" && !slices.ContainsFunc(c.Options, func(o web.Option) bool { return o.Value == c.Value }) {
		c.Error = v.t.Say("input.choice")
	}
	return c
}
