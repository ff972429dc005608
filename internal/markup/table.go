package markup

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// table paints rows; the words of a row stand on one line with tabs between the cells. Alignment is a class, since pages allow no
// style attributes.
func (p *painter) table(n ast.Node) {
	p.tag("<table>\n")
	body := false
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		switch row.(type) {
		case *extast.TableHeader:
			p.tag("<thead>\n")
			p.row(row, `<th scope="col"`, "</th>")
			p.tag("</thead>\n")
		case *extast.TableRow:
			if !body {
				p.tag("<tbody>\n")
				body = true
			}
			p.row(row, "<td", "</td>")
		}
	}
	if body {
		p.tag("</tbody>\n")
	}
	p.tag("</table>\n")
}

func (p *painter) row(row ast.Node, open, shut string) {
	p.tag("<tr>\n")
	for c := row.FirstChild(); c != nil; c = c.NextSibling() {
		class := ""
		if cell, ok := c.(*extast.TableCell); ok {
			switch cell.Alignment {
			case extast.AlignRight:
				class = ` class="right"`
			case extast.AlignCenter:
				class = ` class="centre"`
			}
		}
		p.around(open+class+` dir="auto">`, c, shut+"\n")
		if c.NextSibling() != nil {
			p.text.WriteByte('\t')
		}
	}
	p.tag("</tr>\n")
	p.line()
}
