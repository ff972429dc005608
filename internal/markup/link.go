package markup

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// outward marks a link that leaves the forum: no vote of ours for a search engine, no handle on our window, no word to the other
// side about where its visitor came from.
const outward = "nofollow noopener noreferrer"

// address gives the form in which a link may stand on a page, and whether it leads away; "" if it may not be a link. Allowed are
// http and https without credentials, mailto to plain addresses, and paths of this forum.
func address(raw string) (href string, away bool) {
	raw = strings.TrimSpace(raw)
	if raw == "" || strings.ContainsFunc(raw, func(r rune) bool { return r <= ' ' || r == '\\' || r == 0x7f || hidden(r) }) {
		return "", false
	}
	u, err := url.Parse(raw)
	if err != nil {
		return "", false
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" || u.User != nil || u.Opaque != "" || u.Hostname() == "" {
			return "", false
		}
		return u.String(), true
	case "mailto":
		to := u.Opaque
		if strings.Count(to, "@") != 1 || strings.ContainsAny(to, "%?&\"'<>") {
			return "", false
		}
		return "mailto:" + to, false
	case "":
		if strings.HasPrefix(raw, "/") && !strings.HasPrefix(raw, "//") && u.Host == "" {
			return u.String(), false
		}
	}
	return "", false
}

// bareAddress makes a link of an address that was simply typed, after Chinese text too, where no space stands before it.
type bareAddress struct{}

func (bareAddress) Trigger() []byte { return []byte{':'} }

func (bareAddress) Parse(parent ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	last, ok := parent.LastChild().(*ast.Text)
	if !ok || !bytes.HasPrefix(line, []byte("://")) || last.Segment.Stop != segment.Start {
		return nil
	}
	scheme := schemeAtEnd(last.Segment.Value(block.Source()))
	end := addressEnd(line[3:])
	if scheme == 0 || end == 0 {
		return nil
	}
	start, stop := segment.Start-scheme, segment.Start+3+end
	last.Segment = last.Segment.WithStop(start)
	if last.Segment.IsEmpty() {
		parent.RemoveChild(parent, last)
	}
	block.Advance(3 + end)
	return ast.NewAutoLink(ast.AutoLinkURL, ast.NewTextSegment(text.NewSegment(start, stop)))
}

// schemeAtEnd gives the length of the http or https that a text ends with, 0 if none or if it is the end of a longer word.
func schemeAtEnd(before []byte) int {
	tail := strings.ToLower(string(before[max(0, len(before)-6):]))
	for _, scheme := range []string{"https", "http"} {
		if rest, ok := strings.CutSuffix(tail, scheme); ok {
			if rest != "" && wordByte(rest[len(rest)-1]) {
				return 0
			}
			return len(scheme)
		}
	}
	return 0
}

func wordByte(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

// addressEnd gives the length of an address after its scheme: ASCII signs of an address, without the punctuation of the sentence
// around it. Brackets belong to it where they are paired.
func addressEnd(rest []byte) int {
	end, depth := 0, 0
	for end < len(rest) {
		b := rest[end]
		if !wordByte(b) && strings.IndexByte("-._~:/?#@!$&'()*+,;=%", b) < 0 {
			break
		}
		if b == '(' {
			depth++
		} else if b == ')' {
			if depth--; depth < 0 {
				break
			}
		}
		end++
	}
	for end > 0 && strings.IndexByte(".,:;!?'*_~(", rest[end-1]) >= 0 {
		end--
	}
	if end == 0 || !wordByte(rest[0]) {
		return 0
	}
	return end
}
