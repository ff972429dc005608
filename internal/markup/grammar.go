package markup

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// grammar is the Markdown of this forum: CommonMark with tables, ~~struck out~~ and bare addresses. Left out are raw HTML, which
// shows as typed; reference definitions, because they hide words in the source that no reader sees and let a small text grow into
// a huge page; and underlined headings, because the dashes above a signature in a letter are not meant as one.
var grammar = newGrammar()

type language struct{ parser parser.Parser }

// Parse reads a source into its tree.
func (l language) Parse(source []byte) ast.Node { return l.parser.Parse(text.NewReader(source)) }

func newGrammar() language {
	allow := func(p parser.InlineParser, most int) parser.InlineParser {
		return counted{InlineParser: p, key: parser.NewContextKey(), most: most}
	}
	return language{parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(shallow{parser.NewListParser()}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(shallow{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithInlineParsers(
			util.Prioritized(allow(parser.NewCodeSpanParser(), mostTicks), 100),
			util.Prioritized(allow(parser.NewLinkParser(), mostBrackets), 200),
			util.Prioritized(parser.NewAutoLinkParser(), 300),
			util.Prioritized(bareAddress{}, 400),
			util.Prioritized(allow(emphasis{}, mostDelimiters), 500),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(smallTable{extension.NewTableParagraphTransformer()}, 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
		),
	)}
}
