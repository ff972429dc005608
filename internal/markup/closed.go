package markup

import (
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Closed gives a text after which another can stand as if nothing were before it: a code block that was left open is shut. What it
// gives it does not change again.
func Closed(source string) string {
	if shut(source) {
		return source
	}
	for _, mark := range []string{"`", "~"} {
		if closed := source + "\n" + strings.Repeat(mark, max(3, longest(source, mark[0]))); shut(closed) {
			return closed
		}
	}
	return source
}

// shut tells whether a heading after a text is one.
func shut(source string) bool {
	h, is := grammar.Parse([]byte(tidy(source) + "\n\n# x")).LastChild().(*ast.Heading)
	return is && h.Level == 1
}

// longest is the length of the longest run of a mark.
func longest(source string, mark byte) int {
	most, now := 0, 0
	for i := range len(source) {
		if source[i] != mark {
			now = 0
			continue
		}
		now++
		most = max(most, now)
	}
	return most
}
