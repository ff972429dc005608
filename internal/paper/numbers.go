package paper

import (
	"strconv"
	"strings"
)

// Number prints the place of a heading, as pages have to print it too: 三、 （一） 1. （1） by level in Chinese, § 3 and 3.1 in Swedish, 3 and 3.1 in English.
func Number(language Language, level int, place []int) string {
	if len(place) == 0 {
		return ""
	}
	own := place[len(place)-1]
	switch {
	case language == Chinese:
		return chineseNumber(level, own)
	case language == Swedish && len(place) == 1:
		return "§ " + strconv.Itoa(own)
	}
	parts := make([]string, len(place))
	for i, n := range place {
		parts[i] = strconv.Itoa(n)
	}
	return strings.Join(parts, ".")
}

// chineseNumber is 一、 （一） 1. （1） by level.
func chineseNumber(level, n int) string {
	switch level {
	case 1:
		return han(n) + "、"
	case 2:
		return "（" + han(n) + "）"
	case 3:
		return strconv.Itoa(n) + "."
	}
	return "（" + strconv.Itoa(n) + "）"
}

// han writes 1 to 9999 as counted in Chinese: 十, 二十一, 一百零三. What is beyond stays in figures.
func han(n int) string {
	if n < 1 || n > 9999 {
		return strconv.Itoa(n)
	}
	digits, units := []rune("零一二三四五六七八九"), []string{"", "十", "百", "千"}
	figures := strconv.Itoa(n)
	var b strings.Builder
	gap := false
	for i, c := range figures {
		d, unit := int(c-'0'), units[len(figures)-1-i]
		if d == 0 {
			gap = true
			continue
		}
		if gap && b.Len() > 0 {
			b.WriteRune('零')
		}
		gap = false
		if d != 1 || unit != "十" || b.Len() > 0 {
			b.WriteRune(digits[d])
		}
		b.WriteString(unit)
	}
	return b.String()
}

// colon follows a label.
func colon(language Language) string {
	if language == Chinese {
		return "："
	}
	return ": "
}

// between stands between two facts on a line.
func between(language Language) string {
	if language == Chinese {
		return "；"
	}
	return "\u00a0· " // no line begins with it
}

// dash stands before the one who said it.
func dash(language Language) string {
	if language == Chinese {
		return "——"
	}
	return "— "
}

// comma stands between two names.
func comma(language Language) string {
	if language == Chinese {
		return "、"
	}
	return ", "
}

// aside puts a remark in brackets after what it is about.
func aside(language Language, text string) string {
	if text == "" {
		return ""
	}
	if language == Chinese {
		return "（" + text + "）"
	}
	return " (" + text + ")"
}
