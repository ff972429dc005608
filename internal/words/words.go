// Package words turns text into search tokens, in Chinese, English and Swedish at once: one analyser for both databases, because
// neither of them finds Chinese by itself, and because a search that answers differently on two engines cannot be tested. It does
// no I/O: what it makes of a text is stored by others, what it makes of a query is turned into the language of a database there.
//
// A token consists of letters and digits only, so that a database may cut its input at anything else and still get them whole.
package words

// Token is one thing a text can be found by, and the position in the text where it stands. Several tokens may share a position:
// a word as written, its stems, and both without their diacritics. The first token of a position is the word as written.
type Token struct {
	Text string
	Pos  int
}

// Index gives the tokens of a text in the order of their positions.
//
// Chinese becomes pairs of neighbouring characters, 留守儿童 → 留守 守儿 儿童 童: each character begins one pair, and the last of a
// run stands alone, so that one character is found as the beginning of a token. Words of other scripts come in lower case with
// their English and Swedish stems and, if they have diacritics, without these. Width, case and traditional characters are folded.
// A reference (QH-2018-03, 国发〔2016〕13号) stands at its place as a whole too, its parts joined by Joint.
func Index(text string) []Token {
	a := analyse(text)
	tokens := make([]Token, 0, len(a.off))
	a.positions(func(p position) {
		for _, form := range p.forms {
			tokens = append(tokens, Token{Text: form, Pos: p.pos})
		}
	})
	return tokens
}

// Joint stands between the parts of a reference in its token. It is a letter to every database, and in no text.
const Joint = "ː"
