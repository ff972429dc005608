package markup

import (
	"strings"
	"testing"
)

func TestRender(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"", ""},
		{"# A\n## B\n###### C", `<h3 dir="auto">A</h3>` + "\n" + `<h4 dir="auto">B</h4>` + "\n" + `<h6 dir="auto">C</h6>`},
		{"李明\n--\n青海", `<p dir="auto">李明--青海</p>`},
		{"Regards\n---", `<p dir="auto">Regards</p>` + "\n<hr>"},
		{"讨论了\n留守儿童", `<p dir="auto">讨论了留守儿童</p>`},
		{"the\nend", `<p dir="auto">the` + "\n" + `end</p>`},
		{"和 NGO\n的", `<p dir="auto">和 NGO的</p>`},
		{"**粗**\n体", `<p dir="auto"><strong>粗</strong>体</p>`},
		{"青海省：\n一、经费\n（二）人员\n3.培训\n第四条　附则", `<p dir="auto">青海省：<br>` + "\n一、经费<br>\n（二）人员<br>\n3.培训<br>\n第四条　附则</p>"},
		{"第一段。\n　　第二段。", `<p dir="auto">第一段。<br>` + "\n　　第二段。</p>"},
		{"in\n1990s", `<p dir="auto">in` + "\n" + `1990s</p>`},
		{"a\\\nb", `<p dir="auto">a<br>` + "\nb</p>"},
		{"2. x\n3. y", "<ol start=\"2\">\n<li dir=\"auto\">x</li>\n<li dir=\"auto\">y</li>\n</ol>"},
		{"- x\n\n- y", "<ul>\n<li dir=\"auto\"><p dir=\"auto\">x</p>\n</li>\n<li dir=\"auto\"><p dir=\"auto\">y</p>\n</li>\n</ul>"},
		{"> 引\n> 文", "<blockquote>\n<p dir=\"auto\">引文</p>\n</blockquote>"},
		{"```js onload\n<b>\n```", "<pre dir=\"auto\"><code>&lt;b&gt;\n</code></pre>"},
		{"`a<b`", `<p dir="auto"><code>a&lt;b</code></p>`},
		{"~~x~~ 3~5岁，7~9岁", `<p dir="auto"><del>x</del> 3~5岁，7~9岁</p>`},
		{"***", "<hr>"},
		{"见HD-T-2016-01。", `<p dir="auto">见<a href="/r/HD-T-2016-01">HD-T-2016-01</a>。</p>`},
		{"(HD-T-2016-01 #3) and *LH-T-2019-02#12*", `<p dir="auto">(<a href="/r/HD-T-2016-01/3">HD-T-2016-01 #3</a>) and <em><a href="/r/LH-T-2019-02/12">LH-T-2019-02#12</a></em></p>`},
		{"JH-PA-2018-01", `<p dir="auto"><a href="/r/JH-PA-2018-01">JH-PA-2018-01</a></p>`},
		{"见HD-C-2017-01。", `<p dir="auto">见<a href="/r/HD-C-2017-01">HD-C-2017-01</a>。</p>`},
		{"HD-T-2016-1 hd-t-2016-01 HD-T-2016-01x", `<p dir="auto">HD-T-2016-1 hd-t-2016-01 HD-T-2016-01x</p>`},
		{"[HD-T-2016-01](/b) `HD-T-2016-01`", `<p dir="auto"><a href="/b">HD-T-2016-01</a> <code>HD-T-2016-01</code></p>`},
		{"|a|b|\n|-|-:|\n|1|`\\|`|", "<table>\n<thead>\n<tr>\n<th scope=\"col\" dir=\"auto\">a</th>\n<th scope=\"col\" class=\"right\" dir=\"auto\">b</th>\n</tr>\n</thead>\n" +
			"<tbody>\n<tr>\n<td dir=\"auto\">1</td>\n<td class=\"right\" dir=\"auto\"><code>|</code></td>\n</tr>\n</tbody>\n</table>"},
		{"![图表](https://e.org/a.png)", `<p dir="auto"><span class="image">图表</span></p>`},
		{"![](https://e.org/a/b.png?u=1)", `<p dir="auto"><span class="image">b.png</span></p>`},
		{"[![图](/a.png)](/b)", `<p dir="auto"><a href="/b"><span class="image">图</span></a></p>`},
		{"<b>x</b>", `<p dir="auto">&lt;b&gt;x&lt;/b&gt;</p>`},
		{"&amp;&copy;&hellip;\\*", `<p dir="auto">&amp;©…*</p>`},
		{"&#x202e;&zwj;&shy;&#0;&#xe0041;&#769;", `<p dir="auto">&amp;#x202e;&amp;zwj;&amp;shy;&amp;#0;&amp;#xe0041;&amp;#769;</p>`},
		{"a\u202eb\x00c\u2066", `<p dir="auto">abc</p>`},
		{"[a]: /hidden \"words\"", `<p dir="auto">[a]: /hidden &#34;words&#34;</p>`},
		{"# T {#id .class onclick=x}", `<h3 dir="auto">T {#id .class onclick=x}</h3>`},
	} {
		if got := strings.TrimSuffix(Render(c.source).HTML, "\n"); got != c.want {
			t.Errorf("Render(%q)\n got %s\nwant %s", c.source, got, c.want)
		}
	}
}

