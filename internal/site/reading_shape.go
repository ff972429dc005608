package site

import (
	"regexp"
	"strconv"
	"strings"

	"sametable/web"
)

var (
	secondHeading = regexp.MustCompile(`<h2([^>]*)>(.*?)</h2>`)
	factBlock     = regexp.MustCompile(`<h3[^>]*>([^<]*)</h3>\s*<ul[^>]*>\s*((?:<li[^>]*><strong>[^<]*</strong>.*?</li>\s*){3})</ul>\s*`)
	factItem      = regexp.MustCompile(`<li[^>]*><strong>([^<]*)</strong>(.*?)</li>`)
)

// contents gives every second heading of a text an address, and lists them.
func contents(html string) (string, []web.Anchor) {
	var list []web.Anchor
	html = secondHeading.ReplaceAllStringFunc(html, func(heading string) string {
		parts := secondHeading.FindStringSubmatch(heading)
		inner := parts[2]
		id := "s" + strconv.Itoa(len(list)+1)
		list = append(list, web.Anchor{Word: unescaped.Replace(tag.ReplaceAllString(inner, "")), Href: "#" + id})
		return `<h2 id="` + id + `"` + parts[1] + `>` + inner + `</h2>`
	})
	return html, list
}

var unescaped = strings.NewReplacer("&amp;", "&", "&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#39;", "'")

// factTables sets figures that follow each other, each with the same three facts, side by side in a table: they are there to be
// compared.
func factTables(html string) string {
	var b strings.Builder
	blocks := factBlock.FindAllStringSubmatchIndex(html, -1)
	at := 0
	for i := 0; i < len(blocks); {
		last := i
		for last+1 < len(blocks) && blocks[last+1][0] == blocks[last][1] {
			last++
		}
		b.WriteString(html[at:blocks[i][0]])
		if last > i {
			b.WriteString(factTable(html, blocks[i:last+1]))
		} else {
			b.WriteString(html[blocks[i][0]:blocks[i][1]])
		}
		at, i = blocks[last][1], last+1
	}
	b.WriteString(html[at:])
	return b.String()
}

func factTable(html string, blocks [][]int) string {
	var b strings.Builder
	b.WriteString(`<div class="scroll"><table class="data as-cards">`)
	for i, block := range blocks {
		facts := factItem.FindAllStringSubmatch(html[block[4]:block[5]], -1)
		if i == 0 {
			b.WriteString("<thead><tr><td></td>")
			for _, fact := range facts {
				b.WriteString(`<th scope="col">` + strings.TrimRight(fact[1], ":：") + "</th>")
			}
			b.WriteString("</tr></thead><tbody>")
		}
		b.WriteString(`<tr><th scope="row">` + html[block[2]:block[3]] + "</th>")
		for _, fact := range facts {
			b.WriteString(`<td data-head="` + strings.TrimRight(fact[1], ":：") + `">` + strings.TrimLeft(fact[2], ":： ") + "</td>")
		}
		b.WriteString("</tr>")
	}
	b.WriteString("</tbody></table></div>\n")
	return b.String()
}
