package arch_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"iter"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sametable/internal/lang"
)

func keys[V any](m map[string]V) iter.Seq[string] { return maps.Keys(m) }

// spoken is a message id as code names it.
type spoken struct {
	id     string
	place  string
	plural bool     // the call gives a number
	args   []string // the names of its arguments; nil when they cannot be read off
}

// speech is what a file says: ids in calls that speak, families, and every other text that may be an id.
type speech struct {
	ids      []spoken
	families []string // what their ids begin with: "state."
	mentions []string
}

// idAt gives the place of the id among the arguments of what speaks, and of the message's arguments after it.
func idAt(name, called string, arguments int) (id int, speaks bool) {
	switch {
	case name == "Say" || name == "Count":
		return 0, arguments > 0
	case called == "sametable/internal/fault.Forbidden" || called == "sametable/internal/fault.Conflict":
		return 0, arguments == 2
	case called == "sametable/internal/fault.Says" || name == "Add" && arguments == 3:
		return 1, arguments == 3
	}
	return 0, false
}

// listen reads what a Go file says.
func listen(s source) speech {
	var out speech
	constants := constantTexts(s)
	verbs := registered(s)
	ast.Inspect(s.syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			out.call(s, n, constants)
		case *ast.CompositeLit:
			out.literal(s, n, constants)
		case *ast.BasicLit:
			if text, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
				out.mentions = append(out.mentions, text)
			}
		case *ast.BinaryExpr: // "family." + value
			if text, ok := literalText(n.X, constants); ok && n.Op == token.ADD && familyShape.MatchString(text) && !verbs[n] {
				out.families = append(out.families, text)
			}
		case *ast.ImportSpec:
			return false
		}
		return true
	})
	return out
}

// registered are the verbs of entries that a file puts together: "post." + past is what the register keeps, not a message.
func registered(s source) map[*ast.BinaryExpr]bool {
	verbs := map[*ast.BinaryExpr]bool{}
	mark := func(e ast.Expr) {
		if sum, ok := e.(*ast.BinaryExpr); ok {
			verbs[sum] = true
		}
	}
	ast.Inspect(s.syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CallExpr:
			name := ""
			switch f := n.Fun.(type) {
			case *ast.SelectorExpr:
				name = f.Sel.Name
			case *ast.Ident:
				name = f.Name
			}
			if !slices.Contains([]string{"note", "enter", "entry", "HasPrefix", "CutPrefix", "Contains"}, name) {
				return true
			}
			for _, argument := range n.Args {
				mark(argument)
			}
		case *ast.KeyValueExpr:
			if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Verb" {
				mark(n.Value)
			}
		}
		return true
	})
	return verbs
}

func (out *speech) call(s source, call *ast.CallExpr, constants map[string]string) {
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || len(call.Args) == 0 {
		return
	}
	if method.Sel.Name == "Of" && len(call.Args) == 2 {
		if family, ok := literalText(call.Args[0], constants); ok {
			out.families = append(out.families, family+".")
		}
		return
	}
	at, speaks := idAt(method.Sel.Name, s.called(call.Fun), len(call.Args))
	if !speaks {
		return
	}
	id, ok := literalText(call.Args[at], constants)
	if !ok || !idShape.MatchString(id) {
		return
	}
	said := spoken{id: id, place: s.at(call.Pos()), plural: method.Sel.Name == "Count", args: []string{}}
	rest := call.Args[at+1:]
	if said.plural {
		rest = call.Args[min(at+2, len(call.Args)):]
		said.args = append(said.args, "N")
	}
	for _, argument := range rest {
		names, readable := argumentNames(argument)
		if !readable {
			said.args = nil
			break
		}
		said.args = append(said.args, names...)
	}
	out.ids = append(out.ids, said)
}

// literal reads fault.Message{ID: "…", Args: …}.
func (out *speech) literal(s source, l *ast.CompositeLit, constants map[string]string) {
	kind, ok := l.Type.(*ast.SelectorExpr)
	if !ok || s.called(kind) != "sametable/internal/fault.Message" {
		return
	}
	var said spoken
	for i, element := range l.Elts {
		name, value := []string{"ID", "Args"}[min(i, 1)], element
		if pair, keyed := element.(*ast.KeyValueExpr); keyed {
			name, value = pair.Key.(*ast.Ident).Name, pair.Value
		}
		if name == "ID" {
			said.id, _ = literalText(value, constants)
		} else if names, readable := argumentNames(value); readable {
			said.args = names
		}
	}
	if said.id != "" {
		said.place = s.at(l.Pos())
		out.ids = append(out.ids, said)
	}
}

