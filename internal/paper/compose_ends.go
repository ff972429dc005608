package paper

import "strings"

// rolls lists who was there: in Chinese under a label in 黑体 with the names aligned, else as a table.
func (c *composer) rolls() {
	first := true
	for _, r := range c.doc.Attendance {
		if len(r.People) == 0 {
			continue
		}
		if c.doc.Language == Chinese {
			c.roll(r).first, first = first, false
			continue
		}
		if r.Head == [2]string{} {
			c.text(lookBody, append(c.label(r.Label), run{text: strings.Join(people(r, c.doc.Language), "; ")})...)
			continue
		}
		c.text(lookCaption, run{text: line(r.Label)})
		g := &grid{widths: []float64{0.55, 0.45}, right: make([]bool, 2), bare: true}
		g.head = []string{line(r.Head[0]), line(r.Head[1])}
		for _, a := range r.People {
			body, names := line(a.Body), strings.Join(lines(a.Names), ", ")
			if body == "" {
				body, names = names, ""
			}
			note := aside(c.doc.Language, line(a.Note))
			if names == "" {
				body += note
			} else {
				names += note
			}
			g.rows = append(g.rows, []string{body, names})
		}
		c.add(g)
	}
}

func (c *composer) roll(r Roll) *para {
	p := c.text(lookRoll, run{text: strings.Join(people(r, Chinese), "\n")})
	p.marker = line(r.Label) + colon(Chinese)
	return p
}

// people are the bodies of a roll with those who spoke for them, or persons alone.
func people(r Roll, language Language) []string {
	gap := "　"
	if language != Chinese {
		gap = ": "
	}
	var out []string
	for _, a := range r.People {
		who := strings.Join(filled(line(a.Body), strings.Join(lines(a.Names), comma(language))), gap) + aside(language, line(a.Note))
		out = append(out, filled(who)...)
	}
	return out
}

func lines(texts []string) []string {
	var out []string
	for _, t := range texts {
		out = append(out, filled(line(t))...)
	}
	return out
}

// foot gathers what stands at the foot of the last page: how to verify, and the colophon.
func (c *composer) foot() {
	d := c.doc
	f := &foot{address: safeLink(d.Verify.Address)}
	for _, text := range lines(d.Verify.Lines) {
		f.verify = append(f.verify, &para{look: lookVerify, runs: []run{{text: text}}})
	}
	if f.address != "" {
		f.verify = append(f.verify, &para{look: lookVerify, runs: []run{{text: f.address, link: f.address}}})
	}
	for _, fact := range d.Copies {
		if value := line(fact.Value); value != "" {
			label := line(fact.Label)
			if label != "" {
				label += colon(d.Language)
			}
			f.copies = append(f.copies, &para{look: lookCopy, marker: label, runs: []run{{text: value}}})
		}
	}
	printer, printed := line(d.Printer), line(d.Printed)
	if printer != "" || printed != "" {
		f.last = &para{look: lookCopy, runs: []run{{text: printer}}, right: printed}
	}
	if len(f.verify) > 0 || len(f.copies) > 0 || f.last != nil {
		c.add(f)
	}
}
