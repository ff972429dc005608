package paper

import "strings"

// look is the part a paragraph plays. Both writers set it by the same sheet.
type look int

const (
	lookMark look = iota
	lookNumber
	lookIssue
	lookTitle
	lookBody
	lookHeading1
	lookHeading2
	lookHeading3
	lookHeading4
	lookItem
	lookDecision
	lookFacts
	lookQuote
	lookQuoteFrom
	lookCaption
	lookRoll
	lookSignature
	lookCopy
	lookVerify
	looks // how many there are
)

// hand is how a run is written beside its look.
type hand int

const (
	handPlain    hand = iota
	handLabel         // 黑体 or bold
	handEmphasis      // 楷体 or italic
	handHead          // the header of a table
)

// run is text in one hand.
type run struct {
	text string
	hand hand
	link string
}

// element is what is set in reading order: *para, *grid, *rule, *foot.
type element interface{ element() }

// para is one paragraph.
type para struct {
	look   look
	marker string // a number or bullet before the text
	pieces []string
	runs   []run
	right  string // what stands at the right end of the same line
	depth  int    // of a list
	list   *order
	first  bool // the first of its kind, which stands apart
	box    bool // within the box of a decision
	with   bool // its end stays on the page of what comes next
}

// order is one list, whose points are counted together.
type order struct {
	ordered bool
	start   int
}

// grid is a table; a roll's has no rules.
type grid struct {
	head   []string
	rows   [][]string
	widths []float64
	right  []bool
	bare   bool
}

// rule is a line over the whole width.
type rule struct{ thick bool }

// foot is what stands at the foot of the last page.
type foot struct {
	verify  []*para
	address string
	copies  []*para
	last    *para
}

func (*para) element() {}
func (*grid) element() {}
func (*rule) element() {}
func (*foot) element() {}

// composer turns the model into elements.
type composer struct {
	doc *Document
	out []element
}

// compose is the one place where a document gets its order and its words.
func compose(doc *Document) []element {
	c := &composer{doc: doc}
	c.head()
	c.blocks(doc.Opening)
	if doc.Language == Chinese {
		c.blocks(doc.Body)
		c.rolls()
	} else {
		c.rolls()
		c.blocks(doc.Body)
	}
	for _, s := range doc.Signatures {
		c.signature(s)
	}
	c.foot()
	return c.out
}

// signature is a line to sign on, under which stands what somebody stands for and who she is: 签发人：… · Vid protokollet: …
func (c *composer) signature(s Signature) {
	said := strings.Join(filled(line(s.Role), line(s.Name)), colon(c.doc.Language))
	c.text(lookSignature, run{text: said})
}

func (c *composer) add(e element) { c.out = append(c.out, e) }

// text adds a paragraph unless it is empty.
func (c *composer) text(l look, runs ...run) *para {
	p := &para{look: l, runs: runs}
	if length(runs) > 0 {
		c.add(p)
	}
	return p
}

func length(runs []run) (n int) {
	for _, r := range runs {
		n += len(r.text)
	}
	return n
}

// filled leaves empty strings out.
func filled(texts ...string) []string {
	var out []string
	for _, t := range texts {
		if t != "" {
			out = append(out, t)
		}
	}
	return out
}

func (c *composer) head() {
	d := c.doc
	c.pieces(lookMark, d.Mark)
	c.text(lookNumber, run{text: line(d.Number)})
	issuer, date := line(d.Issuer), line(d.Date)
	if issuer != "" || date != "" {
		c.add(&para{look: lookIssue, runs: []run{{text: issuer}}, right: date})
	}
	if len(c.out) > 0 {
		c.add(&rule{thick: true})
	}
	c.pieces(lookTitle, d.Title)
}

func (c *composer) pieces(l look, pieces []string) {
	var clean []string
	for _, p := range pieces {
		clean = append(clean, filled(line(p))...)
	}
	if len(clean) == 0 {
		return
	}
	glue := " "
	if c.doc.Language == Chinese {
		glue = ""
	}
	c.add(&para{look: l, pieces: clean, runs: []run{{text: strings.Join(clean, glue)}}})
}

