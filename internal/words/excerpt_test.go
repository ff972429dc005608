package words

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

func hasHit(spans []Span) bool {
	for _, s := range spans {
		if s.Hit {
			return true
		}
	}
	return false
}

// joinSpans writes hits in ‹ ›.
func joinSpans(spans []Span) string {
	var b strings.Builder
	for _, s := range spans {
		if s.Hit {
			b.WriteString("‹" + s.Text + "›")
		} else {
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("其他内容，", 40) + "青海省民政厅关于留守儿童的意见。" + strings.Repeat("其他内容，", 40)
	for _, c := range []struct {
		text, query string
		runes       int
		want        string
	}{
		{"留守兒童的保護", "儿童 保护", 50, "留守‹兒童›的‹保護›"},
		{"留守儿童", "留守儿童", 50, "‹留守儿童›"},
		{"小儿科", "儿", 50, "小‹儿›科"},
		{"Åtgärdsplanen antogs", "atgardsplan", 50, "‹Åtgärdsplanen› antogs"},
		{"the children's plan", "child", 50, "the ‹children›'s plan"},
		{"see QH-2018-03\nnow", "QH-2018-03", 50, "see ‹QH›-2018-03 now"},
		{long, "留守儿童", 20, "…民政厅关于‹留守儿童›的意见。其他内容，其他…"},
		{"nothing of that here", "儿童", 12, "nothing of …"},
		{"a protection of children and their rights", "rights", 14, "… their ‹rights›"},
		{"", "x", 10, ""},
		{"abc", "abc", 0, ""},
	} {
		if got := joinSpans(Excerpt(c.text, Parse(c.query), c.runes)); got != c.want {
			t.Errorf("Excerpt(%.30q, %q)\n got %s\nwant %s", c.text, c.query, got, c.want)
		}
	}
}

func TestExcerptIsBounded(t *testing.T) {
	text := strings.Repeat("儿童 child plan ", 20_000)
	start := time.Now()
	spans := Excerpt(text, Parse("儿童 child plan 儿 "+strings.Repeat("a ", 8)), 120)
	if spent := time.Since(start); spent > 10*time.Second {
		t.Errorf("%v", spent)
	}
	n := 0
	for _, s := range spans {
		n += utf8.RuneCountInString(s.Text)
	}
	if n < 100 || n > 122 {
		t.Errorf("%d characters", n)
	}
}

func corpus(s string) string { return strings.Repeat(s, 100_000/len(s)) }

func benchmark(b *testing.B, text string) {
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if len(Index(text)) == 0 {
			b.Fatal("no tokens")
		}
	}
}

func BenchmarkIndexChinese(b *testing.B) {
	benchmark(b, corpus("关于加强农村留守儿童关爱保护工作的意见。社会保护由民政部门牵头，各级党委和政府要高度重视，2018年报送。"))
}

func BenchmarkIndexTraditional(b *testing.B) {
	benchmark(b, corpus("關於加強農村留守兒童關愛保護工作的意見。社會保護由民政部門牽頭，"))
}

func BenchmarkIndexEnglish(b *testing.B) {
	benchmark(b, corpus("The children's protection plan was adopted by the universities and provincial departments in Qinghai. "))
}

func BenchmarkIndexSwedish(b *testing.B) {
	benchmark(b, corpus("Åtgärdsplanen för skyddet av barnen antogs av universiteten och myndigheterna i provinsen förra året. "))
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		Parse("留守儿童 åtgärdsplan \"social protection\" QH-2018-03")
	}
}

func BenchmarkExcerpt(b *testing.B) {
	text, q := corpus("关于加强农村留守儿童关爱保护工作的意见。"), Parse("意见 保护")
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Excerpt(text, q, 120)
	}
}
