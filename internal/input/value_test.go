package input_test

import (
	"strings"
	"testing"
	"time"

	"sametable/internal/fault"
	"sametable/internal/input"
)

func TestName(t *testing.T) {
	for _, c := range []struct{ raw, want, id string }{
		{"王例文", "王例文", ""},
		{"阿卜杜拉•买买提", "阿卜杜拉·买买提", ""},
		{"扎西・顿珠", "扎西·顿珠", ""},
		{"王 Wang Liwen", "王 Wang Liwen", ""},
		{"  Åsa   Öberg-Lind ", "Åsa Öberg-Lind", ""},
		{"O’Brien, Jr.", "O’Brien, Jr.", ""},
		{"Ｌi Ｎa", "Li Na", ""},
		{"扎西 བཀྲ་ཤིས", "扎西 བཀྲ་ཤིས", ""},
		{"Nguyễn Thị", "Nguyễn Thị", ""},
		{"Анна Петрова", "Анна Петрова", ""},
		{"Νίκος", "Νίκος", ""},
		{"Аnna", "", "input.name_mixed"}, // Cyrillic А
		{"Αnna", "", "input.name_mixed"}, // Greek Α
		{"Аννα", "", "input.name_mixed"},
		{"王ニ", "", "input.name_mixed"},
		{"⼈民", "", "input.name_letters"}, // a Kangxi radical
		{"𝐋i", "", "input.name_letters"},
		{"ﬁnn", "", "input.name_letters"},
		{"Annɑ", "", "input.name_letters"},
		{"<b>Li</b>", "", "input.name_letters"},
		{"Li 😀", "", "input.name_letters"},
		{"...", "", "input.name_letters"},
		{"123", "", "input.name_letters"},
		{"Li\u200bNa", "", "input.invisible"},
		{"Li\nNa", "", "input.one_line"},
		{"", "", "input.required"},
		{strings.Repeat("王", 61), "", "input.too_long"},
	} {
		var f fault.Fields
		if got := input.Name(&f, "field", c.raw, 60, true); got != c.want {
			t.Errorf("Name(%q) = %q, want %q", c.raw, got, c.want)
		}
		if id := said(t, f); id != c.id {
			t.Errorf("Name(%q) says %q, want %q", c.raw, id, c.id)
		}
	}
}

func TestEmail(t *testing.T) {
	for _, c := range []struct{ raw, want, id string }{
		{" Li.Na@Example.ORG ", "li.na@example.org", ""},
		{"ｌｉ＠example。org", "li@example.org", ""},
		{"a+b@sub.example.museum", "a+b@sub.example.museum", ""},
		{"li@xn--fiqs8s.xn--fiqz9s", "li@xn--fiqs8s.xn--fiqz9s", ""},
		{"", "", "input.required"},
		{"li", "", "input.email"},
		{"li@localhost", "", "input.email"},
		{"li@@example.org", "", "input.email"},
		{".li@example.org", "", "input.email"},
		{"l..i@example.org", "", "input.email"},
		{"li@-example.org", "", "input.email"},
		{"li@example.org,b@example.org", "", "input.email"},
		{"Li <li@example.org>", "", "input.email"},
		{"\"a b\"@example.org", "", "input.email"},
		{"li@192.0.2.1", "", "input.email"},
		{"李@example.org", "", "input.email"},
		{strings.Repeat("a", 65) + "@example.org", "", "input.email"},
		{strings.Repeat("a", 255), "", "input.too_long"},
		{"li@example.org\r\nBcc: x@example.org", "", "input.one_line"},
	} {
		var f fault.Fields
		if got := input.Email(&f, "field", c.raw, true); got != c.want {
			t.Errorf("Email(%q) = %q, want %q", c.raw, got, c.want)
		}
		if id := said(t, f); id != c.id {
			t.Errorf("Email(%q) says %q, want %q", c.raw, id, c.id)
		}
	}
}

func TestKey(t *testing.T) {
	for _, c := range []struct{ raw, want, id string }{
		{"QH-2018-03", "QH-2018-03", ""},
		{"ＱＨ－２０１８", "QH-2018", ""},
		{"-QH", "", "input.key"},
		{"QH--1", "", "input.key"},
		{"QH_1", "", "input.key"},
		{"青海", "", "input.key"},
		{"../etc", "", "input.key"},
	} {
		var f fault.Fields
		if got := input.Key(&f, "field", c.raw, 20, true); got != c.want {
			t.Errorf("Key(%q) = %q, want %q", c.raw, got, c.want)
		}
		if id := said(t, f); id != c.id {
			t.Errorf("Key(%q) says %q, want %q", c.raw, id, c.id)
		}
	}
}

func TestDate(t *testing.T) {
	xining := time.FixedZone("CST", 8*3600)
	want := time.Date(2017, 9, 4, 0, 0, 0, 0, xining)
	for _, raw := range []string{"2017-09-04", "2017/9/4", "2017.9.4", "2017年9月4日", "２０１７-09-04"} {
		var f fault.Fields
		if got := input.Date(&f, "field", raw, xining, true); !got.Equal(want) || f != nil {
			t.Errorf("Date(%q) = %v, %v", raw, got, f)
		}
	}
	for _, raw := range []string{"2017-02-30", "17-09-04", "4/9/2017", "20170904", "2017-9", "1017-09-04", "2017-09-04T00:00:00Z"} {
		var f fault.Fields
		if got := input.Date(&f, "field", raw, xining, true); !got.IsZero() || said(t, f) != "input.date" {
			t.Errorf("Date(%q) = %v, %v", raw, got, f)
		}
	}
}

func TestChoice(t *testing.T) {
	type colour string
	allowed := []colour{"red", "blue"}
	for _, c := range []struct {
		raw  string
		want colour
		id   string
	}{{"red", "red", ""}, {"green", "", "input.choice"}, {"", "", "input.required"}, {"Red", "", "input.choice"}} {
		var f fault.Fields
		if got := input.Choice(&f, "field", c.raw, allowed); got != c.want {
			t.Errorf("Choice(%q) = %q", c.raw, got)
		}
		if id := said(t, f); id != c.id {
			t.Errorf("Choice(%q) says %q, want %q", c.raw, id, c.id)
		}
	}
	var f fault.Fields
	if input.Choice(&f, "field", "", []colour{"", "red"}); f != nil {
		t.Error("an allowed empty choice is refused")
	}
}

func TestNonce(t *testing.T) {
	for raw, ok := range map[string]bool{
		"0123456789abcdefghjkmnpqrs": true, "short": false, "": false, "with space 0123456789": false,
		strings.Repeat("a", 64): true, strings.Repeat("a", 65): false,
	} {
		var f fault.Fields
		if got := input.Nonce(&f, "field", raw); (got == raw && raw != "") != ok || (said(t, f) == "input.nonce") == ok {
			t.Errorf("Nonce(%q) = %q, %v", raw, got, f)
		}
	}
}
