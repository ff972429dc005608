package safeguard_test

import (
	"strings"
	"testing"
	"time"

	"sametable/internal/safeguard"
)

// letters writes each figure by another sign; x is what X becomes.
func letters(to string, x string) func(string) string {
	signs := []rune(to)
	return func(id string) string {
		var b strings.Builder
		for _, c := range id {
			if c == 'X' {
				b.WriteString(x)
				continue
			}
			b.WriteRune(signs[c-'0'])
		}
		return b.String()
	}
}

// between puts a sign between all figures.
func between(sign string) func(string) string {
	return func(id string) string { return strings.Join(strings.Split(id, ""), sign) }
}

// parted puts a sign between groups; whatever is left over stands at the end.
func parted(sign string, sizes ...int) func(string) string {
	return func(id string) string {
		var groups []string
		for _, n := range sizes {
			n = min(n, len(id))
			groups = append(groups, id[:n])
			id = id[n:]
		}
		if id != "" {
			groups = append(groups, id)
		}
		return strings.Join(groups, sign)
	}
}

// half changes every second figure by another way of writing.
func half(other func(string) string) func(string) string {
	return func(id string) string {
		var b strings.Builder
		for i, c := range id {
			if i%2 == 0 || c == 'X' {
				b.WriteRune(c)
				continue
			}
			b.WriteString(other(string(c)))
		}
		return b.String()
	}
}

