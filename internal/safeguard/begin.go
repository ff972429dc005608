package safeguard

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// beginning says where alone an expression can begin to match. It is tried there and nowhere else: an expression that began at each
// letter would look at a long text once for every letter, for nothing.
type beginning struct {
	capitals bool // at a capital letter
	names    bool // at a capitalised word that may be a name: the checks refuse all others
	han      bool // at a Chinese character
	sureHan  bool // at one that nothing but a word for a child stands before: the checks refuse all others
	classes  bool // at a word for a class
	grades   bool // at the figure or character that a grade begins with
	figures  bool // at a figure
}

// beginningOf reads from an expression and its checks where it can begin; ok is false where that may be anywhere.
func beginningOf(re string, checks []string) (b beginning, ok bool) {
	sure := slices.ContainsFunc(checks, func(c string) bool { return strings.Contains(" name_sure name_apart name_bracketed ", " "+c+" ") })
	named := sure || slices.Contains(checks, "name_latin") || slices.Contains(checks, "name_person")
	lead := func(starts ...string) bool { return hasPrefixAny(re, starts) }
	switch {
	case lead("(?P<name>{{latin_", "(?P<name>{{cap}}", "(?P<name>{{sv_owner}}"):
		b.names, b.capitals = named, !named
		b.han = !sure && strings.Contains(re, "|{{zh_")
		b.sureHan = sure && strings.Contains(re, "|{{zh_")
	case lead("(?:(?P<name>{{latin_name}}|{{zh_name}})"):
		b.capitals, b.han = true, true
	case lead("{{en_school}}", "(?:{{cap}} )", `(?:\p{Lu}`):
		b.capitals = true
	case lead("(?P<name>{{zh_short}}") && sure:
		b.sureHan, b.names = true, strings.Contains(re, "|{{latin_")
	case lead("{{grade}}{{class}}", "(?:{{grade}}{{class}})"):
		b.grades = true
	case lead("{{zh_age}}"):
		b.figures = true
	case lead(`(?i:class|grade) ?\d`, `(?i:class|form|grade|year) ?(?:\d`, `(?i:klass|åk|årskurs) ?\d`):
		b.classes = true
	default:
		return b, false
	}
	return b, true
}

// places are where in a text an expression may begin, by kind, each in order.
type places struct{ capitals, names, han, sureHan, grades, figures, classes []int32 }

// begins lists the places of a view once; w tells which words are no names.
func (v *view) begins(w *words) *places {
	if v.places != nil {
		return v.places
	}
	p := &places{}
	before := rune(0)
	for i, r := range v.s {
		at := int32(i)
		switch {
		case han(r):
			p.han = append(p.han, at)
			if (!han(before) || leads(v.s[max(0, i-6):i])) && w.mayBegin(v.s[i:]) {
				p.sureHan = append(p.sureHan, at)
			}
		case r >= 'A' && r <= 'Z' || r >= utf8.RuneSelf && unicode.IsUpper(r):
			p.capitals = append(p.capitals, at)
			if !w.not[firstWord(v.s[i:])] {
				p.names = append(p.names, at)
			}
		}
		if r >= '0' && r <= '9' || strings.ContainsRune("一二三四五六七八九十", r) {
			p.figures = append(p.figures, at)
		}
		if r >= '1' && r <= '9' || strings.ContainsRune("一二三四五六七八九初高", r) {
			p.grades = append(p.grades, at)
		}
		if strings.ContainsRune("cfgykåCFGYKÅ", r) {
			if hasPrefixAny(strings.ToLower(v.s[i:min(len(v.s), i+9)]), []string{"class", "form", "grade", "year", "klass", "åk", "årskurs"}) {
				p.classes = append(p.classes, at)
			}
		}
		before = r
	}
	v.places = p
	return p
}

// mayBegin tells whether a Chinese name may stand at the beginning of a text, as named knows them, by its first characters alone.
func (w *words) mayBegin(s string) bool {
	first, size := utf8.DecodeRuneInString(s)
	if w.begin[first] || strings.HasPrefix(s[size:], s[:size]) {
		return true
	}
	n := 0
	for _, r := range s {
		if n++; w.given[r] || r == '·' {
			return true
		}
		if n > 4 {
			return false
		}
	}
	return false
}

// leads tells whether what stands before a Chinese name ends with a word that only a name follows.
func leads(before string) bool {
	for _, w := range []string{"同学", "学生", "孩子", "女孩", "男孩", "女童", "男童", "儿童", "女生", "男生", "叫", "是"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}

// firstWord is the letters that a text begins with, in lower case.
func firstWord(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(s)
	}
	return strings.ToLower(s[:end])
}

// next is the first place at or behind a byte where an expression may begin; -1 when there is none before end.
func (b beginning) next(p *places, at, end int) int {
	best := -1
	look := func(wanted bool, list []int32) {
		if !wanted {
			return
		}
		i := sort.Search(len(list), func(i int) bool { return int(list[i]) >= at })
		if i < len(list) && int(list[i]) < end && (best < 0 || int(list[i]) < best) {
			best = int(list[i])
		}
	}
	look(b.capitals, p.capitals)
	look(b.names, p.names)
	look(b.han, p.han)
	look(b.sureHan, p.sureHan)
	look(b.grades, p.grades)
	look(b.figures, p.figures)
	look(b.classes, p.classes)
	return best
}
