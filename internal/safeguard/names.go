package safeguard

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// words are the lists that tell a person's name from other words. Single characters stand in one string; words are parted
// by spaces.
type words struct {
	Surnames   string `toml:"surnames"`     // one character each
	Surnames2  string `toml:"surnames2"`    // two characters each
	GivenParts string `toml:"given_parts"`  // pieces of Tibetan, Mongolian, Kazakh, Uyghur and Salar names
	NeverIn    string `toml:"never_in"`     // characters that no name holds
	NotNames   string `toml:"not_names"`    // words that only look like names; a name holds none of them
	NotLatin   string `toml:"not_latin"`    // capitalised words that are no person, lower case
	NoPlace    string `toml:"no_place"`     // what stands before 村 or 小学 without naming one
	NeverLast  string `toml:"never_last"`   // characters that no name ends with
	Seldom     string `toml:"seldom"`       // characters of running text that a given name seldom holds
	GivenLast  string `toml:"given_last"`   // characters that many given names end with
	Doubtful   string `toml:"doubtful"`     // surnames that running text begins many words with
	NotFirst   string `toml:"not_first"`    // words behind a word for a child that begin like a name and are none
	Titles     string `toml:"titles"`       // whoever is called so is no child
	LatinTitle string `toml:"latin_titles"` // the same in English and Swedish, by how they begin
	Profession string `toml:"professions"`  // what only a grown-up is, parts of English and Swedish words
	ProfZh     string `toml:"professions_zh"`
	NoPlaceEnd string `toml:"no_place_end"` // characters that end such a word
	LatinNouns string `toml:"latin_nouns"`  // names that end like a Swedish noun in the definite form
	Verbs      string `toml:"verbs"`        // characters that may follow a name in a sentence
	Lead       string `toml:"lead"`         // characters that end what stands before a name of a place
	First      string `toml:"first"`        // first names in Latin letters that many bear, lower case
	Pinyin     string `toml:"pinyin"`       // Chinese surnames in Latin letters, lower case

	list struct{ surnames2, givenParts, notLonger, noPlace, latinNouns, titles, latinTitles, professions, professionsZh []string }
	not  map[string]bool

	notTwo map[string]bool // those of not_names that have two characters: nearly all

	first, pinyins map[string]bool
	begin, given   map[rune]bool // characters that Chinese names begin with, and those of given_parts
	seldom         map[rune]bool
	givenLast      map[rune]bool
	partFirst      map[rune]bool // what given_parts begin with
	notFirst       map[string]bool
}

// prepare splits the lists once.
func (w *words) prepare() {
	w.list.surnames2 = strings.Fields(w.Surnames2)
	w.list.givenParts = strings.Fields(w.GivenParts)
	w.notTwo = map[string]bool{}
	for _, n := range strings.Fields(w.NotNames) {
		if utf8.RuneCountInString(n) == 2 {
			w.notTwo[n] = true
		} else {
			w.list.notLonger = append(w.list.notLonger, n)
		}
	}
	w.list.noPlace = strings.Fields(w.NoPlace)
	w.list.latinNouns = strings.Fields(w.LatinNouns)
	w.not, w.first, w.pinyins = set(w.NotLatin), set(w.First), set(w.Pinyin)
	w.list.titles, w.list.latinTitles = strings.Fields(w.Titles), strings.Fields(w.LatinTitle)
	w.list.professions, w.list.professionsZh = strings.Fields(w.Profession), strings.Fields(w.ProfZh)
	w.notFirst = set(w.NotFirst)
	w.begin, w.given, w.seldom = map[rune]bool{}, map[rune]bool{}, map[rune]bool{}
	for _, r := range w.Seldom + w.NeverIn {
		w.seldom[r] = true
	}
	w.givenLast, w.partFirst = map[rune]bool{}, map[rune]bool{}
	for _, part := range w.list.givenParts {
		w.partFirst[firstRune(part)] = true
	}
	for _, r := range w.GivenLast {
		w.givenLast[r] = true
	}
	for _, r := range w.Surnames + w.Surnames2 + "小阿" {
		w.begin[r] = true
	}
	for _, r := range w.GivenParts {
		w.given[r] = true
	}
}

// named tells whether a whole word reads as a Chinese person's name: surname and one or two characters, a name of another
// people's tongue, or a pet name (小明, 阿依, 明明).
func (w *words) named(name string) bool {
	n := utf8.RuneCountInString(name)
	if n < 2 || strings.ContainsAny(name, w.NeverIn) && !w.likely(name) || w.otherWord(name) {
		return false
	}
	if strings.ContainsRune(name, '·') {
		return n >= 4
	}
	if last, _ := utf8.DecodeLastRuneInString(name); strings.ContainsRune(w.NeverLast, last) {
		return false
	}
	first, size := utf8.DecodeRuneInString(name)
	second, _ := utf8.DecodeRuneInString(name[size:])
	switch {
	case n <= 3 && strings.ContainsRune(w.Surnames, first):
		return true
	case n >= 3 && n <= 4 && hasPrefixAny(name, w.list.surnames2):
		return true
	case containsAny(name, w.list.givenParts):
		return true
	case n == 4 && strings.ContainsRune(w.Surnames, first) && strings.ContainsRune(w.Surnames, second):
		return true // two surnames joined
	}
	return n == 2 && (first == second || strings.ContainsRune("小阿", first)) || n == 3 && strings.ContainsRune("小阿", first)
}

