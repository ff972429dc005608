package safeguard

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// digit is one figure of a text, whichever way it was written: 6, ６, 六, 陆, ⑥, a letter O between figures.
type digit struct {
	value    int8  // 0-9; letterX for a closing X
	gap      uint8 // runes between this and the figure before; 0 = side by side; wide = no link at all
	mark     rune  // the first sign in the gap
	pos, end int32 // bytes of the view
}

const (
	letterX = 10
	wide    = 255
	// longestGap is how many signs, spaces and line breaks may stand between two figures of one number.
	longestGap = 8
)

// digits lists the figures of a view in order. A word between two figures parts them (gap = wide); signs, spaces and line
// breaks do not, nor do 年, 月 and 日.
func (v *view) digits() []digit {
	if !strings.ContainsAny(v.s, "0123456789〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖") {
		return nil
	}
	var (
		list []digit
		gap  = wide
		mark rune
		prev rune
	)
	for i, r := range v.s {
		n := utf8.RuneLen(r)
		if r == utf8.RuneError {
			n = 1
		}
		value, ok := v.figure(i, r, prev)
		prev = r
		if !ok || value == letterX && gap == wide {
			switch {
			case gap == wide:
			case parts(r) || gap >= longestGap:
				gap = wide
			default:
				if gap == 0 {
					mark = r
				}
				gap++
			}
			continue
		}
		list = padDate(list, int32(i), gap, mark, v.s[i+n:])
		list = append(list, digit{value: value, gap: uint8(gap), mark: mark, pos: int32(i), end: int32(i + n)})
		if padded := len(list) > 1 && list[len(list)-2].pos == int32(i); padded {
			list[len(list)-1].gap = 0
		}
		gap, mark = 0, 0
	}
	return list
}

// padDate writes the zero that a spoken date leaves out: 2010年1月1日 is 20100101 inside a number.
func padDate(list []digit, at int32, gap int, mark rune, rest string) []digit {
	dated := mark == '年' && strings.HasPrefix(rest, "月") ||
		mark == '月' && (strings.HasPrefix(rest, "日") || strings.HasPrefix(rest, "号"))
	if gap != 1 || !dated {
		return list
	}
	return append(list, digit{gap: 1, mark: mark, pos: at, end: at})
}

// parts tells whether a rune between two figures means that they are not one number.
func parts(r rune) bool {
	switch r {
	case '年', '月', '日', '号':
		return false
	case ':', '%', '¥', '$', '€':
		return true
	}
	return unicode.IsLetter(r)
}

// figure reads a rune as a figure.
func (v *view) figure(i int, r, prev rune) (int8, bool) {
	if r >= '0' && r <= '9' {
		return int8(r - '0'), true
	}
	switch r {
	case '〇', '○', '◯', '零':
		return 0, true
	case '一', '壹', '幺', '弌':
		return 1, true
	case '二', '贰', '弍':
		return 2, true
	case '三', '叁', '弎':
		return 3, true
	case '四', '肆':
		return 4, true
	case '五', '伍':
		return 5, true
	case '六', '陆':
		return 6, true
	case '七', '柒':
		return 7, true
	case '八', '捌':
		return 8, true
	case '九', '玖':
		return 9, true
	}
	return v.lookalike(i, r, prev)
}

// lookalike reads a letter that stands in for a figure: O and l inside a number, X at its end.
func (v *view) lookalike(i int, r, prev rune) (int8, bool) {
	rest := v.s[i+utf8.RuneLen(max(r, 0)):]
	next, _ := utf8.DecodeRuneInString(rest)
	switch r {
	case 'x', 'X', 'х', 'Х', 'χ', 'Χ', '×', '✕', '✖', '╳', '叉':
		return letterX, unicode.IsDigit(prev) || !(unicode.Is(unicode.Latin, next) || unicode.Is(unicode.Latin, prev))
	case 'O', 'o', 'О', 'о', 'Ο', 'ο':
		return 0, standsIn(prev) && standsIn(next)
	case 'l', 'I', 'І', 'Ι':
		return 1, standsIn(prev) && standsIn(next)
	}
	return 0, false
}

// standsIn tells whether a lookalike letter may have this neighbour and still be a figure.
func standsIn(r rune) bool {
	return strings.ContainsRune("OolIxXОоΟοІΙ", r) || !unicode.IsLetter(r)
}
