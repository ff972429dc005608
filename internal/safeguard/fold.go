package safeguard

import (
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// view is a text made plain for matching: NFKC, no invisible characters, one kind of digit, dash, dot and space, simplified
// forms of the characters the rules name. from and to lead each byte back to the runes that were typed.
type view struct {
	s        string
	low      string // s in lower case (ASCII only), byte for byte
	from, to []int32
	ends     []int32 // where sentences end, in bytes of s; made when a rule first asks
	nearby   map[string][]stretch
	stands   [][]int32 // where near words stand, in bytes; made when one is first asked for
	lexicon  *lexicon  // the near words
	places   *places   // where expressions may begin; made when one first asks
	han      bool      // holds a character of three bytes or more
	latin    bool      // holds an ASCII letter
}

// firstHanByte begins every UTF-8 sequence of three bytes or more.
const firstHanByte = 0xe0

// span leads bytes [a,b) of the view back to the runes of the text.
func (v *view) span(a, b int) (start, end int) { return int(v.from[a]), int(v.to[b-1]) }

// folder collects a view.
type folder struct {
	out      []byte
	from, to []int32
}

// fold makes a text plain. It walks the text once; a segment that normalisation must see as a whole goes through as one.
func fold(text string) *view {
	f := &folder{out: make([]byte, 0, len(text)), from: make([]int32, 0, len(text)), to: make([]int32, 0, len(text))}
	at := int32(0)
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if plainAlone(r, text[i+size:]) {
			f.add(r, at, at+1)
			i, at = i+size, at+1
			continue
		}
		n := norm.NFKC.NextBoundaryInString(text[i:], true)
		if n < size {
			n = size
		}
		segment := text[i : i+n]
		end := at + int32(utf8.RuneCountInString(segment))
		if d, ok := enclosedDigit(r); ok {
			f.add('0'+d, at, end)
		} else {
			for _, p := range norm.NFKC.String(segment) {
				f.add(p, at, end)
			}
		}
		i, at = i+n, end
	}
	f.close()
	v := &view{s: string(f.out), from: f.from, to: f.to}
	v.low = lowerASCII(f.out)
	for i := range len(v.low) {
		v.han = v.han || v.low[i] >= firstHanByte
		v.latin = v.latin || v.low[i] >= 'a' && v.low[i] <= 'z'
	}
	return v
}

// plainAlone tells whether a rune cannot change under normalisation, given what follows: the fast path for nearly all text.
func plainAlone(r rune, rest string) bool {
	if r >= 0x4e00 && r <= 0x9fff || r >= 0x3001 && r <= 0x3011 {
		return true
	}
	if r >= utf8.RuneSelf && !fullWidth(r) {
		return false
	}
	const firstHan, lastHan = 0xe4, 0xe9 // lead bytes of U+4000 to U+9FFF, where nothing combines with what stands before
	return rest == "" || rest[0] < utf8.RuneSelf || rest[0] >= firstHan && rest[0] <= lastHan || norm.NFKC.PropertiesString(rest).BoundaryBefore()
}

// fullWidth tells whether a rune is an ASCII sign or letter in the width of a Chinese character: "，" "（" "Ａ".
func fullWidth(r rune) bool { return r >= 0xff01 && r <= 0xff5e }

// add writes one normalised rune, or drops it when a reader would not see it.
func (f *folder) add(r rune, from, to int32) {
	r = plain(r)
	if r < 0 || unicode.Is(unicode.Mn, r) && f.afterDigit() {
		return
	}
	before := len(f.out)
	f.out = utf8.AppendRune(f.out, r)
	for range len(f.out) - before {
		f.from, f.to = append(f.from, from), append(f.to, to)
	}
}

func (f *folder) afterDigit() bool {
	return len(f.out) > 0 && f.out[len(f.out)-1] >= '0' && f.out[len(f.out)-1] <= '9'
}

