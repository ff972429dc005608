package input_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"sametable/internal/fault"
	"sametable/internal/input"
)

// said gives the only message id in f, "" for none.
func said(t *testing.T, f fault.Fields) string {
	t.Helper()
	if len(f) == 0 {
		return ""
	}
	if len(f) > 1 {
		t.Fatalf("more than one message: %v", f)
	}
	if f[0].Name != "field" {
		t.Errorf("message stands beside %q", f[0].Name)
	}
	return f[0].ID
}

func TestLine(t *testing.T) {
	for _, c := range []struct{ raw, want, id string }{
		{"  留守儿童 \n", "留守儿童", ""},
		{"\u3000关于建立\u3000", "关于建立", ""},
		{"\u2000\u2003", "", "input.required"},
		{"A\u030Angermanland", "Ångermanland", ""},
		{"a\tb", "a b", ""},
		{"", "", "input.required"},
		{"one\ntwo", "", "input.one_line"},
		{"one\u2028two", "", "input.one_line"},
		{"one\rtwo", "", "input.one_line"},
		{strings.Repeat("字", 41), "", "input.too_long"},
		{strings.Repeat("字", 40), strings.Repeat("字", 40), ""},
		{"\xff\xfe", "", "input.not_text"},
		{"a\x00b", "", "input.not_text"},
		{"a\x1b[31m", "", "input.not_text"},
		{"a\x7f", "", "input.not_text"},
		{"a\u009b", "", "input.not_text"},
		{"a\ufffd", "", "input.not_text"},
		{"a\ufdd0", "", "input.not_text"},
		{"a\U0001fffe", "", "input.not_text"},
		{"a\ue000", "", "input.not_text"},
		{"abc\u202etxt", "", "input.bidi"},
		{"abc\u2066txt", "", "input.bidi"},
		{"abc\u200f", "", "input.bidi"},
		{"zero\u200bwidth", "", "input.invisible"},
		{"\ufeffbom", "", "input.invisible"},
		{"soft\u00adhyphen", "", "input.invisible"},
		{"tag\U000e0041", "", "input.invisible"},
		{"字\U000e0100", "", "input.invisible"},
		{"字\ufe00", "", "input.invisible"},
		{"join\u200der", "", "input.invisible"},
		{"filler\u3164", "", "input.invisible"},
		{"z" + strings.Repeat("\u0301", 5), "", "input.marks"},
		{"z" + strings.Repeat("\u0316", 4), "z" + strings.Repeat("\u0316", 4), ""},
		{"family 👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3", "family 👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3", ""},
		{"👍🏽", "👍🏽", ""},
		{"می\u200cخواهم", "می\u200cخواهم", ""},
		{"བཀྲ་ཤིས་བདེ་ལེགས།", "བཀྲ་ཤིས་བདེ་ལེགས།", ""},
		{"《意见》（试行）——2018", "《意见》（试行）——2018", ""},
	} {
		var f fault.Fields
		if got := input.Line(&f, "field", c.raw, 40, true); got != c.want {
			t.Errorf("Line(%q) = %q, want %q", c.raw, got, c.want)
		}
		if id := said(t, f); id != c.id {
			t.Errorf("Line(%q) says %q, want %q", c.raw, id, c.id)
		}
	}
}

func TestProse(t *testing.T) {
	for _, c := range []struct{ raw, want, id string }{
		{"one\r\ntwo\rthree\n\n", "one\ntwo\nthree", ""},
		{"\n\n    code\n", "    code", ""},
		{"a  \nb\u3000\nc", "a\nb\nc", ""},
		{"　　第一段。\n　　第二段。", "　　第一段。\n　　第二段。", ""},
		{" \n\t\n", "", "input.required"},
		{"a\u2028b\u0085c", "a\nb\nc", ""},
		{"a\u000bb", "", "input.not_text"},
	} {
		var f fault.Fields
		if got := input.Prose(&f, "field", c.raw, 100, true); got != c.want {
			t.Errorf("Prose(%q) = %q, want %q", c.raw, got, c.want)
		}
		if id := said(t, f); id != c.id {
			t.Errorf("Prose(%q) says %q, want %q", c.raw, id, c.id)
		}
	}
}

