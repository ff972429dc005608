// Package safeguard finds what may identify a child, in any text or file name, before anybody stores or shows it. A forum
// about children must never make one child findable, so this room is pure: rules and arithmetic, no I/O, no logging, and
// nothing it returns holds the words it found. The rules are data (rules.toml); the labelled corpus in testdata is the
// contract they are held to.
package safeguard

import (
	"slices"
	"strings"

	"sametable/internal/fault"
)

// Severity says what a hit means for the author.
type Severity string

// The severities, from mild to grave.
const (
	// SeverityWarn asks the author to remove, to generalise or to explain; a moderator looks as well.
	SeverityWarn Severity = "warn"
	// SeverityBlock refuses the text until the passage is gone.
	SeverityBlock Severity = "block"
	// SeverityHotline publishes nothing and shows where help is: the text seems to speak of one child in danger.
	SeverityHotline Severity = "hotline"
)

// weight orders the severities; an unknown one weighs nothing.
func (s Severity) weight() int {
	return slices.Index([]Severity{SeverityWarn, SeverityBlock, SeverityHotline}, s) + 1
}

// Why is the sentence that tells the author what happens now.
func (s Severity) Why() fault.Message { return fault.Message{ID: "safeguard.why." + string(s)} }

// Hit is one place in a text. Start and End count runes of the text as it was typed, End excluded. A hit never carries the
// words it stands for: rule and offsets are all that may be stored.
type Hit struct {
	Rule       string
	Severity   Severity
	Start, End int
	Offers     []Offer
}

// What is the sentence that says what was found, without repeating it.
func (h Hit) What() fault.Message { return fault.Message{ID: "safeguard.rule." + h.Rule} }

// Finding is all hits of one text, in the order of the text. An empty one means: nothing was found.
type Finding []Hit

// Worst is the gravest severity, or "" when nothing was found.
func (f Finding) Worst() Severity {
	var worst Severity
	for _, h := range f {
		if h.Severity.weight() > worst.weight() {
			worst = h.Severity
		}
	}
	return worst
}

// Stopped is the sentence beside a field whose text is not stored: it says what was found, the gravest first, and not the words.
func (f Finding) Stopped() fault.Message {
	worst := f.Worst()
	i := slices.IndexFunc(f, func(h Hit) bool { return h.Severity == worst })
	if i < 0 {
		return fault.Message{}
	}
	return fault.Message{ID: "safeguard.stopped", Args: fault.Args{"What": f[i].What()}}
}

// Blocks tells whether a hit refuses the text until the passage is gone.
func (f Finding) Blocks() bool { return f.has(SeverityBlock) }

// Warns tells whether a hit asks the author for a choice.
func (f Finding) Warns() bool { return f.has(SeverityWarn) }

// Hotline tells whether the text seems to speak of one child in danger.
func (f Finding) Hotline() bool { return f.has(SeverityHotline) }

func (f Finding) has(s Severity) bool {
	return slices.ContainsFunc(f, func(h Hit) bool { return h.Severity == s })
}

// Rules lists the rule ids, each once, sorted.
func (f Finding) Rules() []string {
	var ids []string
	for _, h := range f {
		ids = append(ids, h.Rule)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// order sorts by place and takes out doubles: two patterns of one rule may meet on the same words.
func (f Finding) order() Finding {
	slices.SortStableFunc(f, func(a, b Hit) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		if a.End != b.End {
			return b.End - a.End
		}
		return strings.Compare(a.Rule, b.Rule)
	})
	last := map[string]int{} // rule -> where in kept its latest hit stands
	kept := f[:0]
	for _, h := range f {
		at, seen := last[h.Rule]
		if seen && h.Start < kept[at].End {
			kept[at].End = max(kept[at].End, h.End)
			continue
		}
		last[h.Rule] = len(kept)
		kept = append(kept, h)
	}
	return kept
}

// Mask shows a moderator where the hits are and never what they say: each rune of a hit becomes █, line breaks stay.
func Mask(text string, f Finding) string {
	runes := []rune(text)
	for _, h := range f {
		for i := max(h.Start, 0); i < min(h.End, len(runes)); i++ {
			if runes[i] != '\n' {
				runes[i] = '█'
			}
		}
	}
	return string(runes)
}
