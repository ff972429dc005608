package safeguard

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fullAfter wants a full name behind a word for a child, and moves the match's end to the name's.
func fullAfter(m *match) bool {
	w := &m.g.words
	a, b := m.group("name")
	tie := strings.TrimSpace(m.text("tie"))
	before, _ := utf8.DecodeLastRuneInString(m.v.s[:m.a])
	if unicode.Is(unicode.Latin, before) && m.v.s[m.a] < firstHanByte || otherPupil(m.v.s[:m.a], m.v.s[m.a:]) {
		return false
	}
	if han(firstRune(m.v.s[a:])) {
		n := w.fullAt(m.v.s[a:], tie != "")
		m.b = a + n
		return n > 0 && !w.grownZh(m.v.s[m.b:]) && !(tie == "" && strings.HasSuffix(m.text("kid"), "儿") && strings.HasPrefix(m.v.s[a:], "童")) // 妇女儿童
	}
	n := w.latinFull(m.v.s[a:b])
	kid := m.text("kid")
	if n == 0 || w.titled(m.v.s[a+n:]) || w.grownAfter(m.v.s[a+n:]) || grownBefore(m.v.s[:m.a], kid) || strings.EqualFold(kid, "student") && !notUniversity(m) {
		return false
	}
	m.b = a + n
	name := m.v.s[a:m.b]
	if kid == "" || unicode.IsUpper(firstRune(kid)) && !swedishDefinite(kid) && tie == "" {
		return w.surely(name) && (kid != "" || tie == "" || tie == "(" || tie == ":") // many at once, or Child in the name of a body
	}
	if strings.EqualFold(kid, "eleven") && tie == "" && !w.surely(name) {
		return false // the number
	}
	if x, _ := m.group("weak"); x >= 0 {
		return apposed(m, kid, w.surely(name))
	}
	return true
}

// firstRune is the first character of a text.
func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

// otherPupil tells whether what stands before a Chinese word for a pupil makes it a grown-up, or a day.
func otherPupil(before, here string) bool {
	switch {
	case strings.HasPrefix(here, "同学") && strings.HasSuffix(before, "高中"):
		return true
	case strings.HasPrefix(here, "学生") && hasSuffixAny(before, []string{"以前的", "曾经的", "当年的", "教过的", "毕业的"}):
		return true
	case strings.HasPrefix(here, "学生"), strings.HasPrefix(here, "同学"):
		return hasSuffixAny(before, []string{"大", "留", "老", "大学", "校友", "本科", "研究"})
	case strings.HasPrefix(here, "初一"):
		return hasSuffixAny(before, []string{"月", "年", "大"})
	}
	return false
}

// swedishDefinite tells whether a word for a child cannot be the first of a body's name: Flickan, Eleven.
func swedishDefinite(kid string) bool {
	return hasSuffixAny(strings.ToLower(kid), []string{"flickan", "pojken", "eleven", "barnet", "sonen", "dottern", "tjejen", "killen"})
}

// apposed wants a name that a comma alone ties to the child to be closed by a sign, or to do what a child does: not "for the
// girl, Anna Example says". A child or a student is more often one in general: sure says that the name is one beyond doubt.
func apposed(m *match, kid string, sure bool) bool {
	words := strings.Fields(strings.ToLower(m.before(m.a)))
	lead := ""
	if len(words) > 0 {
		lead = words[len(words)-1]
	}
	own := strings.Contains(" my our his her their min mitt vår vårt sin sitt deras ", " "+lead+" ")
	left := strings.HasSuffix(lead, "behind") || strings.HasSuffix(lead, "kvarlämnat") || strings.HasSuffix(lead, "föräldralöst")
	if len(words) > 1 && (lead == "the" || lead == "a") && strings.Contains(" for of to with by on about ", " "+words[len(words)-2]+" ") {
		sure = false // for the child, as somebody says
	}
	if low := strings.ToLower(kid); !own && !left && !sure && (low == "child" || low == "student" || low == "barn") || strings.Contains(" every each any no per varje inget ingen ", " "+lead+" ") {
		return false
	}
	after := m.after()
	if after == "" || strings.ContainsAny(after[:1], ",.;:)(\n") || strings.HasPrefix(after, "”") {
		return true
	}
	return hasPrefixAny(after, []string{" who", " is ", " was ", " lives", " goes", " attends", " walks", " has ", " from ", " in ", " and ",
		" som ", " är ", " var ", " bor ", " går ", " har ", " från ", " i ", " och "})
}

