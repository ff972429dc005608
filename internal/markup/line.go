package markup

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// words paints a piece of text and the line break after it.
func (p *painter) words(n *ast.Text) {
	said := string(n.Segment.Value(p.source))
	if n.IsRaw() {
		said = visible(said)
	} else {
		said = words(said)
	}
	p.references(said)
	switch {
	case n.HardLineBreak():
		p.breakLine()
	case n.SoftLineBreak():
		p.softBreak(n)
	}
}

// softBreak decides what the end of a line in the source is on the page. Chinese is joined without a space; a line that begins as
// a paragraph of an official paper does (an indent of two characters, or a number: 一、（一）1.（1）第一条) is a line of its own,
// because those who write such papers end each with one line break.
func (p *painter) softBreak(n *ast.Text) {
	next := p.following(n)
	last, _ := utf8.DecodeLastRuneInString(p.text.String())
	first, _ := utf8.DecodeRuneInString(next)
	switch {
	case (isWide(last) || isWide(first)) && opening.MatchString(next):
		p.breakLine()
	case next == "" || isWide(last) || isWide(first):
	case shared(last) && shared(first):
	default:
		p.say("\n")
	}
}

var opening = regexp.MustCompile(`^(　　|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十0-9]{1,3}）|\([0-9]{1,3}\)|[0-9]{1,3}[.．、][^0-9]|[①-⑳]|第[一二三四五六七八九十百零0-9]{1,5}[编章节条款])`)

func (p *painter) breakLine() {
	p.tag("<br>\n")
	p.text.WriteByte('\n')
}

// following gives the beginning of what is read after n within its paragraph.
func (p *painter) following(n ast.Node) string {
	for ; n != nil && n.Type() == ast.TypeInline; n = n.Parent() {
		if s := n.NextSibling(); s != nil {
			return p.leading(s)
		}
	}
	return ""
}

// leading gives the first words of a node, enough to judge them by.
func (p *painter) leading(n ast.Node) string {
	const enough = 48
	for n != nil {
		switch t := n.(type) {
		case *ast.Text:
			if t.Segment.IsEmpty() && t.NextSibling() != nil {
				n = t.NextSibling()
				continue
			}
			s := t.Segment.Value(p.source)
			return strings.ToValidUTF8(string(s[:min(len(s), enough)]), "")
		case *ast.AutoLink:
			return "a"
		}
		n = n.FirstChild()
	}
	return ""
}
