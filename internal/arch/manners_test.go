package arch_test

import (
	"go/ast"
	"strings"
	"testing"
)

// manner is one rule every file keeps. It gives the places that break it.
type manner struct {
	name  string
	check func(s source) []string
}

// manners lists the rules about code. What is generated was judged where it was written.
func manners() []manner {
	return []manner{
		{"only the clock knows what time it is", wallTime},
		{"only the store speaks SQL past the guards", rawSQL},
		{"only doors and roof know Echo", echoes},
		{"a context comes from the caller", madeContext},
		{"nothing happens at import", inits},
		{"no mutable package variables", packageVariables},
		{"no rooms, files or types named after nothing", emptyNames},
		{"every exported name says what it is", undocumented},
		{"a state changes by a transition", typedState},
		{"what one system alone has stands in its own file", systemCalls},
	}
}

func TestManners(t *testing.T) {
	all := house(t)
	for _, m := range manners() {
		t.Run(m.name, func(t *testing.T) {
			for _, s := range all {
				if s.generated {
					continue
				}
				for _, place := range m.check(s) {
					t.Error(place)
				}
			}
		})
	}
}

// calls finds calls of named functions outside the rooms that may make them. Tests and the fixture may.
func calls(s source, names, rooms []string) []string {
	if s.test || s.in(append(rooms, "internal/forumtest")...) {
		return nil
	}
	var found []string
	ast.Inspect(s.syntax, func(n ast.Node) bool {
		e, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		for _, name := range names {
			if s.called(e) == name {
				found = append(found, s.at(e.Pos())+": "+name)
			}
		}
		return true
	})
	return found
}

// wallTime finds the machine's time, also where it hides in a difference.
func wallTime(s source) []string {
	return calls(s, []string{"time.Now", "time.Since", "time.Until"}, []string{"internal/clock"})
}

func madeContext(s source) []string {
	return calls(s, []string{"context.Background", "context.TODO"}, []string{"cmd"})
}

// rawSQL finds Exec and Raw on any value: GORM's guards see neither, nor do they see what goes round GORM.
func rawSQL(s source) []string {
	if s.test || s.in("internal/store", "internal/forumtest") {
		return nil
	}
	var found []string
	ast.Inspect(s.syntax, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		method, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || s.called(method) != "" && !strings.HasPrefix(s.called(method), "gorm.io/") {
			return true
		}
		if name := method.Sel.Name; name == "Exec" || name == "ExecContext" || name == "Raw" {
			found = append(found, s.at(method.Sel.Pos())+": "+name)
		}
		return true
	})
	return found
}

func echoes(s source) []string {
	if s.test || s.in("internal/site", "internal/api", "internal/inbox", "internal/server", "internal/app", "internal/forumtest") {
		return nil
	}
	var found []string
	for _, spec := range s.syntax.Imports {
		if strings.HasPrefix(spec.Path.Value, `"github.com/labstack/echo`) {
			found = append(found, s.at(spec.Pos())+": "+spec.Path.Value)
		}
	}
	return found
}

func inits(s source) []string {
	var found []string
	for _, d := range s.syntax.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
			found = append(found, s.at(f.Pos())+": init")
		}
	}
	return found
}

// typedState finds a state set by hand. A noun begins in its machine's first state and goes on by Step.
func typedState(s source) []string {
	if s.test {
		return nil
	}
	var found []string
	ast.Inspect(s.syntax, func(n ast.Node) bool {
		set, ok := n.(*ast.AssignStmt)
		if !ok || len(set.Lhs) != len(set.Rhs) {
			return true
		}
		for i, to := range set.Lhs {
			field, isField := to.(*ast.SelectorExpr)
			_, typed := set.Rhs[i].(*ast.BasicLit)
			if isField && typed && field.Sel.Name == "State" {
				found = append(found, s.at(set.Pos())+": a state set by hand")
			}
		}
		return true
	})
	return found
}
