package arch_test

import (
	"go/ast"
	"strings"
)

// systemCalls finds calls that one system alone has, outside a file that is built for it alone: the demo runs on every desk.
func systemCalls(s source) []string {
	if s.test || s.in("internal/forumtest") || strings.HasSuffix(s.path, "_unix.go") || strings.HasSuffix(s.path, "_windows.go") {
		return nil
	}
	var found []string
	ast.Inspect(s.syntax, func(n ast.Node) bool {
		e, ok := n.(*ast.SelectorExpr)
		if ok && strings.HasPrefix(s.called(e), "syscall.") && s.called(e) != "syscall.SIGTERM" {
			found = append(found, s.at(e.Pos())+": "+s.called(e))
		}
		return true
	})
	return found
}