// argumentNames reads the keys of fault.Args{…}; nil is no arguments.
func argumentNames(e ast.Expr) (names []string, readable bool) {
	if name, ok := e.(*ast.Ident); ok && name.Name == "nil" {
		return []string{}, true
	}
	l, ok := e.(*ast.CompositeLit)
	if !ok {
		return nil, false
	}
	names = []string{}
	for _, element := range l.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			return nil, false
		}
		name, ok := literalText(pair.Key, nil)
		if !ok {
			return nil, false
		}
		names = append(names, name)
	}
	return names, true
}

// constantTexts are the constants of a file that hold a text.
func constantTexts(s source) map[string]string {
	constants := map[string]string{}
	ast.Inspect(s.syntax, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok || len(v.Names) != len(v.Values) {
			return true
		}
		for i, name := range v.Names {
			if text, ok := literalText(v.Values[i], nil); ok {
				constants[name.Name] = text
			}
		}
		return true
	})
	return constants
}

func literalText(e ast.Expr, constants map[string]string) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil && e.Kind == token.STRING
	case *ast.Ident:
		text, ok := constants[e.Name]
		return text, ok
	}
	return "", false
}

// idShape is what a message id looks like: noun.what.
var idShape = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$`)

// familyShape is what the beginning of an id looks like that a value is added to.
var familyShape = regexp.MustCompile(`^[a-z][a-z0-9_]*\.([a-z0-9_.]*[._])?$`)

// listenTempl reads what the expressions of a templ file say. Each is Go on its own: an expression is tried as one, a statement
// with its body closed.
func listenTempl(path, text string) (speech, error) {
	var out speech
	for _, piece := range readTempl(text).code {
		code := strings.TrimSpace(piece.text)
		inner := strings.TrimPrefix(strings.Trim(code, "{} \t\n"), "@")
		for _, try := range []string{inner, strings.Trim(strings.TrimPrefix(code, "@"), " "), "{" + code + "\n}\n}", "{ switch {\n" + code + "\n}\n}", "{ if x {\n" + code + "\n}\n}"} {
			wrapped := "package p\nimport \"sametable/internal/fault\"\nfunc _() { _ = f(" + try + ") }"
			if strings.HasPrefix(try, "{") {
				wrapped = "package p\nimport \"sametable/internal/fault\"\nfunc _() " + try
			}
			set := token.NewFileSet()
			syntax, err := parser.ParseFile(set, path, wrapped, parser.SkipObjectResolution)
			if err != nil {
				continue
			}
			said := listen(source{path: path, text: wrapped, syntax: syntax, set: set})
			for i := range said.ids {
				said.ids[i].place = fmt.Sprintf("%s:%d", path, piece.line)
			}
			out.ids = append(out.ids, said.ids...)
			out.families = append(out.families, said.families...)
			out.mentions = append(out.mentions, said.mentions...)
			code = ""
			break
		}
		if code != "" && strings.ContainsAny(code, `"`+"`") {
			return out, fmt.Errorf("%s:%d: cannot read %q", path, piece.line, code)
		}
	}
	return out, nil
}

// misspoken checks the ids code names against the catalogue.
func misspoken(c *lang.Catalogue, ids []spoken) []string {
	var found []string
	for _, s := range ids {
		if !c.Has(s.id) {
			found = append(found, s.place+": there is no message "+s.id)
			continue
		}
		if s.args == nil {
			continue
		}
		wanted := c.Placeholders(s.id)
		if c.Plural(s.id) && !slices.Contains(wanted, "N") {
			wanted = append(wanted, "N") // the forms may leave the number out, but go by it
		}
		for _, name := range wanted {
			if !slices.Contains(s.args, name) {
				found = append(found, s.place+": "+s.id+" is said without "+name)
			}
		}
		for _, name := range s.args {
			if !slices.Contains(wanted, name) && !(s.plural && name == "N") {
				found = append(found, s.place+": "+s.id+" has no placeholder "+name)
			}
		}
	}
	return found
}

// dead gives the ids that nothing says: not by name, not as a member of a family.
func dead(c *lang.Catalogue, mentions, families []string) []string {
	var found []string
	for _, id := range c.IDs() {
		member := slices.ContainsFunc(families, func(family string) bool { return strings.HasPrefix(id, family) })
		if !member && !slices.Contains(mentions, id) {
			found = append(found, id)
		}
	}
	return found
}
