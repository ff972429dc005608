package web

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/evanw/esbuild/pkg/api"
)

var update = flag.Bool("update", false, "write static/* from src")

// What is served is made from src by one tool with one baseline, and committed: building the forum needs no such tool.
func TestServedFilesAreBuiltFromSource(t *testing.T) {
	given := map[string]string{}
	for _, name := range []string{"style.css", "form.css", "list.css", "thread.css", "home.css", "seats.css", "chart.css", "doors.css", "text.css", "tiles.css", "table.css", "entries.css", "paper.css", "minutes.css", "record.css", "print.css", "slip.css", "app.js", "hold.js", "passage.js"} {
		built := shrink(t, name, given)
		if *update {
			if err := os.WriteFile("static/"+name, built, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		served, err := os.ReadFile("static/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(served, built) {
			t.Errorf("static/%s is older than src/%s: run go test ./web -run Built -update", name, name)
		}
	}
}

// shrink minifies a source for the oldest browser there is to serve: Chromium 69.
func shrink(t *testing.T, name string, given map[string]string) []byte {
	t.Helper()
	source, err := os.ReadFile("src/" + name)
	if err != nil {
		t.Fatal(err)
	}
	loader := api.LoaderJS
	if strings.HasSuffix(name, ".css") {
		loader = api.LoaderCSS
	}
	result := api.Transform(string(source), api.TransformOptions{
		Loader: loader, Sourcefile: name, Charset: api.CharsetUTF8,
		MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true,
		Engines: []api.Engine{{Name: api.EngineChrome, Version: "69"}},
	})
	for _, m := range append(result.Errors, result.Warnings...) {
		t.Errorf("%s:%d: %s", name, m.Location.Line, m.Text)
	}
	if loader == api.LoaderCSS {
		return shortNames(result.Code, given)
	}
	return result.Code
}

// shortNames gives every custom property a name of one letter: a stylesheet says
// them hundreds of times. The sheets share what was given.
func shortNames(css []byte, given map[string]string) []byte {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	return regexp.MustCompile(`--[a-z][a-z0-9-]*`).ReplaceAllFunc(css, func(name []byte) []byte {
		short, known := given[string(name)]
		if !known {
			short = "--" + string(letters[len(given)])
			given[string(name)] = short
		}
		return []byte(short)
	})
}