// fullBefore wants the name's group to end with a full name, and moves the match's beginning there.
func fullBefore(m *match) bool {
	w := &m.g.words
	a, b := m.group("name")
	if last, _ := utf8.DecodeLastRuneInString(m.v.s[a:b]); han(last) {
		at := w.fullEnd(m.v.s[:b])
		m.a = max(at, 0)
		return at >= 0
	}
	name := m.v.s[a:b]
	before := strings.Fields(strings.ToLower(m.before(a)))
	if len(before) > 0 && hasPrefixAny(before[len(before)-1], w.list.latinTitles) {
		return false
	}
	return w.latinFull(name) == len(name)
}

// fullCalled wants all that is called to be a full name.
func fullCalled(m *match) bool {
	name := m.text("name")
	if han(firstRune(name)) {
		return m.g.words.fullAt(name, true) == len(name)
	}
	return m.g.words.latinFull(name) == len(name)
}

// latinFull gives how many bytes of capitalised words are a person's full name; 0 when they are none.
func (w *words) latinFull(name string) int {
	n := len(name)
	for strings.Contains(name[:n], " ") {
		last := strings.LastIndexByte(name[:n], ' ')
		if utf8.RuneCountInString(name[last+1:n]) > 1 && !w.not[strings.ToLower(name[last+1:n])] {
			break
		}
		n = last // "Anna Example I met"
	}
	name = strings.TrimRight(name[:n], "'’- ")
	if !strings.Contains(name, " ") || !w.latin(name) {
		return 0
	}
	for _, part := range strings.Fields(name) {
		if strings.Contains(" Dr Prof Professor Mr Mrs Ms ", " "+part+" ") {
			return 0 // a grown-up
		}
		if part = strings.TrimSuffix(part, "."); utf8.RuneCountInString(part) > 1 && strings.ToUpper(part) == part && !w.surely(name) {
			return 0 // an abbreviation
		}
	}
	return len(name)
}

// surely tells whether capitalised words begin with a first name that many bear, or are a Chinese name in pinyin, or end in a patronymic.
func (w *words) surely(name string) bool {
	parts := strings.Fields(strings.ToLower(name))
	first, _, _ := strings.Cut(parts[0], "-")
	return w.first[first] || w.pinyin(parts) || w.sure(parts[len(parts)-1])
}

// titled tells whether what follows a name says what office its bearer has: ", chair of …".
func (w *words) titled(after string) bool {
	after = after[:runeStart(after, 60)]
	if !strings.HasPrefix(after, ",") && !strings.HasPrefix(after, " (") && !strings.HasPrefix(after, " -") {
		return false
	}
	for i, word := range strings.FieldsFunc(strings.ToLower(after), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if i > 3 || strings.Contains(" who whose and with from in at som och med från i på her his hennes hans ", " "+word+" ") {
			return false
		}
		if hasPrefixAny(word, w.list.latinTitles) {
			return true
		}
	}
	return false
}

// notGroup refuses many pupils at once, and what is only named after them.
func notGroup(m *match) bool {
	if m.text("mate") == "" {
		return childItself(m)
	}
	return !hasPrefixAny(m.after(), []string{"们", "会", "录", "群", "圈"})
}

// notLesson refuses who teaches there, or sits on its board.
func notLesson(m *match) bool {
	after := m.after()
	for _, end := range []string{"end", "end2"} {
		if a, _ := m.group(end); a >= 0 {
			after = m.v.s[a:min(len(m.v.s), a+48)]
		}
	}
	after = strings.ToLower(strings.TrimLeft(after, " )-的"))
	return !hasPrefixAny(after, []string{"语文", "数学", "英语", "体育", "音乐", "美术", "科学", "课", "老师", "教师", "班主任", "任教", "教书", "工作", "支教", "调研", "走访", "家长",
		"board", "meeting", "council", "committee", "govern", "teacher", "conference", "styrelse", "möte", "lärar", "som lärar", "as a teacher", "as teacher"})
}

// notUniversity refuses students who are grown up.
func notUniversity(m *match) bool {
	end, from := runeStart(m.v.low, m.b+60), m.b
	if strings.HasPrefix(m.v.low[from:], ", ") {
		from += 2 // Anna Example, Example University
	}
	if i := strings.IndexAny(m.v.low[from:end], ",;.\n"); i >= 0 {
		end = from + i
	}
	return !containsAny(m.v.low[m.a:end], []string{"university", "college", "law school", "medical school", "business school", "graduate school", "phd", "master", "bachelor", "doctoral", "postgraduate", "universitet", "högskola", "folkhögskol",
		"forskarutbild", "大学", "学院", "研究生", "博士", "硕士", "职工"})
}
