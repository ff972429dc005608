package markup

import (
	"sort"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// The limits that keep a comparison short: the exact method costs the product of both lengths at worst, the other the sum.
const (
	mostProduct = 1_000_000
	mostRounds  = 16
)

// run is a stretch of two lists of units: a[a0:a1] stayed, or became b[b0:b1].
type run struct {
	same           bool
	a0, a1, b0, b1 int
}

// align finds what two lists have in common. Short lists are compared exactly. Long ones are first pinned together by the units
// that occur once in each, as a person would; what lies between two pins is aligned in turn, and counts as changed whole where
// there is nothing to pin it by.
func align(a, b []string, round int) []run {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	var runs []run
	if head > 0 {
		runs = append(runs, run{true, 0, head, 0, head})
	}
	for _, r := range middle(a[head:len(a)-tail], b[head:len(b)-tail], round) {
		runs = append(runs, r.moved(head, head))
	}
	if tail > 0 {
		runs = append(runs, run{true, len(a) - tail, len(a), len(b) - tail, len(b)})
	}
	return runs
}

func (r run) moved(a, b int) run { return run{r.same, r.a0 + a, r.a1 + a, r.b0 + b, r.b1 + b} }

// middle aligns two lists that differ at both ends.
func middle(a, b []string, round int) []run {
	switch {
	case len(a) == 0 && len(b) == 0:
		return nil
	case len(a) == 0 || len(b) == 0 || round == mostRounds:
		return []run{{false, 0, len(a), 0, len(b)}}
	case len(a)*len(b) <= mostProduct:
		return exact(a, b)
	}
	pins := pinned(a, b)
	if len(pins) == 0 {
		return []run{{false, 0, len(a), 0, len(b)}}
	}
	var runs []run
	i, j := 0, 0
	for _, p := range append(pins, [2]int{len(a), len(b)}) {
		for _, r := range align(a[i:p[0]], b[j:p[1]], round+1) {
			runs = append(runs, r.moved(i, j))
		}
		if p[0] < len(a) {
			runs = append(runs, run{true, p[0], p[0] + 1, p[1], p[1] + 1})
		}
		i, j = p[0]+1, p[1]+1
	}
	return runs
}

// exact compares by Myers' method, each unit standing as one character of an alphabet made for the two lists.
func exact(a, b []string) []run {
	alphabet := map[string]rune{}
	spell := func(units []string) []rune {
		out := make([]rune, len(units))
		for i, u := range units {
			r, ok := alphabet[u]
			if !ok {
				if r = rune(len(alphabet) + 1); r >= 0xd800 {
					r += 0x800 // no surrogates: they do not survive in a string
				}
				alphabet[u] = r
			}
			out[i] = r
		}
		return out
	}
	differ := diffmatchpatch.New()
	differ.DiffTimeout = 0 // the answer must not depend on how busy the machine is
	var runs []run
	i, j := 0, 0
	for _, d := range differ.DiffMainRunes(spell(a), spell(b), false) {
		n := len([]rune(d.Text))
		r := run{a0: i, a1: i, b0: j, b1: j}
		switch d.Type {
		case diffmatchpatch.DiffEqual:
			r.same, r.a1, r.b1 = true, i+n, j+n
		case diffmatchpatch.DiffDelete:
			r.a1 = i + n
		case diffmatchpatch.DiffInsert:
			r.b1 = j + n
		}
		i, j = r.a1, r.b1
		if last := len(runs) - 1; last >= 0 && runs[last].same == r.same {
			runs[last].a1, runs[last].b1 = r.a1, r.b1
			continue
		}
		runs = append(runs, r)
	}
	return runs
}

// pinned gives the places of the units that occur exactly once in either list, as many as keep their order.
func pinned(a, b []string) [][2]int {
	type places struct{ inA, inB, a, b int }
	seen := make(map[string]*places, len(a))
	for i, u := range a {
		p := seen[u]
		if p == nil {
			p = &places{}
			seen[u] = p
		}
		p.inA, p.a = p.inA+1, i
	}
	for j, u := range b {
		if p := seen[u]; p != nil {
			p.inB, p.b = p.inB+1, j
		}
	}
	var pairs [][2]int
	for i, u := range a {
		if p := seen[u]; p.inA == 1 && p.inB == 1 {
			pairs = append(pairs, [2]int{i, p.b})
		}
	}
	return rising(pairs)
}

// rising gives the longest part of pairs, ordered by the first number, whose second numbers rise too.
func rising(pairs [][2]int) [][2]int {
	var ends []int // ends[n]: the pair with the smallest second number that ends a rise of n+1 pairs
	before := make([]int, len(pairs))
	for i, p := range pairs {
		n := sort.Search(len(ends), func(k int) bool { return pairs[ends[k]][1] >= p[1] })
		before[i] = -1
		if n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	rise := make([][2]int, len(ends))
	if len(ends) > 0 {
		for i, k := ends[len(ends)-1], len(ends)-1; k >= 0; i, k = before[i], k-1 {
			rise[k] = pairs[i]
		}
	}
	return rise
}
