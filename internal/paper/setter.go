package paper

import (
	"maps"
	"slices"
	"strings"
)

// segment is text that is drawn in one go.
type segment struct {
	x, dy   float64 // from the left of the type area, and from the top of the row to the baseline
	face    role
	size    float64
	spacing float64 // added after each character
	ink     ink
	text    string
}

// ink is the colour of letters: black, or the grey of a word across the page. No red: a red head is an authority's.
type ink int

const (
	inkBlack ink = iota
	inkPale
)

// stroke is a straight line, from the top left of a row.
type stroke struct{ x0, y0, x1, y1, width float64 }

// area is where a link can be pressed.
type area struct {
	x, y, w, h float64
	address    string
}

// row is what is never divided between pages: a line of text, a line of a table, a rule.
type row struct {
	lead, height, tail float64 // lead is dropped at the top of a page
	segments           []segment
	strokes            []stroke
	areas              []area
	glue               bool // on the same page as the next one
	grid               bool // stands on the grid of the page
	closing            bool // a line to sign on, which closes the text
	head               []row
	bookmark           string
	code               [][]bool // a QR code at the right
}

// setter sets elements as rows.
type setter struct {
	*sheet
	shelf   *shelf
	missing map[rune]bool
	rows    []row
}

// missed lists the characters no face had.
func (s *setter) missed() []rune { return slices.Sorted(maps.Keys(s.missing)) }

// Unset gives the characters of a text that none of the fonts has, each once, in their order.
func Unset(text string) ([]rune, error) {
	shelf, err := openShelf()
	if err != nil {
		return nil, err
	}
	s := &setter{sheet: sheetOf("zh"), shelf: shelf, missing: map[rune]bool{}}
	for _, c := range text {
		s.glyph(c, roleSong, 1, "")
	}
	return s.missed(), nil
}

// geta stands for what no face has, as it did among printers when a type was missing.
const geta = '〓'

// glyphs measures text in a face.
func (s *setter) glyphs(text string, r role, size float64, link string) []glyph {
	out := make([]glyph, 0, len(text))
	before := rune(0)
	for _, c := range text {
		face := r
		if c == '—' && before == c && len(out) > 0 && (r == roleSong || r == roleHei) {
			face = roleKai // in the others two of them do not meet
			out[len(out)-1] = s.glyph(c, face, size, link)
		}
		out = append(out, s.glyph(c, face, size, link))
		before = c
	}
	return out
}

func (s *setter) glyph(c rune, r role, size float64, link string) glyph {
	if c == '\n' {
		return glyph{c: c, face: r}
	}
	shown := c
	if c == '\u00A0' || c == '\u202F' || c == '\u2007' {
		shown = ' '
	}
	face, advance, ok := s.shelf.find(r, shown)
	if !ok && shown == '\u2011' {
		shown = '-'
		face, advance, ok = s.shelf.find(r, shown)
	}
	if !ok {
		s.missing[c] = true
		shown = geta
		face, advance, _ = s.shelf.find(roleSong, shown)
	}
	g := glyph{c: shown, face: face, w: advance * size, full: advance == 1 && (wide(c) || shown == geta || strings.ContainsRune("“”‘’—…", c)), link: link}
	if g.full && s.chinese {
		g.w = s.em * size / 16 // the grid sets 28 characters of 16 points on a line, a little closer than they are wide
	}
	g.fixed = c != shown && shown != geta
	return g
}

// runs measures runs in the hands of a look.
func (s *setter) runs(l look, runs []run, size float64) []glyph {
	var out []glyph
	for _, r := range runs {
		out = append(out, s.glyphs(r.text, s.face(l, r.hand), size, r.link)...)
	}
	return out
}

// hold keeps together what belongs together; among Latin words a date, the digits of a number, and a Chinese name or term do too.
func (s *setter) hold(g []glyph) {
	hold(g)
	if s.chinese {
		return
	}
	holdDates(g)
	const name = 8
	for from := 0; from < len(g); from++ {
		end := from
		for end < len(g) && wide(g[end].c) {
			end++
		}
		for i := from; end-from <= name && i < end-1; i++ {
			g[i].fixed = true
		}
		from = end
	}
}

func width(g []glyph) (w float64) {
	for _, x := range g {
		w += x.w
	}
	return w
}

// trim leaves out blanks and the newline at the end of a line.
func trim(g []glyph) []glyph {
	for len(g) > 0 && (g[len(g)-1].c == ' ' && !g[len(g)-1].fixed || g[len(g)-1].c == '\n') {
		g = g[:len(g)-1]
	}
	return g
}

// place puts a line of glyphs into a row from x on, with a little between characters where the line is to be filled.
func (s *setter) place(into *row, g []glyph, at segment, extra float64) {
	x := at.x
	for i := 0; i < len(g); {
		end, gap := i+1, s.gap(g, i, extra)
		for end < len(g) && g[end].face == g[i].face && g[end].full == g[i].full && g[end].link == g[i].link && s.gap(g, end-1, extra) == gap {
			end++
		}
		seg := at
		seg.x, seg.face, seg.spacing = x, g[i].face, gap
		var b strings.Builder
		begin := x
		for k := i; k < end; k++ {
			b.WriteRune(g[k].c)
			x += g[k].w + s.extra(g, k, extra)
		}
		seg.text = b.String()
		into.segments = append(into.segments, seg)
		if g[i].link != "" {
			into.areas = append(into.areas, area{begin, at.dy - at.size*0.88, x - begin, at.size * 1.1, g[i].link})
			into.strokes = append(into.strokes, stroke{begin, at.dy + at.size*0.12, x, at.dy + at.size*0.12, 0.4})
		}
		i = end
	}
}

// gap is what stands after a character beyond its own width.
func (s *setter) gap(g []glyph, i int, extra float64) float64 {
	track := 0.0
	if g[i].full && s.chinese {
		track = g[i].w - g[i].w*16/s.em
	}
	return track + s.extra(g, i, extra)
}

// extra goes after blanks and beside full characters, and never within a word.
func (s *setter) extra(g []glyph, i int, extra float64) float64 {
	if i+1 < len(g) && stretches(g[i], g[i+1]) {
		return extra
	}
	return 0
}

func stretches(a, b glyph) bool {
	if a.c == b.c && (a.c == '—' || a.c == '…') {
		return false
	}
	return a.full || b.full || a.c == ' '
}

// fill is what has to go between characters so that the line is as wide as the room, or nothing where that would tear it apart.
func fill(g []glyph, room, size float64) float64 {
	gaps := 0
	for i := range len(g) - 1 {
		if stretches(g[i], g[i+1]) {
			gaps++
		}
	}
	used := width(g)
	if n := len(g); n > 0 && used > room && g[n-1].full && closing(g[n-1].c) {
		used -= g[n-1].w / 2
	}
	if gaps == 0 {
		return 0
	}
	extra := (room - used) / float64(gaps)
	if extra > size*0.25 {
		return 0
	}
	return extra
}
