package markup

import (
	"bytes"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// The limits that keep every text linear in time. Markdown has constructions whose cost grows with the square of their number;
// each is counted within its paragraph, and beyond the limit its signs are ordinary characters. No honest text comes near.
const (
	mostBytes      = 1 << 18 // more than this is shown as plain paragraphs
	mostBlocks     = 8_000   // likewise
	mostDepth      = 10      // quotes and lists inside each other
	mostDelimiters = 256     // runs of * _ ~ in a paragraph
	mostBrackets   = 128     // [ and ] in a paragraph
	mostTicks      = 128     // runs of ` in a paragraph
	mostCells      = 10_000  // of a table
	mostPipes      = 200     // escaped pipes in a table
)

// countdown counts how often a construction has begun in the paragraph at hand.
type countdown struct {
	paragraph ast.Node
	used      int
}

// spent says whether a paragraph has used up its allowance, after counting one more use.
func spent(pc parser.Context, key parser.ContextKey, paragraph ast.Node, most int) bool {
	c, _ := pc.Get(key).(*countdown)
	if c == nil {
		c = &countdown{}
		pc.Set(key, c)
	}
	if c.paragraph != paragraph {
		*c = countdown{paragraph: paragraph}
	}
	c.used++
	return c.used > most
}

// counted is an inline parser with an allowance for each paragraph.
type counted struct {
	parser.InlineParser
	key  parser.ContextKey
	most int
}

func (c counted) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if spent(pc, c.key, parent, c.most) {
		return nil
	}
	return c.InlineParser.Parse(parent, block, pc)
}

// CloseBlock lets the parser inside finish its paragraph, if it has anything to finish.
func (c counted) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	if closer, ok := c.InlineParser.(parser.CloseBlocker); ok {
		closer.CloseBlock(parent, block, pc)
	}
}

// shallow is a block parser that does not open a block deeper than mostDepth.
type shallow struct{ parser.BlockParser }

func (s shallow) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	depth := 0
	for n := parent; n != nil; n = n.Parent() {
		switch n.(type) {
		case *ast.List, *ast.Blockquote:
			depth++
		}
	}
	if depth >= mostDepth {
		return nil, parser.NoChildren
	}
	return s.BlockParser.Open(parent, reader, pc)
}

// smallTable makes tables of paragraphs, but not of those whose cells would be many more than their characters, nor of a line
// above plain dashes, which is how letters mark a signature.
type smallTable struct{ parser.ParagraphTransformer }

func (s smallTable) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, columns, escaped, ruled := node.Lines(), 0, 0, false
	for i := range lines.Len() {
		segment := lines.At(i)
		line := segment.Value(reader.Source())
		columns = max(columns, bytes.Count(line, []byte("|"))+1)
		escaped += bytes.Count(line, []byte(`\|`))
		if i > 0 && !ruled && len(bytes.Trim(line, "-:| \t\n")) == 0 {
			if bytes.IndexByte(line, '|') < 0 {
				return
			}
			ruled = true
		}
	}
	if ruled && columns*lines.Len() <= mostCells && escaped <= mostPipes {
		s.ParagraphTransformer.Transform(node, reader, pc)
	}
}

// plainly shows a text as it was typed: one paragraph for each part between empty lines.
func plainly(source string) Document {
	var doc Document
	var b strings.Builder
	for _, part := range strings.Split(source, "\n\n") {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		words := visible(part)
		page := `<p dir="auto">` + strings.ReplaceAll(html.EscapeString(words), "\n", "<br>\n") + "</p>\n"
		b.WriteString(page)
		doc.Blocks = append(doc.Blocks, Block{Kind: KindParagraph, Source: part, HTML: page, Text: words, Hash: Hash(part)})
	}
	doc.HTML, doc.Text = b.String(), joined(doc.Blocks)
	return doc
}
