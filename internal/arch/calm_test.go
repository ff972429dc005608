package arch_test

import (
	"fmt"
	"go/ast"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// The measures of a calm house. They are reasons to look, not to pad or to squeeze: what stays above one stays in the list
// below with its reason.
const (
	medianFile  = 110
	largestFile = 400
	longestFunc = 60
	mostParams  = 5
	largestRoom = 4000
)

// accepted lists what is larger than the measure and stays, with the reason. A file is named by its path, a function by
// "path:name", a room by its directory.
func accepted() map[string]string {
	return map[string]string{
		"internal/site":                      "the one door for people: ten families of pages, each in files of its own name; a family that grows gets a room of its own",
		"internal/meeting":                   "a meeting from its plan to its end; who was called and who came are what gets a room of its own when it grows on",
		"web":                                "the face of all pages in one place, so that they look as one; parts and pages lie in files of their own",
		"internal/safeguard/match.go:search": "the inner loop of the gate; a struct for its arguments costs a quarter of the time",
	}
}

// excess is one thing above a measure.
type excess struct {
	what  string
	value int
	limit int
}

func (e excess) String() string { return fmt.Sprintf("%s: %d, %d is calm", e.what, e.value, e.limit) }

// functions gives what is too long or takes too much in a file. Tests are tables, and may be long.
func functions(s source) []excess {
	var found []excess
	for _, d := range s.syntax.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || s.test {
			continue
		}
		name := s.path + ":" + f.Name.Name
		if lines := functionLines(s, f); lines > longestFunc {
			found = append(found, excess{name, lines, longestFunc})
		}
		if n := f.Type.Params.NumFields(); n > mostParams {
			found = append(found, excess{name, n, mostParams})
		}
	}
	return found
}

func functionLines(s source, f *ast.FuncDecl) int { return s.line(f.End()) - s.line(f.Pos()) + 1 }

// templates gives the length of every page and part that is written in templ.
func templates(t *testing.T) map[string]int {
	t.Helper()
	sizes := map[string]int{}
	err := walk(func(name, full string) error {
		if !strings.HasSuffix(name, ".templ") {
			return nil
		}
		text, err := os.ReadFile(full)
		sizes[name] = strings.Count(string(text), "\n")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return sizes
}

// measured is the house in numbers.
type measured struct {
	files  []int // production files, sorted
	rooms  map[string]int
	tests  int
	excess []excess
}

func measure(all []source, templ map[string]int) measured {
	m := measured{rooms: map[string]int{}}
	size := func(name string, lines int) {
		if lines > largestFile {
			m.excess = append(m.excess, excess{name, lines, largestFile})
		}
	}
	for _, s := range all {
		if s.generated {
			continue
		}
		size(s.path, s.lines())
		m.excess = append(m.excess, functions(s)...)
		if s.test {
			m.tests += s.lines()
			continue
		}
		m.files = append(m.files, s.lines())
		m.rooms[s.room] += s.lines()
	}
	for name, lines := range templ {
		size(name, lines)
		m.rooms[name[:strings.LastIndex(name, "/")]] += lines
	}
	for room, lines := range m.rooms {
		if lines > largestRoom {
			m.excess = append(m.excess, excess{room, lines, largestRoom})
		}
	}
	slices.Sort(m.files)
	slices.SortFunc(m.excess, func(a, b excess) int { return strings.Compare(a.what, b.what) })
	return m
}

func (m measured) median() int { return m.files[len(m.files)/2] }

func (m measured) total() (lines int) {
	for _, n := range m.rooms {
		lines += n
	}
	return lines
}

func TestTheHouseIsCalm(t *testing.T) {
	m := measure(house(t), templates(t))
	t.Logf("%d rooms, %d files, %d lines and %d of tests; median file %d, largest file %d",
		len(m.rooms), len(m.files), m.total(), m.tests, m.median(), m.files[len(m.files)-1])
	for _, room := range slices.Sorted(maps.Keys(m.rooms)) {
		t.Logf("%6d %s", m.rooms[room], room)
	}
	if m.median() > medianFile {
		m.excess = append(m.excess, excess{"the median file", m.median(), medianFile})
	}
	large := map[string]bool{}
	for _, e := range m.excess {
		large[e.what] = true
		if reason := accepted()[e.what]; reason == "" {
			t.Error(e)
		} else {
			t.Logf("%s (%s)", e, reason)
		}
	}
	for what := range accepted() {
		if !large[what] {
			t.Errorf("%s is calm again: take it off the list", what)
		}
	}
}

func TestTheMeasuresBite(t *testing.T) {
	many := strings.Repeat("\t_ = 1\n", longestFunc)
	text := "package thread\n\nfunc long() {\n" + many + "}\n\nfunc wide(a, b, c int, d, e, f string) {}\n\nfunc fine(a, b, c, d, e int) {}\n"
	found := functions(planted(t, "internal/thread/a.go", text))
	want := []excess{{"internal/thread/a.go:long", longestFunc + 2, longestFunc}, {"internal/thread/a.go:wide", 6, mostParams}}
	if !slices.Equal(found, want) {
		t.Errorf("got %v, want %v", found, want)
	}
	if found := functions(planted(t, "internal/thread/a_test.go", text)); len(found) > 0 {
		t.Errorf("tests may be long: %v", found)
	}
	long := planted(t, "internal/thread/b_test.go", "package thread\n"+strings.Repeat("\n", largestFile))
	big := planted(t, "internal/ballot/c.go", "package ballot\n"+strings.Repeat("// a line\n", largestRoom))
	drawn := planted(t, "web/d_templ.go", "// Code generated by templ - DO NOT EDIT.\n\npackage web\n"+strings.Repeat("\n", largestFile))
	m := measure([]source{long, big, drawn}, map[string]int{"web/d.templ": largestFile + 1, "web/e.templ": largestRoom})
	want = []excess{{"internal/ballot", largestRoom + 1, largestRoom}, {"internal/ballot/c.go", largestRoom + 1, largestFile},
		{"internal/thread/b_test.go", largestFile + 1, largestFile}, {"web", largestRoom + largestFile + 1, largestRoom},
		{"web/d.templ", largestFile + 1, largestFile}, {"web/e.templ", largestRoom, largestFile}}
	if !slices.Equal(m.excess, want) {
		t.Errorf("got %v, want %v", m.excess, want)
	}
}
