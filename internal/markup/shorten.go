package markup

import "strings"

// shorten cuts a line of words after at most n characters.
func shorten(s string, n int) string {
	runes := []rune(s)
	if len(runes) <= n {
		return s
	}
	if n < 1 {
		return ""
	}
	end := n
	for end > 0 && latin(runes[end-1]) && latin(runes[end]) {
		end--
	}
	if end == 0 {
		end = n
	}
	return strings.TrimRight(string(runes[:end]), " ，、；：,;:（(“‘《") + "…"
}

// latin tells a character of a script that puts spaces between words.
func latin(r rune) bool { return r != ' ' && !isWide(r) && !shared(r) }
