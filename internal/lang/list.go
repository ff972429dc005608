package lang

import (
	"strings"
	"unicode/utf8"
)

// List joins names as a sentence does: 甲、乙和丙; a, b and c; a, b och c.
func (s *Speaker) List(items []string) string {
	comma, and := ", ", " and "
	switch s.code {
	case Chinese:
		comma, and = "、", "和"
	case Swedish:
		and = " och "
	}
	last := len(items) - 1
	if last < 1 {
		return strings.Join(items, "")
	}
	return s.mark(strings.Join(items[:last], comma) + and + items[last])
}

// PersonName writes a person's name: in Chinese 王例文, in English WANG Liwen, in Swedish Wang Liwen. chinese is the name in
// Chinese characters, latin the whole name in Latin letters in the person's own order, family its family part in Latin letters;
// any of them may be empty. A name is never split or turned round; the family name is set in capitals only where it stands
// first, so that an English reader knows which part it is. Tibetan and Hui names may have none, and stay as they are.
func (s *Speaker) PersonName(chinese, latin, family string) string {
	if latin == "" || s.code == Chinese && chinese != "" {
		return chinese
	}
	if s.code == Swedish {
		return PlainCase(latin)
	}
	if s.code == English && family != "" {
		if given, first := strings.CutPrefix(latin, family+" "); first {
			return strings.ToUpper(family) + " " + given
		}
	}
	return latin
}

// PlainCase takes the capitals from a family name that English sets in them: "WANG Liwen" is "Wang Liwen" in Swedish. The order
// of the parts stays; a single letter and a name that is not all capitals stay as they are.
func PlainCase(latin string) string {
	words := strings.Split(latin, " ")
	for i, w := range words {
		if utf8.RuneCountInString(w) > 1 && w == strings.ToUpper(w) && w != strings.ToLower(w) {
			first, size := utf8.DecodeRuneInString(w)
			words[i] = string(first) + strings.ToLower(w[size:])
		}
	}
	return strings.Join(words, " ")
}
