package safeguard

import "slices"

// Slow is the same gate without its shortcuts: each expression tried everywhere near its words.
func (g *Gate) Slow() *Gate {
	slow := *g
	slow.rules = slices.Clone(g.rules)
	for i := range slow.rules {
		slow.rules[i].Patterns = slices.Clone(slow.rules[i].Patterns)
		for j := range slow.rules[i].Patterns {
			p := &slow.rules[i].Patterns[j]
			p.there, p.Figure, p.Word, p.Also, p.Name = nil, "", false, nil, ""
		}
	}
	return &slow
}
