package web

import (
	"bytes"
	"strings"
	"testing"

	"sametable/internal/fault"
)

// The summary of a refused form names the fields it is about, as each language writes it, and what is about none stays as it is.
func TestSummaryNamesItsFields(t *testing.T) {
	want := map[string]string{"zh": "题目&amp;：请填写此项。", "en": "Title&amp;: Fill in this field.", "sv": "Rubrik&amp;: Fyll i fältet."}
	for _, s := range speakers(t) {
		lines := Wrongs(s.Speaker, []fault.Field{fault.Says("title", "input.required", nil), fault.Says("lost", "input.required", nil)})
		lines = append(lines, Wrong{Href: "#f-title", Text: "whole"})
		page := inside("<main>", "</main>", ErrorSummary(s.Speaker, lines), Field(s.Speaker, Input{Ask: Ask{Name: "title", Label: s.w("题目&", "Title&", "Rubrik&")}}))
		ctx := WithLabels(t.Context())
		var b bytes.Buffer
		if err := page.Render(ctx, &b); err != nil {
			t.Fatal(err)
		}
		got := string(Labelled(ctx, b.Bytes()))
		code := string(s.Code())
		lost := want[code][strings.IndexAny(want[code], "：:"):]
		lost = strings.TrimLeft(lost, "：: ")
		for _, line := range []string{`<a href="#f-title">` + want[code] + `</a>`, `<a href="#f-lost">` + lost + `</a>`, `<a href="#f-title">whole</a>`} {
			if !strings.Contains(got, line) {
				t.Errorf("%s: the summary lacks %s:\n%s", code, line, got)
			}
		}
		if strings.Contains(got, "\x00") {
			t.Errorf("%s: a place was kept for nothing", code)
		}
	}
}
