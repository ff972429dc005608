package account

import (
	_ "embed" // the stems of common passwords
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed guessable.txt
var guessableList string

// most is how many stems a common password is put together from; three and more unlike ones are a phrase.
const most = 2

// stems are the words that common passwords are made of, each with the number of its characters not less than three.
var stems = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for line := range strings.Lines(guessableList) {
		if line = strings.TrimSpace(line); !strings.HasPrefix(line, "#") {
			for _, word := range strings.Fields(line) {
				set[folded(word)] = true
			}
		}
	}
	return set
})

// commonPassword tells whether a password is among the first that a guesser tries: one or two words everybody uses, in the
// usual disguises and with digits and signs around them; a walk over the keyboard; a row of letters; one thing repeated;
// nothing but digits, which are a date or a telephone number.
func commonPassword(password string) bool {
	text := []rune(folded(password))
	return onlyDigits(text) || few(text) || repeated(text) || walked(text) ||
		composed(text) || composed(undisguised(text, 'i')) || composed(undisguised(text, 'l'))
}

func onlyDigits(text []rune) bool {
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsMark(r) {
			return false
		}
	}
	return len(text) < 20
}

// few tells a text of three different characters or less.
func few(text []rune) bool {
	seen := map[rune]bool{}
	for _, r := range text {
		seen[r] = true
	}
	return len(seen) <= 3
}

// repeated tells a text that is one piece of at most half its length, over and over.
func repeated(text []rune) bool {
	for size := 1; size <= min(6, len(text)/2); size++ {
		same := true
		for i := size; i < len(text) && same; i++ {
			same = text[i] == text[i-size]
		}
		if same {
			return true
		}
	}
	return false
}

// keyRows are the ways fingers walk, each also backwards.
func keyRows() []string {
	return []string{"qwertyuiopåü", "asdfghjklöäæø", "zxcvbnm,./", "azertyuiop", "1234567890", "!@#$%^&*()_+", "!\"#¤%&/()=",
		"1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p", "!qaz@wsx#edc$rfv%tgb", "qazwsxedcrfvtgbyhnujmikolp", "q1w2e3r4t5y6u7i8o9p0",
		"1q2w3e4r5t6y7u8i9o0p", "a1s2d3f4g5h6", "zaq1xsw2cde3vfr4bgt5", "qweasdzxc", "qweasd123", "abcdefghijklmnopqrstuvwxyz", "零一二三四五六七八九十", "一二三四五六七八九十"}
}

// walked tells a text made of at most four walks of three keys or more.
func walked(text []rune) bool {
	walks := 0
	for i := 0; i < len(text); walks++ {
		length := stride(text[i:])
		if length < 3 || walks == 4 {
			return false
		}
		i += length
	}
	return true
}

// stride is the length of the longest walk a text begins with.
func stride(text []rune) int {
	longest := 0
	for _, row := range keyRows() {
		for _, way := range []string{row, reversed(row)} {
			for n := longest + 1; n <= len(text) && strings.Contains(way, string(text[:n])); n++ {
				longest = n
			}
		}
	}
	return longest
}

func reversed(s string) string {
	runes := []rune(s)
	for i, j := 0, len(runes)-1; i < j; i, j = i+1, j-1 {
		runes[i], runes[j] = runes[j], runes[i]
	}
	return string(runes)
}

// undisguised reads the usual signs for letters between the outermost letters of a text; a one is i or l.
func undisguised(text []rune, one rune) []rune {
	letters := map[rune]rune{'0': 'o', '1': one, '3': 'e', '4': 'a', '5': 's', '7': 't', '8': 'b', '@': 'a', '$': 's', '!': one, '|': 'l', '€': 'e'}
	first, last := -1, -1
	for i, r := range text {
		if unicode.IsLetter(r) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	out := append([]rune(nil), text...)
	if first > 0 && letters[text[0]] != 0 && unicode.IsPunct(text[0]) || first > 0 && (text[0] == '$' || text[0] == '@') {
		first = 0 // "$ommar"
	}
	for i := max(first, 0); i < last; i++ {
		if plain, ok := letters[out[i]]; ok {
			out[i] = plain
		}
	}
	return out
}

// composed tells whether all letters of a text belong to at most two stems.
func composed(text []rune) bool {
	const unreached = most + 1
	best := make([]int, len(text)+1) // the fewest stems that cover the text up to here
	for i := range text {
		best[i+1] = unreached
	}
	for i, r := range text {
		if best[i] > most {
			continue
		}
		if !unicode.IsLetter(r) {
			best[i+1] = min(best[i+1], best[i])
		}
		for n := 2; i+n <= len(text) && n <= 20; n++ {
			if stems()[string(text[i:i+n])] {
				best[i+n] = min(best[i+n], best[i]+1)
			}
		}
	}
	return best[len(text)] <= most && utf8.RuneCountInString(string(text)) > 0
}
