package words

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

// matches answers a query from the tokens alone, as a database would.
func matches(tokens []Token, q Query) bool {
	for _, c := range q.Clauses {
		if !c.somewhere(tokens) {
			return false
		}
	}
	return len(q.Clauses) > 0
}

func (c Clause) somewhere(tokens []Token) bool {
	at := map[int][]string{}
	end := 0
	for _, t := range tokens {
		at[t.Pos] = append(at[t.Pos], t.Text)
		end = max(end, t.Pos)
	}
	for i := 0; i <= end; i++ {
		fits := len(c.Words) > 0
		for k, alternatives := range c.Words {
			one := overlap(alternatives, at[i+k])
			if c.Prefix && k == len(c.Words)-1 {
				one = one || begins(alternatives[0], at[i+k])
			}
			fits = fits && one
		}
		if fits {
			return true
		}
	}
	return false
}

func TestIndex(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"留守儿童", "0:留守 1:守儿 2:儿童 3:童"},
		{"兒童 ＡＢＣ", "0:儿童 1:童 2:abc"},
		{"NGO的", "0:ngo 1:的"},
		{"children's rights", "0:children 0:childr 0:child 1:rights 1:right"},
		{"EU:s SOU", "0:eu 1:sou"},
		{"Åtgärd", "0:åtgärd 0:atgard"},
		{"A\u030atga\u0308rd", "0:åtgärd 0:atgard"},
		{"skyddet", "0:skyddet 0:skydd"},
		{"QH-2018-03", "0:qh 0:qhː2018ː03 1:2018 1:2018ː03 2:03"},
		{"9.02", "0:9 0:9ː02 1:02"},
		{"QH〔2017〕2号", "0:qh 0:qhː2017ː2 1:2017 2:2 3:号"},
		{"国发〔2016〕13号", "0:国发 0:国发ː2016ː13 1:发 2:2016 3:13 4:号"},
		{"据国办函（2016）30号", "0:据国 0:据国办函ː2016ː30 0:国办函ː2016ː30 0:办函ː2016ː30 1:国办 2:办函 3:函 4:2016 5:30 6:号"},
		{"留\u200b守", "0:留守 1:守"},
		{"\xff——、", ""},
		{"left-behind", "0:left 1:behind"},
		{"städerna", "0:städerna 0:städ 0:stad 0:staderna"},
	} {
		var got []string
		for _, token := range Index(c.text) {
			got = append(got, fmt.Sprintf("%d:%s", token.Pos, token.Text))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("Index(%q)\n got %s\nwant %s", c.text, s, c.want)
		}
	}
}

// What people look for, and the texts in which they must and must not find it.
func TestSearch(t *testing.T) {
	texts := map[string]string{
		"zh":   "关于加强农村留守儿童关爱保护工作的意见（国发〔2016〕13号）。社会保护由民政部门牵头，青海省民政厅于2018年9月14日报送第13号文件。",
		"trad": "關於加強農村留守兒童關愛保護工作的意見。社會保護由民政部門牽頭。",
		"en":   "The children's protection plan QH-2018-03 was adopted by the universities; social protection needs 9.02 million yuan.",
		"sv":   "Åtgärdsplanen om skyddet av barnen antogs av universiteten. Barnskyddslagen, EU:s stadgar och ministeriernas förslag. A\u030arsmo\u0308tet.",
		"mix":  "NGO参与 policy dialogue 对话会，SOU 2016:12，prop. 2016/17:45。",
	}
	for _, c := range []struct{ query, found string }{
		{"留守儿童", "trad zh"}, {"儿童", "trad zh"}, {"社会保护", "trad zh"}, {"留守儿童 社会保护", "trad zh"}, {"民政", "trad zh"},
		{"兒童", "trad zh"}, {"儿", "trad zh"}, {"见", "trad zh"}, {"青海儿童", ""}, {"保护社会", ""}, {"“留守儿童” 青海", "zh"},
		{"protection", "en"}, {"protect", "en"}, {"child", "en"}, {"child protection", "en"}, {"woman children", ""}, {"children", "en"}, {"child's", "en"}, {"the protection of children", "en"},
		{"\"social protection\"", "en"}, {"\"protection social\"", ""}, {"plan the", "en"}, {"the", "en"},
		{"university", "en"}, {"universitet", "sv"}, {"universitetet", "sv"}, {"åtgärdsplan", "sv"}, {"atgardsplan", "sv"}, {"ÅTGÄRDSPLANER", "sv"},
		{"skydd", "sv"}, {"skyddet", "sv"}, {"skydden", "sv"}, {"barn", "sv"}, {"barnet", "sv"}, {"barnskydd", "sv"}, {"barnskydd*", "sv"},
		{"eu", "sv"}, {"EU:s", "sv"}, {"ministerium", "sv"}, {"ministeriet", "sv"}, {"årsmöte", "sv"}, {"arsmote", "sv"}, {"årsmöten", "sv"},
		{"QH-2018-03", "en"}, {"qh-2018", "en"}, {"QH 2018 03", "en"}, {"QH-2018-04", ""}, {"2018-03", "en"}, {"ＱＨ－２０１８－０３", "en"}, {"9.02", "en"}, {"902", ""},
		{"国发〔2016〕13号", "zh"}, {"国发(2016)13号", "zh"}, {"國發〔2016〕13號", "zh"}, {"国发〔2016〕13", "zh"}, {"国发〔2016〕1号", ""}, {"〔2016〕13号", "zh"},
		{"第13号", "zh"}, {"13号文件", "zh"}, {"2018年9月", "zh"}, {"2018年10月", ""}, {"2018", "en zh"},
		{"NGO参与", "mix"}, {"参与NGO", "mix"}, {"\"NGO参与\"", "mix"}, {"\"参与NGO\"", ""}, {"对话 dialogues", "mix"}, {"SOU 2016:12", "mix"}, {"2016/17:45", "mix"},
		{"", ""}, {"……", ""}, {"\"\"", ""}, {"*", ""}, {"\"unclosed protection", ""}, {"\"social protection", "en"},
	} {
		var found []string
		for _, name := range []string{"en", "mix", "sv", "trad", "zh"} {
			if matches(Index(texts[name]), Parse(c.query)) {
				found = append(found, name)
			}
		}
		if got := strings.Join(found, " "); got != c.found {
			t.Errorf("%q finds %q, want %q (%v)", c.query, got, c.found, Parse(c.query))
		}
	}
}