func TestLinks(t *testing.T) {
	away := ` rel="nofollow noopener noreferrer"`
	for _, c := range []struct{ source, want string }{
		{"[a](https://e.org/x?b=1&c=2)", `<a href="https://e.org/x?b=1&amp;c=2"` + away + `>a</a>`},
		{"[a](/proposals/QH-2018-03 \"hidden words\")", `<a href="/proposals/QH-2018-03">a</a>`},
		{"[a](mailto:li@example.org)", `<a href="mailto:li@example.org">a</a>`},
		{"<li@example.org>", `<a href="mailto:li@example.org">li@example.org</a>`},
		{"[](https://e.org)", `<a href="https://e.org"` + away + `>https://e.org</a>`},
		{"见https://e.org/a_b_(c)。另见", `见<a href="https://e.org/a_b_(c)"` + away + `>https://e.org/a_b_(c)</a>。另见`},
		{"(see http://e.org/a.)", `(see <a href="http://e.org/a"` + away + `>http://e.org/a</a>.)`},
		{"**http://e.org**", `<strong><a href="http://e.org"` + away + `>http://e.org</a></strong>`},
		{"[http://good.org](http://bad.org)", `<a href="http://bad.org"` + away + `>http://good.org</a>`},
		{"xhttp://e.org", `xhttp://e.org`},
		{"`http://e.org`", `<code>http://e.org</code>`},
		{"[a](//e.org)", `a`}, {"[a](/\\e.org)", `a`}, {"[a](ftp://e.org)", `a`}, {"[a](https://u:p@e.org)", `a`},
		{"[a](relative)", `a`}, {"[a](#x)", `a`}, {"[a](mailto:a@b.se?bcc=c@d.se)", `<a href="mailto:a@b.se">a</a>`}, {"[a](http:e.org)", `a`}, {"[a](https://)", `a`},
	} {
		got := strings.TrimSuffix(strings.TrimPrefix(Render(c.source).HTML, `<p dir="auto">`), "</p>\n")
		if got != c.want {
			t.Errorf("Render(%q)\n got %s\nwant %s", c.source, got, c.want)
		}
	}
	doc := Render("- [a](/a) http://b.org\n- ![c](/no)\n\n[d](mailto:d@e.se)")
	if got := strings.Join(doc.Links, " "); got != "/a http://b.org mailto:d@e.se" {
		t.Errorf("links = %s", got)
	}
}

func TestHeadingLevelIsTheCallers(t *testing.T) {
	for top, want := range map[int]string{1: "<h2", 2: "<h3", 6: "<h6", 9: "<h6", -1: "<h2"} {
		if got := RenderAt("## A", top).HTML; !strings.HasPrefix(got, want) {
			t.Errorf("RenderAt(%d) = %s", top, got)
		}
	}
}

