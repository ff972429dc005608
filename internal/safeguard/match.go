package safeguard

import (
	"regexp"
	"time"
	"unicode/utf8"
)

// match is what an expression found, for a check to judge. a and b are bytes of the view; a check may narrow them.
type match struct {
	g    *Gate
	v    *view
	now  time.Time
	re   *regexp.Regexp
	base int   // where the searched stretch begins in the view
	loc  []int // submatch bounds, counted from base
	a, b int
}

// check judges a match.
type check func(m *match) bool

// group gives the bytes of a named group in the view; a < 0 when it took no part.
func (m *match) group(name string) (a, b int) {
	i := m.re.SubexpIndex(name)
	if i < 0 || m.loc[2*i] < 0 {
		return -1, -1
	}
	return m.base + m.loc[2*i], m.base + m.loc[2*i+1]
}

// text gives the words of a named group, "" when it took no part.
func (m *match) text(name string) string {
	a, b := m.group(name)
	if a < 0 {
		return ""
	}
	return m.v.s[a:b]
}

// after is what follows the match, a few dozen bytes of it.
func (m *match) after() string { return m.v.s[m.b:min(len(m.v.s), m.b+48)] }

// before is what stands in front of byte p, a few dozen bytes of it.
func (m *match) before(p int) string { return m.v.s[max(0, p-48):p] }

// stretch is a piece [a,b) of the view.
type stretch struct{ a, b int }

// find lists the places where a rule hits.
func (r *rule) find(g *Gate, v *view, now time.Time) []mark {
	var found []mark
	for i := range r.Patterns {
		p := &r.Patterns[i]
		if p.Name != "" {
			found = p.searchAt(g, v, now, found, r.ID)
			continue
		}
		for _, w := range p.near(&g.words, v) {
			found = p.search(g, v, now, w, found, r.ID)
		}
	}
	for i := range r.Sentences {
		found = append(found, r.Sentences[i].find(g, v, now, r.ID)...)
	}
	return found
}

