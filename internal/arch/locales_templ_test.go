package arch_test

import (
	"fmt"
	"go/scanner"
	"go/token"
	"regexp"
	"slices"
	"strings"
)

// snippet is a piece of a templ file with the line it stands on.
type snippet struct {
	text string
	line int
}

// templFile is a templ file taken apart: what a reader sees as it stands, and the Go expressions between.
type templFile struct {
	words []snippet // text, and attributes that are read out or shown
	code  []snippet // everything in braces, and conditions
}

// templReader walks through the components of a templ file. It need not understand Go: where an expression ends, the brackets
// say, and Go's own scanner knows which of them stand in strings.
type templReader struct {
	text string
	at   int
	out  templFile
}

var component = regexp.MustCompile(`(?m)^templ [^\n]*\{[ \t]*$`)

// readTempl takes a file apart. A component begins with a line "templ …{" and ends with a brace at the start of a line.
func readTempl(text string) templFile {
	r := &templReader{text: text}
	for {
		next := component.FindStringIndex(r.text[r.at:])
		if next == nil {
			return r.out
		}
		r.at += next[1]
		r.body()
	}
}

func (r *templReader) rest() string { return r.text[r.at:] }

func (r *templReader) here(text string) snippet {
	return snippet{text: text, line: 1 + strings.Count(r.text[:r.at], "\n")}
}

// statement is a line of Go between elements.
var statement = regexp.MustCompile(`^(?:if|for|switch)\b[^\n]*\{[ \t]*(?:\n|$)|^\}[ \t]*else\b[^\n]*\{|^case\b[^\n]*:[ \t]*(?:\n|$)|^default:[ \t]*(?:\n|$)`)

// body reads the nodes of a component.
func (r *templReader) body() {
	fresh := true // nothing but space since the line began or the last node ended
	for r.at < len(r.text) {
		rest := r.rest()
		switch {
		case strings.HasPrefix(rest, "\n}"):
			r.at += 2
			return
		case rest[0] == '\n' || fresh && (rest[0] == ' ' || rest[0] == '\t'):
			fresh = true
			r.at++
		case fresh && statement.MatchString(rest):
			r.take(len(statement.FindString(rest)))
		case strings.HasPrefix(rest, "<!--"):
			r.past("-->")
		case fresh && strings.HasPrefix(rest, "//"):
			r.past("\n")
			r.at--
		case rest[0] == '<':
			r.tag()
			fresh = true
		case rest[0] == '{':
			r.take(balanced(rest))
			fresh = true
		case fresh && rest[0] == '@':
			r.call()
		case rest[0] == '}':
			r.at++
			fresh = true
		default:
			r.word()
			fresh = false
		}
	}
}

// take notes so many bytes as Go.
func (r *templReader) take(length int) {
	r.out.code = append(r.out.code, r.here(r.rest()[:length]))
	r.at += length
}

func (r *templReader) past(end string) {
	if i := strings.Index(r.rest(), end); i >= 0 {
		r.at += i + len(end)
		return
	}
	r.at = len(r.text)
}

// word reads text up to the next element, expression or line.
func (r *templReader) word() {
	length := strings.IndexAny(r.rest()[1:], "<{}\n") + 1
	if length == 0 {
		length = len(r.rest())
	}
	r.out.words = append(r.out.words, r.here(strings.TrimSpace(r.rest()[:length])))
	r.at += length
}

// call reads "@part(args)"; a block of children that follows is read as nodes, since its braces stand alone.
func (r *templReader) call() {
	length := 1
	for rest := r.rest(); length < len(rest); {
		c := rest[length]
		switch {
		case c == '(' || c == '[' || c == '{':
			length += balanced(rest[length:])
		case c == '.' || c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			length++
		default:
			r.take(length)
			r.opening()
			return
		}
	}
	r.take(length)
}

func (r *templReader) opening() {
	if rest := strings.TrimLeft(r.rest(), " \t"); strings.HasPrefix(rest, "{\n") || strings.HasPrefix(rest, "{ \n") {
		r.at = len(r.text) - len(rest) + 1
	}
}

