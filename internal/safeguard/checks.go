package safeguard

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// checks names the judgements that rules.toml may ask for after an expression has matched.
func checks() map[string]check {
	return map[string]check{
		"account":         account,
		"child_age":       childAge,
		"child_date":      childDate,
		"child_itself":    childItself,
		"en_child_near":   enChildNear,
		"sv_kin_near":     svKinNear,
		"sv_child_near":   svChildNear,
		"child_year":      childYear,
		"full_after":      fullAfter,
		"full_before":     fullBefore,
		"full_called":     fullCalled,
		"full_listed":     fullListed,
		"full_parent":     fullParent,
		"class_word":      classWord,
		"en_child_itself": enChildItself,
		"en_named_place":  enNamedPlace,
		"house_number":    houseNumber,
		"in_provinces":    inProvinces,
		"kin_near":        kinNear,
		"name_after":      nameAfter,
		"name_apart":      nameApart,
		"name_before":     nameBefore,
		"name_bracketed":  nameBracketed,
		"name_in_place":   nameInPlace,
		"name_latin":      nameLatin,
		"name_optional":   nameOptional,
		"name_owner":      nameOwner,
		"name_person":     namePerson,
		"name_start":      nameStart,
		"name_sure":       nameSure,
		"named_place":     namedPlace,
		"not_blank":       notBlank,
		"not_group":       notGroup,
		"not_lesson":      notLesson,
		"not_limit":       notLimit,
		"not_min_son":     notMinSon,
		"not_my_son":      notMySon,
		"not_range":       notRange,
		"not_service":     notService,
		"not_staff":       notStaff,
		"not_teacher":     notTeacher,
		"not_university":  notUniversity,
		"one_person":      onePerson,
		"sure_or_kin":     sureOrKin,
		"sv_child_itself": svChildItself,
		"sv_sure_or_kin":  svSureOrKin,
	}
}

// ofFigure tells the checks that judge an age or a year, and what stands around it, and nothing before.
func ofFigure(check string) bool {
	return slices.Contains([]string{"child_age", "child_date", "child_year", "not_limit", "not_range", "one_person"}, check)
}

// nameBefore wants the group to end with a name, and moves the match's beginning there unless a child word leads it.
func nameBefore(m *match) bool {
	a, b := m.group("name")
	at := m.g.words.tail(bare(m.v.s[a:b]))
	if at < 0 {
		return false
	}
	if m.a == a {
		m.a = a + at
	}
	return true
}

// nameAfter wants the group to begin with a name that a verb, a sign or the end follows, and moves the match's end there.
func nameAfter(m *match) bool {
	a, b := m.group("name")
	run := m.v.s[a:b]
	for _, n := range []int{3, 2, 4} {
		runes := []rune(run)
		if n > len(runes) {
			continue
		}
		name := string(runes[:n])
		next, _ := utf8.DecodeRuneInString(m.v.s[a+len(name):])
		followed := next < 0x4e00 || next > 0x9fff || strings.ContainsRune(m.g.words.Verbs, next)
		if followed && m.g.words.named(name) {
			if m.b == b {
				m.b = a + len(name)
			}
			return true
		}
	}
	return false
}

// nameInPlace accepts nearly any word where a form or a list puts the name; where a known form of name ends it, the match
// begins there.
func nameInPlace(m *match) bool {
	a, _ := m.group("name")
	run := bare(m.text("name"))
	if !m.g.words.plausible(run) {
		return false
	}
	if at := m.g.words.tail(run); at > 0 && m.a == a {
		m.a = a + at
	}
	return true
}

// nameLatin wants a person's name in capitals.
func nameLatin(m *match) bool { return m.g.words.latin(m.text("name")) }

// namePerson wants a name in either script.
func namePerson(m *match) bool {
	name := m.text("name")
	if first, _ := utf8.DecodeRuneInString(name); first >= 0x4e00 && first <= 0x9fff {
		return nameBefore(m)
	}
	return m.g.words.latin(name)
}

