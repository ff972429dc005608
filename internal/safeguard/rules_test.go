package safeguard

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFaultyRulesAreRefused(t *testing.T) {
	for fault, change := range map[string]func(string) string{
		"unknown check":    func(s string) string { return strings.Replace(s, `"child_age"`, `"no_such"`, 1) },
		"unknown part":     func(s string) string { return strings.Replace(s, "{{zh_age}}", "{{no_such}}", 1) },
		"unknown signal":   func(s string) string { return strings.Replace(s, `all = ["that_child"`, `all = ["no_such"`, 1) },
		"unknown near":     func(s string) string { return strings.Replace(s, `"@danger_en"`, `"@no_such"`, 1) },
		"missing":          func(s string) string { return strings.Replace(s, `id = "cn_student_no"`, `id = "renamed"`, 1) },
		"severity":         func(s string) string { return strings.Replace(s, `severity = "hotline"`, `severity = "loud"`, 1) },
		"unknown key":      func(s string) string { return strings.Replace(s, "\nremove = ", "\nremoves = ", 1) },
		"missing closing":  func(s string) string { return strings.Replace(s, "(?:出生日期", "((?:出生日期", 1) },
		"one of them":      func(s string) string { return strings.Replace(s, "scan = true\n", "", 1) },
		"expected newline": func(s string) string { return "x = [ y" + s },
	} {
		changed := change(rulesTOML)
		if changed == rulesTOML {
			t.Errorf("%s: nothing changed", fault)
			continue
		}
		if _, err := load(changed); err == nil || fault != "expected newline" && !strings.Contains(err.Error(), fault) {
			t.Errorf("%s: %v", fault, err)
		}
	}
}

func TestAgesInWords(t *testing.T) {
	for word, want := range map[string]int{"9": 9, "十": 10, "九": 9, "十七": 17, "二十": 20, "三十五": 35, "seventeen": 17, "sjutton": 17, "两": 2, "": -1, "abc": -1, "99999": -1, "十十": -1} {
		if got := readAge(word); got != want {
			t.Errorf("%q: %d, want %d", word, got, want)
		}
	}
	for word, want := range map[string]int{"2010": 2010, "二〇一〇": 2010, "二零一九": 2019, "二○一二": 2012, "x": 0} {
		if got := readYear(word); got != want {
			t.Errorf("%q: %d, want %d", word, got, want)
		}
	}
	for word, want := range map[string]int{"01": 1, "12": 12, "十一": 11, "三十一": 31, "januari": 1, "May": 5, "maj": 5, "okt": 10, "okay": 0} {
		if got := readMonth(word); got != want {
			t.Errorf("%q: %d, want %d", word, got, want)
		}
	}
}

func TestTraditionalFormsPairUp(t *testing.T) {
	if a, b := utf8.RuneCountInString(traditional), utf8.RuneCountInString(simplifies); a != b || len(traditional) != len(simplifies) {
		t.Fatalf("%d traditional, %d simplified", a, b)
	}
	for _, pair := range []string{"歲岁", "學学", "級级", "鎮镇", "號号", "兒儿", "張张", "證证", "怀怀"} {
		runes := []rune(pair)
		if got := simplified(runes[0]); got != runes[1] {
			t.Errorf("%c: %c, want %c", runes[0], got, runes[1])
		}
	}
}

// An offset map that drifts would mask the wrong words: every byte of a view leads back into the text, in order.
func TestTheViewLeadsBackToTheText(t *testing.T) {
	for _, text := range []string{"", "abc", "a\u0301\u0302ﬁ½ 歲①⑴㎡", "\xff\xfe字\xff", "한글\u1100\u1161", strings.Repeat("e\u0301", 50), "ﷺ\u200b\u00ad\n\r\n\u2028"} {
		v, n, last := fold(text), int32(utf8.RuneCountInString(text)), int32(0)
		if len(v.from) != len(v.s) || len(v.to) != len(v.s) || len(v.low) != len(v.s) {
			t.Fatalf("%q: %d bytes, %d from, %d to, %d low", text, len(v.s), len(v.from), len(v.to), len(v.low))
		}
		for i := range v.from {
			if v.from[i] < last || v.to[i] <= v.from[i] || v.to[i] > n {
				t.Errorf("%q: byte %d stands for [%d,%d) of %d", text, i, v.from[i], v.to[i], n)
			}
			last = v.from[i]
		}
	}
}
