package markup

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// piece is a node that makes a block, and where its source begins.
type piece struct {
	node  ast.Node
	kind  string
	start int
	list  *ast.List // of an item
	nth   int       // number of an item
}

// assemble makes the document of its pieces. Items are put together again into their lists.
func assemble(source []byte, pieces []piece, top int) Document {
	doc := Document{Blocks: make([]Block, len(pieces))}
	pages := make([]string, len(pieces))
	for i, c := range pieces {
		end := len(source)
		if i+1 < len(pieces) {
			end = pieces[i+1].start
		}
		own := strings.TrimRight(strings.TrimLeft(string(source[c.start:end]), "\n"), " \t\n")
		p := painter{source: source, top: top}
		p.node(c.node)
		pages[i] = p.html.String()
		doc.Blocks[i] = Block{Kind: c.kind, Source: own, Text: strings.TrimRight(p.text.String(), "\n"), Hash: Hash(own)}
		doc.Links = append(doc.Links, p.links...)
	}
	var page strings.Builder
	for i, safe := range walled(pages) {
		c := pieces[i]
		if c.list == nil {
			doc.Blocks[i].HTML = safe
			page.WriteString(safe)
			continue
		}
		if open, _ := listTags(c.list, c.list.Start); i == 0 || pieces[i-1].list != c.list {
			page.WriteString(open)
		}
		page.WriteString(safe)
		open, shut := listTags(c.list, c.nth)
		doc.Blocks[i].HTML = open + safe + shut
		if i+1 == len(pieces) || pieces[i+1].list != c.list {
			page.WriteString(shut)
		}
	}
	doc.HTML, doc.Text = page.String(), joined(doc.Blocks)
	return doc
}

// cut takes a tree apart into its units: the nodes of the first level, and the items of a list in its place. The sources of all
// blocks in order are the whole source but for the empty lines between them.
func cut(source []byte, root ast.Node) []piece {
	var pieces []piece
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		list, ok := n.(*ast.List)
		if !ok {
			pieces = append(pieces, piece{node: n, kind: kind(n), start: begins(source, n)})
			continue
		}
		nth := list.Start
		for item := list.FirstChild(); item != nil; item = item.NextSibling() {
			pieces = append(pieces, piece{node: item, kind: KindItem, start: begins(source, item), list: list, nth: nth})
			nth++
		}
	}
	if len(pieces) > 0 {
		pieces[0].start = 0
	}
	return pieces
}

func kind(n ast.Node) string {
	switch n.(type) {
	case *ast.Heading:
		return KindHeading
	case *extast.Table:
		return KindTable
	case *ast.Blockquote:
		return KindQuote
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		return KindCode
	case *ast.ThematicBreak:
		return KindRule
	}
	return KindParagraph
}

// begins gives where the first line of a node starts in the source.
func begins(source []byte, n ast.Node) int {
	at := n.Pos()
	if table, ok := n.(*extast.Table); ok { // it may take over the last line of a paragraph, whose place it then bears
		if cell := table.FirstChild().FirstChild(); cell != nil && cell.Lines().Len() > 0 {
			at = cell.Lines().At(0).Start
		}
	}
	at = min(max(at, 0), len(source))
	return bytes.LastIndexByte(source[:at], '\n') + 1
}
