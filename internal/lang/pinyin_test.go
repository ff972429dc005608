package lang

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// The table is right when its characters sort in the order of their syllables: a wrong reading falls out of line. Syllables
// with ü have their own place in the collation, right after those with u.
func TestSyllablesSortAsTheyAreSpelt(t *testing.T) {
	table, c := syllables(), collate.New(language.MustParse("zh-Hans"))
	if len(table) < 395 {
		t.Fatalf("only %d syllables", len(table))
	}
	before := ""
	for _, s := range slices.Sorted(maps.Keys(table)) {
		if len([]rune(table[s])) != 1 {
			t.Errorf("%s has %q", s, table[s])
		}
		if strings.Contains(s, "v") {
			continue
		}
		if before != "" && c.CompareString(table[before], table[s]) >= 0 {
			t.Errorf("%s %s does not sort before %s %s", before, table[before], s, table[s])
		}
		before = s
	}
}

func TestPinyinPartsAsTheOrthographySays(t *testing.T) {
	for pinyin, want := range map[string]string{
		"Chóngqìng": "chong qing", "Xī'ān": "xi an", "Xian": "xian", "Hénán": "he nan", "Jǐnán": "ji nan", "Ying'an": "ying an",
		"Guōběi": "guo bei", "Lǚliáng": "lv liang", "nǚ'ér": "nv er", "Huáng Lì-fāng": "huang li fang", "Tiananmen": "tian an men",
		"Nanjing": "nan jing", "Changan": "chan gan", "jingangjing": "jin gang jing", "Zhuāngyuán": "zhuang yuan", "er": "er",
	} {
		var chosen string
		for _, s := range strings.Fields(want) {
			chosen += syllables()[s]
		}
		if got, ok := characters(pinyin); !ok || got != chosen {
			t.Errorf("%s: %q, want %q (%s)", pinyin, got, chosen, want)
		}
	}
	for _, other := range []string{"", "17", "Stockholm", "Bxyz", "'"} {
		if got, ok := characters(other); ok {
			t.Errorf("%q is taken for pinyin: %q", other, got)
		}
	}
}

func TestPlacesComeInPairs(t *testing.T) {
	pairs := strings.Fields(placeList)
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == pairs[i+1] || len(pairs[i]) != len(pairs[i+1]) {
			t.Errorf("%s %s", pairs[i], pairs[i+1])
		}
	}
	if len(pairs)%2 != 0 {
		t.Error("a place without its reading")
	}
}