// likely tells whether three characters are a name whatever word the first two would be: 李子 is a plum, and begins the name of
// many a child; 有 stands in no name but as its second of three. A surname leads them, and a character that names end with closes them.
func (w *words) likely(name string) bool {
	last, size := utf8.DecodeLastRuneInString(name)
	if len(name) != 9 || !w.givenLast[last] {
		return false
	}
	first, k := utf8.DecodeRuneInString(name)
	middle := name[k : len(name)-size]
	return strings.ContainsRune(w.Surnames, first) && (!strings.Contains(w.NeverIn, middle) || middle == "有")
}

// otherWord tells whether a word holds one of those that only look like names.
func (w *words) otherWord(name string) bool {
	last, likely := -1, w.likely(name)
	for i, r := range name {
		if last >= 0 && !(last == 0 && likely) && w.notTwo[name[last:i+utf8.RuneLen(r)]] {
			return true
		}
		last = i
	}
	return containsAny(name, w.list.notLonger)
}

// plausible tells whether a word in a name's place (姓名：…, …，女，9岁) may be one: nothing but a known other word is refused.
func (w *words) plausible(name string) bool {
	n := utf8.RuneCountInString(name)
	return n >= 2 && !strings.ContainsAny(name, w.NeverIn) && !w.otherWord(name)
}

func hasPrefixAny(s string, words []string) bool {
	for _, w := range words {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// tail finds the name that a run of characters ends with, and where it begins; -1 when there is none. Three characters are
// the usual length, then two, then four.
func (w *words) tail(run string) int {
	return w.cut(run, func(runes []rune, n int) (string, int) {
		return string(runes[len(runes)-n:]), len(string(runes[:len(runes)-n]))
	})
}

func (w *words) cut(run string, piece func(runes []rune, n int) (string, int)) int {
	runes := []rune(run)
	if strings.ContainsRune(run, '·') && w.named(run) {
		_, at := piece(runes, len(runes))
		return at
	}
	for _, n := range []int{3, 2, 4} {
		if n > len(runes) {
			continue
		}
		if name, at := piece(runes, n); w.named(name) {
			return at
		}
	}
	return -1
}

// latin tells whether a capitalised name is a person's: none of its words is a month, a country, an office or the like.
func (w *words) latin(name string) bool {
	for _, part := range strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
		if !slices.ContainsFunc(strings.Split(part, "-"), func(s string) bool { return !w.not[s] }) {
			return false // one with a hyphen is a name where one half may be: Xiao-he
		}
	}
	return name != "" && !w.swedishNoun(strings.ToLower(name))
}

// swedishNoun tells whether a single word is a noun in the definite form at the beginning of a sentence: Projektet, Medelåldern.
func (w *words) swedishNoun(low string) bool {
	if strings.ContainsRune(low, ' ') || slices.Contains(w.list.latinNouns, low) {
		return false
	}
	for _, end := range []string{"et", "en", "ern", "arna", "orna", "erna"} {
		if strings.HasSuffix(low, end) {
			return true
		}
	}
	return false
}

// place tells whether a word in front of 村 or 小学 names one: what is left without "every", "boarding" and the like.
func (w *words) place(run string) bool {
	for again := true; again; {
		again = false
		for _, general := range w.list.noPlace {
			if run == general {
				return false
			}
			if rest, ok := strings.CutSuffix(run, general); ok && len(general) > 3 {
				run, again = rest, true
			}
		}
	}
	if rest, ok := strings.CutSuffix(run, "村"); ok {
		return w.place(rest) // a school that bears its village's name
	}
	last, size := utf8.DecodeLastRuneInString(run)
	if run == "" || strings.ContainsRune(w.NoPlaceEnd, last) || utf8.RuneCountInString(run) > 12 {
		return false
	}
	return len(run) > size || strings.ContainsRune(w.Surnames, last) || strings.ContainsRune("东西南北上中下前后", last)
}

// bare takes off what stands between a name and an age: "now", "just", "already".
func bare(run string) string {
	for {
		before := run
		for _, word := range []string{"现年", "今年", "现在", "目前", "刚满", "刚刚", "刚", "年仅", "才", "只有", "已经", "已", "快", "将满", "大约", "约", "虚岁", "周岁", "满",
			"同学", "小朋友"} {
			run = strings.TrimSuffix(run, word)
		}
		if run == before {
			return run
		}
	}
}