func TestMessagesCarryPlaceAndMeasure(t *testing.T) {
	var f fault.Fields
	input.Prose(&f, "body", "one\r\ntwo\nthr\u200bee", 100, true)
	input.Line(&f, "title", "seven77", 3, false)
	if f[0].Args["Line"] != 3 {
		t.Errorf("line = %v, want 3", f[0].Args["Line"])
	}
	if f[1].Args["N"] != 7 || f[1].Args["Max"] != 3 {
		t.Errorf("measure = %v", f[1].Args)
	}
	if strings.Contains(fmt.Sprint(f), "seven") || strings.Contains(f.Err().Error(), "seven") {
		t.Error("a rejected value stands in a message")
	}
}

func TestOptionalMayBeEmpty(t *testing.T) {
	var f fault.Fields
	for _, got := range []string{
		input.Line(&f, "field", " ", 9, false), input.Prose(&f, "field", "\n", 9, false), input.Name(&f, "field", "", 9, false),
		input.Email(&f, "field", "", false), input.Key(&f, "field", "", 9, false),
	} {
		if got != "" {
			t.Errorf("got %q", got)
		}
	}
	if f.Err() != nil {
		t.Error(f.Err())
	}
}

// What is accepted once is accepted again unchanged, and holds nothing that was to be kept out.
func TestAcceptedIsStable(t *testing.T) {
	strange := []rune("aåZ 字，\n\r\t\u0085\u00a0\u0301\u0316\u200b\u200c\u200d\u2028\u202e\u3000\ufe0f❤👩ی\ufeff\x00\ufffd\u1100\u1161Å")
	rapid.Check(t, func(t *rapid.T) {
		raw := string(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(strange), rapid.Rune()), 0, 30).Draw(t, "raw"))
		for _, read := range []func(*fault.Fields, string, string, int, bool) string{input.Line, input.Prose, input.Name} {
			var f, g fault.Fields
			once := read(&f, "field", raw, 1000, false)
			if twice := read(&g, "field", once, 1000, false); twice != once || g != nil {
				t.Fatalf("%q then %q (%v)", once, twice, g)
			}
			if f != nil && once != "" {
				t.Fatalf("refused but returned %q", once)
			}
			if !utf8.ValidString(once) || !norm.NFC.IsNormalString(once) || strings.ContainsAny(once, "\x00\r\u200b\u202e\u2028") {
				t.Fatalf("accepted %q", once)
			}
		}
		var h fault.Fields
		if input.Prose(&h, "field", input.Tidy(raw), 1000, false); h != nil {
			t.Fatalf("Tidy(%q) = %q is still refused: %v", raw, input.Tidy(raw), h)
		}
	})
}

func TestTakenNamesAndCounts(t *testing.T) {
	for raw, want := range map[string]string{
		"留守\u200b儿童\u200b": "input.taken.invisible 2", "\ufeffbom": "input.taken.invisible 1", "soft\u00adhyphen": "input.taken.invisible 1",
		"a\u202eb": "input.taken.bidi 1", "a\x00b\xff": "input.taken.not_text 2", "z" + strings.Repeat("\u0301", 6): "input.taken.marks 2",
		"a\u202eb\u200b": "input.taken.mixed 2", "👩\u200d👧 ❤\ufe0f": "", "a  \r\nb\u2028c A\u030a": "", "می\u200cخواهم": "", "": "",
	} {
		got := ""
		if m, some := input.Taken(raw); some {
			got = fmt.Sprint(m.ID, " ", m.Args["N"])
			if !slices.Contains(input.Kinds(), strings.TrimPrefix(m.ID, "input.taken.")) {
				t.Errorf("%s is none of the kinds", m.ID)
			}
		}
		if got != want {
			t.Errorf("Taken(%q) = %q, want %q", raw, got, want)
		}
	}
}

func TestTidyKeepsWhatShows(t *testing.T) {
	for raw, want := range map[string]string{
		"留守\u200b儿童\u202e\n第二行": "留守儿童\n第二行",
		"Å\xff👩\u200d👧":         "Å👩\u200d👧",
	} {
		if got := input.Tidy(raw); got != want {
			t.Errorf("Tidy(%q) = %q, want %q", raw, got, want)
		}
	}
}
