package input_test

import (
	"io"
	"strings"
	"testing"

	"sametable/internal/fault"
	"sametable/internal/input"
)

func TestPaper(t *testing.T) {
	large := io.MultiReader(strings.NewReader("%PDF-1.4 "), io.LimitReader(endless{}, 8<<20))
	for _, c := range []struct {
		what, wrong string
		sent        input.Sent
		kind, name  string
	}{
		{"a scan with the folders of an old browser", "", input.Sent{File: strings.NewReader("%PDF-1.4"), Name: `C:\papers\来函.pdf`}, "application/pdf", "来函.pdf"},
		{"nothing", "input.required", input.Sent{}, "", ""},
		{"a page in disguise", "letter.not_a_letter", input.Sent{File: strings.NewReader("<html>"), Name: "a.pdf"}, "", ""},
		{"too large", "letter.too_large", input.Sent{File: large, Name: "a.pdf"}, "", ""},
		{"a name nobody sees", "input.file_name", input.Sent{File: strings.NewReader("%PDF-1.4"), Name: "a\u200b.pdf"}, "", ""},
		{"a name that reads backwards", "input.file_name", input.Sent{File: strings.NewReader("%PDF-1.4"), Name: "a\u202efdp.pdf"}, "", ""},
	} {
		var f fault.Fields
		got := input.Paper(&f, "file", c.sent)
		wrong := ""
		if len(f) > 0 {
			wrong = f[0].ID
		}
		if got.Kind != c.kind || got.Name != c.name || wrong != c.wrong || (c.kind == "") != (got.Content == nil) {
			t.Errorf("%s: %q %q, %q", c.what, got.Kind, got.Name, wrong)
		}
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }
