package safeguard

import (
	"slices"
	"strings"
	"sync"
	"time"
)

// Gate holds the compiled rules. It is safe for use by many at once.
type Gate struct {
	rules     []rule
	provinces string
	words     words
	lexicon   *lexicon
}

// New builds the gate from the rules of this room. An error means that the rules themselves are at fault.
func New() (*Gate, error) { return load(rulesTOML) }

// Default is the one gate of a process, built on first use. It panics when the built-in rules are at fault, which a test
// rules out.
func Default() *Gate { return once() }

// once keeps the gate that Default builds; nothing changes it afterwards.
var once = sync.OnceValue(func() *Gate {
	g, err := New()
	if err != nil {
		panic("safeguard: " + err.Error())
	}
	return g
})

// Check finds what may identify a child in a text: a title, a body, a comment, a translation, a document's words. now is the
// day of posting: it decides who is a child. The text is not kept.
func (g *Gate) Check(text string, now time.Time) Finding {
	return g.check(fold(text), now, false)
}

func (g *Gate) check(v *view, now time.Time, isName bool) Finding {
	if v.s == "" {
		return nil
	}
	v.lexicon = g.lexicon
	var found Finding
	for _, m := range g.identities(v, now) {
		r := g.rule(m.rule)
		found = append(found, g.hit(v, r, m.a, m.b))
	}
	for i := range g.rules {
		r := &g.rules[i]
		if r.FileName && !isName {
			continue
		}
		for _, m := range r.find(g, v, now) {
			found = append(found, g.hit(v, r, m.a, m.b))
		}
	}
	return g.unsaid(found.order())
}

// unsaid leaves out what yields to another finding of the same place: a name that stands beside an age needs one sentence, and so does
// one that two languages find.
func (g *Gate) unsaid(found Finding) Finding {
	var firm Finding
	yields := func(h Hit) bool { return g.rule(h.Rule).Yields }
	for _, h := range found {
		if !yields(h) {
			firm = append(firm, h)
		}
	}
	reach, next := 0, 0 // how far the firm ones reach that begin before a place
	said := 0           // how far the yielding ones reach that are kept
	return slices.DeleteFunc(found, func(h Hit) bool {
		for ; next < len(firm) && firm[next].Start < h.End; next++ {
			reach = max(reach, firm[next].End)
		}
		if !yields(h) {
			return false
		}
		if reach > h.Start || said >= h.End {
			return true // a son is one in English and in Swedish: once is enough
		}
		said = h.End
		return false
	})
}

func (g *Gate) rule(id string) *rule {
	i := slices.IndexFunc(g.rules, func(r rule) bool { return r.ID == id })
	return &g.rules[i]
}

// hit leads a match back to the text as typed, and adds the ways out.
func (g *Gate) hit(v *view, r *rule, a, b int) Hit {
	if strings.Count(v.s[a:b], "(") > strings.Count(v.s[a:b], ")") && strings.HasPrefix(v.s[b:], ")") {
		b++ // a bracket that the passage opened goes with it
	}
	start, end := v.span(a, b)
	return Hit{Rule: r.ID, Severity: r.Severity, Start: start, End: end, Offers: r.offers(v.low[a:b])}
}

// RuleIDs lists every rule, in the order of the file: for settings, statistics and the page that explains the gate.
func (g *Gate) RuleIDs() []string {
	ids := make([]string, len(g.rules))
	for i := range g.rules {
		ids[i] = g.rules[i].ID
	}
	return ids
}
