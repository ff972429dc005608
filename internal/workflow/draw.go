package workflow

import (
	"fmt"
	"strings"

	"sametable/internal/policy"
)

// Mermaid draws the machine as a state diagram, in the order it is written down.
func (m Machine) Mermaid() string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	fmt.Fprintf(&b, "    [*] --> %s\n", m.First)
	for _, t := range m.Transitions {
		for _, from := range t.From {
			fmt.Fprintf(&b, "    %s --> %s: %s (%s)\n", from, t.To, t.Verb, t.who())
		}
	}
	for _, s := range m.States {
		if s.End {
			fmt.Fprintf(&b, "    %s --> [*]\n", s.Name)
		}
	}
	return b.String()
}

// who names the roles, and how many persons it takes.
func (t Transition) who() string {
	who := joined(t.Roles, ", ")
	if t.takesTwo() {
		who += " + second person"
	}
	return who
}

func joined(roles []policy.Role, by string) string {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	return strings.Join(names, by)
}

// Markdown draws the machine for the documents: a heading, the diagram, and one line for each transition with who may take it
// and what must hold. The documents are compared with it, so that they cannot grow old.
func (m Machine) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n```mermaid\n%s```\n\n", m.Noun, m.Mermaid())
	b.WriteString("| from | verb | to | who | only if |\n|---|---|---|---|---|\n")
	for _, t := range m.Transitions {
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", strings.Join(t.From, ", "), t.verbCell(), t.To, t.who(), t.guardCell())
	}
	return b.String()
}

func (t Transition) verbCell() string {
	if t.Exceptional {
		return t.Verb + " (exceptional: reason in the public record)"
	}
	return t.Verb
}

func (t Transition) guardCell() string {
	cells := make([]string, len(t.Guards))
	for i, id := range t.Guards {
		cells[i] = "`" + id + "`"
	}
	return strings.Join(cells, ", ")
}
