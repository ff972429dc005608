// Package lang speaks to a reader in her language. It chooses the language, turns message ids into sentences, counts by each
// language's plural rules, and writes dates in two zones, numbers, lists and names as a native reader expects them. Ids, not
// sentences, travel through the rooms below, so that nobody there writes English to a person.
package lang

// Code is one of the languages the interface is written in, as it stands in addresses and profiles.
type Code string

// The three languages of the interface. Chinese is simplified, as written in the mainland.
const (
	Chinese Code = "zh"
	English Code = "en"
	Swedish Code = "sv"
)

// Codes lists the languages in the order the switcher shows them.
func Codes() []Code { return []Code{Chinese, English, Swedish} }

// Valid tells whether the interface is written in this language.
func (c Code) Valid() bool { return c == Chinese || c == English || c == Swedish }

// Tag is the value of a lang attribute. For Chinese it names the script, because fonts and line breaking follow the script.
func (c Code) Tag() string {
	if c == Chinese {
		return "zh-Hans"
	}
	return string(c)
}

// ContentLanguage is the value of the Content-Language header. For Chinese it names the country, which is what the search
// engines and proxies there look for.
func (c Code) ContentLanguage() string {
	if c == Chinese {
		return "zh-CN"
	}
	return string(c)
}

// Own is the language's name in itself, for where a language is chosen: no reader has to know another language to find her own.
// Where a page only says which language something is in, it says so in the reader's words.
func (c Code) Own() string {
	switch c {
	case Chinese:
		return "中文"
	case English:
		return "English"
	case Swedish:
		return "Svenska"
	}
	return string(c)
}

// index is the place of a language in Codes, or -1.
func (c Code) index() int {
	switch c {
	case Chinese:
		return 0
	case English:
		return 1
	case Swedish:
		return 2
	}
	return -1
}