// runeStart moves a byte index back to where a rune begins, inside the text.
func runeStart(s string, i int) int {
	if i <= 0 {
		return 0
	}
	if i >= len(s) {
		return len(s)
	}
	for i > 0 && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

// search tries an expression along a stretch. A match that fails its checks gives way to the next one that begins later, so
// that a false beginning does not hide a true one; where its figure is what fails, to the next one that could have another figure.
func (p *pattern) search(g *Gate, v *view, now time.Time, w stretch, found []mark, id string) []mark {
	for at := w.a; at < w.b; {
		end := w.b
		if p.there != nil {
			if at = p.beginning.next(v.begins(&g.words), at, w.b); at < 0 {
				return found
			}
			end = runeStart(v.s, min(w.b, at+longestMatch))
		}
		loc := p.begin(v.s[at:end])
		if loc == nil && p.there != nil {
			_, n := utf8.DecodeRuneInString(v.s[at:])
			at += n
			continue
		}
		if loc == nil || loc[1] == loc[0] {
			return found
		}
		m := match{g: g, v: v, now: now, re: p.re, base: at, loc: loc, a: at + loc[0], b: at + loc[1]}
		judged := m
		if passes(&judged, p.checks) {
			found = append(found, mark{id, judged.a, judged.b})
			at = max(judged.b, m.a+1)
		} else {
			at = p.onward(&m)
		}
	}
	return found
}

// searchAt tries an expression that begins at a near word, or at the full name before one, there and nowhere else.
func (p *pattern) searchAt(g *Gate, v *view, now time.Time, found []mark, id string) []mark {
	for _, word := range p.Near {
		for _, i := range v.occurrences(word) {
			begin, end := int(i), int(i)+len(word)
			if p.idle(&g.words, v, word, end) {
				continue
			}
			starts := []int{begin}
			if p.Name == "before" {
				starts = g.words.nameStarts(v.s[:begin])
			}
			for _, at := range starts {
				loc := p.begin(v.s[at:runeStart(v.s, end+p.After)])
				if loc == nil {
					continue
				}
				m := match{g: g, v: v, now: now, re: p.re, base: at, loc: loc, a: at, b: at + loc[1]}
				if passes(&m, p.checks) {
					found = append(found, mark{id, m.a, m.b})
					break
				}
			}
		}
	}
	return found
}

// longestMatch is more bytes than any expression that knows its beginning may span.
const longestMatch = 240

// begin applies the expression to a piece: at its start alone where it is known where it can begin.
func (p *pattern) begin(s string) []int {
	if p.there != nil {
		return p.there.FindStringSubmatchIndex(s)
	}
	return p.re.FindStringSubmatchIndex(s)
}

// onward is where a search goes on after a match that failed: one character later, or at the age or the year in it where that is
// what fails. A long list of ages that speak of many would be looked at once for each character of what stands before them else.
func (p *pattern) onward(m *match) int {
	_, n := utf8.DecodeRuneInString(m.v.s[m.a:])
	next := m.a + n
	if passes(m, p.figure) {
		return next
	}
	for _, name := range []string{"age", "months", "infant", "y"} {
		if a, _ := m.group(name); a > next {
			return a
		}
	}
	return next
}

func passes(m *match, checks []check) bool {
	for _, c := range checks {
		if !c(m) {
			return false
		}
	}
	return true
}

// find looks at each sentence that holds a near word.
func (s *sentenceHas) find(g *Gate, v *view, now time.Time, id string) []mark {
	var found []mark
	done := -1
	if v.nearby == nil {
		v.nearby = map[string][]stretch{}
	}
	stretches, known := v.nearby[s.list]
	if !known {
		stretches = near(v, s.Near, 0, 0, nil)
		v.nearby[s.list] = stretches
	}
	for _, w := range stretches {
		for p := w.a; p < w.b; {
			a, b := v.sentence(p + 1)
			p = b
			if a <= done {
				continue
			}
			done = a
			if from, to, ok := s.holds(g, v, now, a, b); ok {
				found = append(found, mark{id, from, to})
			}
		}
	}
	return found
}

// holds tells whether the sentence [a,b) carries what it must, and gives the passage from the first signal to the last.
func (s *sentenceHas) holds(g *Gate, v *view, now time.Time, a, b int) (from, to int, ok bool) {
	const longest = 1200 // bytes; what is longer is no sentence
	b = runeStart(v.s, min(b, a+longest))
	from, to = b, a
	for i := range s.all {
		x, y, ok := s.all[i].in(g, v, now, a, b)
		if !ok {
			return 0, 0, false
		}
		from, to = min(from, x), max(to, y)
	}
	for i := range s.none {
		if _, _, ok := s.none[i].in(g, v, now, a, b); ok {
			return 0, 0, false
		}
	}
	if s.before != nil {
		if a == 0 {
			return 0, 0, false
		}
		x, y := v.sentence(a - 1)
		x = runeStart(v.s, max(x, y-longest))
		x, _, ok = s.before.in(g, v, now, x, y)
		return x, to, ok
	}
	return from, to, true
}

// in finds a signal between bytes a and b.
func (s *signal) in(g *Gate, v *view, now time.Time, a, b int) (from, to int, ok bool) {
	for at := a; at < b; {
		loc := s.re.FindStringSubmatchIndex(v.s[at:b])
		if loc == nil || loc[0] == loc[1] {
			return 0, 0, false
		}
		m := &match{g: g, v: v, now: now, re: s.re, base: at, loc: loc, a: at + loc[0], b: at + loc[1]}
		first := m.a
		if s.check == nil || s.check(m) {
			return m.a, m.b, true
		}
		_, n := utf8.DecodeRuneInString(v.s[first:])
		at = first + n
	}
	return 0, 0, false
}
