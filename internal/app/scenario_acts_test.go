package app_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// deed is a function of a room as its source has it.
type deed struct {
	exported bool
	actor    bool // it is told who acts
	inside   bool // it works in an act that a room above has opened or judged: it takes the act, or a permit
	opens    bool // it opens an act
	calls    []string
}

// rooms gives every function of the rooms, "room.Name". What plays, shows or keeps the house is none.
func rooms(t *testing.T) map[string]*deed {
	t.Helper()
	all := map[string]*deed{}
	folders, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range folders {
		if slices.Contains([]string{"app", "arch", "demo", "forumtest", "register", "server", "site", "store"}, folder.Name()) {
			continue
		}
		paths, err := filepath.Glob(filepath.Join("..", folder.Name(), "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		var files []*ast.File
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
		read(all, folder.Name(), files)
	}
	return all
}

// read notes the functions of one room. A name that two types have stands for both: that asks for more, never for less.
func read(all map[string]*deed, room string, files []*ast.File) {
	fields := fieldsOf(files)
	for _, f := range files {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			key := room + "." + fn.Name.Name
			if all[key] == nil {
				all[key] = &deed{}
			}
			all[key].add(room, fn, fields)
		}
	}
}

// fieldsOf gives the rooms that the fields of a room's types lead to: accounts → account.
func fieldsOf(files []*ast.File) map[string]string {
	fields := map[string]string{}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			field, ok := n.(*ast.Field)
			if !ok {
				return true
			}
			if pkg, _ := named(field.Type); pkg != "" {
				for _, name := range field.Names {
					fields[name.Name] = pkg
				}
			}
			return true
		})
	}
	return fields
}

// named splits a type into package and name, behind a pointer or not.
func named(e ast.Expr) (pkg, name string) {
	if star, ok := e.(*ast.StarExpr); ok {
		e = star.X
	}
	if sel, ok := e.(*ast.SelectorExpr); ok {
		if x, ok := sel.X.(*ast.Ident); ok {
			return x.Name, sel.Sel.Name
		}
	}
	return "", ""
}

func (d *deed) add(room string, fn *ast.FuncDecl, fields map[string]string) {
	d.exported = d.exported || fn.Name.IsExported()
	for _, p := range fn.Type.Params.List {
		switch pkg, name := named(p.Type); pkg + "." + name {
		case "policy.Actor":
			d.actor = true
		case "register.Tx", "policy.Permit":
			d.inside = true
		}
	}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		switch f := call.Fun.(type) {
		case *ast.Ident:
			d.calls = append(d.calls, room+"."+f.Name)
		case *ast.SelectorExpr:
			d.opens = d.opens || f.Sel.Name == "Act" && len(call.Args) == 3
			d.calls = append(d.calls, called(room, fn, f, fields))
		}
		return true
	})
}

// called names what a call leads to, as far as the source tells without types: a method of the same receiver, a function of a
// room, a method of a room that a field holds.
func called(room string, fn *ast.FuncDecl, f *ast.SelectorExpr, fields map[string]string) string {
	switch x := f.X.(type) {
	case *ast.Ident:
		if fn.Recv != nil && len(fn.Recv.List[0].Names) > 0 && fn.Recv.List[0].Names[0].Name == x.Name {
			return room + "." + f.Sel.Name
		}
		return x.Name + "." + f.Sel.Name
	case *ast.SelectorExpr:
		return fields[x.Sel.Name] + "." + f.Sel.Name
	}
	return ""
}

// reach gives everything from which one of the marked is reached.
func reach(all map[string]*deed, marked func(*deed) bool) map[string]bool {
	got := map[string]bool{}
	for name, d := range all {
		got[name] = marked(d)
	}
	for grew := true; grew; {
		grew = false
		for name, d := range all {
			if !got[name] && slices.ContainsFunc(d.calls, func(c string) bool { return got[c] }) {
				got[name], grew = true, true
			}
		}
	}
	return got
}

// actless are functions that work inside an act to which no act of these rooms leads, with the reason.
func actless() map[string]string {
	return map[string]string{
		"setup.LoadTerms":        "the demo alone calls it",
		"annex.Erase":            "a meeting tells the room of erasing how a file is emptied, as a value",
		"drafting.DropAnnexes":   "a proposal tells the room of erasing how it is emptied, as a value",
		"proposal.ForgetReasons": "a handling tells it the same",
	}
}

// acts finds in the source what people and time can do that changes the record: the exported functions that open an act, however
// far down. Those that work inside another's act are that one's.
func acts(t *testing.T) map[string]*deed {
	t.Helper()
	all := rooms(t)
	found := map[string]*deed{}
	for name, reaches := range reach(all, func(d *deed) bool { return d.opens }) {
		if d := all[name]; reaches && d.exported && !d.inside {
			found[name] = d
		}
	}
	if len(found) < 40 { // the walk over the source found less than there is
		t.Fatalf("only %d acts", len(found))
	}
	for name, d := range all {
		if !d.exported || !d.inside {
			continue
		}
		reached := reach(all, func(x *deed) bool { return x == d })
		_, excepted := actless()[name]
		if led := slices.ContainsFunc(keys(found), func(act string) bool { return reached[act] }); led == excepted {
			t.Errorf("%s changes the record inside an act; an act leads to it: %v, it is listed as an exception: %v", name, led, excepted)
		}
	}
	return found
}

func keys[T any](m map[string]T) []string {
	all := make([]string, 0, len(m))
	for k := range m {
		all = append(all, k)
	}
	slices.Sort(all)
	return all
}
