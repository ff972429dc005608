package markup

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"golang.org/x/text/width"
)

// emphasis reads *, ** and ~~ as CommonMark does, except beside Chinese. CommonMark tells an opening run from a closing one by
// the spaces around it, so that **留守儿童（试点）**的保护 is not bold: the run follows punctuation and touches a letter. Here a
// wide character, punctuation included, counts as a letter that needs no space, and “ ” ‘ ’ … — take the side of what they
// enclose. Text without wide characters is read to the letter of the standard. A single ~ is no mark: 3~5岁 is a range.
type emphasis struct{}

func (emphasis) Trigger() []byte { return []byte{'*', '_', '~'} }

func (emphasis) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	length := 1
	for length < len(line) && line[length] == line[0] {
		length++
	}
	if line[0] == '~' && length != 2 {
		return nil
	}
	before, inner := lastRunes(block, segment.Start)
	after, further := firstRunes(line[length:])
	open, shut := flanks(side(before, inner), side(after, further))
	if line[0] == '_' {
		left, right := open, shut
		open = left && (!right || isPunct(before))
		shut = right && (!left || isPunct(after))
	}
	var pairs parser.DelimiterProcessor = delimiters{}
	if line[0] == '~' {
		pairs = strikes{}
	}
	node := parser.NewDelimiter(open, shut, length, line[0], pairs)
	node.Segment = segment.WithStop(segment.Start + length)
	block.Advance(length)
	pc.PushDelimiter(node)
	return node
}

// What may stand beside a run of marks.
const (
	letter = iota
	space
	punct
	wide
)

// flanks gives whether a run between two neighbours can open and can close.
func flanks(before, after int) (open, shut bool) {
	open = after != space && (after != punct || before != letter)
	shut = before != space && (before != punct || after != letter)
	return open, shut
}

// side classes a neighbour. A sign that Chinese and Latin share is wide where what lies beyond it is.
func side(r, beyond rune) int {
	switch {
	case unicode.IsSpace(r):
		return space
	case isWide(r), shared(r) && isWide(beyond):
		return wide
	case isPunct(r):
		return punct
	}
	return letter
}

func isPunct(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// shared tells the punctuation that has one code point for Chinese and for Latin text.
func shared(r rune) bool {
	switch r {
	case '“', '”', '‘', '’', '…', '—', '–', '·', '‧':
		return true
	}
	return false
}

// isWide tells characters of East Asian width: Han, kana, full-width forms and their punctuation.
func isWide(r rune) bool {
	if r < 0x1100 {
		return false
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth, width.EastAsianHalfwidth:
		return true
	}
	return false
}

// lastRunes gives the character before a place and the one that shows which side it takes, past shared punctuation.
func lastRunes(block text.Reader, at int) (last, beyond rune) {
	last = block.PrecendingCharacter()
	beyond = last
	for i, source := at, block.Source(); i > 0 && shared(beyond); {
		r, size := utf8.DecodeLastRune(source[:i])
		beyond, i = r, i-size
	}
	return last, beyond
}

// firstRunes does the same for what follows.
func firstRunes(rest []byte) (first, beyond rune) {
	if len(rest) == 0 {
		return ' ', ' '
	}
	first, size := utf8.DecodeRune(rest)
	beyond = first
	for shared(beyond) && len(rest) > size {
		rest = rest[size:]
		beyond, size = utf8.DecodeRune(rest)
	}
	return first, beyond
}

// delimiters pairs the runs: a run closes only one of its own sign.
type delimiters struct{}

func (delimiters) IsDelimiter(b byte) bool { return b == '*' || b == '_' || b == '~' }

func (delimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

// OnMatch makes the node of a pair: emphasis of level 1 or 2.
func (delimiters) OnMatch(consumes int) ast.Node { return ast.NewEmphasis(consumes) }

// strikes pairs ~~, which consumption alone would not tell from **.
type strikes struct{ delimiters }

func (strikes) OnMatch(int) ast.Node { return extast.NewStrikethrough() }
