package paper

import (
	"strings"
	"unicode"
)

// glyph is one character on its way to a line.
type glyph struct {
	c     rune // what is drawn
	face  role
	w     float64 // how far the next one is, in points
	full  bool    // as wide as it is high, as Chinese characters and their punctuation are
	link  string
	fixed bool // no line ends after it: within dates and numbers
}

// Characters that no line begins with, and that no line ends with (避头尾).
const (
	notFirst = "，。、；：？！）》」』】〕〉〗’”…—～·%％‰℃°々ー.,;:?!)]}/～"
	notLast  = "（《「『【〔〈〖‘“([{￥$€№§"
)

// closing are full characters whose right half is empty: at the end of a line they may stand out by it.
func closing(c rune) bool {
	return strings.ContainsRune("，。、；：）》」』】〕〉〗’”！？", c)
}

// wide tells characters between which lines may end: Han, kana, and the punctuation of both.
func wide(c rune) bool {
	return c >= 0x2E80 && c <= 0x9FFF || c >= 0xF900 && c <= 0xFAFF || c >= 0xFF00 && c <= 0xFFEF || c >= 0x20000 && c <= 0x3FFFF
}

// separates tells whether a line may end between two characters.
func separates(a, b glyph) bool {
	if a.c == '\n' {
		return true
	}
	if a.fixed || b.c == ' ' || b.c == '\n' {
		return false
	}
	switch {
	case a.c == ' ':
		return true
	case a.c == b.c && (a.c == '—' || a.c == '…'):
		return false
	case strings.ContainsRune(notFirst, b.c) || strings.ContainsRune(notLast, a.c):
		return false
	case a.c == '-' || a.c == '‐' || a.c == '–':
		return unicode.IsLetter(b.c) // a hyphen between words; not within HD-2018-01
	}
	return a.full || b.full || wide(a.c) || wide(b.c) || a.c == '—' || a.c == '…'
}

// hold keeps numbers together with what belongs to them: 2017年9月14日, 第2期, 11个, 〔2016〕13号.
func hold(line []glyph) {
	for i := 0; i+1 < len(line); i++ {
		a, b := line[i].c, line[i+1].c
		digits := digit(a) || digit(b)
		switch {
		case digit(a) && (strings.ContainsRune("年月日号期个条项名人次件万亿元时分岁周％%", b)),
			digits && a == '第', digit(b) && a == '〕',
			digit(b) && (a == '年' || a == '月' || a == '时') && i > 0 && digit(line[i-1].c):
			line[i].fixed = true
		}
	}
}

// holdDates keeps the blanks of 1 250 000, of § 3, and of 31 March 2019, whatever the month is called.
func holdDates(g []glyph) {
	for i := 1; i+1 < len(g); i++ {
		if g[i].c != ' ' {
			continue
		}
		before, after := g[i-1].c, g[i+1].c
		switch {
		case digit(before) && digit(after), before == '§':
			g[i].fixed, g[i-1].fixed = true, true
		case digit(before) && unicode.IsLetter(after):
			holdMonth(g, i)
		}
	}
}

// holdMonth keeps a day, a word and a year of four digits together.
func holdMonth(g []glyph, blank int) {
	end := blank + 1
	for end < len(g) && unicode.IsLetter(g[end].c) {
		end++
	}
	if end+4 >= len(g) || g[end].c != ' ' {
		return
	}
	for i := 1; i <= 4; i++ {
		if !digit(g[end+i].c) {
			return
		}
	}
	g[blank].fixed, g[blank-1].fixed, g[end].fixed, g[end-1].fixed = true, true, true, true
}

func digit(c rune) bool { return c >= '0' && c <= '9' || c >= '０' && c <= '９' }

// stretch is from where to where a line goes, and whether it ends its paragraph, or a part of it.
type stretch struct {
	from, to int
	last     bool
}

// breakLines divides glyphs into lines of a width, the first shorter by first. Every glyph is in one line; blanks at an end take no room.
func breakLines(g []glyph, width, first float64) []stretch {
	var out []stretch
	room := width - first
	for at := 0; at < len(g); {
		end := lineEnd(g, at, max(room, 1))
		last := end == len(g) || g[end-1].c == '\n'
		out = append(out, stretch{at, end, last})
		at, room = end, width
	}
	return out
}

// lineEnd finds where the line that begins at one place has to end.
func lineEnd(g []glyph, from int, room float64) int {
	const hair = 0.01
	used, chance := 0.0, -1
	for i := from; i < len(g); i++ {
		if i > from && separates(g[i-1], g[i]) {
			chance = i
			if g[i-1].c == '\n' {
				return i
			}
		}
		if g[i].c == ' ' || g[i].c == '\n' {
			used += g[i].w
			continue
		}
		if used += g[i].w; used <= room+hair {
			continue
		}
		if out := used - g[i].w/2 - room; g[i].full && closing(g[i].c) && out <= room*0.02 && i > from && (i+1 == len(g) || separates(g[i], g[i+1])) {
			return blanks(g, i+1)
		}
		if chance > from {
			return chance
		}
		return max(i, from+1)
	}
	return len(g)
}

// blanks takes blanks that follow into the line that ends.
func blanks(g []glyph, at int) int {
	for at < len(g) && g[at].c == ' ' {
		at++
	}
	if at < len(g) && g[at].c == '\n' {
		at++
	}
	return at
}
