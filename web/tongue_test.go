package web

import (
	"testing"

	"sametable/internal/lang"
)

// A document's number in an English charter is read aloud as Chinese; tags and what has its language already are left alone.
func TestChineseWordsInProseSaySo(t *testing.T) {
	for _, c := range []struct{ tag, html, want string }{
		{"en", `<p dir="auto">joint conference in 国办函〔2016〕30号; citing it</p>`,
			`<p dir="auto">joint conference in <span lang="zh-Hans">国办函〔2016〕30号</span>; citing it</p>`},
		{"sv", `<p title="同席">barnombud (儿童主任)</p>`, `<p title="同席">barnombud (<span lang="zh-Hans">儿童主任</span>)</p>`},
		{"en", `<p>the <em lang="zh-Hans">论坛</em> 论坛</p>`, `<p>the <em lang="zh-Hans">论坛</em> <span lang="zh-Hans">论坛</span></p>`},
		{"zh-Hans", `<p>论坛</p>`, `<p>论坛</p>`},
		{"en", `<p>No Chinese “words”</p>`, `<p>No Chinese “words”</p>`},
	} {
		if got := hanInProse(c.tag, c.html); got != c.want {
			t.Errorf("%s: %s", c.tag, got)
		}
	}
}

// TestATitleSaysItsLanguage: a Chinese title of a page in another language says so, one with a Chinese word in it does not.
func TestATitleSaysItsLanguage(t *testing.T) {
	for _, c := range []struct {
		code        lang.Code
		title, want string
	}{
		{lang.English, "902万还是7000万？两种统计口径的差别", "zh-Hans"}, {lang.Swedish, "儿童主任一人多岗", "zh-Hans"},
		{lang.English, "Search results for “留守儿童”", ""}, {lang.Chinese, "儿童主任一人多岗", ""}, {lang.Swedish, "", ""},
	} {
		for _, s := range speakers(t) {
			p := Page{T: s.Speaker, Title: c.title}
			if got := p.titleLang(); s.Code() == c.code && got != c.want {
				t.Errorf("%s %q: %q", c.code, c.title, got)
			}
		}
	}
}
