package words

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Span is a piece of an excerpt; Hit tells that it is what was looked for.
type Span struct {
	Text string
	Hit  bool
}

// mostRead is how many bytes of a text are looked at for an excerpt: what is found far behind shows without its surroundings.
const mostRead = 200_000

// Excerpt gives the stretch of a text, of about the given number of characters, in which most of a query is found, on one line,
// with what was found marked. "…" stands where the text goes on. If nothing is found, it is the beginning.
func Excerpt(text string, q Query, runes int) []Span {
	if len(text) > mostRead {
		text = strings.ToValidUTF8(text[:mostRead], "")
	}
	hits := find(text, q)
	var starts []int // of each character, in bytes
	for i := range text {
		starts = append(starts, i)
	}
	starts = append(starts, len(text))
	if runes < 1 || len(starts) == 1 {
		return nil
	}
	from, to := window(text, starts, hits, runes)
	return spans(text, from, to, hits)
}

// hit is a place where a clause was found.
type hit struct{ clause, from, to int }

// find gives the places of all clauses, in order.
func find(text string, q Query) []hit {
	var places []position
	var arena []string
	analyse(text).positions(func(p position) {
		first := len(arena)
		arena = append(arena, p.forms...)
		p.forms = arena[first:len(arena):len(arena)]
		places = append(places, p)
	})
	var hits []hit
	for n, c := range q.Clauses {
		for i := 0; i+len(c.Words) <= len(places) && len(c.Words) > 0; i++ {
			if to, ok := c.at(places[i:]); ok {
				hits = append(hits, hit{n, places[i].from, to})
			}
		}
	}
	slices.SortFunc(hits, func(a, b hit) int { return a.from - b.from })
	return hits
}

// at says whether a clause is found at the first of places, and where what it found ends.
func (c Clause) at(places []position) (to int, ok bool) {
	for k, alternatives := range c.Words {
		p := places[k]
		last := k == len(c.Words)-1
		switch {
		case overlap(alternatives, p.forms):
			to = p.to
			if utf8.RuneCountInString(alternatives[0]) == 1 {
				to = p.single
			}
		case last && c.Prefix && begins(alternatives[0], p.forms):
			to = p.to
			if utf8.RuneCountInString(alternatives[0]) == 1 {
				to = p.single
			}
		default:
			return 0, false
		}
	}
	return to, true
}

func overlap(a, b []string) bool {
	for _, x := range a {
		if slices.Contains(b, x) {
			return true
		}
	}
	return false
}

func begins(prefix string, forms []string) bool {
	for _, f := range forms {
		if strings.HasPrefix(f, prefix) {
			return true
		}
	}
	return false
}

// window chooses the stretch, in bytes, with the most different clauses, the first of several.
func window(text string, starts []int, hits []hit, runes int) (from, to int) {
	index := func(b int) int { return sort.SearchInts(starts, b) }
	total := len(starts) - 1
	begin := 0
	if total > runes && len(hits) > 0 {
		best := 0
		lead := runes / 4 // what stands before the first hit
		for i, h := range hits {
			first := max(0, index(h.from)-lead)
			limit := starts[min(total, first+runes)]
			seen := map[int]bool{}
			for _, o := range hits[i:min(len(hits), i+64)] {
				if o.to <= limit {
					seen[o.clause] = true
				}
			}
			if len(seen) > best {
				best, begin = len(seen), first
			}
		}
		begin = min(begin, total-runes)
	}
	end := min(total, begin+runes)
	return starts[whole(text, starts, begin, hits, 1)], starts[whole(text, starts, end, hits, -1)]
}

// whole moves a cut by a few characters out of the middle of a word, inwards, but never past a hit.
func whole(text string, starts []int, at int, hits []hit, step int) int {
	const most = 20
	inWord := func(i int) bool {
		if i <= 0 || i >= len(starts)-1 {
			return false
		}
		a, _ := utf8.DecodeRuneInString(text[starts[i-1]:])
		b, _ := utf8.DecodeRuneInString(text[starts[i]:])
		return spaced(a) && spaced(b)
	}
	moved := at
	for range most {
		if !inWord(moved) {
			break
		}
		moved += step
	}
	low, high := starts[min(at, moved)], starts[max(at, moved)]
	for _, h := range hits {
		if h.from < high && h.to > low {
			return at
		}
	}
	return moved
}

// spaced tells letters of scripts that put spaces between words.
func spaced(r rune) bool {
	class := classOf(unicode.ToLower(r))
	return class == letter || class == digit
}

// spans cuts a stretch at the hits within it.
func spans(text string, from, to int, hits []hit) []Span {
	var list []Span
	add := func(s string, hit bool) {
		if s = strings.Join(strings.FieldsFunc(s, lineEnd), " "); s != "" {
			list = append(list, Span{Text: s, Hit: hit})
		}
	}
	if from > 0 {
		add("…", false)
	}
	at := from
	for i := 0; i < len(hits); {
		first, last := hits[i].from, hits[i].to
		for i++; i < len(hits) && hits[i].from <= last; i++ { // hits that touch are shown as one
			last = max(last, hits[i].to)
		}
		first, last = max(first, at), min(last, to)
		if first >= last {
			continue
		}
		add(text[at:first], false)
		add(text[first:last], true)
		at = last
	}
	add(text[at:to], false)
	if to < len(text) {
		add("…", false)
	}
	return list
}

func lineEnd(r rune) bool { return r == '\n' || r == '\r' || r == '\t' }
