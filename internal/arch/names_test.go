package arch_test

import (
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// fixed lists what builds a value nobody can change afterwards.
func fixed() []string {
	return []string{"regexp.MustCompile", "errors.New", "sync.OnceValue", "sync.OnceValues", "sync.OnceFunc", "strings.NewReplacer", "time.Date", "time.FixedZone",
		"encoding/base32.NewEncoding", "golang.org/x/text/language.MustParse", "golang.org/x/text/language.NewMatcher"}
}

// keptVariables are package variables that stay, with the reason.
func keptVariables() map[string]string {
	return map[string]string{
		"internal/forumtest.databases": "counts the databases of one test run, which share one cluster",
		"internal/markup.grammar":      "built once, never written again; goldmark's parser is safe for concurrent use",
		"internal/markup.wall":         "built once, never written again; bluemonday's policy is safe for concurrent use",
		"internal/words.simplified":    "a table of 40 kB, built once, never written again",
	}
}

// packageVariables finds variables of a package that something could change while the program runs.
func packageVariables(s source) []string {
	if s.test {
		return nil
	}
	var found []string
	for _, d := range s.syntax.Decls {
		group, ok := d.(*ast.GenDecl)
		if !ok || group.Tok != token.VAR {
			continue
		}
		for _, spec := range group.Specs {
			v := spec.(*ast.ValueSpec)
			if embedded(group.Doc) || embedded(v.Doc) || s.unchangeable(v) {
				continue
			}
			for _, name := range v.Names {
				if _, kept := keptVariables()[s.room+"."+name.Name]; !kept && name.Name != "_" {
					found = append(found, s.at(name.Pos())+": var "+name.Name+" can be changed: make it a function or sync.OnceValue, or list it with its reason")
				}
			}
		}
	}
	return found
}

func embedded(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") })
}

// unchangeable tells whether every value of a declaration was made by a function on the list.
func (s source) unchangeable(v *ast.ValueSpec) bool {
	return len(v.Values) > 0 && !slices.ContainsFunc(v.Values, func(e ast.Expr) bool {
		_, call := e.(*ast.CallExpr)
		return !call || !slices.Contains(fixed(), s.called(e))
	})
}

var (
	emptyWord  = regexp.MustCompile(`(?i)^(utils?|common|helpers?|misc|base|managers?|shared|stuff)$`)
	emptyPart  = regexp.MustCompile(`^(Get|get)[A-Z]|Impl$|Helpers?$|Managers?$|Utils?$|^(helper|manager|util|misc)`)
	wordBreaks = regexp.MustCompile(`[_.\-]+`)
)

// emptyNames finds names that say nothing about what a thing is for.
func emptyNames(s source) []string {
	var found []string
	words := append(strings.Split(s.room, "/"), wordBreaks.Split(path.Base(s.path), -1)...)
	for _, word := range append(words, s.syntax.Name.Name) {
		if emptyWord.MatchString(word) {
			found = append(found, s.path+": "+word)
		}
	}
	for _, d := range s.syntax.Decls {
		for _, name := range declared(d) {
			if emptyPart.MatchString(name.Name) {
				found = append(found, s.at(name.Pos())+": "+name.Name)
			}
		}
	}
	return found
}

// declared gives the names of functions, methods and types a declaration makes.
func declared(d ast.Decl) []*ast.Ident {
	if f, ok := d.(*ast.FuncDecl); ok {
		return []*ast.Ident{f.Name}
	}
	var names []*ast.Ident
	for _, spec := range d.(*ast.GenDecl).Specs {
		if t, ok := spec.(*ast.TypeSpec); ok {
			names = append(names, t.Name)
		}
	}
	return names
}

// undocumented finds exported names without a sentence. A group of constants or variables may share one; so may a group of
// types, as a sentence over the group says what they have in common. Error and Unwrap mean what the language says they mean.
func undocumented(s source) []string {
	if s.test || s.syntax.Name.Name == "main" {
		return nil
	}
	var found []string
	add := func(name *ast.Ident, docs ...*ast.CommentGroup) {
		if name.IsExported() && !slices.ContainsFunc(docs, func(c *ast.CommentGroup) bool { return c != nil }) {
			found = append(found, s.at(name.Pos())+": "+name.Name+" has no comment")
		}
	}
	for _, d := range s.syntax.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil || ast.IsExported(receiver(d)) && d.Name.Name != "Error" && d.Name.Name != "Unwrap" {
				add(d.Name, d.Doc)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					add(spec.Name, d.Doc, spec.Doc, spec.Comment)
				case *ast.ValueSpec:
					for _, name := range spec.Names {
						add(name, d.Doc, spec.Doc, spec.Comment)
					}
				}
			}
		}
	}
	return found
}

// receiver names the type a method belongs to.
func receiver(f *ast.FuncDecl) string {
	name := ""
	ast.Inspect(f.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && name == "" {
			name = id.Name
		}
		return name == ""
	})
	return name
}

func TestEveryPackageSaysWhyItExists(t *testing.T) {
	said := map[string]bool{}
	for _, s := range house(t) {
		if s.test || s.generated {
			continue
		}
		said[s.room] = said[s.room] || introduced(s)
	}
	for room, ok := range said {
		if !ok {
			t.Errorf("%s has no package comment", room)
		}
	}
}

// introduced tells whether a file begins with the comment of its package.
func introduced(s source) bool {
	if s.syntax.Doc == nil {
		return false
	}
	return s.syntax.Name.Name == "main" || strings.HasPrefix(s.syntax.Doc.Text(), "Package "+s.syntax.Name.Name+" ")
}

func TestKeptVariablesStillExist(t *testing.T) {
	there := map[string]bool{}
	for _, s := range house(t) {
		for _, d := range s.syntax.Decls {
			if group, ok := d.(*ast.GenDecl); ok && group.Tok == token.VAR {
				for _, spec := range group.Specs {
					for _, name := range spec.(*ast.ValueSpec).Names {
						there[s.room+"."+name.Name] = true
					}
				}
			}
		}
	}
	for name, reason := range keptVariables() {
		if !there[name] || reason == "" {
			t.Errorf("%s (%s) is gone, or has no reason: take it off the list", name, reason)
		}
	}
}
