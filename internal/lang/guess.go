package lang

import (
	"strings"
	"unicode"
)

// Guess reads off a short text which of the three languages it is written in, for what is kept without saying so, such as the
// reason for a step: screen readers and line breaking need to know. Script tells Chinese; English and Swedish are told apart by
// their small words. Empty: it could be either, as a name or a number is.
func Guess(text string) Code {
	han, latin := 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	if han > 0 && han*3 >= latin { // a Chinese character is about a third of a word
		return Chinese
	}
	english, swedish := 0, 0
	for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
		switch word {
		case "the", "of", "and", "to", "is", "are", "was", "were", "for", "from", "with", "that", "this", "it", "be", "by", "on", "not", "we", "our", "you", "your",
			"has", "have", "been", "as", "at", "or", "will", "please", "which", "their", "its", "no":
			english++
		case "och", "att", "av", "är", "en", "ett", "som", "på", "för", "med", "till", "från", "det", "den", "de", "inte", "vi", "har", "om", "var", "eller", "ska",
			"kan", "när", "vår", "vårt", "din", "ditt", "hon", "han", "ny", "nytt", "efter", "vid", "ingen", "inget":
			swedish++
		}
	}
	switch {
	case english > swedish:
		return English
	case swedish > english:
		return Swedish
	}
	return ""
}

// OfName reads off a name which of the three languages it is in: its letters tell, for a name has no small words. Empty: it could
// be any that is written in Latin letters.
func OfName(name string) Code {
	for _, r := range name {
		switch {
		case unicode.Is(unicode.Han, r):
			return Chinese
		case strings.ContainsRune("åäöÅÄÖ", r):
			return Swedish
		}
	}
	return ""
}
