package words

import (
	_ "embed"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// The classes of folded characters.
const (
	other  = iota
	han    // Han, kana and bopomofo: written without spaces
	letter // of a script with spaces
	digit
	drop // shows nothing, or clings to another character: part of no token
)

// script is a text folded for search: lower case, plain width, simplified characters, compatibility forms resolved.
type script struct {
	folded string
	off    []int32 // where each character begins in folded, and its end
	at     []int32 // where each character comes from in the source, and its end
	class  []uint8
}

// fold folds a text. Malformed bytes separate words.
func fold(text string) script {
	var s script
	folded := make([]byte, 0, len(text))
	size := len(text)/2 + 2
	s.off, s.at, s.class = make([]int32, 0, size), make([]int32, 0, size), make([]uint8, 0, size)
	add := func(r rune, from int) {
		class := classOf(r)
		if class == drop {
			return
		}
		s.off, s.at, s.class = append(s.off, int32(len(folded))), append(s.at, int32(from)), append(s.class, class)
		folded = utf8.AppendRune(folded, r)
	}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		marked := i+n < len(text) && (text[i+n] == 0xcc || text[i+n] == 0xcd) // U+0300–037F: a mark may follow, and change the letter
		switch {
		case r < utf8.RuneSelf && !marked:
			if r >= 'A' && r <= 'Z' {
				r += 'a' - 'A'
			}
			add(r, i)
		case r >= firstHan && r <= lastHan:
			add(simplified[r-firstHan], i)
		case r == utf8.RuneError && n == 1:
			add(' ', i)
		case !marked && r >= 0xff01 && r <= 0xff5e: // full width
			add(unicode.ToLower(r-0xfee0), i)
		case !marked && (r >= 0xc0 && r <= 0x131 || r >= 0x3001 && r <= 0x301f):
			add(unicode.ToLower(r), i)
		default:
			n = norm.NFKC.NextBoundaryInString(text[i:], true)
			for _, c := range norm.NFKC.String(text[i : i+n]) {
				if c >= firstHan && c <= lastHan { // a compatibility form of one
					c = simplified[c-firstHan]
				}
				add(unicode.ToLower(c), i)
			}
		}
		i += n
	}
	s.off, s.at = append(s.off, int32(len(folded))), append(s.at, int32(len(text)))
	s.folded = string(folded)
	return s
}

func classOf(r rune) uint8 {
	switch {
	case r >= 'a' && r <= 'z':
		return letter
	case r >= '0' && r <= '9':
		return digit
	case r < 0x80:
		return other
	case r >= firstHan && r <= lastHan:
		return han
	case r == '々', r == '〇', r == 'ー', unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo) && unicode.IsLetter(r):
		return han
	case string(r) == Joint:
		return other
	case unicode.IsLetter(r):
		return letter
	case unicode.IsNumber(r):
		return digit
	case unicode.In(r, unicode.M, unicode.Cf):
		return drop
	}
	return other
}

const (
	firstHan = 0x4e00
	lastHan  = 0x9fff
)

// traditional pairs characters with the ones they are simplified to, 2,879 of them: the one-to-one part of the transform
// Traditional-Simplified of Unicode CLDR (licence: Unicode-DFS-2016), with variants added and a few pairs corrected by hand. Where one
// character stands for several (发 for 發 and 髮) all become that one, which is what a search wants.
//
//go:embed traditional.txt
var traditional string

// simplified gives for each Han character of the basic block the one it is searched as.
var simplified = newSimplified()

func newSimplified() *[lastHan - firstHan + 1]rune {
	var table [lastHan - firstHan + 1]rune
	for i := range table {
		table[i] = firstHan + rune(i)
	}
	from := rune(0)
	for _, r := range traditional {
		switch {
		case r == '\n':
		case from == 0:
			from = r
		default:
			table[from-firstHan], from = r, 0
		}
	}
	return &table
}
