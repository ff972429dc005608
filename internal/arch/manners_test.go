package arch_test

import (
	"go/ast"
	"go/token"
	"slices"
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
		{"only the register opens the record", opensTheRecord},
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

// underGORM are the names by which code gets round GORM's guards: the database under GORM, and what one calls on it. The names
// that mean something else elsewhere count only where a statement is passed or built.
func underGORM() []string {
	return []string{"Exec", "ExecContext", "Raw", "ConnPool", "SQL", "SQLTx", "QueryContext", "QueryRow", "QueryRowContext", "PrepareContext", "Migrator"}
}

// namesakes are written as on a database, and are something else: a URL's query, the preparation of a person.
func namesakes() []string { return []string{"Query", "Prepare", "DB"} }

// neededSQL are the files outside the store that may touch the database under GORM, each for what it needs.
func neededSQL() map[string][]string {
	return map[string][]string{
		"internal/notice/queue.go": {"SQL", "SQLTx"}, // River works on its own tables, on the same pool and in the same transaction
		"internal/notice/work.go":  {"SQLTx"},
	}
}

// rawSQL finds what GORM's guards do not see, or see only as text: raw statements, and the ways to the database under GORM.
func rawSQL(s source) []string {
	if s.test || s.in("internal/store", "internal/forumtest") {
		return nil
	}
	var found []string
	report := func(sel *ast.SelectorExpr) {
		if !slices.Contains(neededSQL()[s.path], sel.Sel.Name) {
			found = append(found, s.at(sel.Sel.Pos())+": "+sel.Sel.Name)
		}
	}
	ast.Inspect(s.syntax, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if sel, ok := call.Fun.(*ast.SelectorExpr); ok && slices.Contains(namesakes(), sel.Sel.Name) && s.statement(sel, call.Args) {
				report(sel)
			}
		}
		sel, ok := n.(*ast.SelectorExpr)
		if !ok || !slices.Contains(underGORM(), sel.Sel.Name) {
			return true
		}
		if from := s.called(sel); from == "" || strings.HasPrefix(from, "gorm.io/") || strings.HasPrefix(from, module+"/internal/store.") {
			report(sel)
		}
		return true
	})
	return found
}

// statement tells a call on a database from its namesakes: .DB() takes nothing, the others take a statement as text.
func (s source) statement(sel *ast.SelectorExpr, args []ast.Expr) bool {
	if s.called(sel) != "" && !strings.HasPrefix(s.called(sel), "gorm.io/") {
		return false
	}
	if sel.Sel.Name == "DB" {
		return len(args) == 0
	}
	if len(args) == 0 {
		return false
	}
	switch first := args[0].(type) {
	case *ast.BasicLit:
		return first.Kind == token.STRING
	case *ast.BinaryExpr:
		return true
	case *ast.Ident:
		return first.Name != "ctx" // what takes a context and is named so belongs to a subject
	}
	return false
}

// opensTheRecord finds who opens the record for writing besides the register.
func opensTheRecord(s source) []string {
	return calls(s, []string{module + "/internal/store.WithWatch"}, []string{"internal/store", "internal/register"})
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
