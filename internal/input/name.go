package input

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"sametable/internal/fault"
)

// Name reads the name of a person in any script: a Line of letters, digits, spaces and the few signs that names have. Full-width
// letters become plain ones, and the many dots a keyboard offers between the parts of a name become "·". Beyond Line's messages
// it adds input.name_letters for anything else, and input.name_mixed where alphabets that look alike stand in one name.
func Name(f *fault.Fields, name, raw string, max int, required bool) string {
	text, ok := line(f, name, raw)
	if !ok {
		return ""
	}
	text = norm.NFC.String(strings.Join(strings.Fields(strings.Map(plainly, text)), " "))
	if !fits(f, name, text, max, required) || !spelt(f, name, text) {
		return ""
	}
	return text
}

// plainly gives the form of a character that names are stored in.
func plainly(r rune) rune {
	switch r {
	case '•', '‧', '・', '･', '⋅', '∙':
		return '·'
	case 0x3000, 0x00a0:
		return ' '
	}
	if r >= 0xff01 && r <= 0xff5e {
		if p := []rune(width.Fold.String(string(r))); len(p) == 1 && (unicode.IsLetter(p[0]) || unicode.IsDigit(p[0])) {
			return p[0]
		}
	}
	return r
}

// spelt looks at the letters of a name, and adds what is wrong with them.
func spelt(f *fault.Fields, name, text string) bool {
	letters := text == ""
	for _, r := range text {
		if !nameRune(r) {
			f.Add(name, "input.name_letters", nil)
			return false
		}
		letters = letters || unicode.IsLetter(r)
	}
	if !letters {
		f.Add(name, "input.name_letters", nil)
		return false
	}
	if mixed(text) {
		f.Add(name, "input.name_mixed", nil)
		return false
	}
	return true
}

// nameRune tells what a name may be made of. Letters that are another letter in disguise (𝐋, ℒ, ﬁ, phonetic ɑ) are out.
func nameRune(r rune) bool {
	switch {
	case strings.ContainsRune(" -'’‐.,·()（）་", r), unicode.Is(unicode.M, r), r >= '0' && r <= '9':
		return true
	case r == 'ª', r == 'º', !unicode.IsLetter(r):
		return false
	case unicode.Is(unicode.Latin, r):
		return r <= 0x24f && (r < 0x1c0 || r > 0x1c3) || r >= 0x1e00 && r <= 0x1eff
	}
	return norm.NFKC.String(string(r)) == norm.NFC.String(string(r))
}

// mixed says whether a name joins scripts in which one letter can pass for another: Latin, Cyrillic, Greek and every other
// alphabet among themselves, Han and Katakana. Scripts that nobody takes for each other may stand together: 王 Wang, 扎西 བཀྲ་ཤིས.
func mixed(text string) bool {
	seen := map[string]bool{}
	for _, r := range text {
		if unicode.IsLetter(r) {
			seen[script(r)] = true
		}
	}
	alphabets := len(seen)
	for _, apart := range []string{"Han", "Hiragana", "Katakana", "Bopomofo", "Tibetan", "Arabic", "Mongolian"} {
		if seen[apart] {
			alphabets--
		}
	}
	return alphabets > 1 || seen["Katakana"] && seen["Han"]
}

// script names the script of a letter; letters that belong to none of the common ones count as one of their own.
func script(r rune) string {
	common := []struct {
		name  string
		table *unicode.RangeTable
	}{
		{"Latin", unicode.Latin}, {"Han", unicode.Han}, {"Cyrillic", unicode.Cyrillic}, {"Greek", unicode.Greek},
		{"Tibetan", unicode.Tibetan}, {"Arabic", unicode.Arabic}, {"Mongolian", unicode.Mongolian}, {"Hangul", unicode.Hangul},
		{"Hiragana", unicode.Hiragana}, {"Katakana", unicode.Katakana}, {"Bopomofo", unicode.Bopomofo},
		{"Armenian", unicode.Armenian}, {"Cherokee", unicode.Cherokee}, {"Lisu", unicode.Lisu}, {"Thai", unicode.Thai},
	}
	for _, s := range common {
		if unicode.Is(s.table, r) {
			return s.name
		}
	}
	return "other"
}
