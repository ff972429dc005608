package lang

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"
)

// forms is the number of CLDR plural categories: other, zero, one, two, few, many.
const forms = int(plural.Many) + 1

// message is one sentence in one language, ready to be written. A plain one is a finished string; the others are cut into
// segments, one row for each plural form the language has.
type message struct {
	plain   string
	isPlain bool
	plural  bool
	forms   [forms][]segment
}

// segment is a piece of fixed text, followed by the value of a placeholder; an empty name is no placeholder.
type segment struct {
	text string
	name string
}

// cut splits a text at its {{.Name}} placeholders. Anything else between double braces is refused: logic belongs to Go, where
// the compiler sees it, and a translator should meet nothing but names.
func cut(text string) ([]segment, error) {
	var segments []segment
	for {
		before, rest, found := strings.Cut(text, "{{")
		if strings.Contains(before, "}}") {
			return nil, errors.New("has }} without {{ before it")
		}
		if !found {
			return append(segments, segment{text: before}), nil
		}
		inner, after, closed := strings.Cut(rest, "}}")
		name, dotted := strings.CutPrefix(inner, ".")
		if !closed || !dotted || !placeholder(name) {
			return nil, fmt.Errorf("has {{%s…, but only placeholders like {{.Name}} are allowed", inner[:min(len(inner), 20)])
		}
		segments = append(segments, segment{text: before, name: name})
		text = after
	}
}

// placeholder tells whether a name is an ASCII word that begins with a capital letter.
func placeholder(name string) bool {
	for i, r := range name {
		letter := r >= 'A' && r <= 'Z' || i > 0 && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
		if !letter {
			return false
		}
	}
	return name != ""
}

// names gives the placeholders of a text, sorted, each once.
func names(segments []segment) []string {
	set := map[string]bool{}
	for _, s := range segments {
		if s.name != "" {
			set[s.name] = true
		}
	}
	return slices.Sorted(maps.Keys(set))
}
