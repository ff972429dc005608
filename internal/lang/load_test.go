package lang_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/locales"
)

// files builds a tree of one topic from a text for each language.
func files(zh, en, sv string) fstest.MapFS {
	return fstest.MapFS{
		"zh/post.zh.toml": {Data: []byte(zh)},
		"en/post.en.toml": {Data: []byte(en)},
		"sv/post.sv.toml": {Data: []byte(sv)},
	}
}

// house loads the project's own words.
func house(t testing.TB) *lang.Catalogue {
	t.Helper()
	c, err := lang.Load(locales.Messages())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// small is a catalogue for what the project's words need not have.
func small(t testing.TB) *lang.Catalogue {
	t.Helper()
	c, err := lang.Load(files(
		`"post.plain" = "发言"
"post.by" = "{{.Who}}于{{.When}}发言：{{.What}}"
"post.what" = "共{{.N}}项"
["post.count"]
other = "{{.Who}}有{{.N}}条回复"
`,
		`"post.plain" = "Post"
"post.by" = "{{.Who}} wrote at {{.When}}: {{.What}}"
"post.what" = "{{.N}} in all"
["post.count"]
one = "{{.Who}} has one reply"
other = "{{.Who}} has {{.N}} replies"
`,
		`"post.plain" = "Inlägg"
"post.by" = "{{.Who}} skrev {{.When}}: {{.What}}"
"post.what" = "{{.N}} totalt"
["post.count"]
one = "{{.Who}} har ett svar"
other = "{{.Who}} har {{.N}} svar"
`))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestLoadNamesEveryFaultAtOnce(t *testing.T) {
	tree := files(
		`"post.only_zh" = "只有中文"
"post.hole" = "{{.Who}}"
"post.empty" = ""
"post.logic" = "{{if .A}}甲{{end}}"
["post.count"]
one = "一条"
other = "{{.N}}条"
`,
		`"post.hole" = "{{.Name}}"
"post.empty" = "x"
"post.logic" = "a }} b"
["post.count"]
other = "{{.N}} replies"
`,
		`"post.hole" = "{{.Who}}"
"post.empty" = "x"
"post.logic" = "{{.a b}}"
["post.count"]
one = "{{.Other}} svar"
other = "{{.N}} svar"
`)
	tree["en/post.toml"] = &fstest.MapFile{Data: []byte(`"post.lost" = "no language in the name"`)}
	tree["en/post.sv.toml"] = &fstest.MapFile{Data: []byte(`"post.lost" = "fel mapp"`)}
	tree["sv/broken.sv.toml"] = &fstest.MapFile{Data: []byte(`"post.x" = `)}
	tree["sv/twice.sv.toml"] = &fstest.MapFile{Data: []byte(`"post.hole" = "{{.Who}}"`)}
	_, err := lang.Load(tree)
	if err == nil {
		t.Fatal("no fault found")
	}
	for _, want := range []string{
		"en: post.only_zh is missing", "sv: post.only_zh is missing",
		"en/post.en.toml: post.hole has the placeholders [Name], but [Who] in zh/post.zh.toml",
		`zh/post.zh.toml: post.empty lacks the form "other"`,
		"zh/post.zh.toml: post.logic (other) has {{if .A", "en/post.en.toml: post.logic (other) has }} without {{", "sv/post.sv.toml: post.logic (other) has {{.a b",
		`zh/post.zh.toml: post.count has no use for the form "one"`, `en/post.en.toml: post.count lacks the form "one"`,
		"sv/post.sv.toml: post.count (one) has the placeholder Other",
		"en/post.toml: the name must be topic.en.toml", "en/post.sv.toml: the name must be topic.en.toml",
		"sv/broken.sv.toml: ", "sv/twice.sv.toml: post.hole is in sv/post.sv.toml already",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("not named: %s\nin: %v", want, err)
		}
	}
}

func TestASingularMayLeaveOutOnlyTheNumber(t *testing.T) {
	_, err := lang.Load(files("[\"a.b\"]\nother=\"{{.N}}{{.Who}}\"", "[\"a.b\"]\none=\"x\"\nother=\"{{.N}} {{.Who}}\"", "[\"a.b\"]\none=\"{{.Who}}\"\nother=\"{{.N}} {{.Who}}\""))
	if err == nil || !strings.Contains(err.Error(), "en/post.en.toml: a.b (one) lacks the placeholder Who") || strings.Contains(err.Error(), "sv/") {
		t.Errorf("got %v", err)
	}
}

func TestRequireAndFits(t *testing.T) {
	c := small(t)
	if err := c.Require("post.plain", "post.by"); err != nil {
		t.Error(err)
	}
	if err := c.Require("post.plain", "post.x", "post.y"); err == nil || err.Error() != "message ids are missing: post.x, post.y" {
		t.Errorf("got %v", err)
	}
	if got := c.Placeholders("post.by"); !slices.Equal(got, []string{"What", "When", "Who"}) {
		t.Errorf("placeholders %v", got)
	}
	if !c.Plural("post.count") || c.Plural("post.plain") || c.Plural("post.x") || c.Has("post.x") {
		t.Error("Plural or Has is wrong")
	}
	inner := fault.Message{ID: "post.what"}
	for _, m := range []fault.Message{{ID: "post.x"}, {ID: "post.by", Args: fault.Args{"Who": "a", "When": "b"}}, {ID: "post.by", Args: fault.Args{"Who": "a", "When": "b", "What": inner}}} {
		if c.Fits(m) == nil {
			t.Errorf("%v fits", m)
		}
	}
	inner.Args = fault.Args{"N": 2}
	if err := c.Fits(fault.Message{ID: "post.by", Args: fault.Args{"Who": "a", "When": "b", "What": inner}}); err != nil {
		t.Error(err)
	}
}
