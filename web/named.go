package web

import (
	"html"
	"regexp"
	"strings"

	"github.com/a-h/templ"
)

// How things are named in texts: a proposal "HD-2016-01", a discussion "HD-T-2016-01", a post in it "HD-T-2016-01 #3", a commitment, a
// partnership, a meeting "HD-M-2016-01", its minutes once they are issued "HD-P-2016-01".
const reference = `\b([A-Z]{2,8}-(?:(?:T|C|PA|M|P)-)?[0-9]{4}-[0-9]{2,4})(?: ?#([1-9][0-9]{0,4}))?\b`

var (
	// dated finds what every reference has, so that most texts are not looked at twice.
	dated = regexp.MustCompile(`[A-Z]-[0-9]{4}-[0-9]{2}`)
	// passed steps over tags, and over what is a link or code already.
	passed = regexp.MustCompile(`(?s)<a\b.*?</a>|<code\b.*?</code>|<pre\b.*?</pre>|<[^>]*>|` + reference)
)

// referred makes links of the references in safe html that are none yet: of proposals, and of everything in words that are no Markdown.
// The address names no language; the door says beside each link how the thing stands, and takes away those that lead nowhere.
func referred(safe string) string {
	if !dated.MatchString(safe) {
		return safe
	}
	var b strings.Builder
	at := 0
	for _, m := range passed.FindAllStringSubmatchIndex(safe, -1) {
		if m[2] < 0 || m[0] > 0 && strings.ContainsRune("-/", rune(safe[m[0]-1])) { // inside a longer number or an address
			continue
		}
		b.WriteString(safe[at:m[0]])
		b.WriteString(`<a href="/r/` + safe[m[2]:m[3]])
		if m[4] >= 0 {
			b.WriteString("/" + safe[m[4]:m[5]])
		}
		b.WriteString(`">` + safe[m[0]:m[1]] + `</a>`)
		at = m[1]
	}
	b.WriteString(safe[at:])
	return b.String()
}

// inProse is what people wrote, rendered and cleaned, as a page shows it: Chinese words say so, and references are links.
func inProse(tag, safe string) string { return referred(hanInProse(tag, safe)) }

// typed is a text as it was typed, with links where it names something by its reference.
func typed(text string) templ.Component { return templ.Raw(referred(html.EscapeString(text))) }
