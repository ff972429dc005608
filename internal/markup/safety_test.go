package markup

import (
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

var (
	anyTag  = regexp.MustCompile(`<[^>]*>`)
	goodTag = regexp.MustCompile(`^<(?:/?(?:blockquote|ul|ol|code|em|strong|del|table|thead|tbody|tr)|/(?:p|h[3-6]|li|pre|th|td|a|span)|hr|br|` +
		`(?:p|h[3-6]|li|pre) dir="auto"|ol start="[0-9]{1,9}"|th scope="col"(?: class="(?:right|centre)")? dir="auto"|` +
		`td(?: class="(?:right|centre)")? dir="auto"|span class="image"|a href="(?:/(?:[^/"<>][^"<>]*)?|mailto:[^"<>]+)"|` +
		`a href="https?://[^"<>]+" rel="nofollow noopener noreferrer")>$`)
	tagName = regexp.MustCompile(`^</?([a-z0-9]+)`)
)

// unsafe says what is wrong with a page, judged without the wall: every tag is one of those the painter knows, letter by letter,
// tags are paired, and nothing else on the page could be taken for one.
func unsafe(page string) string {
	var open []string
	for _, tag := range anyTag.FindAllString(page, -1) {
		if !goodTag.MatchString(tag) {
			return "tag " + tag
		}
		name := tagName.FindStringSubmatch(tag)[1]
		switch {
		case name == "br" || name == "hr":
		case tag[1] != '/':
			open = append(open, name)
		case len(open) == 0 || open[len(open)-1] != name:
			return "unpaired " + tag
		default:
			open = open[:len(open)-1]
		}
	}
	rest := anyTag.ReplaceAllString(page, "")
	switch {
	case len(open) > 0:
		return "left open: " + strings.Join(open, " ")
	case strings.ContainsAny(rest, "<>\"'"):
		return "a sign that is not escaped"
	case !utf8.ValidString(page) || strings.ContainsFunc(page, hidden):
		return "a character that must not show"
	case wall.Sanitize(page) != page:
		return "the wall had something to do"
	}
	return ""
}

func TestNoScriptGetsThrough(t *testing.T) {
	for _, source := range []string{
		`<script>alert(1)</script>`, `<ScRiPt src=//e.org/x.js></sCrIpT>`, `<img src=x onerror=alert(1)>`, `<svg onload=alert(1)>`,
		`<svg><script>alert(1)</script></svg>`, `<iframe src="javascript:alert(1)">`, `<a href="javascript:alert(1)">x</a>`,
		`<body onload=alert(1)>`, `<details open ontoggle=alert(1)>`, `<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>`,
		`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`, `<style>@import 'x'</style>`, `<link rel=stylesheet href=x>`,
		`<meta http-equiv=refresh content="0;url=javascript:alert(1)">`, `<base href="//e.org/">`, `<form action=//e.org><input name=p>`,
		`<object data="data:text/html,x">`, `<embed src=x>`, `<input autofocus onfocus=alert(1)>`, `<!--<img src="--><img src=x onerror=alert(1)//">`,
		`<![CDATA[<img src=x onerror=alert(1)>]]>`, `<?php echo 1 ?>`, `<<script>alert(1)//<</script>`, `<img """><script>alert(1)</script>">`,
		`[x](javascript:alert(1))`, `[x](JaVaScRiPt:alert(1))`, `[x](java&#x0A;script:alert(1))`, `[x](javascript&colon;alert(1))`,
		`[x](&#106;avascript:alert(1))`, "[x](\x01javascript:alert(1))", "[x](<java\tscript:alert(1)>)", `[x](vbscript:msgbox(1))`,
		`[x](data:text/html;base64,PHNjcmlwdD4=)`, `[x](file:///etc/passwd)`, `[x](//e.org)`, `[x](/\e.org)`, `[x](\\e.org\a)`, `[x](https:e.org)`,
		`[x](http://e.org"onmouseover="alert(1))`, `[x](<http://e.org" onclick="alert(1)>)`, `[x](http://e.org 'a" onclick="alert(1)')`,
		`[x](http://e.org/<script>)`, `[x](/a"><script>)`, `<javascript:alert(1)>`, `<data:text/html,x>`, `<http://e.org/"onclick=alert(1)>`,
		`![x](javascript:alert(1))`, `![x"onerror="alert(1)](x)`, `![<img src=x onerror=alert(1)>](x)`, `![](x"><script>alert(1)</script>)`,
		"[x]: javascript:alert(1)\n\n[x]", "[x]: /a \"\\\"><script>\"\n\n[x]", "```\"><script>alert(1)</script>\nx\n```", "```\n</code></pre><script>\n```",
		"`</code><script>alert(1)</script>`", "# x {onclick=alert(1)}", "# <script>", "|<script>|\n|-|\n|\"onclick=|", "|a|\n|:-\" onclick=\"|\n|b|",
		"1\" onclick=\"alert(1). x", "- <script>\n- x", "> <script>alert(1)\n> </script>", `&lt;script&gt;alert(1)&lt;/script&gt;`, `&#60;script&#62;`,
		`\<script\>`, `**<script>**`, `http://e.org/"onclick="alert(1)`, `http://e.org/'onclick='alert(1)`, `https://e.org/<script>`,
		"<a\nhref=javascript:alert(1)>x</a>", "\xf0<script>", "<scr\x00ipt>alert(1)</scr\x00ipt>", "<\u202escript>", `[a](</a" style="x:expression(1)>)`,
		`<mailto:a@b.se?x="><script>>`, `[a](mailto:a@b.se"onclick="x)`, `[a](mailto:"<script>"@b.se)`, `[a](http://[::1]"onclick=x)`,
	} {
		doc := Render(source)
		if flaw := unsafe(doc.HTML); flaw != "" {
			t.Errorf("%q: %s\n%s", source, flaw, doc.HTML)
		}
		for _, link := range doc.Links {
			if strings.Contains(strings.ToLower(link), "script:") {
				t.Errorf("%q links to %s", source, link)
			}
		}
	}
}

// The wall stands by itself: what the painter would never write does not pass it.
func TestWall(t *testing.T) {
	for page, want := range map[string]string{
		`<p dir="auto" onclick="x" id="a" style="b">a</p>`:                      `<p dir="auto">a</p>`,
		`<script>alert(1)</script>a`:                                            `a`,
		`<a href="javascript:alert(1)">a</a>`:                                   `a`,
		`<a href="http://e.org" rel="opener" target="_blank">a</a>`:             `<a href="http://e.org">a</a>`,
		`<img src="http://e.org/a.png">`:                                        ``,
		`<p dir="rtl">a</p><th class="hero">b</th><span class="x">c</span>`:     `<p>a</p><th>b</th><span>c</span>`,
		`<ol start="javascript:1"><li>a</li></ol><ol start="2"><li>b</li></ol>`: `<ol><li>a</li></ol><ol start="2"><li>b</li></ol>`,
	} {
		if got := walled([]string{page})[0]; got != want {
			t.Errorf("%s\n got %s\nwant %s", page, got, want)
		}
	}
}

func FuzzRender(f *testing.F) {
	for _, s := range []string{
		"# 标题\n\n**留守儿童（试点）**的\n保护 [a](/b \"c\") ![d](e)", "- a\n  - b\n\n1. c\n> d\n", "|a|b|\n|-|:-:|\n|`\\|`|2|", "```\n<b>\n```\n~~x~~ `y`",
		"http://e.org/(a) <a@b.se> &#x202e; \\<", "a\n===\n\n    b\n***\n", "[[a](/b)](/c)\n_x_ __y__ **“z”**w",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		doc := Render(source)
		if flaw := unsafe(doc.HTML); flaw != "" {
			t.Fatalf("%s\n%s", flaw, doc.HTML)
		}
		var whole strings.Builder
		for _, b := range doc.Blocks {
			if flaw := unsafe(b.HTML); flaw != "" {
				t.Fatalf("block: %s\n%s", flaw, b.HTML)
			}
			if b.Hash != Hash(b.Source) || strings.ContainsFunc(b.Text, hidden) {
				t.Fatalf("block %+v", b)
			}
			whole.WriteString(b.Source)
		}
		if dense(whole.String()) != dense(tidy(source)) {
			t.Fatalf("blocks lose or double what was written: %q", whole.String())
		}
		if words := html.UnescapeString(anyTag.ReplaceAllString(doc.HTML, "")); dense(words) != dense(doc.Text) {
			t.Fatalf("a reader and a search do not get the same words:\n%q\n%q", words, doc.Text)
		}
		if n := utf8.RuneCountInString(Excerpt(source, 20)); n > 21 {
			t.Fatalf("excerpt of %d", n)
		}
	})
}

// dense takes all space out of a text.
func dense(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == 0 {
			return -1
		}
		return r
	}, s)
}
