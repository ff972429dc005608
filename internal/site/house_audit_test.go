package site

import "testing"

// A spreadsheet must never take a value of the register for a formula.
func TestCellsAreNoFormulas(t *testing.T) {
	for value, want := range map[string]string{
		"": "", "post.published": "post.published", "马例青": "马例青", "{\"n\":1}": "{\"n\":1}", "2019-06-07": "2019-06-07", "a=b": "a=b",
		"=1+1": "'=1+1", "+46": "'+46", "-2": "'-2", "@SUM(A1)": "'@SUM(A1)", "\tx": "'\tx", "\r=x": "'\r=x", "＝1": "'＝1", "＠x": "'＠x",
	} {
		if got := cell(value); got != want {
			t.Errorf("cell(%q) = %q, want %q", value, got, want)
		}
	}
}

func TestSearchesOfTheRegisterKeepTheirPlace(t *testing.T) {
	for s, want := range map[sought]string{
		{}: "", {noun: "post"}: "?noun=post", {noun: "post", verb: "post.rel", before: 9}: "?noun=post&verb=post.rel", {before: 7}: "",
	} {
		if got := s.query(0); got != want {
			t.Errorf("%+v: %q, want %q", s, got, want)
		}
	}
	if got := (sought{verb: "a&b"}).query(12); got != "?before=12&verb=a%26b" {
		t.Errorf("got %q", got)
	}
}
