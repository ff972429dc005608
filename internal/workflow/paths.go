package workflow

import (
	"fmt"
	"slices"
)

// pathFaults walks the machine: forwards from the first state for what nobody reaches, backwards from the ends for what
// nobody gets out of, rings of states included.
func (m Machine) pathFaults() []string {
	var ends []string
	for _, s := range m.States {
		if s.End {
			ends = append(ends, s.Name)
		}
	}
	reached := m.walk([]string{m.First}, func(t Transition, at string) []string {
		if slices.Contains(t.From, at) {
			return []string{t.To}
		}
		return nil
	})
	ending := m.walk(ends, func(t Transition, at string) []string {
		if t.To == at {
			return t.From
		}
		return nil
	})
	var faults []string
	for _, s := range m.States {
		if !reached[s.Name] {
			faults = append(faults, fmt.Sprintf("state %q is reached from nowhere", s.Name))
		}
		if !ending[s.Name] {
			faults = append(faults, fmt.Sprintf("state %q is a dead end: no way leads from it to an end", s.Name))
		}
	}
	return faults
}

// walk collects every state that next leads to from the starting ones, those included.
func (m Machine) walk(start []string, next func(t Transition, at string) []string) map[string]bool {
	seen := map[string]bool{}
	queue := slices.Clone(start)
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if seen[at] {
			continue
		}
		seen[at] = true
		for _, t := range m.Transitions {
			queue = append(queue, next(t, at)...)
		}
	}
	return seen
}
