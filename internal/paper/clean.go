package paper

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// clean leaves what can be printed: no control characters, nothing without width, no marks that turn the direction of what follows, and letters
// with their accents as one character. A newline stays; empty lines do not.
func clean(text string) string {
	if plain(text) {
		return unbroken(text)
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\u0085", "\n", "\t", " ").Replace(text)
	text = strings.Map(func(r rune) rune {
		if r != '\n' && unprintable(r) {
			return -1
		}
		return r
	}, text)
	return unbroken(norm.NFC.String(text))
}

// unbroken makes one newline of several.
func unbroken(text string) string {
	for strings.Contains(text, "\n\n") {
		text = strings.ReplaceAll(text, "\n\n", "\n")
	}
	return text
}

// plain tells that nothing can be wrong, which is so of most texts.
func plain(text string) bool {
	for _, r := range text {
		if r >= ' ' && r < 0x7F || r >= 0x3000 && r <= 0x9FFF {
			continue
		}
		if r < ' ' && r != '\n' || r >= 0x7F && r < 0xA0 || r == utf8.RuneError || unicode.IsMark(r) || unprintable(r) ||
			r == '\u2028' || r == '\u2029' || r >= 0x1100 && r < 0x1200 || r >= 0xF900 && r < 0xFB00 {
			return false
		}
	}
	return true
}

// unprintable are controls, invisible formats, selectors of variants, and what is no character.
func unprintable(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Cs, unicode.Variation_Selector) || r == utf8.RuneError ||
		r >= 0xFDD0 && r <= 0xFDEF || r&0xFFFE == 0xFFFE || r == 0x034F || r == 0x115F || r == 0x1160 || r == 0x3164
}

// line is text that stays on one line.
func line(text string) string {
	return strings.Join(strings.FieldsFunc(clean(text), func(r rune) bool { return r == '\n' }), " ")
}

// safeLink keeps addresses of the web and of mail; anything else is printed as text only.
func safeLink(address string) string {
	address = strings.TrimSpace(address)
	for _, r := range address {
		if r <= ' ' || r >= 0x7F || strings.ContainsRune("<>\"\\^`{|}", r) {
			return ""
		}
	}
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		if len(address) > len(scheme) && strings.EqualFold(address[:len(scheme)], scheme) {
			return address
		}
	}
	return ""
}
