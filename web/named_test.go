package web

import "testing"

// What names something by its reference becomes a link, once, and nowhere inside a link, code, an attribute or a longer number.
func TestReferencesInWordsAreLinks(t *testing.T) {
	for text, want := range map[string]string{
		"<p>见HD-2016-01。</p>":                                   `<p>见<a href="/r/HD-2016-01">HD-2016-01</a>。</p>`,
		"HD-T-2016-01 #2, HD-C-2017-01":                         `<a href="/r/HD-T-2016-01/2">HD-T-2016-01 #2</a>, <a href="/r/HD-C-2017-01">HD-C-2017-01</a>`,
		"(JH-PA-2018-01)":                                       `(<a href="/r/JH-PA-2018-01">JH-PA-2018-01</a>)`,
		`<a href="/r/HD-T-2016-01">HD-T-2016-01</a> HD-2016-02`: `<a href="/r/HD-T-2016-01">HD-T-2016-01</a> <a href="/r/HD-2016-02">HD-2016-02</a>`,
		`<a href="/x"><b>HD-2016-01</b></a>`:                    `<a href="/x"><b>HD-2016-01</b></a>`,
		"<code>HD-2016-01</code>":                               "<code>HD-2016-01</code>",
		`<img alt="HD-2016-01">`:                                `<img alt="HD-2016-01">`,
		"x/HD-2016-01":                                          "x/HD-2016-01",
		"A-HD-2016-01":                                          "A-HD-2016-01",
		"HD-2016-1, hd-2016-01, 2016-01-05":                     "HD-2016-1, hd-2016-01, 2016-01-05",
		"HD-M-2016-01, HD-P-2016-01":                            `<a href="/r/HD-M-2016-01">HD-M-2016-01</a>, <a href="/r/HD-P-2016-01">HD-P-2016-01</a>`,
		"HD-X-2016-01":                                          "HD-X-2016-01",
		"":                                                      "",
	} {
		if got := referred(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
		if got := referred(want); got != want {
			t.Errorf("twice: %q becomes %q", want, got)
		}
	}
	for text, want := range map[string]string{
		"<HD-2016-01 & co>": `&lt;<a href="/r/HD-2016-01">HD-2016-01</a> &amp; co&gt;`,
		`"HD-C-2016-01"`:    `&#34;<a href="/r/HD-C-2016-01">HD-C-2016-01</a>&#34;`,
	} {
		if got := render(t, typed(text)); got != want {
			t.Errorf("typed %q becomes %q, want %q", text, got, want)
		}
	}
}
