package safeguard

import (
	"path"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// CheckName finds what may identify a child in a file's name, before the file is kept: all rooms that take files ask here. A list of
// pupils is found by its title. A name is read as it stands, with its underscores as spaces, and with all that parts words taken
// for spaces, the seams of joined words too (MaXiaoli-9years_class3B); what only another reading shows is marked from the beginning
// to the end. Offsets count runes of the name as given.
func (g *Gate) CheckName(fileName string, now time.Time) Finding {
	bare := withoutKind(fileName)
	spaced := strings.ReplaceAll(bare, "_", " ")
	if found := g.check(fold(spaced), now, true); len(found) > 0 {
		return found
	}
	var found Finding
	for _, reading := range []string{fileName, g.words.apart(bare), g.words.apart(strings.ReplaceAll(bare, "-", ""))} {
		for _, h := range g.check(fold(reading), now, true) {
			h.Start, h.End = 0, utf8.RuneCountInString(fileName)
			found = append(found, h)
		}
	}
	return found.order()
}

// withoutKind takes .pdf, .png and the like off, which would stand where a sentence ends.
func withoutKind(name string) string {
	kind := path.Ext(name)
	if len(kind) < 2 || len(kind) > 5 || len(kind) == len(name) {
		return name
	}
	for i, c := range kind[1:] {
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || i > 0 && c >= '0' && c <= '9') {
			return name
		}
	}
	return strings.TrimSuffix(name, kind)
}

// apart writes a file's name as a sentence would have it: words and figures parted by spaces, and names with capitals.
func (w *words) apart(name string) string {
	runes := []rune(name)
	var b strings.Builder
	for i, r := range runes {
		if strings.ContainsRune("_-.+~=#&@*—–", r) {
			b.WriteRune(' ')
			continue
		}
		if i > 0 && seam(runes, i) {
			b.WriteRune(' ')
		}
		b.WriteRune(r)
	}
	parts := strings.Fields(b.String())
	for i, p := range parts {
		low := strings.ToLower(p)
		surname := i+1 < len(parts) && w.pinyins[low] && w.pinyin([]string{low, strings.ToLower(parts[i+1])})
		given := i > 0 && w.pinyins[strings.ToLower(parts[i-1])] && w.pinyin([]string{strings.ToLower(parts[i-1]), low})
		family := i > 0 && w.first[strings.ToLower(parts[i-1])] && letters(low) && !w.not[low] && !classWordLatin(low)
		switch {
		case w.not[low] || classWordLatin(low):
			parts[i] = low
		case w.first[low] || surname || given || family || w.pinyin([]string{low}):
			first, n := utf8.DecodeRuneInString(low)
			parts[i] = string(unicode.ToUpper(first)) + low[n:]
		case low == "ar":
			parts[i] = "år" // names of files often go without the ring
		case len(low) == 2 && low[0] >= '1' && low[0] <= '9' && low[1] >= 'a' && low[1] <= 'f':
			parts[i] = strings.ToUpper(p)
			if i > 0 && w.sure(parts[i-1]) {
				parts[i] = "class " + parts[i] // Emma_3B
			}
		}
	}
	return strings.Join(parts, " ")
}

// seam tells whether two words that were written as one meet before rune i: ma|Xiao, MA|Xiao, class|3B, 9|years; not 3|B, not 2|nd.
func seam(runes []rune, i int) bool {
	before, here := runes[i-1], runes[i]
	letter := unicode.Is(unicode.Latin, here)
	rest := runes[i:]
	n := 0
	for n < len(rest) && unicode.Is(unicode.Latin, rest[n]) {
		n++
	}
	switch {
	case unicode.IsDigit(here):
		return unicode.Is(unicode.Latin, before)
	case !letter:
		return false
	case unicode.IsDigit(before):
		ending := strings.ToLower(string(rest[:n]))
		return n > 2 || n == 2 && ending != "nd" && ending != "rd" && ending != "th" && ending != "st"
	case unicode.IsLower(before):
		return unicode.IsUpper(here)
	}
	return unicode.IsUpper(before) && unicode.IsUpper(here) && n > 1 && unicode.IsLower(rest[1])
}

// classWordLatin tells the words that rules about ages and classes look for: they keep their small letters.
func classWordLatin(low string) bool {
	return strings.Contains(" years year yrs yr old år class grade form klass åk årskurs primary middle secondary ", " "+low+" ")
}

// letters tells whether a word is nothing but letters.
func letters(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}
