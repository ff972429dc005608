// Package markup is what people write with: Markdown in, numbered blocks and safe HTML out, and the difference between two
// texts. It knows three things that the Markdown standard does not: Chinese is written without spaces, an author is not to be
// trusted with a page, and no text, however it is made, may hold up a reader.
package markup

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Renderer is the version of the rules below. It is stored beside cached HTML: a cache made by another version is made anew.
const Renderer = 2

// PostHeading is the level of the highest heading inside a post: the page has its own h1 and h2 above it.
const PostHeading = 3

// The kinds of block.
const (
	KindParagraph = "paragraph"
	KindHeading   = "heading"
	KindItem      = "item"
	KindTable     = "table"
	KindQuote     = "quote"
	KindCode      = "code"
	KindRule      = "rule"
)

// Block is one unit of a text: what is numbered, translated, amended and pointed at. Source is its own Markdown, HTML stands on
// its own (an item is a list of one), Text is what a reader reads, Hash is that of Source.
type Block struct {
	Kind   string
	Source string
	HTML   string
	Text   string
	Hash   string
}

// Document is a rendered text. Text is its words without marks, one line for each block; Links are the addresses it leads to, in
// the order they come, for those who check what a text points at.
type Document struct {
	HTML   string
	Text   string
	Links  []string
	Blocks []Block
}

// Render turns Markdown into HTML for a post: its headings start at PostHeading. It takes any bytes, fails on none, and needs
// less than 200 ms for 100 kB of the worst. What exceeds its limits (see limits.go) shows as it was typed.
func Render(source string) Document { return RenderAt(source, PostHeading) }

// RenderAt is Render with headings that start at level top, 1 to 6.
func RenderAt(source string, top int) Document {
	src := []byte(tidy(source))
	if len(src) > mostBytes {
		return plainly(string(src))
	}
	pieces := cut(src, grammar.Parse(src))
	if len(pieces) > mostBlocks {
		return plainly(string(src))
	}
	return assemble(src, pieces, min(max(top, 1), 6))
}

// Hash gives the SHA-256, in hexadecimal, of a source in NFC. Two texts of one hash are the same text.
func Hash(source string) string {
	sum := sha256.Sum256([]byte(norm.NFC.String(source)))
	return hex.EncodeToString(sum[:])
}

// Excerpt gives the beginning of a text without its marks on one line, at most the given number of characters and "…" after
// them where something was left out. It never cuts a Latin word unless that word is all there is.
func Excerpt(source string, runes int) string {
	const perRune = 16 // marks, links and addresses may hide a lot of source behind few characters
	if reach := 1024 + runes*perRune; len(source) > reach {
		source = strings.ToValidUTF8(source[:reach], "") + " …"
	}
	src := []byte(tidy(source))
	p := painter{source: src, top: PostHeading}
	p.children(grammar.Parse(src))
	return shorten(strings.Join(strings.Fields(p.text.String()), " "), runes)
}

// joined puts the words of the blocks one below the other.
func joined(list []Block) string {
	texts := make([]string, 0, len(list))
	for _, b := range list {
		if b.Text != "" {
			texts = append(texts, b.Text)
		}
	}
	return strings.Join(texts, "\n")
}

// tidy makes sure that the parser gets well-formed text with plain line ends.
func tidy(source string) string {
	return breaks.Replace(strings.ToValidUTF8(source, "\ufffd"))
}

var breaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n")
