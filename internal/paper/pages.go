package paper

import (
	"math"
	"slices"
)

// placed is a row with its place below the top of the type area.
type placed struct {
	row
	y float64
}

// paginate puts rows on pages. Rows glued together stay on one page while they fit on one; what stands at the foot goes to the foot of the last
// page, and never there alone: the end of the text goes with it.
func (s *setter) paginate(rows, foot []row) [][]placed {
	p := &paginator{setter: s, pages: make([][]placed, 1)}
	all := glued(rows)
	all, end := p.closing(all, foot)
	for _, chunk := range all[:end] {
		p.chunk(chunk)
	}
	if end < len(all) && len(*p.here()) > 0 && !p.holds(slices.Concat(all[end:]...), foot) {
		p.turn(all[end][0])
	}
	for _, chunk := range all[end:] {
		p.chunk(chunk)
	}
	p.foot(foot)
	return p.pages
}

// glued parts rows into those that belong together.
func glued(rows []row) (all [][]row) {
	for at := 0; at < len(rows); {
		end := at + 1
		for end < len(rows) && rows[end-1].glue {
			end++
		}
		all = append(all, rows[at:end])
		at = end
	}
	return all
}

// closing is where the end of a text begins that shares the last page with its foot: the lines to sign on and what stands before them, as much
// of it as a page holds. What belongs together and is too high for that gives its last line.
func (p *paginator) closing(all [][]row, foot []row) ([][]row, int) {
	room := p.height - p.total(foot) - p.gutter - p.pitch
	for end := len(all) - 1; end >= 0; end-- {
		chunk := all[end]
		if p.total(chunk) > room {
			last := len(chunk) - 1
			if chunk[0].closing || p.total(chunk[last:]) > room {
				return all, end + 1
			}
			return slices.Concat(all[:end], [][]row{chunk[:last], chunk[last:]}, all[end+1:]), end + 1
		}
		if room -= p.total(chunk); !chunk[0].closing {
			return all, end
		}
	}
	return all, 0
}

// holds tells whether rows and the foot below them have room on this page.
func (p *paginator) holds(rows, foot []row) bool {
	if len(foot) == 0 {
		return p.after(rows) <= p.height+hair
	}
	return p.after(rows)+rows[len(rows)-1].tail+p.gutter+p.total(foot) <= p.height+hair
}

type paginator struct {
	*setter
	pages [][]placed
	y     float64
}

const hair = 0.05

func (p *paginator) here() *[]placed { return &p.pages[len(p.pages)-1] }

// chunk puts rows that belong together, on a new page if there is not room enough on this one.
func (p *paginator) chunk(rows []row) {
	if len(*p.here()) > 0 && p.after(rows) > p.height+hair && p.total(rows) <= p.height {
		p.turn(rows[0])
	}
	for _, r := range rows {
		if y := p.next(r, p.y); len(*p.here()) > 0 && y+r.height > p.height+hair {
			p.turn(r)
		}
		p.put(r)
	}
}

// after is how far down rows would reach from here.
func (p *paginator) after(rows []row) float64 {
	y, end := p.y, p.y
	for _, r := range rows {
		at := p.next(r, y)
		end, y = at+r.height, at+r.height+r.tail
	}
	return end
}

func (p *paginator) total(rows []row) (h float64) {
	for _, r := range rows {
		h += r.lead + r.height + r.tail
	}
	return h
}

// next is where a row goes that comes after a height.
func (p *paginator) next(r row, y float64) float64 {
	if len(*p.here()) > 0 || len(p.pages) == 1 {
		y += r.lead
	}
	if r.grid {
		y = math.Ceil((y-hair)/p.pitch) * p.pitch
	}
	return y
}

func (p *paginator) put(r row) {
	y := p.next(r, p.y)
	*p.here() = append(*p.here(), placed{r, y})
	p.y = y + r.height + r.tail
}

// turn begins a page; a table that goes on has its header there again.
func (p *paginator) turn(r row) {
	p.pages, p.y = append(p.pages, nil), 0
	if p.total(r.head)+r.height <= p.height/2 {
		for _, h := range r.head {
			h.bookmark = ""
			p.put(h)
		}
	}
}

// foot puts what stands at the foot of the last page, or of one more.
func (p *paginator) foot(rows []row) {
	if len(rows) == 0 {
		return
	}
	h := p.total(rows)
	if h > p.height {
		p.chunk(rows)
		return
	}
	if len(*p.here()) > 0 && p.y+p.gutter+h > p.height+hair {
		p.turn(row{})
	}
	y := p.height - h
	for _, r := range rows {
		*p.here() = append(*p.here(), placed{r, y + r.lead})
		y += r.lead + r.height + r.tail
	}
}
