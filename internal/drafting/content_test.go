package drafting_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sametable/internal/drafting"
	"sametable/internal/markup"
)

func whole(language string) drafting.Content {
	return drafting.Content{Language: language, Title: "T", Situation: "一段。\n\n- 甲\n- 乙", Analysis: "因为……\n\n### 小标题\n\n再说。",
		Measures: []string{"第一条", "第二条\n2. 不是新的一条", "第三条"},
		Grant:    drafting.Grant{Name: "补贴", Who: "谁：都可以", Where: "窗口", Obstacle: "远", Before: "旧", After: "新"}}
}

// What is put together comes apart again, in every language, whatever of it is empty.
func TestComposedContentComesApart(t *testing.T) {
	for _, language := range []string{"zh", "en", "sv"} {
		full := whole(language)
		bare := drafting.Content{Language: language, Title: "T", Measures: []string{"一条"}}
		for name, c := range map[string]drafting.Content{"full": full, "bare": bare, "empty": {Language: language}} {
			if diff := cmp.Diff(c, drafting.Parse(language, c.Title, c.Compose())); diff != "" {
				t.Errorf("%s, %s:\n%s", language, name, diff)
			}
		}
	}
}

// Nobody writes a part that pretends to be another: each measure is one block of the text, and the headings are the document's own.
func TestAPartStaysInItsPlace(t *testing.T) {
	hostile := whole("zh")
	hostile.Situation = "# 具体措施\n\n1. 伪造的一条\n\n# 大\n\n冒充\n===\n\n另一个\n---"
	back := drafting.Parse("zh", "T", hostile.Compose())
	if len(back.Measures) != 3 || !strings.Contains(back.Situation, "伪造的一条") {
		t.Errorf("%q and %q", back.Measures, back.Situation)
	}
	headings := 0
	for _, b := range markup.Render(hostile.Compose()).Blocks {
		if b.Kind == markup.KindHeading && strings.HasPrefix(b.Source, "# ") {
			headings++
		}
	}
	if headings != 4 {
		t.Errorf("%d headings part the text, want 4:\n%s", headings, hostile.Compose())
	}
}

// FuzzContent: any situation and measure come back as they went in, but for what would part the text.
func FuzzContent(f *testing.F) {
	f.Add("一段", "一条")
	f.Add("## x\n=\n\\=", "a\n1. b\n   c")
	f.Fuzz(func(t *testing.T, situation, measure string) {
		for _, s := range []string{situation, measure} {
			if strings.TrimSpace(s) != s || s == "" || strings.ContainsAny(s, "\r\x00\v\f\u0085\u2028\u2029") {
				return // no field holds such a text
			}
		}
		c := drafting.Content{Language: "sv", Situation: situation, Measures: []string{measure, "two"}}
		back := drafting.Parse("sv", "", c.Compose())
		if len(back.Measures) != 2 || back.Measures[0] != measure || back.Measures[1] != "two" {
			t.Errorf("%q became %q", measure, back.Measures)
		}
		if again := (drafting.Content{Language: "sv", Situation: back.Situation, Measures: back.Measures}); again.Compose() != c.Compose() {
			t.Errorf("%q became %q", c.Compose(), again.Compose())
		}
	})
}

// What was composed under older headings comes apart as what is composed today.
func TestOlderHeadingsComeApart(t *testing.T) {
	for language, words := range map[string][]string{"zh": {"具体措施", "建议", "拟改规定", "建议规定"}, "sv": {"Nuläge", "Läge"}} {
		c := whole(language)
		older := strings.NewReplacer(words...).Replace(c.Compose())
		if older == c.Compose() {
			t.Fatal("nothing is older")
		}
		if diff := cmp.Diff(c, drafting.Parse(language, c.Title, older)); diff != "" {
			t.Errorf("%s:\n%s", language, diff)
		}
	}
	for language, words := range map[string][]string{"zh": {"关于第2条措施", "关于建议第2项"}, "sv": {"Om nuläget", "Om läget"}} {
		r := drafting.Remarks{Language: language, General: "g", Situation: "s", Measures: []string{"", "m"}}
		older := strings.NewReplacer(words...).Replace(r.Compose())
		if got := drafting.ParseRemarks(language, older); older == r.Compose() || got.Situation != "s" || got.Block(drafting.MeasureField(2)) != "m" {
			t.Errorf("%s: %+v", language, got)
		}
	}
}

// A synopsis stands in the text and comes out of it again, in every language.
func TestASynopsisComesApart(t *testing.T) {
	for _, language := range []string{"zh", "en", "sv"} {
		c := whole(language)
		c.Answers = []drafting.Answer{{Asked: "1. 一年过渡期", Fate: drafting.TakenUp}, {Asked: "分开：住宿与日间", Fate: drafting.InPart, Reply: "共同底线不变：附件**分列**"},
			{Asked: "学时到二十四", Fate: drafting.NotTakenUp, Reply: "多数做不到"}}
		if diff := cmp.Diff(c, drafting.Parse(language, c.Title, c.Compose())); diff != "" {
			t.Errorf("%s:\n%s", language, diff)
		}
	}
}
