package safeguard

import "unicode/utf8"

// piece is what stands between two blanks of a line.
type piece struct {
	a, b        int
	single      bool // one character alone
	first, last bool // begins, ends with a Chinese character
	second      bool // and another follows the first
}

// close drops the blanks between characters that were typed apart one by one: 马 小 禾 is a name. Three Chinese characters alone in
// a row make it so, or two behind a word that they may belong to.
func (f *folder) close() {
	var line []piece
	var gone []bool // by byte; made when a first blank goes
	for i := 0; i <= len(f.out); {
		if i == len(f.out) || f.out[i] == '\n' {
			gone = together(line, gone, len(f.out))
			line = line[:0]
			i++
			continue
		}
		if f.out[i] == ' ' {
			i++
			continue
		}
		p := piece{a: i}
		for ; i < len(f.out) && f.out[i] != ' ' && f.out[i] != '\n'; i++ {
		}
		p.b = i
		r, size := utf8.DecodeRune(f.out[p.a:i])
		next, _ := utf8.DecodeRune(f.out[p.a+size : i])
		end, _ := utf8.DecodeLastRune(f.out[p.a:i])
		p.single, p.first, p.second, p.last = p.a+size == i, han(r), han(next), han(end)
		line = append(line, p)
	}
	if gone == nil {
		return
	}
	n := 0
	for i, g := range gone {
		if !g {
			f.out[n], f.from[n], f.to[n] = f.out[i], f.from[i], f.to[i]
			n++
		}
	}
	f.out, f.from, f.to = f.out[:n], f.from[:n], f.to[:n]
}

// together marks the blanks of one line that part what belongs together.
func together(line []piece, gone []bool, size int) []bool {
	for x := 0; x < len(line); x++ {
		if !line[x].single {
			continue
		}
		y, alone := x, 0
		for ; y < len(line) && line[y].single; y++ {
			if line[y].first {
				alone++
			}
		}
		from := x
		if y < len(line) && line[y].first && !line[y].second {
			alone++ // 禾，
			y++
		}
		if x > 0 && line[x-1].last {
			from--
		}
		if alone > 2 || alone == 2 && from < x {
			if gone == nil {
				gone = make([]bool, size)
			}
			for i := from + 1; i < y; i++ {
				for at := line[i-1].b; at < line[i].a; at++ {
					gone[at] = true
				}
			}
		}
		x = y - 1
	}
	return gone
}
