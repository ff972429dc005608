package safeguard

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// near cuts the stretches in which the expression is worth trying. An age that speaks of many is not worth it where nothing follows
// the age in the expression: papers about children are full of them.
func (p *pattern) near(w *words, v *view) []stretch {
	list := near(v, p.Near, p.Before, p.After, func(word string, end int) bool { return p.idle(w, v, word, end) })
	if len(p.Also) == 0 {
		return list
	}
	return slices.DeleteFunc(list, func(s stretch) bool { return !containsAny(v.low[s.a:s.b], p.Also) })
}

// idle tells whether a near word that ends at a byte is not worth a look.
func (p *pattern) idle(w *words, v *view, word string, end int) bool {
	before, after := v.low[max(0, end-len(word)-24):end-len(word)], v.low[end:min(len(v.low), end+48)]
	switch {
	case p.Word && inWord(before),
		p.Name == "after" && !w.mayFollow(v.s[end:], word),
		p.Name != "" && len(p.Also) > 0 && !containsAny(v.low[end:runeStart(v.s, end+p.After)], p.Also),
		p.Figure == "after" && !figureAfter(after),
		word == "岁" && hasPrefixAny(after, []string{"以", "至", "到", "及"}), // no expression goes on like this
		p.Figure == "before" && !figureBefore(before, word),
		(word == "岁" || p.Figure == "before" && word[0] < firstHanByte) && adult(before):
		return true
	}
	return p.endsInAge && word == "岁" && ofMany(strings.TrimPrefix(after, "半"))
}

// adult tells whether what stands before a word of age ends in a figure of eighteen or more.
func adult(s string) bool {
	s = strings.TrimRight(s, " -周虚足")
	figures := s[len(strings.TrimRight(s, "0123456789")):]
	if figures != "" {
		return len(figures) > 2 || readAge(figures) >= 18
	}
	tens := strings.TrimRight(s, "一二三四五六七八九")
	rest, ok := strings.CutSuffix(tens, "十")
	return ok && len(s)-len(tens) <= 3 && strings.TrimRight(rest, "二三四五六七八九") != rest
}

// inWord tells whether what stands before a word is a letter of the same: the "son" of Exempelsson.
func inWord(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && unicode.Is(unicode.Latin, last)
}

// figureBefore tells whether what stands before a word of age or class can end in a figure or a number word.
func figureBefore(s, word string) bool {
	s = strings.TrimRight(s, " -()")
	last, _ := utf8.DecodeLastRuneInString(s)
	switch {
	case strings.HasPrefix(word, "初") || strings.HasPrefix(word, "高"):
		return true // 初一: the figure is in the word
	case s == "":
		return false
	case last >= '0' && last <= '9' || strings.ContainsRune("一二三四五六七八九十两", last):
		return true
	case word == "班":
		return strings.ContainsRune("大中小托", last)
	case word == "年级" || han(last):
		return false
	}
	return slices.ContainsFunc(numberWords(), func(w string) bool { return strings.HasSuffix(s, w) })
}

// figureAfter tells whether what follows a word of class can begin with a figure or a number word.
func figureAfter(s string) bool {
	s = strings.TrimLeft(s, " ")
	return s != "" && s[0] >= '0' && s[0] <= '9' || hasPrefixAny(s, numberWords()[:10])
}

// numberWords are the numbers that ages and classes are written with, the English ones up to ten first.
var numberWords = sync.OnceValue(func() []string {
	return strings.Fields("one two three four five six seven eight nine ten eleven twelve teen ett två tre fyra fem sex sju åtta nio tio elva tolv ton")
})

// near cuts the stretches around the words that make a look worth it, but for those places that are idle; overlapping ones become one.
func near(v *view, words []string, before, after int, idle func(word string, end int) bool) []stretch {
	var list []stretch
	for _, w := range words {
		if w[0] >= firstHanByte && !v.han || w[0] >= 'a' && w[0] <= 'z' && !v.latin {
			continue
		}
		for _, i := range v.occurrences(w) {
			at := int(i)
			if idle == nil || !idle(w, at+len(w)) {
				list = append(list, stretch{runeStart(v.s, at-before), runeStart(v.s, at+len(w)+after)})
			}
		}
	}
	if len(list) < 2 {
		return list
	}
	slices.SortFunc(list, func(x, y stretch) int { return x.a - y.a })
	merged := list[:1]
	for _, s := range list[1:] {
		last := &merged[len(merged)-1]
		if s.a <= last.b {
			last.b = max(last.b, s.b)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}

// occurrences lists where a near word stands. All the near words of the gate are looked up in one walk over the text: most of them
// stand nowhere.
func (v *view) occurrences(w string) []int32 {
	if v.stands == nil {
		v.stands = v.lexicon.find(v.low)
	}
	return v.stands[v.lexicon.id[w]]
}

// lexicon holds near words by the two bytes they begin with.
type lexicon struct {
	id    map[string]int
	words []string
	at    [1 << 16]uint16 // where in lists; 0 is none
	lists [][]int
	ones  [256]int // words of one byte, by their number and one
}

// newLexicon sorts words for the walk.
func newLexicon(words map[string]bool) *lexicon {
	l := &lexicon{id: map[string]int{}, lists: make([][]int, 1)}
	for w := range words {
		id := len(l.words)
		l.id[w] = id
		l.words = append(l.words, w)
		if len(w) == 1 {
			l.ones[w[0]] = id + 1
			continue
		}
		key := uint16(w[0])<<8 | uint16(w[1])
		if l.at[key] == 0 {
			l.at[key] = uint16(len(l.lists))
			l.lists = append(l.lists, nil)
		}
		l.lists[l.at[key]] = append(l.lists[l.at[key]], id)
	}
	return l
}

// find lists where each word stands in a text, none over itself.
func (l *lexicon) find(low string) [][]int32 {
	stands := make([][]int32, len(l.words))
	for i := range len(low) {
		if one := l.ones[low[i]]; one > 0 {
			stands[one-1] = append(stands[one-1], int32(i))
		}
		if i+1 == len(low) {
			break
		}
		k := l.at[uint16(low[i])<<8|uint16(low[i+1])]
		if k == 0 {
			continue
		}
		for _, id := range l.lists[k] {
			list, w := stands[id], l.words[id]
			if strings.HasPrefix(low[i:], w) && (len(list) == 0 || int(list[len(list)-1])+len(w) <= i) {
				stands[id] = append(list, int32(i))
			}
		}
	}
	return stands
}
