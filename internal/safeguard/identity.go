package safeguard

import (
	"strings"
	"time"
)

// mark is a candidate that a rule's arithmetic has confirmed: bytes [a,b) of the view.
type mark struct {
	rule string
	a, b int
}

// identity looks through the figures of one view for numbers of persons.
type identity struct {
	v         *view
	d         []digit
	values    []int8 // the values of d, side by side for the arithmetic
	now       time.Time
	provinces string // two-figure province codes, parted by spaces
	found     []mark
	taken     int // figures before this index belong to a number already
}

// identities finds resident ids, student and disability numbers, personnummer and telephones.
func (g *Gate) identities(v *view, now time.Time) []mark {
	d := v.digits()
	if len(d) < 8 {
		return nil
	}
	s := &identity{v: v, d: d, now: now, provinces: g.provinces, values: make([]int8, len(d))}
	for i := range d {
		s.values[i] = d[i].value
	}
	for i := range d {
		if i < s.taken {
			continue
		}
		_ = s.resident(i) || s.residentInWords(i) || s.unchecked(i) || s.resident15(i) || s.swedish(i) || s.telephone(i)
	}
	return s.found
}

// take notes figures [i,j) as found under a rule.
func (s *identity) take(rule string, i, j int) bool {
	s.found = append(s.found, mark{rule, int(s.d[i].pos), int(s.d[j-1].end)})
	s.taken = j
	return true
}

// linked tells whether figures [i,j) exist and nothing but signs stands between them.
func (s *identity) linked(i, j int) bool {
	if j > len(s.d) {
		return false
	}
	for k := i + 1; k < j; k++ {
		if s.d[k].gap == wide {
			return false
		}
	}
	return true
}

// solid tells whether figures [i,j) stand side by side.
func (s *identity) solid(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if s.d[k].gap != 0 {
			return false
		}
	}
	return true
}

// apart tells whether a gap lies before figure i: it begins a group.
func (s *identity) apart(i int) bool { return i >= len(s.d) || s.d[i].gap != 0 }

// single tells whether every figure of [i,j) stands alone with the same sign between: a number spelt out, not a row of
// section numbers or the cells of a table.
func (s *identity) single(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if g := s.d[k].gap; g == 0 || g > 2 || g != s.d[i+1].gap || s.d[k].mark != s.d[i+1].mark {
			return false
		}
	}
	return true
}

// born reads the birth date of an eighteen-figure id; ok is false unless division and date can be.
func (s *identity) born(i int) (t time.Time, ok bool) {
	w := s.values[i:]
	if w[0] == 0 || w[6] != 1 && w[6] != 2 || !s.province(w) {
		return t, false
	}
	y := number(w[6:10])
	if y < 1850 || y > 2099 {
		return t, false
	}
	return date(y, number(w[10:12]), number(w[12:14]))
}

func (s *identity) province(w []int8) bool {
	if w[0] > 9 || w[1] > 9 {
		return false
	}
	return strings.Contains(s.provinces, string([]byte{'0' + byte(w[0]), '0' + byte(w[1])}))
}

// resident finds a resident id however it is spread. Inside a longer row of figures only an unbroken id counts; with signs
// between its figures it must begin and end a group, so that the columns of a table do not join by chance.
func (s *identity) resident(i int) bool {
	if i+18 > len(s.d) || s.values[i] == 0 || !s.linked(i, i+18) {
		return false
	}
	born, ok := s.born(i)
	if !ok || !mod11(s.values[i:i+18]) {
		return false
	}
	if !s.solid(i, i+18) && !(s.apart(i) && s.apart(i+18)) && !s.disability(i) {
		return false
	}
	return s.name(i, i+18, born)
}

// disability tells whether type and grade follow an id, as on a disability certificate.
func (s *identity) disability(i int) bool {
	if i+20 > len(s.d) || !s.linked(i+17, i+20) {
		return false
	}
	t, grade := s.values[i+18], s.values[i+19]
	return t >= 1 && t <= 7 && grade >= 1 && grade <= 4 && s.apart(i+20) && s.label(i, 24, "残疾", "残障", "disab", "funktions")
}

// name says which number of persons an id at [i,j) is.
func (s *identity) name(i, j int, born time.Time) bool {
	at := int(s.d[i].pos)
	switch {
	case s.solid(i, j) && s.label(i, 14, "信用代码", "uscc", "credit code") && uscc(strings.ToUpper(s.v.s[at:s.d[j-1].end])):
		s.taken = j
		return true
	case s.disability(i):
		return s.take("cn_disability_cert", i, j+2)
	case s.studentPrefix(at):
		return s.take("cn_student_no", i, j)
	case minorOn(born, s.now):
		return s.take("cn_resident_id", i, j)
	}
	return s.take("cn_adult_id", i, j)
}

// studentPrefix tells whether the letter of a student number (G, or L for a temporary one) stands before byte at.
func (s *identity) studentPrefix(at int) bool {
	head := strings.TrimRight(s.v.low[max(0, at-4):at], " -:.")
	if head == "" || head[len(head)-1] != 'g' && head[len(head)-1] != 'l' {
		return false
	}
	return len(head) == 1 || head[len(head)-2] < 'a' || head[len(head)-2] > 'z'
}

// label tells whether one of the words stands within so many bytes·3 before figure i.
func (s *identity) label(i, runes int, words ...string) bool {
	at := int(s.d[i].pos)
	return containsAny(s.v.low[max(0, at-3*runes):at], words)
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
