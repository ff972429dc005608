package markup

import (
	"fmt"
	"html"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// painter writes a tree as HTML and as words at once. It writes only tags and attributes of its own; what an author typed goes
// through say, and nowhere else.
type painter struct {
	source []byte
	top    int // level of the highest heading
	html   strings.Builder
	text   strings.Builder
	links  []string
	inLink bool
}

// say puts an author's words on the page.
func (p *painter) say(s string) {
	p.html.WriteString(html.EscapeString(s))
	p.text.WriteString(s)
}

func (p *painter) tag(s string) { p.html.WriteString(s) }

// line ends a line of the words, once.
func (p *painter) line() {
	if s := p.text.String(); s != "" && !strings.HasSuffix(s, "\n") {
		p.text.WriteByte('\n')
	}
}

func (p *painter) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		p.node(c)
	}
}

// around paints what is inside n between two tags.
func (p *painter) around(open string, n ast.Node, shut string) {
	p.tag(open)
	p.children(n)
	p.tag(shut)
}

// node paints blocks; what stands within a line is inline's.
func (p *painter) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		level := min(p.top+n.Level-1, 6)
		p.around(fmt.Sprintf(`<h%d dir="auto">`, level), n, fmt.Sprintf("</h%d>\n", level))
		p.line()
	case *ast.Paragraph:
		p.around(`<p dir="auto">`, n, "</p>\n")
		p.line()
	case *ast.TextBlock:
		p.children(n)
		p.line()
	case *ast.Blockquote:
		p.around("<blockquote>\n", n, "</blockquote>\n")
	case *ast.List:
		open, shut := listTags(n, n.Start)
		p.around(open, n, shut)
	case *ast.ListItem:
		p.around(`<li dir="auto">`, n, "</li>\n")
		p.line()
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		p.code(n)
	case *ast.ThematicBreak:
		p.tag("<hr>\n")
	case *extast.Table:
		p.table(n)
	default:
		p.inline(n)
	}
}

// listTags gives the tags of a list; an ordered one may begin with any number.
func listTags(n *ast.List, start int) (open, shut string) {
	switch {
	case !n.IsOrdered():
		return "<ul>\n", "</ul>\n"
	case start != 1:
		return fmt.Sprintf("<ol start=\"%d\">\n", start), "</ol>\n"
	}
	return "<ol>\n", "</ol>\n"
}

// code paints lines as they are. The language an author names for them is dropped: nothing here colours code.
func (p *painter) code(n ast.Node) {
	p.tag(`<pre dir="auto"><code>`)
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		p.say(visible(string(segment.Value(p.source))))
	}
	p.tag("</code></pre>\n")
	p.line()
}

func (p *painter) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		p.words(n)
	case *ast.Emphasis:
		if n.Level == 2 {
			p.around("<strong>", n, "</strong>")
		} else {
			p.around("<em>", n, "</em>")
		}
	case *extast.Strikethrough:
		p.around("<del>", n, "</del>")
	case *ast.CodeSpan:
		p.tag("<code>")
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				p.say(visible(strings.ReplaceAll(string(t.Segment.Value(p.source)), "\n", " ")))
			}
		}
		p.tag("</code>")
	case *ast.Link:
		p.link(n, words(string(n.Destination)))
	case *ast.AutoLink:
		p.autoLink(n)
	case *ast.Image:
		p.image(n)
	default:
		p.children(n)
	}
}

// link paints a link, or only its words where it may not be one. A link without words shows its address, so that none is hidden.
func (p *painter) link(n ast.Node, destination string) {
	shut := p.open(destination)
	before := p.text.Len()
	p.children(n)
	if shut && strings.TrimSpace(p.text.String()[before:]) == "" {
		p.say(p.links[len(p.links)-1])
	}
	p.shut(shut)
}

// autoLink paints an address that stands for itself.
func (p *painter) autoLink(n *ast.AutoLink) {
	label := visible(string(n.Label(p.source)))
	destination := label
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(label), "mailto:") {
		destination = "mailto:" + label
	}
	shut := p.open(destination)
	p.say(label)
	p.shut(shut)
}

// open begins a link, and says whether there is one: to a permitted address, and not inside another.
func (p *painter) open(destination string) bool {
	href, away := address(destination)
	if href == "" || p.inLink {
		return false
	}
	p.links = append(p.links, href)
	p.inLink = true
	p.tag(`<a href="` + html.EscapeString(href) + `"`)
	if away {
		p.tag(` rel="` + outward + `"`)
	}
	p.tag(">")
	return true
}

func (p *painter) shut(opened bool) {
	if opened {
		p.tag("</a>")
		p.inLink = false
	}
}

// image paints the words that stand for a picture, marked so that a page can say what they are; without any, the name of its
// file. The picture itself never loads: it would tell another server who reads what.
func (p *painter) image(n *ast.Image) {
	p.tag(`<span class="image">`)
	before := p.text.Len()
	linked := p.inLink
	p.inLink = true // a link in the words of a picture is words
	p.children(n)
	p.inLink = linked
	if strings.TrimSpace(p.text.String()[before:]) == "" {
		file, _, _ := strings.Cut(words(string(n.Destination)), "?")
		p.say(path.Base("/" + file))
	}
	p.tag("</span>")
}
