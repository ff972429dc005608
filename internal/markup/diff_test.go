package markup

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// shown writes changes as [-gone][+new]stayed.
func shown(changes []Change) string {
	var b strings.Builder
	for _, c := range changes {
		switch c.Kind {
		case Added:
			fmt.Fprintf(&b, "[+%s]", c.Text)
		case Removed:
			fmt.Fprintf(&b, "[-%s]", c.Text)
		default:
			b.WriteString(c.Text)
		}
	}
	return b.String()
}

func TestDiff(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"", "", ""}, {"a", "a", "a"}, {"", "新", "[+新]"}, {"旧", "", "[-旧]"},
		{"青海省民政厅建立留守儿童台账，每季度更新。", "青海省民政厅应当建立困境儿童台账，每月更新。", "青海省民政厅[+应当]建立[-留守][+困境]儿童台账，每[-季度][+月]更新。"},
		{"the county reports", "the counties report", "the [-county reports][+counties report]"},
		{"Kommunen ska rapportera.", "Kommunen bör rapportera.", "Kommunen [-ska][+bör] rapportera."},
		{"9.02 million children", "9.2 million children", "[-9.02][+9.2] million children"},
		{"don’t", "doesn’t", "[-don’t][+doesn’t]"},
		{"经费 1,000 元", "经费 2,000 元", "经费 [-1,000][+2,000] 元"},
		{"NGO参与", "社会组织参与", "[-NGO][+社会组织]参与"},
		{"第一段。\n第二段。\n第三段。", "第一段。\n第三段。", "第一段。\n[-第二段。\n]第三段。"},
		{"甲。乙。", "甲。\n乙。", "甲。[+\n]乙。"},
		{"the old plan of the board", "a new law of the land", "[-the old plan][+a new law] of the [-board][+land]"},
		{"\u00c5", "A\u030a", "\u00c5"},
		{"👩\u200d👧a", "👩a", "[-👩\u200d👧][+👩]a"},
		{"各地应当建立健全制度", "各级政府要完善机制", "各[-地应当建立健全制度][+级政府要完善机制]"},
	} {
		if got := shown(Diff(c.old, c.new)); got != c.want {
			t.Errorf("%q → %q\n got %s\nwant %s", c.old, c.new, got, c.want)
		}
	}
}

func TestDiffHTML(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"a <b>", "a <i>", `a &lt;<del class="del">b</del><ins class="ins">i</ins>&gt;`},
		{"a\nb", "ab", `<del class="del">a<br>` + "\n" + `b</del><ins class="ins">ab</ins>`},
		{"甲。乙", "甲。\n乙", `甲。<ins class="ins">¶<br>` + "\n" + `</ins>乙`},
		{"a", "a\u202e<script>", `a<ins class="ins">&lt;script&gt;</ins>`},
	} {
		if got := DiffHTML(Diff(c.old, c.new)); got != c.want {
			t.Errorf("%q → %q\n got %s\nwant %s", c.old, c.new, got, c.want)
		}
	}
}

// Both texts can be read off the changes, and no two neighbours are of one kind.
func TestDiffKeepsBothTexts(t *testing.T) {
	words := []string{"留", "守", "儿童", "，", "。", "\n", " ", "a", "the ", "plan", "1,000", "e\u0301", "👩\u200d👧", "\u00a0"}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.Custom(func(t *rapid.T) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 40).Draw(t, "words"), "")
		})
		checkDiff(t, tidyNFC(text.Draw(t, "old")), tidyNFC(text.Draw(t, "new")))
	})
}

func checkDiff(t interface{ Fatalf(string, ...any) }, old, new string) {
	var was, is strings.Builder
	last := ChangeKind("")
	for _, c := range Diff(old, new) {
		if c.Kind == last || c.Text == "" {
			t.Fatalf("two %s in a row, or an empty one", c.Kind)
		}
		last = c.Kind
		if c.Kind != Added {
			was.WriteString(c.Text)
		}
		if c.Kind != Removed {
			is.WriteString(c.Text)
		}
	}
	if was.String() != old || is.String() != new {
		t.Fatalf("texts are not kept: %q %q", was.String(), is.String())
	}
}

func tidyNFC(s string) string { return strings.ReplaceAll(s, "e\u0301", "\u00e9") }

func TestDiffIsBounded(t *testing.T) {
	const size = 100_000
	random := rand.New(rand.NewPCG(3, 4))
	text := func(alphabet []string) string {
		var b strings.Builder
		for b.Len() < size {
			b.WriteString(alphabet[random.IntN(len(alphabet))])
		}
		return b.String()
	}
	han, lined := make([]string, 3000), []string{"a ", "b ", "c\n"}
	for i := range han {
		han[i] = string(rune(0x4e00 + i))
	}
	ended := append(append([]string{}, han...), "。", "。", "。", "\n")
	unique := func(mark string) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, "%s%d\n", mark, i)
		}
		return b.String()
	}
	prose := text(ended)
	runes := []rune(prose)
	for i := 50; i < len(runes); i += 100 {
		runes[i] = '改'
	}
	for name, pair := range map[string][2]string{
		"edited": {prose, string(runes)}, "other": {text(ended), text(ended)}, "one sentence": {text(han), text(han)},
		"three words": {text(lined), text(lined)}, "two letters": {text([]string{"a", "b "}), text([]string{"a", "b "})},
		"numbered": {unique("a"), unique("b")}, "reversed": {unique("a"), reversed(unique("a"))}, "short and long": {"甲乙丙丁戊", text(han)},
		"same": {prose, prose}, "empty lines": {strings.Repeat("\n", size), strings.Repeat(" \n", size/2)},
		"few and many": {strings.Repeat("ab ", 10), text(lined)}, "sentences": {text([]string{"甲。", "乙。"}), text([]string{"甲。", "丙。"})},
		"shifted": {text([]string{"a "}) + "x", "x" + text([]string{"a "})}, "pairs": {strings.Repeat("a\nb\n", size/4), strings.Repeat("b\na\n", size/4)},
	} {
		start := time.Now()
		checkDiff(t, pair[0], pair[1])
		spent := time.Since(start)
		if spent > 20*time.Second { // a square of the text would be minutes
			t.Errorf("%s: %v", name, spent)
		}
		if testing.Verbose() {
			fmt.Println(name, spent.Round(time.Millisecond))
		}
	}
	if got := len(Diff(prose, string(runes))); got < 500 {
		t.Errorf("%d changes: many small edits in a long text are not shown one by one", got)
	}
}

func reversed(s string) string {
	list := strings.Split(s, "\n")
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
	return strings.Join(list, "\n")
}
