package words

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/swedish"
	"golang.org/x/text/unicode/norm"
)

// The lengths, in bytes, between which a word is taken apart. Longer ones are cut: they are no words, and databases limit tokens.
const (
	shortestStemmed = 3
	longestStemmed  = 40
	longestWord     = 64
)

// stemmer finds the forms of words and remembers them while one text is read.
type stemmer struct {
	env   *snowballstem.Env
	exact map[string][]string
	all   map[string][]string
}

func newStemmer() *stemmer {
	return &stemmer{env: snowballstem.NewEnv(""), exact: map[string][]string{}, all: map[string][]string{}}
}

// forms gives what a word is searched as: itself, then its stems.
func (s *stemmer) forms(word string) []string {
	if known, ok := s.exact[word]; ok {
		return known
	}
	list := []string{word}
	if len(word) >= shortestStemmed && len(word) <= longestStemmed && latinWord(word) {
		if strings.IndexFunc(word, func(r rune) bool { return r >= 0x80 }) < 0 {
			list = with(list, s.english(word))
		}
		list = with(list, s.swedish(word))
		if bare := definite(word); bare != word {
			list = with(list, s.swedish(bare))
		}
		list = with(list, irregular(word))
	}
	s.exact[word] = list
	return list
}

// indexed gives what a word in a text is found by: its forms, and each of them as someone types who has no such keys.
func (s *stemmer) indexed(word string) []string {
	if known, ok := s.all[word]; ok {
		return known
	}
	exact := s.forms(word)
	list := exact[:len(exact):len(exact)]
	for _, form := range exact {
		list = with(list, bare(form))
	}
	s.all[word] = list
	return list
}

func (s *stemmer) english(word string) string {
	s.env.SetCurrent(word)
	english.Stem(s.env)
	return s.env.Current()
}

func (s *stemmer) swedish(word string) string {
	s.env.SetCurrent(word)
	swedish.Stem(s.env)
	return s.env.Current()
}

// definite takes off the endings that the Swedish stemmer leaves: -et of neuters (skyddet), -na of their plural (mötena), -um of
// Latin ones (ministerium, ministeriet). Nouns in -itet have that as part of the word.
func definite(word string) string {
	switch w := strings.TrimSuffix(word, "s"); {
	case strings.HasSuffix(w, "itet"):
	case strings.HasSuffix(w, "et") && len(w) > 4:
		return w[:len(w)-2]
	case strings.HasSuffix(w, "ena") && len(w) > 5:
		return w[:len(w)-2]
	case (strings.HasSuffix(w, "ium") || strings.HasSuffix(w, "eum")) && len(w) > 5:
		return w[:len(w)-2]
	}
	return word
}

// irregular gives the singular of a noun that changes its vowel or its end, "" for all others: those that this forum's papers use,
// which no stemmer knows.
func irregular(word string) string {
	switch word {
	case "children":
		return "child"
	case "women":
		return "woman"
	case "men", "män", "männen":
		return "man"
	case "criteria":
		return "criterion"
	case "länder", "länderna", "länders", "ländernas":
		return "land"
	case "städer", "städerna", "städers", "städernas":
		return "stad"
	case "mödrar", "mödrarna":
		return "mor"
	case "fäder", "fäderna":
		return "far"
	case "böcker", "böckerna":
		return "bok"
	}
	return ""
}

// latinWord tells a word of Latin letters alone.
func latinWord(word string) bool {
	for _, r := range word {
		if (r < 'a' || r > 'z') && (r < 0xdf || r > 0x24f) {
			return false
		}
	}
	return true
}

// bare gives a word without diacritics.
func bare(word string) string {
	plain := true
	for i := 0; i < len(word); i++ {
		plain = plain && word[i] < 0x80
	}
	if plain {
		return word
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(word) {
		switch r {
		case 'ø':
			b.WriteByte('o')
		case 'đ', 'ð':
			b.WriteByte('d')
		case 'ł':
			b.WriteByte('l')
		case 'ı':
			b.WriteByte('i')
		case 'ß':
			b.WriteString("ss")
		case 'æ':
			b.WriteString("ae")
		case 'œ':
			b.WriteString("oe")
		case 'þ':
			b.WriteString("th")
		default:
			if classOf(r) != drop {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// with adds a form to a list that has not got it.
func with(list []string, form string) []string {
	for _, known := range list {
		if known == form {
			return list
		}
	}
	if form == "" {
		return list
	}
	return append(list, form)
}

// cut shortens what is too long for a word, at a character.
func cut(word string) string {
	if len(word) <= longestWord {
		return word
	}
	return strings.ToValidUTF8(word[:longestWord], "")
}
