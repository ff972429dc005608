package safeguard

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// sure tells whether capitalised words are a person's name beyond doubt: none of them is another word, and one of them is a first
// name that many bear, a patronymic, or a Chinese name in pinyin. "Emma", "MA Xiaoli", "Li Exempelsdotter"; not "Sida", not "Qinghai".
func (w *words) sure(name string) bool {
	if !w.latin(name) {
		return false
	}
	parts := strings.Fields(strings.ToLower(name))
	for i, p := range parts {
		if w.first[p] || len(p) > 6 && (strings.HasSuffix(p, "sson") || strings.HasSuffix(p, "dotter")) || w.pinyin(parts[i:]) {
			return true
		}
	}
	return false
}

// pinyin tells whether words begin with a Chinese person's name in Latin letters: surname and given name in either order, or a
// given name alone that begins with Xiao, as children are called.
func (w *words) pinyin(parts []string) bool {
	if rest, ok := strings.CutPrefix(parts[0], "xiao"); ok && syllables(rest) == 1 {
		return true
	}
	if len(parts) < 2 {
		return false
	}
	given := func(s string) bool { n := syllables(s); return n == 1 || n == 2 }
	return w.pinyins[parts[0]] && given(parts[1]) || w.pinyins[parts[1]] && syllables(parts[0]) == 2
}

// syllables counts the pinyin syllables of a word; 0 when it has other ones.
func syllables(word string) int {
	word = strings.NewReplacer("'", "", "’", "", "-", "").Replace(word)
	parts := []int{0} // parts[i] is the fewest syllables of the first i bytes, -1 when they have none
	for end := 1; end <= len(word); end++ {
		best := -1
		for begin := max(0, end-6); begin < end; begin++ {
			if n := parts[begin]; n >= 0 && syllable(word[begin:end]) && (best < 0 || n+1 < best) {
				best = n + 1
			}
		}
		parts = append(parts, best)
	}
	return max(parts[len(word)], 0)
}

// syllable tells whether a lower-case word is one pinyin syllable without its tone.
func syllable(s string) bool {
	rest := strings.TrimLeft(s, "bpmfdtnlgkhjqxrzcsyw")
	switch first := s[:len(s)-len(rest)]; {
	case rest != "" && (rest[0] == 'n' || rest[0] == 'r'):
		return false
	case len(first) > 1 && first != "zh" && first != "ch" && first != "sh":
		return false
	case first == "" && !strings.ContainsAny(rest[:min(1, len(rest))], "aeo"):
		return false
	}
	return finals()[rest]
}

// finals are the endings of pinyin syllables.
var finals = sync.OnceValue(func() map[string]bool {
	return set("a e i o u ü v ai ei ao ou an en in un ün ia ie iu ua ue üe ui uo er ang eng ing ong ian iao uai uan iang iong uang")
})

// set makes a set of words parted by spaces.
func set(all string) map[string]bool {
	list := map[string]bool{}
	for _, one := range strings.Fields(all) {
		list[one] = true
	}
	return list
}

// nameSure wants a name that is one beyond doubt, in either script: without the word "old" behind it a figure or a class may belong
// to anything.
func nameSure(m *match) bool {
	a, b := m.group("name")
	name := m.v.s[a:b]
	if first, _ := utf8.DecodeRuneInString(name); !han(first) {
		return m.g.words.sure(name)
	}
	before, _ := utf8.DecodeLastRuneInString(m.v.s[:a])
	led := han(before) && leads(m.v.s[:a])
	if han(before) && !led || !m.g.words.named(name) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(name)
	if strings.ContainsRune("省市县区镇乡村校园级课小中路街山湖河", last) && utf8.RuneCountInString(name) > 2 {
		return false // 白云村三年级
	}
	next, _ := utf8.DecodeRuneInString(m.v.s[b:])
	tied := strings.ContainsRune("一二三四五六七八九初高", next) || next >= '0' && next <= '9'
	return led || !tied || utf8.RuneCountInString(name) > 2 || strings.HasPrefix(name, "小")
}