// plain gives the one form of a rune that the rules are written in; -1 drops it.
func plain(r rune) rune {
	switch {
	case r >= 0x20 && r < 0x7f, r == '\n':
		return r
	case fullWidth(r):
		return r - 0xfee0
	case r == '\t', r == '\r', r == '\v', r == '\f', unicode.Is(unicode.Zs, r):
		return ' '
	case r == 0x85, r == 0x2028, r == 0x2029:
		return '\n'
	case r >= 0x4e00 && r <= 0x9fff:
		return simplified(r)
	case unicode.Is(unicode.Nd, r):
		return '0' + digitValue(r)
	case r >= 0x3021 && r <= 0x3029: // Suzhou numerals
		return '1' + r - 0x3021
	case unicode.Is(unicode.Pd, r), r == 0x2212, r == 0xad:
		return dash(r)
	case strings.ContainsRune("・•‧∙⋅●▪・᛫", r):
		return '·'
	case unseen(r):
		return -1
	}
	return r
}

// dash folds every dash; the soft hyphen is not seen at all.
func dash(r rune) rune {
	if r == 0xad {
		return -1
	}
	return '-'
}

// unseen tells whether a rune leaves no mark on the page: format and control characters, variation selectors, fillers,
// the frames that make an emoji of a digit.
func unseen(r rune) bool {
	switch {
	case unicode.In(r, unicode.Cf, unicode.Cc, unicode.Variation_Selector):
		return true
	case r == 0x34f, r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0, r == 0xfffc, r == 0x17b4, r == 0x17b5:
		return true
	}
	return r >= 0x20dd && r <= 0x20e4
}

// digitValue reads a decimal digit of any script: each script's ten digits stand in a row from zero.
func digitValue(r rune) rune {
	for _, t := range unicode.Nd.R16 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if r >= rune(t.Lo) && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	return 0
}

// enclosedDigit reads the framed digits that normalisation leaves alone or wraps in signs: ⑴ ⒈ ❶ ➀ ➊ ⓵ ⓿.
func enclosedDigit(r rune) (rune, bool) {
	for _, first := range []rune{0x2474, 0x2488, 0x2776, 0x2780, 0x278a, 0x24f5} {
		if r >= first && r < first+9 {
			return r - first + 1, true
		}
	}
	return 0, r == 0x24ff
}

const (
	traditional = "歲歳學級園兒鎮鄉號組戶縣個隊區單樓棟孫護證殘親張劉陳楊趙黃吳馬羅鄭謝許鄧馮蕭葉蘇呂蔣賈盧鍾譚陸範韓現歲數貳參陸萬裡這我們齡滿歡強殺傷蹤賣懷師電話機誕辰聯繫"
	simplifies  = "岁岁学级园儿镇乡号组户县个队区单楼栋孙护证残亲张刘陈杨赵黄吴马罗郑谢许邓冯萧叶苏吕蒋贾卢钟谭陆范韩现岁数贰参陆万里这我们龄满欢强杀伤踪卖怀师电话机诞辰联系"
)

// simple holds the simplified form of each of them; it is asked for every character of a text.
var simple = sync.OnceValue(func() map[rune]rune {
	to := map[rune]rune{}
	from := []rune(traditional)
	for i, r := range []rune(simplifies) {
		to[from[i]] = r
	}
	return to
})

// simplified gives the simplified form of the few characters the rules name.
func simplified(r rune) rune {
	if s, named := simple()[r]; named {
		return s
	}
	return r
}

func lowerASCII(b []byte) string {
	low := make([]byte, len(b))
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		low[i] = c
	}
	return string(low)
}

// sentence gives the bounds of the sentence that holds byte p, its closing mark excluded.
func (v *view) sentence(p int) (a, b int) {
	if v.ends == nil {
		v.ends = sentenceEnds(v.s)
	}
	i := sort.Search(len(v.ends), func(i int) bool { return int(v.ends[i]) >= p })
	if i > 0 {
		a = int(v.ends[i-1])
	}
	return a, int(v.ends[i])
}

// sentenceEnds lists where sentences end; the end of the text is always one. A full stop counts before a space or the end,
// so that decimals and abbreviations inside a number stay whole.
func sentenceEnds(s string) []int32 {
	var ends []int32
	for i, r := range s {
		switch r {
		case '。', '!', '?', '\n':
			ends = append(ends, int32(i+utf8.RuneLen(r)))
		case '.':
			if i+1 >= len(s) || s[i+1] == ' ' || s[i+1] == '\n' {
				ends = append(ends, int32(i+1))
			}
		}
	}
	return append(ends, int32(len(s)))
}