// nameOptional judges the named group, or the first words of the match where it took no part.
func nameOptional(m *match) bool {
	if m.text("name") != "" {
		return namePerson(m)
	}
	name, _, _ := strings.Cut(m.v.s[m.a:m.b], ",")
	return m.g.words.latin(name)
}

// nameStart wants the whole group to be a name; after a word for a child a sign behind it is proof enough of an unusual one.
func nameStart(m *match) bool {
	_, b := m.group("name")
	name := bare(m.text("name"))
	if m.g.words.named(name) {
		return true
	}
	signed := strings.HasPrefix(m.v.s[b:], ",") || strings.HasPrefix(m.v.s[b:], "(")
	return signed && utf8.RuneCountInString(name) <= 3 && m.g.words.plausible(name)
}

// childAge wants an age under eighteen.
func childAge(m *match) bool {
	if m.text("months") != "" || m.text("infant") != "" {
		return true
	}
	age := readAge(strings.ToLower(m.text("age")))
	return age >= 0 && age < 18
}

// readAge reads an age in figures or words, in three languages; -1 when it cannot.
func readAge(s string) int {
	if s == "" {
		return -1
	}
	if s[0] >= '0' && s[0] <= '9' {
		n := 0
		for _, r := range s {
			if r < '0' || r > '9' || n > 999 {
				return -1
			}
			n = n*10 + int(r-'0')
		}
		return n
	}
	for _, row := range []string{
		"one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen",
		"ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton",
	} {
		for i, word := range strings.Fields(row) {
			if word == s {
				return i + 1
			}
		}
	}
	return chineseNumber(s)
}

// chineseNumber reads 九, 十二, 二十一 and the like; -1 when it cannot.
func chineseNumber(s string) int {
	tens, ones, seen := 0, 0, false
	for _, r := range s {
		i := strings.IndexRune("一二三四五六七八九", r)
		switch {
		case r == '两':
			ones = 2
		case r == '十' && !seen:
			tens, ones, seen = max(ones, 1), 0, true
		case i >= 0 && ones == 0:
			ones = i/3 + 1
		default:
			return -1
		}
	}
	return tens*10 + ones
}

// ofMany tells whether what follows an age makes it one of many persons.
func ofMany(after string) bool {
	return hasPrefixAny(strings.TrimLeft(after, " )"), []string{"以", "及", "之", "至", "到", "起", "-", "~", "、", "或", "左右", "的儿童", "儿童", "的孩子们", "的未成年", "未成年",
		"的人", "人口", "人群", "群体", "年龄", "组", "段", "阶段", "时必须", "的学生", "学生", "的学龄", "学龄", "前", "后", "of age or", "and over", "and above",
		"or over", "or older", "and older", "eller äldre", "och äldre", "och uppåt", "or under", "and under", "eller yngre"})
}

// onePerson refuses ages that speak of many: "six and over", "6–12", "children of nine".
func onePerson(m *match) bool {
	if ofMany(m.after()) {
		return false
	}
	a := m.b
	for _, name := range []string{"age", "months", "infant"} {
		if at, _ := m.group(name); at >= 0 {
			a = at
		}
	}
	before := strings.TrimRight(m.before(a), " ")
	for _, many := range []string{"不满", "未满", "年满", "低于", "超过", "大于", "小于", "不足", "至", "到", "-", "~", "以上", "平均", "under", "over", "than", "or", "to"} {
		if strings.HasSuffix(before, many) {
			return false
		}
	}
	return true
}

// notRange refuses an age in English or Swedish that begins or continues a range or a span of time.
func notRange(m *match) bool {
	after := strings.TrimLeft(m.after(), " )")
	for _, many := range []string{"-", "to ", "till ", "or ", "eller ", "and over", "och upp", "senare", "sedan", "later", "ago", "efter", "framåt", "i rad",
		"before", "after", "and older", "och äldre", "with us", "hos oss", "of service", "of experience", "in office", "in the board", "on the board", "i styrelse", "i tjänst", "i branschen", "inom ", "på posten", "months", "per ", "av ", "of the", "%", "procent", "percent", "times", "gånger"} {
		if strings.HasPrefix(after, many) {
			return false
		}
	}
	return true
}