// disguises are the ways people hide a number, or type one without thinking.
func disguises() map[string]func(string) string {
	lookalike := strings.NewReplacer("0", "O", "1", "l")
	return map[string]func(string) string{
		"plain": func(s string) string { return s }, "spaces": parted(" ", 6, 8), "groups": parted(" ", 3, 4, 4, 4), "dashes": parted("-", 6, 4, 2, 2),
		"dots": parted(".", 6, 8), "middots": parted("·", 6, 8), "wide": letters("０１２３４５６７８９", "Ｘ"), "chinese": letters("〇一二三四五六七八九", "X"),
		"formal": letters("零壹贰叁肆伍陆柒捌玖", "X"), "circled": letters("⓪①②③④⑤⑥⑦⑧⑨", "X"), "keycap": between("\ufe0f\u20e3"), "zwsp": between("\u200b"),
		"softhyphen": between("\u00ad"), "bidi": between("\u202e\u2066"), "newline": parted("\n", 6, 8), "newlines": parted("\n\n> ", 6, 8),
		"underscores": parted("_", 6, 8), "slashes": parted("/", 6, 4, 2, 2), "commas": parted(", ", 6, 8), "stars": parted("**", 6, 8),
		"mixed": half(letters("〇一二三四五六七八九", "X")), "lookalike": lookalike.Replace, "parens": func(s string) string { return "(" + s[:6] + ")" + s[6:14] + "(" + s[14:] + ")" },
		"arabic": letters("٠١٢٣٤٥٦٧٨٩", "X"), "mathbold": letters("𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "𝐗"), "dingbat": letters("⓿❶❷❸❹❺❻❼❽❾", "X"), "nbsp": parted("\u00a0", 6, 8),
		"ideospace": parted("　", 6, 8), "quoted": func(s string) string { return "“" + s[:6] + "” “" + s[6:] + "”" },
		"wordgap": parted("，出生", 6, 8), "wordgap_en": parted(", born ", 6, 8),
		"dated": func(s string) string {
			return s[:6] + " " + s[6:10] + "年" + s[10:12] + "月" + s[12:14] + "日 " + s[14:]
		},
		"pairs": parted(" ", 2, 2, 2, 2, 2, 2, 2, 2), "tabs": parted("\t", 6, 8), "lowerx": strings.ToLower, "strike": between("\u0336"),
		"suzhou": letters("〇〡〢〣〤〥〦〧〨〩", "X"), "colonless": parted("；", 6, 8), "tags": parted("`", 6, 8), "fullstop": parted("。", 6, 8),
		"bullets": parted(" • ", 6, 8), "triples": parted(" ", 3, 3, 3, 3, 3), "plus": parted("+", 6, 8), "tilde": parted("～", 6, 8),
		"brackets": func(s string) string { return "【" + s[:6] + "】" + s[6:] }, "cjkcomma": parted("、", 6, 8), "zero": letters("○一二三四五六七八九", "叉"),
		"spoken": letters("零幺二三四五六七八九", "X"), "singles": between(" "), "singledash": between("-"), "variation": between("\ufe0e"),
		"bom": between("\ufeff"), "joiner": between("\u2060"), "devanagari": letters("०१२३४५६७८९", "X"), "tibetan": letters("༠༡༢༣༤༥༦༧༨༩", "X"),
		"paren_digit": letters("0⑴⑵⑶⑷⑸⑹⑺⑻⑼", "X"), "endash": parted("–", 6, 8), "emdash": parted("——", 6, 8), "minus": parted("−", 6, 8),
		"superscript": letters("⁰¹²³⁴⁵⁶⁷⁸⁹", "X"), "romanx": func(s string) string { return strings.ReplaceAll(s, "X", "Ⅹ") },
		"timesx": func(s string) string { return strings.ReplaceAll(s, "X", "×") }, "cyrillicx": func(s string) string { return strings.ReplaceAll(s, "X", "Х") },
		"thin": parted("\u2009", 6, 8), "crlf": parted("\r\n", 6, 8), "pipe": parted(" | ", 6, 8), "ellipsis": parted("…", 6, 8),
		"glued": func(s string) string { return "id" + s + "end" }, "longer": func(s string) string { return "00" + s + "99" },
		"undated": func(s string) string {
			return s[:6] + "，" + s[6:10] + "年" + strings.TrimPrefix(s[10:12], "0") + "月" + strings.TrimPrefix(s[12:14], "0") + "日出生，尾号" + s[14:]
		},
	}
}

func disguise(t testing.TB, id, style string) string {
	t.Helper()
	if style == "mobile" {
		return parted("-", 3, 4)(id)
	}
	f := disguises()[style]
	if f == nil {
		t.Fatalf("unknown disguise %s", style)
	}
	return f(id)
}

// disguiseSwedish hides a number YYYYMMDD-NNNN.
func disguiseSwedish(t testing.TB, id, style string) string {
	t.Helper()
	day, last := id[:8], id[9:]
	bare := day + last
	switch style {
	case "short":
		return id[2:]
	case "joined":
		return bare
	case "spaces":
		return day + " " + last
	case "dots":
		return day + "." + last
	case "dashes":
		return id[:4] + "-" + id[4:6] + "-" + id[6:8] + "-" + last
	case "endash":
		return day + "–" + last
	case "pairs":
		return parted(" ", 2, 2, 2, 2, 2)(bare)
	case "singles":
		return between(" ")(bare)
	}
	return disguise(t, bare, style)
}

func TestEveryDisguiseOfAChecksummedNumberIsFound(t *testing.T) {
	g := safeguard.Default()
	all := disguises()
	if len(all) < 58 {
		t.Fatalf("only %d disguises", len(all))
	}
	found, total := 0, 0
	for name, f := range all {
		for month := 1; month <= 12; month++ {
			for _, division := range []string{"639999", "349999"} {
				day := time.Date(2010, time.Month(month), 9+month, 0, 0, 0, 0, time.UTC).Format("2006-01-02")
				id := residentID(division, day, string(rune('1'+month%9)))
				total++
				text := "登记表写着" + f(id) + "，请核对。"
				if g.Check(text, postingDay).Blocks() {
					found++
					continue
				}
				t.Errorf("%s: %q passed", name, text)
			}
		}
	}
	t.Logf("disguised id numbers found: %d of %d, %d ways", found, total, len(all))
}

func TestEveryWayToWriteAPersonnummerIsFound(t *testing.T) {
	g := safeguard.Default()
	for _, style := range strings.Fields("short joined spaces dots dashes endash pairs singles wide zwsp softhyphen chinese circled keycap arabic mathbold strike bom") {
		for month := 1; month <= 12; month++ {
			day := time.Date(2012, time.Month(month), 5+month, 0, 0, 0, 0, time.UTC).Format("2006-01-02")
			for _, add := range []int{0, 60} {
				text := "personnummer " + disguiseSwedish(t, personnummer(day, add), style) + " i listan"
				if !g.Check(text, postingDay).Blocks() {
					t.Errorf("%s: %q passed", style, text)
				}
			}
		}
	}
}
