package web

import (
	"math"
	"strconv"

	"sametable/internal/fault"
	"sametable/internal/lang"
)

// layTiles puts the tiles into rows and columns; a nil is a gap in the map.
func layTiles(tiles []Tile) [][]*Tile {
	rows, cols := 0, 0
	for _, t := range tiles {
		rows, cols = max(rows, t.Row), max(cols, t.Col)
	}
	grid := make([][]*Tile, rows)
	for i := range grid {
		grid[i] = make([]*Tile, cols)
	}
	for i, t := range tiles {
		if t.Row > 0 && t.Col > 0 {
			grid[t.Row-1][t.Col-1] = &tiles[i]
		}
	}
	return grid
}

// tint is one of four steps of the value's share of the largest; nothing is paper.
func tint(tiles []Tile, value int) int {
	largest := 0
	for _, t := range tiles {
		largest = max(largest, t.Value)
	}
	if value <= 0 || largest == 0 {
		return 0
	}
	return int(math.Ceil(4 * float64(value) / float64(largest)))
}

func (s Stand) total() int { return s.Support + s.Changes + s.NoView + s.Object }

// share is one part of a bar or of its legend.
type share struct {
	kind             string
	n                int
	x, width, middle string
	count            string
}

func (s share) dark() bool { return s.kind == "support" || s.kind == "object" }

func (s Stand) shares() []share {
	return []share{{kind: "support", n: s.Support}, {kind: "changes", n: s.Changes}, {kind: "none", n: s.NoView}, {kind: "object", n: s.Object}}
}

// apart is what is drawn after the answers: who proposes gives none.
func (s Stand) apart() []share {
	return append(s.shares(), share{kind: "proposed", n: s.Proposed})
}

// parts gives the bar of a group in percent of the widest group, so that one organisation is as wide in every row.
func (s Stand) parts(widest int) []share {
	var drawn []share
	left := 0.0
	for _, p := range s.apart() {
		if p.n == 0 {
			continue
		}
		width := 100 * float64(p.n) / float64(max(widest, 1))
		p.x, p.width, p.middle, p.count = percent(left), percent(width), percent(left+width/2), strconv.Itoa(p.n)
		left += width
		drawn = append(drawn, p)
	}
	return drawn
}

func percent(f float64) string { return strconv.FormatFloat(f, 'f', 2, 64) + "%" }

func widest(stands []Stand) int {
	most := 0
	for _, s := range stands {
		most = max(most, s.total()+s.Proposed)
	}
	return most
}

func legend(stands []Stand) []share { return sumOf(stands).apart() }

// sumOf adds the groups.
func sumOf(stands []Stand) Stand {
	var sum Stand
	for _, s := range stands {
		sum.Support, sum.Changes, sum.NoView, sum.Object = sum.Support+s.Support, sum.Changes+s.Changes, sum.NoView+s.NoView, sum.Object+s.Object
		sum.Proposed += s.Proposed
	}
	return sum
}

// spoken says a bar in words.
func spoken(t *lang.Speaker, s Stand) string {
	var words []string
	for _, p := range s.apart() {
		if p.n > 0 {
			words = append(words, t.Of("web.stand", p.kind)+" "+t.Number(p.n))
		}
	}
	return t.List(words)
}

// place is where a seat stands around the table.
type place struct {
	kind, transform string
	present         bool
}

// placeSeats spreads the seats evenly along an ellipse, from the head of the table clockwise. Even steps of the angle would
// crowd the long sides, so the way along the edge is measured.
func placeSeats(seats []Seat) []place {
	const fine, rx, ry = 720, 134.0, 82.0
	at := func(i int) (x, y float64) {
		a := 2*math.Pi*float64(i)/fine - math.Pi/2
		return 160 + rx*math.Cos(a), 100 + ry*math.Sin(a)
	}
	way := make([]float64, fine+1)
	for i := 1; i <= fine; i++ {
		x0, y0 := at(i - 1)
		x1, y1 := at(i)
		way[i] = way[i-1] + math.Hypot(x1-x0, y1-y0)
	}
	places := make([]place, 0, len(seats))
	step := 0
	for i, s := range seats {
		for way[step] < way[fine]*float64(i)/float64(len(seats)) {
			step++
		}
		x, y := at(step)
		places = append(places, place{kind: s.Kind, present: s.Present, transform: "translate(" + tenth(x) + " " + tenth(y) + ")"})
	}
	return places
}

func tenth(f float64) string { return strconv.FormatFloat(f, 'f', 1, 64) }

func (q Quorum) present() int {
	n := 0
	for _, s := range q.Seats {
		if s.Present {
			n++
		}
	}
	return n
}

func (q Quorum) counts() string {
	return strconv.Itoa(q.present()) + " / " + strconv.Itoa(len(q.Seats))
}

func (q Quorum) status() Status {
	if q.Met {
		return Status{Family: Done, Word: q.Sentence}
	}
	return Status{Family: Waiting, Word: q.Sentence}
}

// count is how many of a group are at the table.
type count struct {
	Kind string
	n    int
}

// groups counts who is present by group, in the order of the seats.
func (q Quorum) groups() []count {
	var all []count
	found := map[string]int{}
	for _, s := range q.Seats {
		i, known := found[s.Kind]
		if !known {
			i = len(all)
			found[s.Kind] = i
			all = append(all, count{Kind: s.Kind})
		}
		if s.Present {
			all[i].n++
		}
	}
	return all
}

func numbered(n int) fault.Args { return fault.Args{"Needed": n} }

func seated(q Quorum) fault.Args { return fault.Args{"Present": q.present(), "Seats": len(q.Seats)} }
