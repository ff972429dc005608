package paper

import "strings"

// Text is the record as plain text in reading order, a line for each paragraph and for each row of a table, its cells parted by tabs. It is what DOCX
// and PDF say, without what stands on every page.
func Text(doc *Document) string {
	var b strings.Builder
	for _, e := range compose(doc) {
		switch e := e.(type) {
		case *para:
			e.write(&b, doc.Language)
		case *grid:
			if len(e.head) > 0 {
				b.WriteString(strings.Join(e.head, "\t") + "\n")
			}
			for _, row := range e.rows {
				b.WriteString(strings.Join(row, "\t") + "\n")
			}
		case *foot:
			for _, p := range e.all() {
				p.write(&b, doc.Language)
			}
		}
	}
	return b.String()
}

// all gives the paragraphs of the foot in order.
func (f *foot) all() []*para {
	all := append(append([]*para(nil), f.verify...), f.copies...)
	if f.last != nil {
		all = append(all, f.last)
	}
	return all
}

func (p *para) write(b *strings.Builder, language Language) {
	b.WriteString(p.lead(language))
	for _, r := range p.runs {
		b.WriteString(r.text)
	}
	if p.right != "" {
		b.WriteString("\t" + p.right)
	}
	b.WriteByte('\n')
}

// lead is the marker with what parts it from the text: nothing in Chinese headings, a blank elsewhere.
func (p *para) lead(language Language) string {
	switch {
	case p.marker == "":
		return ""
	case language == Chinese && p.look != lookItem && p.look != lookHeading3, p.look == lookCopy, p.look == lookRoll:
		return p.marker
	}
	return p.marker + " "
}
