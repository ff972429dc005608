package words

import (
	"slices"
	"strings"
)

// The limits of a query: more is cut off.
const (
	mostRunes   = 200
	mostClauses = 12
)

// Query is what someone looks for: all of its clauses must be in a text. A query of signs alone has none, and finds nothing.
type Query struct {
	Clauses []Clause
}

// Clause is a phrase: Words[0] somewhere, Words[1] at the next position, and so on. Each word is a list of alternatives, of which
// the first is the word as typed. With Prefix, the first alternative of the last word stands for every token that begins with it.
type Clause struct {
	Words  [][]string
	Prefix bool
}

// Parse reads what was typed into a search box: words apart by spaces must all be there, words in quotation marks side by side, a
// star after a word asks for all that begin with it, and so does the end of the query, since a Swedish compound or a half
// remembered reference begins with what one knows. Chinese is a phrase anyway. Common words of English and Swedish count only in
// quotation marks or where nothing else was typed.
func Parse(q string) Query {
	if runes := []rune(q); len(runes) > mostRunes {
		q = string(runes[:mostRunes])
	}
	p := parser{stem: newStemmer()}
	parts := strings.Split(strings.Map(oneQuote, q), string(quote))
	for i, part := range parts {
		if i%2 == 1 && i+1 < len(parts) { // a mark that is not closed is no mark
			p.phrase(part)
			continue
		}
		for _, chunk := range strings.Fields(part) {
			p.chunk(chunk)
		}
	}
	return p.query()
}

const quote = '"'

// oneQuote makes every quotation mark of the three languages the same.
func oneQuote(r rune) rune {
	switch r {
	case '“', '”', '„', '‟', '«', '»', '「', '」', '『', '』', '＂':
		return quote
	}
	return r
}

// parser collects the clauses of a query.
type parser struct {
	stem    *stemmer
	clauses []Clause
	common  []Clause // common words, for a query that has nothing else
	open    bool     // the last clause is a word that may be unfinished
}

// phrase reads what stands in quotation marks.
func (p *parser) phrase(text string) {
	a := analyse(text)
	a.stem = p.stem
	if len(a.list) > 0 {
		p.clauses = append(p.clauses, a.clause(0, len(a.list)))
		p.open = false
	}
}

// chunk reads what stands between two spaces. Where scripts meet in it, it falls into several clauses: who types 留守儿童NGO wants
// both, not necessarily side by side. A number keeps the one character that counts it: 13号, 2018年.
func (p *parser) chunk(text string) {
	a := analyse(text)
	a.stem = p.stem
	star := strings.HasSuffix(text, "*") || strings.HasSuffix(text, "＊")
	for i := 0; i < len(a.list); {
		p.open = false
		if clause, next, ok := a.reference(i); ok {
			p.clauses = append(p.clauses, clause)
			i = next
			continue
		}
		j := i + 1
		for j < len(a.list) && a.together(j) {
			j++
		}
		clause := a.clause(i, j)
		clause.Prefix = clause.Prefix || star && j == len(a.list)
		if j == i+1 && !clause.Prefix && stop(clause.Words[0][0]) {
			p.common = append(p.common, clause)
		} else {
			p.clauses = append(p.clauses, clause)
			last := a.list[j-1]
			p.open = !last.han && last.j-last.i >= shortestBegun
		}
		i = j
	}
}

// shortestBegun is how many characters a word needs before it may stand for all that begin with it.
const shortestBegun = 3

// query ends the reading.
func (p *parser) query() Query {
	if p.open {
		p.clauses[len(p.clauses)-1].Prefix = true
	}
	clauses := p.clauses
	if len(clauses) == 0 {
		clauses = p.common
	}
	return Query{Clauses: slices.Clip(clauses[:min(len(clauses), mostClauses)])}
}

// together says whether term n belongs into one phrase with the term before.
func (a *analysis) together(n int) bool {
	t, before := a.list[n], a.list[n-1]
	switch t.link {
	case linked:
		return true
	case glued:
		return before.number && t.han && t.j-t.i == 1 || before.han && before.j-before.i == 1 && t.number
	}
	return false
}

// reference reads a clause that is one whole token in texts: QH-2018-03, also when only begun, and 国发〔2016〕13号.
func (a *analysis) reference(n int) (clause Clause, next int, ok bool) {
	t := a.list[n]
	if number, ok := a.bracketed(n); ok {
		name := ""
		if t.han {
			name = a.text(max(t.i, t.j-mostAgency), t.j)
		} else {
			name = cut(a.spelling(t))
		}
		next = n + 3
		if next < len(a.list) && a.list[next].link == glued && a.text(a.list[next].i, a.list[next].j) == "号" {
			next++
		}
		return Clause{Words: [][]string{{name + number}}}, next, true
	}
	if whole, parts := a.compound(n); parts > 1 {
		return Clause{Words: [][]string{{whole}}, Prefix: true}, n + parts, true
	}
	return Clause{}, n, false
}

// clause makes a phrase of the terms from i to j.
func (a *analysis) clause(i, j int) Clause {
	var c Clause
	for n := i; n < j; n++ {
		t := a.list[n]
		if !t.han {
			c.Words = append(c.Words, a.stem.forms(cut(a.spelling(t))))
			continue
		}
		for k := t.i; k+1 < t.j; k++ {
			c.Words = append(c.Words, []string{a.text(k, k+2)})
		}
		switch {
		case n+1 < j: // what follows is of another script: in a text the run ends here too
			c.Words = append(c.Words, []string{a.char(t.j - 1)})
		case t.j-t.i == 1:
			c.Words = append(c.Words, []string{a.char(t.i)})
			c.Prefix = true
		}
	}
	return c
}

// stop tells words that nearly every text has.
func stop(word string) bool {
	switch word {
	case "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "of", "on", "or", "that", "the", "to", "was", "with",
		"att", "av", "den", "det", "de", "en", "ett", "för", "från", "i", "med", "och", "om", "på", "som", "till", "är":
		return true
	}
	return false
}
