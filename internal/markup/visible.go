package markup

import (
	"html"
	"strings"
	"unicode"
)

// hidden tells the characters that must not reach a page whatever their way: controls, and those that turn the direction of text
// beyond their own words. (The direction of a whole block is left to dir="auto".)
func hidden(r rune) bool {
	switch {
	case r == '\n', r == '\t':
		return false
	case r < ' ', r >= 0x7f && r < 0xa0:
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c:
		return true
	case r >= 0xe0000 && r <= 0xe007f, r == 0xfeff:
		return true
	}
	return false
}

// visible takes the hidden characters out of a text.
func visible(s string) string {
	if strings.IndexFunc(s, hidden) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if hidden(r) {
			return -1
		}
		return r
	}, s)
}

// words resolves what an author may write for a character: a backslash before a sign, and the entities of HTML. An entity that
// stands for something no reader sees stays as typed, or it would be a way round the gate at which text comes in.
func words(segment string) string {
	if strings.IndexByte(segment, '\\') < 0 && strings.IndexByte(segment, '&') < 0 {
		return visible(segment)
	}
	var b strings.Builder
	for i := 0; i < len(segment); {
		switch c := segment[i]; {
		case c == '\\' && i+1 < len(segment) && asciiPunct(segment[i+1]):
			b.WriteByte(segment[i+1])
			i += 2
		case c == '&':
			meaning, size := entity(segment[i:])
			b.WriteString(meaning)
			i += size
		default:
			b.WriteByte(c)
			i++
		}
	}
	return visible(b.String())
}

// entity gives what stands at the start of s, which begins with &, and how many bytes it takes.
func entity(s string) (meaning string, size int) {
	const longest = 33 // the longest name HTML knows, with & and ;
	end := strings.IndexByte(s[:min(len(s), longest)], ';')
	if end < 2 {
		return "&", 1
	}
	raw := s[:end+1]
	meaning = html.UnescapeString(raw)
	if meaning == raw || strings.HasSuffix(meaning, ";") && len(meaning) > 1 {
		return "&", 1
	}
	for _, r := range meaning {
		if r != 0xa0 && !unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S, unicode.Zs) || r == unicode.ReplacementChar {
			return "&", 1
		}
	}
	return meaning, end + 1
}

func asciiPunct(b byte) bool { return b > ' ' && b < 0x7f && !wordByte(b) }
