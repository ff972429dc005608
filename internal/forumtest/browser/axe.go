package browser

import (
	"encoding/json"
	"fmt"
	"os"
	"sync"
	"testing"

	"sametable/internal/forumtest/parts"
)

var axe = sync.OnceValues(func() (string, error) {
	b, err := os.ReadFile(parts.Axe())
	return string(b), err
})

// NeedAxe leaves a test out where axe-core is missing; with FORUM_TEST_ALL=1 that is a failure.
func NeedAxe(t testing.TB) {
	t.Helper()
	Need(t)
	if parts.Axe() == "" {
		leaveOut(t, "axe-core was not found: npm pack axe-core@4.14.1, and keep its axe.min.js as forum-test/axe-4.14.1.min.js in the user's cache folder")
	}
}

// Breach is one rule of accessibility that a page breaks, and where.
type Breach struct {
	Rule, Help string
	Where      []string // the elements, as HTML
}

// String names the rule and shows the first elements against it.
func (b Breach) String() string {
	const most = 4
	text := fmt.Sprintf("%s (%s)", b.Rule, b.Help)
	for i, where := range b.Where {
		if i == most {
			return fmt.Sprintf("%s\n      and %d more", text, len(b.Where)-most)
		}
		text += "\n      " + where
	}
	return text
}

// Breaches asks axe-core about the page: WCAG 2.2 A and AA, and what its authors hold to be best practice.
func (p *Tab) Breaches() []Breach {
	p.t.Helper()
	source, err := axe()
	p.do(err)
	Eval[bool](p, source+"\n;true")
	said := Eval[string](p, `axe.run(document, {resultTypes: ['violations'], runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})
		.then(r => JSON.stringify(r.violations.map(v => ({Rule: v.id, Help: v.help, Where: v.nodes.map(n => n.html.slice(0, 160) + ' — ' + n.any.concat(n.all, n.none).map(c => c.message).join('; ').slice(0, 200))}))))`)
	var found []Breach
	p.do(json.Unmarshal([]byte(said), &found))
	return found
}
