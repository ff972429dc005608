package input

import (
	"unicode"
	"unicode/utf8"

	"sametable/internal/fault"
)

// mostMarks is how many combining marks may stand on one letter: Tibetan and Vietnamese need up to four, a tower of them
// covers the lines around it.
const mostMarks = 4

// legible says whether a reader sees all there is to see, and adds the first flaw with its line number if not. It runs before
// normalisation, because normalisation would hide long runs of marks behind joiners.
func legible(f *fault.Fields, name, raw string) bool {
	if !utf8.ValidString(raw) {
		f.Add(name, "input.not_text", fault.Args{"Line": 1})
		return false
	}
	runes := []rune(raw)
	row := 1
	for i, r := range runes {
		if id := flaw(runes, i); id != "" {
			f.Add(name, id, fault.Args{"Line": row})
			return false
		}
		if r == '\n' || r == '\r' && (i+1 == len(runes) || runes[i+1] != '\n') {
			row++
		}
	}
	return true
}

// flaw names the message for the character at i, or "" when it may stand there.
func flaw(runes []rune, i int) string {
	r := runes[i]
	switch {
	case r >= 0x20 && r < 0x7f, r == '\n', r == '\t', r == '\r', r >= 0x4e00 && r <= 0x9fff:
		return ""
	case directs(r):
		return "input.bidi"
	case invisible(r) && !joins(runes, i):
		return "input.invisible"
	case !isText(r):
		return "input.not_text"
	case unicode.Is(unicode.M, r) && tower(runes, i):
		return "input.marks"
	}
	return ""
}

// isText refuses controls, surrogates, non-characters, private use (it shows differently on every machine) and the mark that a
// broken conversion leaves behind.
func isText(r rune) bool {
	switch {
	case r == 0x85: // next line: a line end of old systems
		return true
	case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Co, r), unicode.Is(unicode.Cs, r):
		return false
	case r == utf8.RuneError, r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe:
		return false
	}
	return true
}

// directs tells the controls that turn the direction of text, with which a line can be made to read as another (CVE-2021-42574).
func directs(r rune) bool {
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200e || r == 0x200f || r == 0x061c
}

// invisible tells the characters that show nothing: they make two names equal to the eye and carry hidden text past a reader.
func invisible(r rune) bool {
	switch {
	case r >= 0x200b && r <= 0x200d, r >= 0x2060 && r <= 0x2064, r >= 0x206a && r <= 0x206f:
		return true
	case r == 0x00ad, r == 0x034f, r == 0xfeff, r == 0x2800, r >= 0xfff9 && r <= 0xfffb:
		return true
	case r == 0x115f, r == 0x1160, r == 0x3164, r == 0xffa0, r == 0x17b4, r == 0x17b5:
		return true
	case r >= 0x180b && r <= 0x180f, r >= 0xfe00 && r <= 0xfe0f, r >= 0x1bca0 && r <= 0x1bca3, r >= 0x1d173 && r <= 0x1d17a:
		return true
	}
	return r >= 0xe0000 && r <= 0xe0fff
}

// joins says whether an invisible character does honest work where it stands: a joiner inside an emoji or in a script that
// needs it, the variation selector of an emoji, a form selector after a Mongolian letter.
func joins(runes []rune, i int) bool {
	if i == 0 {
		return false
	}
	before, r := runes[i-1], runes[i]
	switch {
	case r == 0xfe0f || r == 0xfe0e:
		return unicode.In(before, unicode.So, unicode.Sm) || before == 0x203c || before == 0x2049 || before == 0x2139 || before == 0x3030 ||
			before == 0x303d || keycap(runes, i)
	case r >= 0x180b && r <= 0x180f:
		return unicode.Is(unicode.Mongolian, before) && unicode.IsLetter(before)
	case i+1 == len(runes):
		return false
	case r == 0x200d && pictured(before):
		return unicode.Is(unicode.So, runes[i+1])
	case r == 0x200d || r == 0x200c:
		return shaped(before) && shaped(runes[i+1])
	}
	return false
}

// keycap tells the emoji of a boxed digit: digit, selector, box.
func keycap(runes []rune, i int) bool {
	b := runes[i-1]
	return (b >= '0' && b <= '9' || b == '#' || b == '*') && i+1 < len(runes) && runes[i+1] == 0x20e3
}

// pictured tells what a joiner may follow inside an emoji: a picture, its selector, or a skin tone.
func pictured(r rune) bool {
	return unicode.Is(unicode.So, r) || r == 0xfe0f || r >= 0x1f3fb && r <= 0x1f3ff
}

// shaped tells letters of the scripts in which a joiner changes how a word is written (Unicode Annex 31, table of joiners).
func shaped(r rune) bool {
	return unicode.In(r, unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi,
		unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer)
}

// tower says whether the mark at i is one too many on its letter.
func tower(runes []rune, i int) bool {
	n := 0
	for ; i >= 0 && unicode.Is(unicode.M, runes[i]); i-- {
		if n++; n > mostMarks {
			return true
		}
	}
	return false
}
