package search

import (
	"sort"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"sametable/internal/words"
)

// leastInitials is how many initials make a token: two letters begin too many words.
const leastInitials = 3

// mostInitials is how long a run of initials gets; nobody types more.
const mostInitials = 24

// sounds gives what a Chinese name is found by when it is typed in Latin letters: its pinyin, where the sort key has it, and the
// initials of its syllables from any character on, so that mzt finds 青海省民政厅.
func sounds(name, key string) []string {
	spelt, inPinyin := pinyin(key)
	var letters []byte
	for _, r := range name {
		if l, ok := initial(r); ok {
			letters = append(letters, l)
		}
	}
	if len(letters) > 0 && inPinyin {
		letters[0] = spelt[0][0] // 重庆 is read chóng, 重 alone zhòng
	}
	list := spelt
	for i := 0; i+leastInitials <= len(letters); i++ {
		list = append(list, string(letters[i:min(i+mostInitials, len(letters))]))
	}
	return list
}

// pinyin gives the words of a sort key without their tones; ok is false when the key is not in Latin letters.
func pinyin(key string) (spelt []string, ok bool) {
	if strings.ContainsFunc(key, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return nil, false
	}
	at := -1
	for _, t := range words.Index(key) {
		if t.Pos != at {
			spelt, at = append(spelt, t.Text), t.Pos
		} else if t.Text[0] < 0x80 { // the word as typed without marks comes after it
			spelt = append(spelt, t.Text)
		}
	}
	return spelt, len(spelt) > 0 && spelt[0][0] >= 'a' && spelt[0][0] <= 'z'
}

// firstOfLetter are the first characters of each initial letter in the order of pinyin; no syllable begins with i, u or v.
const (
	firstOfLetter = "阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥扨它穵夕丫帀"
	initials      = "abcdefghjklmnopqrstwxyz"
)

// boundaries holds the collation keys of firstOfLetter, and the collator, which one may use at a time.
type boundaries struct {
	sync.Mutex
	order *collate.Collator
	keys  []string
}

var byPinyin = sync.OnceValue(func() *boundaries {
	b := &boundaries{order: collate.New(language.MustParse("zh-u-co-pinyin"))}
	for _, r := range firstOfLetter {
		b.keys = append(b.keys, b.key(r))
	}
	return b
})

func (b *boundaries) key(r rune) string {
	var buffer collate.Buffer
	return string(b.order.KeyFromString(&buffer, string(r)))
}

// initial gives the letter a character's syllable begins with; letters and digits stand for themselves.
func initial(r rune) (letter byte, ok bool) {
	switch {
	case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
		return byte(r), true
	case r >= 'A' && r <= 'Z':
		return byte(r - 'A' + 'a'), true
	case r < 0x4e00 || r > 0x9fff:
		return 0, false
	}
	b := byPinyin()
	b.Lock()
	defer b.Unlock()
	i := sort.SearchStrings(b.keys, b.key(r)+"\x00")
	if i == 0 {
		return 0, false
	}
	return initials[i-1], true
}