// spans turns spans into runs.
func spans(from []Span) []run {
	var out []run
	for _, s := range from {
		r := run{text: clean(s.Text), link: safeLink(s.Link)}
		switch {
		case s.Bold:
			r.hand = handLabel
		case s.Emphasis:
			r.hand = handEmphasis
		}
		if r.text != "" {
			out = append(out, r)
		}
	}
	return out
}

func (c *composer) blocks(blocks []Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case Heading:
			c.heading(b)
		case Paragraph:
			c.text(lookBody, spans(b.Text)...)
		case List:
			c.list(b, 0)
		case Decision:
			c.decision(b)
		case Quote:
			c.quote(b)
		case Table:
			c.table(b)
		}
	}
}

func (c *composer) heading(h Heading) {
	level := min(max(h.Level, 1), 4)
	p := &para{look: lookHeading1 + look(level-1), marker: Number(c.doc.Language, level, h.Number), runs: spans(h.Text)}
	if p.marker != "" || length(p.runs) > 0 {
		c.add(p)
	}
}

// deepest is how far lists go in; what lies deeper is set as deep as that.
const deepest = 4

func (c *composer) list(l List, depth int) {
	if depth > 64 {
		return
	}
	o := &order{ordered: l.Ordered, start: max(l.Start, 1)}
	for i, item := range l.Items {
		p := &para{look: lookItem, runs: spans(item.Text), depth: min(depth, deepest), list: o, marker: "•"}
		if l.Ordered {
			p.marker = chineseNumber(3, o.start+i)
		}
		c.add(p)
		if item.Below != nil {
			c.list(*item.Below, depth+1)
		}
	}
}

// label is a word and its colon in the hand of labels.
func (c *composer) label(text string) []run {
	if text = line(text); text == "" {
		return nil
	}
	return []run{{text: text, hand: handLabel}, {text: colon(c.doc.Language)}}
}

func (c *composer) facts(facts []Fact) []run {
	var out []run
	for _, f := range facts {
		if len(out) > 0 {
			out = append(out, run{text: between(c.doc.Language)})
		}
		out = append(append(out, c.label(f.Label)...), run{text: line(f.Value)})
	}
	return out
}

func (c *composer) decision(d Decision) {
	c.text(lookDecision, append(c.label(d.Label), spans(d.Text)...)...).box = true
	c.text(lookFacts, c.facts(d.Facts)...).box = true
	c.text(lookFacts, c.facts(d.Tally)...).box = true
}

func (c *composer) quote(q Quote) {
	said := c.text(lookQuote, append(c.label(q.Label), spans(q.Text)...)...)
	if from := line(q.From); from != "" {
		said.with = true // whose words they are is not to be looked for overleaf
		c.text(lookQuoteFrom, run{text: dash(c.doc.Language) + from})
	}
}

func (c *composer) table(t Table) {
	columns := len(t.Head)
	for _, row := range t.Rows {
		columns = max(columns, len(row))
	}
	if columns == 0 {
		return
	}
	c.text(lookCaption, run{text: line(t.Caption)})
	g := &grid{widths: shares(t.Widths, columns), right: make([]bool, columns)}
	copy(g.right, t.Right)
	if len(t.Head) > 0 {
		g.head = cells(t.Head, columns)
	}
	for _, row := range t.Rows {
		g.rows = append(g.rows, cells(row, columns))
	}
	c.add(g)
}

func cells(row []string, columns int) []string {
	out := make([]string, columns)
	for i, cell := range row {
		out[i] = clean(cell)
	}
	return out
}

// shares are positive and add up to 1.
func shares(given []float64, columns int) []float64 {
	out, sum := make([]float64, columns), 0.0
	for i := range out {
		out[i] = 1
		if i < len(given) && given[i] > 0.05 && given[i] < 1000 {
			out[i] = given[i]
		}
		sum += out[i]
	}
	for i := range out {
		out[i] /= sum
	}
	return out
}
