package safeguard

import (
	"strings"
	"time"
	"unicode/utf8"
)

// childDate wants a real day that makes someone under eighteen on the day of posting, and one person's day: not the limit
// of a rule ("born after …").
func childDate(m *match) bool {
	y, mo, d := readYear(m.text("y")), readMonth(m.text("m")), readDay(m.text("d"))
	born, ok := date(y, mo, d)
	if !ok && mo > 12 { // month first, as some write it
		born, ok = date(y, d, mo)
	}
	if !ok || !minorOn(born, m.now) || born.After(m.now.Add(24*time.Hour)) {
		return false
	}
	after := strings.TrimLeft(m.after(), " 日)")
	for _, limit := range []string{"以", "之", "前", "后", "至", "到", "起", "or later", "or earlier", "to ", "and after", "eller", "till ", "och senare", "-"} {
		if strings.HasPrefix(after, limit) {
			return false
		}
	}
	return true
}

// childYear wants a year of birth that makes someone under eighteen for at least part of the year of posting.
func childYear(m *match) bool {
	y := readYear(m.text("y"))
	return y <= m.now.Year() && y > m.now.Year()-18 && !hasPrefixAny(m.after(), []string{"的儿童", "的适龄", "的人", "人口", "以"})
}

func readYear(s string) int {
	n := 0
	for _, r := range s {
		i := strings.IndexRune("〇一二三四五六七八九", r)
		switch {
		case r == '零' || r == '○':
			i = 0
		case r >= '0' && r <= '9':
			i = int(r-'0') * 3
		case i < 0:
			return 0
		}
		n = n*10 + i/3
	}
	return n
}

func readMonth(s string) int {
	s = strings.ToLower(s)
	if len(s) >= 3 && s[0] >= 'a' && s[0] <= 'z' {
		if i := strings.Index("jan feb mar apr may jun jul aug sep oct nov dec", s[:3]); i >= 0 {
			return i/4 + 1
		}
		if i := strings.Index("jan feb mar apr maj jun jul aug sep okt nov dec", s[:3]); i >= 0 {
			return i/4 + 1
		}
		return 0
	}
	return readDay(s)
}

func readDay(s string) int {
	return max(readAge(strings.TrimLeft(s, "0零〇")), 0)
}

// namedPlace wants a village or a school that is named, not "every village" or "boarding schools", and narrows the match to
// the name and what follows it.
func namedPlace(m *match) bool {
	a, b := m.group("place")
	run := m.v.s[a:b]
	run = afterLead(run, m.g.words.Lead)
	if !m.g.words.place(run) {
		return false
	}
	if m.a == a {
		m.a = b - len(run)
	}
	return true
}

// afterLead cuts off what stands before a name: the words up to the last 在, 到, 和 and the like, unless the name ends there.
func afterLead(run, lead string) string {
	last := strings.TrimRight(run, lead)
	i := strings.LastIndexAny(last, lead)
	if i < 0 {
		return run
	}
	_, n := utf8.DecodeRuneInString(run[i:])
	return run[i+n:]
}

// houseNumber refuses words that only begin like a house or a group: 3组织, 5号文, 2户籍.
func houseNumber(m *match) bool {
	after := m.after()
	if rest, list := strings.CutPrefix(after, "、"); list && hasPrefixAny(rest, strings.Split("一 二 三 四 五 六 七 八 九 十 1 2 3 4 5 6 7 8 9", " ")) {
		return false // a row of groups is about roads and water, not about one home
	}
	for _, other := range []string{"织", "建", "合", "成", "长", "员", "会", "团", "区", "工", "伍", "籍", "文", "令", "线", "均", "件", "通", "召", "码"} {
		if strings.HasPrefix(after, other) {
			return false
		}
	}
	return true
}

// inProvinces wants a position on land where the forum's children live: China or Sweden, in either order.
func inProvinces(m *match) bool {
	x, y := decimal(m.text("x")), decimal(m.text("y"))
	within := func(lat, lon float64) bool {
		return lat >= 18 && lat <= 54 && lon >= 73 && lon <= 136 || lat >= 55 && lat <= 70 && lon >= 10 && lon <= 25
	}
	return within(x, y) || within(y, x)
}

func decimal(s string) float64 {
	n, scale, point := 0.0, 1.0, false
	for _, r := range s {
		switch {
		case r == '.':
			point = true
		case r >= '0' && r <= '9':
			n = n*10 + float64(r-'0')
			if point {
				scale *= 10
			}
		}
	}
	return n / scale
}