// Whatever stretch of Chinese one copies out of a text and searches for, finds the text.
func TestEveryStretchOfHanFindsItsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := []rune(rapid.StringOfN(rapid.SampledFrom([]rune("留守儿童關愛保護工作的ー意見国发々a1 ，。〔〕-é\u0301\n")), 1, 40, -1).Draw(t, "text"))
		i := rapid.IntRange(0, len(text)-1).Draw(t, "from")
		j := i
		for j < len(text) && j < i+8 && classOf(unicode.ToLower(text[j])) == han {
			j++
		}
		if i == j {
			return
		}
		part := string(text[i:j])
		for _, query := range []string{part, "“" + part + "”"} {
			if !matches(Index(string(text)), Parse(query)) {
				t.Fatalf("%q is not found in %q: %v", query, string(text), Parse(query))
			}
		}
		if spans := Excerpt(string(text), Parse(part), 1000); !hasHit(spans) || joinSpans(spans) == "" {
			t.Fatalf("%q is not marked in %q", part, string(text))
		}
	})
}

// A token is letters and digits, or a database would cut it; positions rise by at most one, or a phrase would break.
func TestTokensAreWhole(t *testing.T) {
	check := func(t interface{ Fatalf(string, ...any) }, text string) {
		last := -1
		for _, token := range Index(text) {
			if token.Text == "" || len(token.Text) > 4*longestWord*mostParts || strings.ContainsFunc(token.Text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
				t.Fatalf("token %q of %q", token.Text, text)
			}
			if token.Pos != last && token.Pos != last+1 {
				t.Fatalf("position %d after %d in %q", token.Pos, last, text)
			}
			last = token.Pos
		}
		Parse(text)
		Excerpt(text, Parse(text), 20)
	}
	rapid.Check(t, func(t *rapid.T) {
		check(t, string(rapid.SliceOf(rapid.OneOf(rapid.Rune(), rapid.SampledFrom([]rune("aåÅ字1'’:-.〔〕\u0301\u200bﬁ㎡№Ⅷ½བཀྲ་ی")))).Draw(t, "text")))
	})
	check(t, strings.Repeat("x", 5000)+" "+strings.Repeat("a-1-", 500)+strings.Repeat("\u0301", 5000))
}

func TestParseIsBounded(t *testing.T) {
	q := Parse(strings.Repeat("儿童 ", 100))
	if len(q.Clauses) != mostClauses {
		t.Errorf("%d clauses", len(q.Clauses))
	}
	q = Parse(strings.Repeat("字", 5000))
	if len(q.Clauses) != 1 || len(q.Clauses[0].Words) != mostRunes-1 {
		t.Errorf("%d clauses of %d words", len(q.Clauses), len(q.Clauses[0].Words))
	}
}

func TestPrefix(t *testing.T) {
	for query, want := range map[string]bool{
		"plan": true, "pl": false, "pl*": true, "plan 儿童": false, "plan* 儿童": true, "\"plan\"": false, "儿": true, "儿童": false, "QH-2018": true,
	} {
		if got := Parse(query).Clauses[0].Prefix; got != want {
			t.Errorf("Parse(%q): prefix %v", query, got)
		}
	}
}

func TestSimplified(t *testing.T) {
	from := []rune("關於發展與髮際聯繫臺灣體裡後麼諮")
	want := []rune("关于发展与发际联系台湾体里后么咨")
	for i, r := range from {
		if simplified[r-firstHan] != want[i] {
			t.Errorf("%c → %c, want %c", r, simplified[r-firstHan], want[i])
		}
	}
	pairs := 0
	for i, r := range simplified {
		if r != firstHan+rune(i) {
			pairs++
			if r >= firstHan && r <= lastHan && simplified[r-firstHan] != r {
				t.Errorf("%c is simplified to %c, which is not simple", firstHan+rune(i), r)
			}
		}
	}
	if pairs != 2879 {
		t.Errorf("%d pairs: the table is damaged", pairs)
	}
}
