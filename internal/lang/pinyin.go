package lang

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// sounded gives the text a Chinese name sorts by. The collation knows one reading of each character; where a name has another,
// the key says it: in pinyin, which is turned into characters of that sound, because Latin letters would sort before all Chinese
// ones, or in such characters. Without a key, well-known places that are read otherwise are set right.
func sounded(name, key string) string {
	switch {
	case key == "":
		return placeReadings().Replace(name)
	case !strings.ContainsFunc(key, isHan):
		if text, ok := characters(key); ok {
			return text
		}
	}
	return key
}

func isHan(r rune) bool { return unicode.Is(unicode.Han, r) }

// characters turns pinyin, with or without tone marks, into one character for each syllable. Syllables part as the orthography
// has it (GB/T 16159): as long as can be, a consonant before a vowel opening the next one, an apostrophe parting the rest. ok is
// false when the text is not pinyin.
func characters(pinyin string) (text string, ok bool) {
	table := syllables()
	var b strings.Builder
	for _, word := range strings.FieldsFunc(toneless(pinyin), func(r rune) bool { return !unicode.IsLetter(r) }) {
		for word != "" {
			length := syllable(table, word)
			if length == 0 {
				return "", false
			}
			b.WriteString(table[word[:length]])
			word = word[length:]
		}
	}
	return b.String(), b.Len() > 0
}

// syllable is the length of the syllable a word of pinyin begins with, or 0.
func syllable(table map[string]string, word string) int {
	for length := min(6, len(word)); length > 0; length-- {
		if table[word[:length]] == "" {
			continue
		}
		beforeVowel := length < len(word) && strings.IndexByte("aeiouv", word[length]) >= 0
		if beforeVowel && strings.IndexByte("ngr", word[length-1]) >= 0 && table[word[:length-1]] != "" {
			return length - 1
		}
		return length
	}
	return 0
}

// toneless takes the tone marks off pinyin, and writes ü as v.
func toneless(pinyin string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(strings.ToLower(pinyin)) {
		if strings.ContainsRune("üǖǘǚǜ", r) {
			b.WriteByte('v')
			continue
		}
		base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
		b.WriteRune(base)
	}
	return b.String()
}

// placeReadings writes places whose name the collation would read otherwise with characters of the right sound.
var placeReadings = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer(strings.Fields(placeList)...)
})

// placeList pairs a place with how it is read. Names of persons are not in it: they come with their pinyin.
const placeList = `
重庆 崇庆 六安 录安 六合 录合 蚌埠 泵埠 蚌山 泵山 枞阳 宗阳 厦门 夏门
阜阳 付阳 阜南 付南 都兰 督兰 涡阳 锅阳 涡北 锅北 涡河 锅河 称多 衬多 乐都 勒都 乐山 勒山 乐清 月清
长丰 常丰 长江 常江 长沙 常沙 长春 常春 长治 常治 长三角 常三角 长安 常安 长城 常城 长宁 常宁 长乐 常勒 长兴 常兴 长白 常白
单县 善县 尉犁 玉犁 浚县 训县 铅山 沿山 番禺 潘禺 泌阳 必阳 蔚县 玉县 解州 谢州 都江堰 督江堰`