// nameApart wants a name beyond doubt, or another that a comma, a colon or a bracket parts from the figures behind it.
func nameApart(m *match) bool {
	a, b := m.group("name")
	if first, _ := utf8.DecodeRuneInString(m.v.s[a:]); han(first) || m.g.words.sure(m.v.s[a:b]) {
		return nameSure(m)
	}
	return m.g.words.latin(m.v.s[a:b]) && strings.ContainsAny(strings.TrimLeft(m.v.s[b:], " ")[:1], ",:(")
}

// nameBracketed wants a name beyond doubt, or two words that may be one with the age in brackets.
func nameBracketed(m *match) bool {
	a, b := m.group("name")
	name := m.v.s[a:b]
	if first, _ := utf8.DecodeRuneInString(name); han(first) || m.g.words.sure(name) {
		return nameSure(m)
	}
	return strings.Contains(name, " ") && strings.HasPrefix(strings.TrimLeft(m.v.s[b:], " "), "(") && m.g.words.latin(name)
}

// nameOwner wants a person's name in the genitive: Emma's, Emmas; not the school's, not Skolans.
func nameOwner(m *match) bool {
	name := m.text("name")
	if m.g.words.sure(name) || m.g.words.sure(strings.TrimSuffix(name, "s")) {
		return true
	}
	low := strings.ToLower(strings.TrimSuffix(name, "s"))
	for _, end := range []string{"an", "en", "et", "na", "ers", "ar", "or"} {
		if strings.HasSuffix(low, end) {
			return false
		}
	}
	return m.g.words.latin(name) && m.g.words.latin(low)
}

// sureOrKin wants a name beyond doubt, or a word of family life beside it.
func sureOrKin(m *match) bool { return nameSure(m) || kinNear(m) }

// svSureOrKin does so in Swedish.
func svSureOrKin(m *match) bool { return nameSure(m) || svKinNear(m) }

// notService refuses years that somebody has held an office or worked.
func notService(m *match) bool {
	const near = 160 // bytes: far away in a long sentence somebody else is meant
	a, b := m.v.sentence(m.a + 1)
	a, b = runeStart(m.v.s, max(a, m.a-near)), runeStart(m.v.s, min(b, m.b+near))
	return !containsAny(m.v.low[a:b], []string{"board", "chair", "years of service", "experience", "served", "serves", "has worked", "employed", "mandate",
		"in office", "treasurer", "styrelse", "ordförande", "ledamot", "erfarenhet", "anställ", "mandat", "arbetat", "uppdrag", "i tjänst", "kassör"})
}

// notTeacher refuses the class of somebody who is called its teacher right before or behind it.
func notTeacher(m *match) bool {
	called := []string{"teach", "class teach", "lärar", "klasslärar", "mentor", "undervis", "rektor", "principal", "headm", "head teach"}
	after := strings.TrimLeft(strings.ToLower(m.after()), " ,:;()/-")
	words := strings.FieldsFunc(m.before(m.a), func(r rune) bool { return !unicode.IsLetter(r) })
	for i := len(words) - 1; i >= 0; i-- {
		first, _ := utf8.DecodeRuneInString(words[i])
		switch low := strings.ToLower(words[i]); {
		case hasPrefixAny(low, called):
			return false
		case !unicode.IsUpper(first) && !slices.Contains([]string{"of", "in", "for", "i", "av", "för"}, low):
			i = 0 // another word than the first part of her name
		}
	}
	return !hasPrefixAny(after, called)
}

// notStaff refuses the class of a teacher or of parents in Chinese, and classes that stand in a row.
func notStaff(m *match) bool {
	after := strings.TrimPrefix(strings.TrimLeft(m.after(), " )"), "的")
	if here, _, _ := strings.Cut(after, ","); containsAny(here, []string{"班主任", "老师", "教师"}) {
		return false
	}
	return !hasPrefixAny(after, []string{"主任", "语文", "数学", "英语", "体育", "音乐", "美术", "任课", "家长", "组", "以上", "以下", "至", "到",
		"及", "和", "-", "~", "、四", "、五", "、六", "、二", "、三", "共", "各", "有", "致", "级"})
}

func han(r rune) bool { return r >= 0x4e00 && r <= 0x9fff }