var (
	tagName   = regexp.MustCompile(`^</?[A-Za-z!][^\s/>{]*`)
	attribute = regexp.MustCompile(`^([@:A-Za-z_][^\s=>{/?]*)(\??)=`)
)

// shown are the attributes whose value a reader meets.
func shown() []string {
	return []string{"alt", "title", "placeholder", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "label", "summary"}
}

// tag reads an element's start or end. Scripts and styles have no words for readers.
func (r *templReader) tag() {
	name := strings.ToLower(tagName.FindString(r.rest()))
	if name == "" {
		r.at++
		return
	}
	r.at += len(name)
	for r.at < len(r.text) && r.text[r.at] != '>' {
		rest := r.rest()
		switch parts := attribute.FindStringSubmatch(rest); {
		case parts != nil:
			r.at += len(parts[0])
			r.value(strings.ToLower(parts[1]))
		case rest[0] == '{':
			r.take(balanced(rest))
		case statement.MatchString(rest):
			r.take(len(statement.FindString(rest)))
		default:
			r.at++
		}
	}
	r.at = min(r.at+1, len(r.text))
	if name == "<script" || name == "<style" {
		r.past("</" + name[1:])
		r.past(">")
	}
}

// value reads what an attribute is set to.
func (r *templReader) value(name string) {
	rest := r.rest()
	if rest == "" {
		return
	}
	switch quote := rest[0]; quote {
	case '{':
		r.take(balanced(rest))
	case '"', '\'':
		end := strings.IndexByte(rest[1:], quote) + 1
		if end == 0 {
			r.at = len(r.text)
			return
		}
		if slices.Contains(shown(), name) {
			r.out.words = append(r.out.words, r.here(rest[1:end]))
		}
		r.at += end + 1
	}
}

// balanced is the length of a text that begins with a bracket, up to the bracket that closes it.
func balanced(text string) int {
	var s scanner.Scanner
	set := token.NewFileSet()
	file := set.AddFile("", set.Base(), len(text))
	s.Init(file, []byte(text), func(token.Position, string) {}, 0)
	depth := 0
	for {
		pos, tok, _ := s.Scan()
		switch tok {
		case token.LBRACE, token.LPAREN, token.LBRACK:
			depth++
		case token.RBRACE, token.RPAREN, token.RBRACK:
			if depth--; depth == 0 {
				return file.Offset(pos) + 1
			}
		case token.EOF:
			return len(text)
		}
	}
}

// bareNames are words that stand in templ files as they are, with the reason.
func bareNames() map[string]string {
	return map[string]string{
		"中文": "a language in itself", "English": "a language in itself", "Svenska": "a language in itself",
		"同席": "the forum's name, shown in all three languages at once", "Same Table": "the same", "Vid samma bord": "the same",
		"DOCX": "a format", "PDF": "a format", "Markdown": "a format", "Atom": "a format", "iCalendar": "a format", "CSV": "a format", "JSON": "a format", "XLSX": "a format",
		"ISO": "a standard", "SHA-256": "an algorithm", "kB": "a unit",
	}
}

var (
	lettered = regexp.MustCompile(`\pL`)
	entity   = regexp.MustCompile(`&(#[0-9]+|#x[0-9a-fA-F]+|[A-Za-z]+);`)
)

// bareWords finds words of a templ file that no message says.
func bareWords(path, text string) []string {
	var found []string
	for _, w := range readTempl(text).words {
		left := entity.ReplaceAllString(w.text, "")
		for _, name := range slices.SortedFunc(keys(bareNames()), func(a, b string) int { return len(b) - len(a) }) {
			left = strings.ReplaceAll(left, name, "")
		}
		if lettered.MatchString(left) {
			found = append(found, fmt.Sprintf("%s:%d: %q is said outside the messages", path, w.line, w.text))
		}
	}
	return found
}
