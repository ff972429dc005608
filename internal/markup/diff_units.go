package markup

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lines cuts a text after each line end.
func lines(s string) []string { return strings.SplitAfter(s, "\n") }

// sentences cuts a text after each end of a sentence or clause, in Chinese and in Latin script.
func sentences(s string) []string {
	var list []string
	start := 0
	for i, r := range s {
		end := i + utf8.RuneLen(r)
		switch {
		case strings.ContainsRune("。；！？\n", r):
		case strings.ContainsRune(".;!?", r) && end < len(s) && s[end] == ' ':
		default:
			continue
		}
		list = append(list, s[start:end])
		start = end
	}
	if start < len(s) {
		list = append(list, s[start:])
	}
	return list
}

// tokens cuts a text into words with their numbers and apostrophes whole, single wide characters, single signs, single line ends,
// and runs of other space. A mark, a joiner or a selector stays with what it belongs to.
func tokens(s string) []string {
	var list []string
	for s != "" {
		n := token(s)
		list = append(list, s[:n])
		s = s[n:]
	}
	return list
}

// token gives the length of the token at the start of s.
func token(s string) int {
	first, end := utf8.DecodeRuneInString(s)
	run := func(in func(r rune, rest string) bool) {
		for end < len(s) {
			r, size := utf8.DecodeRuneInString(s[end:])
			if !in(r, s[end+size:]) {
				return
			}
			end += size
		}
	}
	switch {
	case first == '\n':
	case unicode.IsSpace(first):
		run(func(r rune, _ string) bool { return r != '\n' && unicode.IsSpace(r) })
	case spelled(first):
		run(func(r rune, rest string) bool { return spelled(r) || clings(r) || within(r, rest) })
	default:
		run(func(r rune, _ string) bool { return clings(r) })
	}
	return end
}

// spelled tells what words are made of where they have spaces.
func spelled(r rune) bool { return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !isWide(r) }

// clings tells what has no meaning without the character before it.
func clings(r rune) bool {
	return unicode.Is(unicode.M, r) || r == 0x200d || r >= 0x1f3fb && r <= 0x1f3ff
}

// within tells signs that stand inside a word or a number: don’t, 1,000, 9.02.
func within(r rune, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	switch r {
	case '\'', '’':
		return unicode.IsLetter(next) && !isWide(next)
	case '.', ',':
		return unicode.IsDigit(next)
	}
	return false
}
