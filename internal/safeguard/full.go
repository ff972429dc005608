package safeguard

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A full name in a running Chinese text has no mark where it ends. What is asked of it here is more than named asks: a surname and
// characters that names hold and running text seldom does, or a sign behind it.

// fullAt gives the length in bytes of the full name that a text begins with; 0 when there is none, or when it is that of somebody
// who is called teacher, director and the like. sure says that a word like "called" or a sign leads to it.
func (w *words) fullAt(s string, sure bool) int {
	n := w.dotted(s)
	for _, runes := range []int{4, 3, 2} {
		if n > 0 {
			break
		}
		if size := prefix(s, runes); size > 0 && w.isFull(s[:size], s[size:], sure) {
			n = size
		}
	}
	if n == 0 {
		return 0
	}
	rest := strings.TrimLeft(s[n:], " ”\"」』’")
	if last, size := utf8.DecodeLastRuneInString(s[:n]); han(last) && hasPrefixAny(s[n-size:], w.list.titles) {
		return 0 // 张伟博士 is no 张伟博
	}
	if hasPrefixAny(rest, w.list.titles) && !hasPrefixAny(rest, []string{"父亲", "母亲", "爸爸", "妈妈", "爷爷", "奶奶", "外公", "外婆", "家长", "监护人"}) || hasPrefixAny(rest, []string{"担任", "任教", "社区", "小区", "寺", "州", "旗", "省", "市", "县", "区", "镇", "乡", "村", "路", "街"}) {
		return 0
	}
	return n
}

// isFull tells whether a run of two to four characters is a full name, by what follows it.
func (w *words) isFull(name, rest string, sure bool) bool {
	n := utf8.RuneCountInString(name)
	first, size := utf8.DecodeRuneInString(name)
	last, _ := utf8.DecodeLastRuneInString(name)
	next, _ := utf8.DecodeRuneInString(rest)
	signed := rest == "" || !han(next)
	closed := signed || next == '的' || strings.ContainsRune(w.Verbs, next)
	word, likely := name[:prefix(name, 2)], n == 3 && closed && w.likely(name)
	if !likely && (w.notTwo[word] || w.notFirst[word]) || n > 2 && w.notFirst[name[:prefix(name, 3)]] || !w.named(name) {
		return false
	}
	twice := n == 3 && w.twice(name[size:])
	if !twice && strings.ContainsRune(placeEnds, last) || n == 3 && w.colour(name) {
		return false
	}
	compound := n > 2 && hasPrefixAny(name, w.list.surnames2)
	switch {
	case compound:
		return signed || !w.anySeldom(name[prefix(name, 2):])
	case n == 4:
		parts, left := w.parts(name)
		return parts == 2 || parts == 1 && !w.anySeldom(left) && !strings.ContainsAny(left, placeEnds)
	case strings.ContainsRune(w.Surnames, first) && n == 3:
		_, left := w.parts(name[size:])
		doubtful := strings.ContainsRune(w.Doubtful, first)
		firm := closed || !doubtful || sure && w.givenLast[last]
		return firm && (!w.anySeldom(left) || twice && !doubtful) || likely && (sure || !doubtful) || sure && (signed || next == '的')
	case n == 3:
		parts, left := w.parts(name)
		return parts == 1 && (!w.anySeldom(left) || left == "措" && closed)
	}
	parts, left := w.parts(name)
	return closed && (parts == 1 && left == "" || strings.ContainsRune(w.Surnames, first) && !w.anySeldom(name[size:]))
}

// placeEnds are what a place, a house or a people ends with, and no name.
const placeEnds = "省市县区镇乡村街路校园院馆厂店楼室岛族"

// anySeldom tells whether one of some characters is hardly ever part of a name.
func (w *words) anySeldom(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return w.seldom[r] }) >= 0
}

// twice tells whether two characters are the same, and a name's: 园园, not 某某 or 等等.
func (w *words) twice(s string) bool {
	half := s[:len(s)/2]
	return half+half == s && !strings.Contains("某等说看想问听走跑讲谈做作试种次年时日每常", half)
}

// colour tells whether three characters paint: 白茫茫, 乐呵呵.
func (w *words) colour(name string) bool {
	first, size := utf8.DecodeRuneInString(name)
	second, k := utf8.DecodeRuneInString(name[size:])
	return name[size:size+k] == name[size+k:] && strings.ContainsRune("乐冷文古木毛焦白辛蓝金高黄齐丁丛方沙沈", first) &&
		strings.ContainsRune("呵悠滋融颠凄飕板绉框乎呆烘茸糊辣晃汪濛蒙皑苍茫闪煌挑嫩蜡刷崭戳零团喷淋溜绒巴灿花沉甸冰清", second)
}

