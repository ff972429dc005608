package arch_test

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const module = "sametable"

// source is one Go file of the module, read but not resolved: the rules need names and shapes, not types.
type source struct {
	path      string // from the root, with slashes
	room      string // its directory: "internal/thread"
	test      bool
	generated bool
	text      string
	syntax    *ast.File
	set       *token.FileSet
}

// at says where something stands, for a message a reader can follow.
func (s source) at(pos token.Pos) string {
	return s.path + ":" + strconv.Itoa(s.set.Position(pos).Line)
}

func (s source) line(pos token.Pos) int { return s.set.Position(pos).Line }

// lines counts lines as an editor shows them.
func (s source) lines() int { return strings.Count(s.text, "\n") }

// external tells whether the file is a test that stands outside its package.
func (s source) external() bool { return s.test && strings.HasSuffix(s.syntax.Name.Name, "_test") }

// in tells whether the file lies in one of the rooms or an alcove of it.
func (s source) in(rooms ...string) bool {
	return slices.ContainsFunc(rooms, func(room string) bool { return s.room == room || strings.HasPrefix(s.room, room+"/") })
}

// imports gives the import paths with the name each has in this file.
func (s source) imports() map[string]string {
	names := map[string]string{}
	for _, spec := range s.syntax.Imports {
		to, _ := strconv.Unquote(spec.Path.Value)
		if spec.Name != nil {
			names[spec.Name.Name] = to
		} else {
			names[packageName(to)] = to
		}
	}
	return names
}

var majorVersion = regexp.MustCompile(`^v[0-9]+$`)

// packageName guesses the name of a package from its path, as far as the rules need it.
func packageName(importPath string) string {
	if base := path.Base(importPath); !majorVersion.MatchString(base) {
		return base
	}
	return path.Base(path.Dir(importPath))
}

// called names what a call calls, with the full path of the package: "time.Now", "regexp.MustCompile"; a chain of calls is
// named by its first. It is "" for a method of a value.
func (s source) called(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.CallExpr:
		return s.called(e.Fun)
	case *ast.IndexExpr:
		return s.called(e.X)
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			if to, imported := s.imports()[x.Name]; imported {
				return to + "." + e.Sel.Name
			}
			return ""
		}
		return s.called(e.X)
	}
	return ""
}

// root finds the module from where the test runs.
func root() (string, error) {
	dir, err := os.Getwd()
	for err == nil {
		if _, missing := os.Stat(filepath.Join(dir, "go.mod")); missing == nil {
			return dir, nil
		}
		if filepath.Dir(dir) == dir {
			return "", errors.New("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
	return "", err
}

// walk visits every file of the project, without what is not the project's: other modules, data, fetched and hidden files.
func walk(visit func(name, full string) error) error {
	top, err := root()
	if err != nil {
		return err
	}
	outside := []string{"testdata", "node_modules", "vendor", "third_party", "data"}
	return filepath.WalkDir(top, func(full string, d fs.DirEntry, err error) error {
		if err != nil || full == top {
			return err
		}
		if !d.IsDir() {
			name, err := filepath.Rel(top, full)
			if err != nil {
				return err
			}
			return visit(filepath.ToSlash(name), full)
		}
		hidden := strings.HasPrefix(d.Name(), ".") && d.Name() != ".ci"
		if _, err := os.Stat(filepath.Join(full, "go.mod")); err == nil || hidden || slices.Contains(outside, d.Name()) {
			return filepath.SkipDir
		}
		return nil
	})
}

var generatedLine = regexp.MustCompile(`(?m)^// Code generated .* DO NOT EDIT\.$`)

// read parses one file.
func read(name, text string) (source, error) {
	set := token.NewFileSet()
	syntax, err := parser.ParseFile(set, name, text, parser.ParseComments|parser.SkipObjectResolution)
	return source{path: name, room: path.Dir(name), test: strings.HasSuffix(name, "_test.go"), text: text,
		generated: generatedLine.MatchString(text), syntax: syntax, set: set}, err
}

// planted is a file that a rule is tried on.
func planted(t *testing.T, name, text string) source {
	t.Helper()
	s, err := read(name, text)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// everything is read once for all tests.
var everything = sync.OnceValues(func() (all []source, err error) {
	err = walk(func(name, full string) error {
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		text, err := os.ReadFile(full)
		if err != nil {
			return err
		}
		s, err := read(name, string(text))
		all = append(all, s)
		return err
	})
	return all, err
})

// house gives every Go file of the module.
func house(t *testing.T) []source {
	t.Helper()
	all, err := everything()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 10 {
		t.Fatalf("only %d files read: the walk is broken", len(all))
	}
	return all
}
