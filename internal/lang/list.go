package lang

import "strings"

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
	if s.code == English && family != "" {
		if given, first := strings.CutPrefix(latin, family+" "); first {
			return strings.ToUpper(family) + " " + given
		}
	}
	return latin
}