// parts counts the pieces of names of other peoples' tongues in a run, and gives what is left of it.
func (w *words) parts(run string) (n int, left string) {
	if strings.IndexFunc(run, func(r rune) bool { return w.partFirst[r] }) < 0 {
		return 0, run // nearly always
	}
	for run != "" {
		r, size := utf8.DecodeRuneInString(run)
		whole := 0
		for _, part := range w.list.givenParts {
			if w.partFirst[r] && len(part) > whole && strings.HasPrefix(run, part) {
				whole = len(part)
			}
		}
		if whole > 0 {
			run, n = run[whole:], n+1
			continue
		}
		left, run = left+run[:size], run[size:]
	}
	return n, left
}

// dotted gives the length of a name with a dot between its parts that a text begins with: 古丽·某.
func (w *words) dotted(s string) int {
	size, dots, run := 0, 0, 0
	for _, r := range s {
		switch {
		case r == '·' && run > 1:
			dots, run = dots+1, 0
		case han(r) && run < 7 && !strings.ContainsRune(w.NeverIn, r) && (dots == 0 || run < 4 || !w.seldom[r]):
			run++
		case dots > 0 && run > 0:
			return size
		default:
			return 0
		}
		size += utf8.RuneLen(r)
	}
	if dots > 0 && run > 0 {
		return size
	}
	return 0
}

// fullEnd gives where the full name begins that a text ends with; -1 when there is none, or when a title leads it.
func (w *words) fullEnd(s string) int {
	at := -1
	runes := []rune(s[runeStart(s, len(s)-30):])
	for _, n := range []int{4, 3, 2} {
		if n > len(runes) || at >= 0 {
			continue
		}
		name := string(runes[len(runes)-n:])
		before := rune(0)
		if n < len(runes) {
			before = runes[len(runes)-n-1]
		}
		if first, _ := utf8.DecodeRuneInString(name); !han(first) || n == 2 && han(before) || before == '·' || !w.isFull(name, "", false) {
			continue
		}
		at = len(s) - len(name)
	}
	if dot := w.dottedEnd(s); dot >= 0 {
		at = dot
	}
	if at < 0 || hasSuffixAny(strings.TrimRight(s[:at], " :"), w.list.titles) {
		return -1
	}
	return at
}

// dottedEnd gives where a name with dots begins that a text ends with; -1 when there is none.
func (w *words) dottedEnd(s string) int {
	from := runeStart(s, len(s)-24)
	i := strings.LastIndex(s[from:], "·") + from
	if i < from {
		return -1
	}
	at := i
	for n := 0; n < 5; n++ {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		if !han(r) || w.seldom[r] {
			break
		}
		at -= size
	}
	if at < i && w.dotted(s[at:]) == len(s)-at {
		return at
	}
	return -1
}

// prefix gives the bytes of the first n characters of a text where all are Chinese, and 0 else.
func prefix(s string, n int) int {
	size := 0
	for range n {
		r, k := utf8.DecodeRuneInString(s[size:])
		if !han(r) {
			return 0
		}
		size += k
	}
	return size
}

func hasSuffixAny(s string, words []string) bool {
	for _, w := range words {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// tied are the characters that may stand between a Chinese word for a child and the name, each of them no name's first.
const tied = "【[】])的大名字姓全,他她叫做作为取唤是们 :(“\"「『‘《-年级子儿女"

// mayFollow tells whether behind a near word a name may follow: the quick look before an expression is tried.
func (w *words) mayFollow(rest, word string) bool {
	if word[0] < firstHanByte { // English and Swedish: a capital or a Chinese character soon
		for i, r := range rest {
			switch {
			case unicode.IsUpper(r), han(r):
				return true
			case i > 110, r == '\n', r == '!', r == '?', r == ';':
				return false
			}
		}
		return false
	}
	rest = strings.TrimLeft(rest[:runeStart(rest, 60)], tied)
	first, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsUpper(first) || han(first) && w.mayBegin(rest)
}

// nameStarts gives where full names begin that may stand before a near word, besides what may part them from it: one in Chinese, or
// the last three and the last two capitalised words.
func (w *words) nameStarts(before string) []int {
	end := len(strings.TrimRight(before, " ”\"」』’"))
	for _, word := range []string{",", "小", "同学", "小朋友"} {
		end = len(strings.TrimSuffix(before[:end], word))
	}
	last, _ := utf8.DecodeLastRuneInString(before[:end])
	switch {
	case han(last):
		if at := w.fullEnd(before[:end]); at >= 0 {
			return []int{at}
		}
		return nil
	case !unicode.Is(unicode.Latin, last):
		return nil
	}
	var starts []int
	at := end
	for n := 1; n <= 4 && at > 0; n++ {
		for at > 0 {
			r, size := utf8.DecodeLastRuneInString(before[:at])
			if !unicode.IsLetter(r) && !strings.ContainsRune("'’-", r) || end-at > 90 {
				break
			}
			at -= size
		}
		first, _ := utf8.DecodeRuneInString(before[at:])
		if unicode.IsUpper(first) && n > 1 {
			starts = append([]int{at}, starts...)
		}
		if at == 0 || before[at-1] != ' ' {
			break
		}
		at--
	}
	return starts
}
