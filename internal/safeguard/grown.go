package safeguard

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A daughter may be a lawyer and a pupil of old a professor: what stands around a name says that its bearer has grown up.

// studies lists what makes a student a grown-up in English and Swedish, right before the word.
func studies() []string {
	return strings.Fields("phd doctoral master masters bachelor bachelors graduate postgraduate undergraduate law medical nursing engineering exchange university college erasmus former tidigare forne detta gamla")
}

// grownBefore tells whether what stands before a word for a pupil makes it a grown-up.
func grownBefore(before, kid string) bool {
	if !slices.Contains([]string{"student", "pupil", "classmate", "elev", "eleven", "klasskamrat", "klasskamraten"}, strings.ToLower(kid)) {
		return false
	}
	before = strings.ToLower(strings.TrimRight(before[runeStart(before, len(before)-24):], " -"))
	before = strings.TrimSuffix(strings.TrimSuffix(before, "'s"), "’s")
	word := before[strings.LastIndexFunc(before, func(r rune) bool { return !unicode.IsLetter(r) })+1:]
	return slices.Contains(studies(), word) || strings.HasSuffix(before, "ph.d.") || strings.HasSuffix(before, "f.d.")
}

// grownAfter tells whether what follows a name gives its bearer a profession: is a lawyer, arbetar som läkare.
func (w *words) grownAfter(after string) bool {
	after = strings.ToLower(after[:runeStart(after, 90)])
	if end := strings.IndexAny(after, ".;:!?\n"); end >= 0 {
		after = after[:end]
	}
	if hasPrefixAny(after, []string{" teaches ", " undervisar ", " forskar "}) || strings.HasPrefix(after, " is a social worker") {
		return true
	}
	lead := []string{" is ", " was ", " became ", " has become ", " works as ", " worked as ", " works at ", " är ", " var ", " blev ", " arbetar ", " jobbar "}
	i := slices.IndexFunc(lead, func(s string) bool { return strings.HasPrefix(after, s) })
	if i < 0 {
		return false
	}
	words := strings.FieldsFunc(after[len(lead[i]):], func(r rune) bool { return !unicode.IsLetter(r) })
	for n, word := range words {
		if n > 4 || slices.Contains(strings.Fields("who whose and with of to in at from och med av till i på hos från"), word) {
			return false
		}
		if containsAny(word, w.list.professions) { // not the teacher's daughter
			return !strings.HasSuffix(word, "ens") && (n+1 == len(words) || words[n+1] != "s")
		}
	}
	return false
}

// grownZh does so in Chinese: 是律师, 在例县当医生, 现任副县长.
func (w *words) grownZh(after string) bool {
	after = strings.TrimLeft(after[:runeStart(after, 75)], " ”\"」』’,")
	if end := strings.IndexAny(after, ",;:!?\n"); end >= 0 {
		after = after[:end]
	}
	after, _, _ = strings.Cut(after, "。")
	for _, now := range []string{"现在", "目前", "如今", "后来", "已经", "已", "现"} {
		after = strings.TrimPrefix(after, now)
	}
	if hasPrefixAny(after, []string{"参加工作", "退休", "结婚", "成家", "婚", "离婚"}) {
		return true
	}
	rest := after
	if strings.HasPrefix(after, "在") {
		if hasSuffixAny(after, []string{"任职", "任教", "执教", "从教", "挂职", "从医"}) {
			return true
		}
		at := strings.IndexAny(after, "当任做是")
		if at < 0 {
			return false
		}
		rest = after[at:]
	}
	first, size := utf8.DecodeRuneInString(rest)
	if !strings.ContainsRune("当任做是", first) {
		return false
	}
	post := strings.TrimRight(rest[size:], "了 ")
	for _, p := range w.list.professionsZh {
		if of, ok := strings.CutSuffix(post, p); ok && !strings.HasSuffix(of, "小") { // 小记者 is a child
			return true
		}
	}
	return false
}

// notMinSon refuses a son that is one in Swedish, for the rule in English: both languages have the word.
func notMinSon(m *match) bool {
	return !strings.EqualFold(m.text("kid"), "son") || !strings.Contains(" min din vår er sin hans hennes deras en ", " "+m.wordBefore()+" ")
}

// notMySon does the same for the rule in Swedish.
func notMySon(m *match) bool {
	return !strings.EqualFold(m.text("kid"), "son") || !strings.Contains(" my your our his her their a the whose only eldest youngest little ", " "+m.wordBefore()+" ")
}

// wordBefore is the word that stands right before a match, in lower case; "-" when there is none.
func (m *match) wordBefore() string {
	words := strings.Fields(strings.ToLower(m.before(m.a)))
	if len(words) == 0 {
		return "-"
	}
	return words[len(words)-1]
}

// fullListed wants a name of three characters or more that stands first in its line or behind a sign, as in a list.
func fullListed(m *match) bool {
	first, _ := utf8.DecodeRuneInString(m.v.s[m.a:])
	before, _ := utf8.DecodeLastRuneInString(m.v.s[:m.a])
	a, b := m.group("name")
	return !han(before) && (han(first) && b-m.a >= 9 || !han(first) && m.g.words.surely(m.v.s[a:b]))
}

// fullParent wants a name beyond doubt: 万元户的孩子 names nobody.
func fullParent(m *match) bool {
	_, b := m.group("name")
	name := strings.TrimSuffix(m.v.s[m.a:b], "家")
	last, _ := utf8.DecodeLastRuneInString(name)
	return len(name) >= 9 && m.g.words.givenLast[last]
}
