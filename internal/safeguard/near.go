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
func (p *pattern) near(v *view) []stretch {
	list := near(v, p.Near, p.Before, p.After, func(w string, end int) bool {
		before, after := v.low[max(0, end-len(w)-24):end-len(w)], v.low[end:min(len(v.low), end+48)]
		switch {
		case p.Word && inWord(before),
			p.Figure == "after" && !figureAfter(after),
			w == "岁" && hasPrefixAny(after, []string{"以", "至", "到", "及"}), // no expression goes on like this
			p.Figure == "before" && !figureBefore(before, w),
			(w == "岁" || p.Figure == "before" && w[0] < firstHanByte) && adult(before):
			return true
		}
		return p.endsInAge && w == "岁" && ofMany(strings.TrimPrefix(after, "半"))
	})
	if len(p.Also) == 0 {
		return list
	}
	return slices.DeleteFunc(list, func(s stretch) bool { return !containsAny(v.low[s.a:s.b], p.Also) })
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

// occurrences lists where a near word stands, looked up once for all the expressions that share it.
func (v *view) occurrences(w string) []int32 {
	if known, ok := v.stands[w]; ok {
		return known
	}
	var list []int32
	for at := 0; at < len(v.low); {
		i := strings.Index(v.low[at:], w)
		if i < 0 {
			break
		}
		list = append(list, int32(at+i))
		at += i + len(w)
	}
	if v.stands == nil {
		v.stands = map[string][]int32{}
	}
	v.stands[w] = list
	return list
}
