package arch_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sametable/internal/lang"
)

// TestTheTemplReaderSeesWhatAReaderSees plants words where they are forbidden and where they only look so.
func TestTheTemplReaderSeesWhatAReaderSees(t *testing.T) {
	for _, c := range []struct {
		body  string
		words int
	}{
		{`<p>Hello</p>`, 1},
		{`<p>{ s.Say("home.title") }</p>`, 0},
		{"<p>\n\t\tHello { name }, welcome\n\t</p>", 2},
		{`<p>· – 1 / 2 &nbsp;&copy; 〔〕 ●</p>`, 0},
		{`<a href="/zh" lang="zh-Hans">中文</a><a href="/en">English</a>`, 0},
		{`<a>English only</a>`, 1},
		{`<img alt="A child" src="a b.png"/>`, 1},
		{`<img alt="" src="x"/><img alt={ s.Say("a.b") }/>`, 0},
		{`<input type="submit" placeholder='Your name' aria-label="Search" class="big field" disabled?={ !ok }/>`, 2},
		{"if v.Open {\n\t\t<p>{ a }</p>\n\t} else if v.Closed {\n\t\t<i></i>\n\t} else {\n\t\t<b>Late</b>\n\t}", 1},
		{"for _, x := range v.List {\n\t\t@part(x, \"not a word {\") {\n\t\t\t<p>{ x.Name }</p>\n\t\t}\n\t}", 0},
		{"switch v.Kind {\n\tcase \"a\":\n\t\t<p></p>\n\tdefault:\n\t\t<p>Other</p>\n\t}", 1},
		{"<script>\n\t\tlet word = \"Hello\";\n\t</script><style>p { color: red }</style><p>after</p>", 1},
		{"<!-- a remark -->\n\t// another\n\t<p></p>", 0},
		{"{{ name := \"x}\" }}\n\t<p>{ children... }</p>", 0},
		{"<a\n\t\tif v.On {\n\t\t\taria-current=\"page\"\n\t\t}\n\t\t{ v.More... }\n\t\ttitle=\"Words\"\n\t></a>", 1},
		{"@layout(view{Title: \"x\"}.With(1))\n\t<p>Tail</p>", 1},
		{`<p>{ s.Say("a.b") }: { "}" }</p><p>x</p>`, 1},
		{"<button hx-on:click={ f(`a\"b`) }>+</button>", 0},
	} {
		text := "package web\n\nvar word = \"outside\"\n\ntempl page(v view) {\n\t" + c.body + "\n}\n\nfunc f() string { return \"<p>outside</p>\" }\n\ntempl next() {\n\t<i>last</i>\n}\n"
		found := bareWords("a.templ", text)
		if len(found) != c.words+1 {
			t.Errorf("%s\nfound %q, want %d and the last", c.body, found, c.words)
		}
		if !strings.HasPrefix(found[len(found)-1], "a.templ:") || !strings.Contains(found[len(found)-1], `"last"`) {
			t.Errorf("%s\nthe next component was not read: %q", c.body, found)
		}
	}
}

func TestTheListenerHears(t *testing.T) {
	const code = `package thread

import "sametable/internal/fault"

const late = "post.late"

func f() {
	s.Say("post.plain")
	s.Say("post.by", fault.Args{"Who": a})
	s.Say("post.by")
	s.Count("post.count", n)
	s.Count("post.plain", n, args)
	s.Say(late, nil)
	fields.Add("title", "post.lost", nil)
	_ = fault.Forbidden("post.by", fault.Args{"Who": a, "Whom": b})
	_ = fault.Conflict("post.count", nil)
	_ = fault.Says("title", "post.plain", fault.Args{})
	_ = fault.Message{ID: "post.by", Args: fault.Args{}}
	_ = fault.Message{ID: "post.by"}
	s.Of("state", x)
	_ = "kind." + x
	header.Add("Vary", "Accept")
}
`
	heard := listen(planted(t, "internal/thread/a.go", code))
	c, err := lang.Load(fstest.MapFS{
		"zh/post.zh.toml": {Data: []byte("\"post.plain\"=\"发言\"\n\"post.by\"=\"{{.Who}}\"\n\"state.a\"=\"甲\"\n\"kind.a\"=\"甲\"\n\"post.dead\"=\"甲\"\n[\"post.count\"]\nother=\"{{.N}}条\"")},
		"en/post.en.toml": {Data: []byte("\"post.plain\"=\"Post\"\n\"post.by\"=\"{{.Who}}\"\n\"state.a\"=\"a\"\n\"kind.a\"=\"a\"\n\"post.dead\"=\"a\"\n[\"post.count\"]\none=\"one\"\nother=\"{{.N}}\"")},
		"sv/post.sv.toml": {Data: []byte("\"post.plain\"=\"Inlägg\"\n\"post.by\"=\"{{.Who}}\"\n\"state.a\"=\"a\"\n\"kind.a\"=\"a\"\n\"post.dead\"=\"a\"\n[\"post.count\"]\none=\"ett\"\nother=\"{{.N}}\"")},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"internal/thread/a.go:10: post.by is said without Who",
		"internal/thread/a.go:13: there is no message post.late",
		"internal/thread/a.go:14: there is no message post.lost",
		"internal/thread/a.go:15: post.by has no placeholder Whom",
		"internal/thread/a.go:16: post.count is said without N",
		"internal/thread/a.go:18: post.by is said without Who",
	}
	if got := misspoken(c, heard.ids); !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if got := dead(c, heard.mentions, heard.families); !slices.Equal(got, []string{"post.dead"}) {
		t.Errorf("dead: %q", got)
	}
}

func TestTheListenerHearsInTemplFiles(t *testing.T) {
	heard, err := listenTempl("a.templ", `package web

templ page(v view) {
	<p title={ v.T.Say("a.one") }>{ v.T.Count("a.two", len(v.Posts)) }</p>
	if v.T.Say("a.three") != "" {
		@part(v.T.Say("a.four", fault.Args{"Who": v.Who})) {
			{ v.T.Of("state", v.State) }
		}
	} else if x := v.T.Say("a.five"); x != "" {
		{{ y := v.T.Say("a.six") }}
	}
	for _, x := range list(v.T.Say("a.seven")) {
		@view{Title: v.T.Say("a.eight")}
	}
	switch v.T.Say("a.nine") {
		case v.T.Say("a.ten"):
	}
	<p { attrs(v.T.Say("a.eleven"))... }></p>
}
`)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, s := range heard.ids {
		ids = append(ids, strings.TrimPrefix(s.id, "a."))
	}
	if got := strings.Join(ids, " "); got != "one two three four five six seven eight nine ten eleven" {
		t.Errorf("heard %s", got)
	}
	if !slices.Equal(heard.families, []string{"state."}) || heard.ids[3].place != "a.templ:6" || !slices.Equal(heard.ids[3].args, []string{"Who"}) {
		t.Errorf("heard %v %v", heard.families, heard.ids[3])
	}
}