func TestBlocks(t *testing.T) {
	source := "\n\n# 标题\n\n第一段\n续行\n\n\n- 甲\n  - 乙\n- 丙\n\n7. 丁\n8. 戊\n\n> 引\n\n前文\n|a|\n|-|\n|1|\n\n```\nx\n\ny\n```\n\n----\n\n    ind\n"
	want := []Block{
		{Kind: KindHeading, Source: "# 标题", Text: "标题"},
		{Kind: KindParagraph, Source: "第一段\n续行", Text: "第一段续行"},
		{Kind: KindItem, Source: "- 甲\n  - 乙", Text: "甲\n乙"},
		{Kind: KindItem, Source: "- 丙", Text: "丙"},
		{Kind: KindItem, Source: "7. 丁", Text: "丁"},
		{Kind: KindItem, Source: "8. 戊", Text: "戊"},
		{Kind: KindQuote, Source: "> 引", Text: "引"},
		{Kind: KindParagraph, Source: "前文", Text: "前文"},
		{Kind: KindTable, Source: "|a|\n|-|\n|1|", Text: "a\n1"},
		{Kind: KindCode, Source: "```\nx\n\ny\n```", Text: "x\n\ny"},
		{Kind: KindRule, Source: "----", Text: ""},
		{Kind: KindCode, Source: "    ind", Text: "ind"},
	}
	doc := Render(source)
	if len(doc.Blocks) != len(want) {
		t.Fatalf("%d blocks, want %d", len(doc.Blocks), len(want))
	}
	for i, b := range doc.Blocks {
		if b.Kind != want[i].Kind || b.Source != want[i].Source || b.Text != want[i].Text || b.Hash != Hash(want[i].Source) {
			t.Errorf("block %d = %+v, want %+v", i, b, want[i])
		}
	}
	if got := doc.Blocks[5].HTML; got != "<ol start=\"8\">\n<li dir=\"auto\">戊</li>\n</ol>\n" {
		t.Errorf("an item does not stand on its own: %s", got)
	}
	if strings.Count(doc.HTML, "<ol") != 1 || strings.Count(doc.HTML, "<ul") != 2 {
		t.Errorf("lists are torn: %s", doc.HTML)
	}
}

// A block rendered by itself looks as it does in its text, so that blocks may be stored, translated and cached apart.
func TestBlockStandsAlone(t *testing.T) {
	source := "# 标题\n\n第一段 **重**\n续行\n\n- 甲\n  - 乙\n\n  丙\n\n> 引\n\n|a|\n|-|\n|1|\n\n3. x\n"
	for _, b := range Render(source).Blocks {
		alone := Render(b.Source)
		if len(alone.Blocks) != 1 || alone.Blocks[0] != b {
			t.Errorf("alone %+v\nin text %+v", alone.Blocks, b)
		}
	}
}

func TestHash(t *testing.T) {
	if Hash("Å") != Hash("A\u030a") {
		t.Error("one text, two hashes")
	}
	if Hash("a") == Hash("b") {
		t.Error("two texts, one hash")
	}
	if got := Hash(""); got != "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" {
		t.Errorf("Hash of nothing = %s", got)
	}
}

func TestExcerpt(t *testing.T) {
	for _, c := range []struct {
		source string
		n      int
		want   string
	}{
		{"# 标题\n\n**留守儿童**的保护。", 20, "标题 留守儿童的保护。"},
		{"留守儿童的保护，需要各方参与", 8, "留守儿童的保护…"},
		{"protection of children", 14, "protection of…"},
		{"protection of children", 5, "prote…"},
		{"[link](https://e.org) ![alt](/a.png) `code`", 50, "link alt code"},
		{"", 10, ""},
		{"abc", 0, ""},
		{strings.Repeat("长", 5000), 3, "长长长…"},
	} {
		if got := Excerpt(c.source, c.n); got != c.want {
			t.Errorf("Excerpt(%.20q, %d) = %q, want %q", c.source, c.n, got, c.want)
		}
	}
}

func TestHugeTextShowsAsTyped(t *testing.T) {
	doc := Render(strings.Repeat("**a** <b>\n\n", mostBytes/10))
	if !strings.HasPrefix(doc.HTML, `<p dir="auto">**a** &lt;b&gt;</p>`) || doc.Blocks[0].Source != "**a** <b>" {
		t.Errorf("%.80s", doc.HTML)
	}
}
