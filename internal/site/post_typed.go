package site

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/safeguard"
	"sametable/internal/thread"
	"sametable/web"
)

// typedPost is what stands in a form of this room, as it was typed.
type typedPost struct {
	language, title, purpose, body, kind, explanation string
	explain, alt                                      string // which kind of explanation it is; words for the photo
	mandate, channel, dated                           string
	quote                                             int
	quoteText                                         string
	act                                               string
}

// composing is a form on its way back: what was typed, and what is wrong with it.
type composing struct {
	typed  typedPost
	fault  *fault.Fault
	steer  *fault.Fault // of the form that locks and archives
	reason string       // typed there
}

// refusal is the fault the page's status code follows.
func (c composing) refusal() *fault.Fault {
	if c.fault == nil {
		return c.steer
	}
	return c.fault
}

// asked is the form as the address asks for it: empty, perhaps answering a post.
func (v *visit) asked() typedPost {
	quote, _ := strconv.Atoi(v.QueryParam("quote"))
	return typedPost{language: v.code(), kind: string(thread.Personal), quote: max(quote, 0)}
}

// typedPost reads the form. Texts are brought into the shape in which they are checked, so that the places of hits fit.
func (v *visit) typedPost() typedPost {
	quote := 0
	if raw := v.FormValue("quote"); raw != "" {
		quote = number(raw) // what cannot be read answers no post there is, and the room says so
	}
	t := typedPost{
		language: v.FormValue("language"), title: shaped(v.FormValue("title")), purpose: shaped(v.FormValue("purpose")), body: shaped(v.FormValue("body")),
		kind: v.FormValue("kind"), explanation: shaped(v.FormValue("explanation")), explain: v.FormValue("explain"), alt: shaped(v.FormValue("alt")), mandate: v.FormValue("mandate"), channel: v.FormValue("channel"),
		dated: input.Tidy(v.FormValue("dated")), quote: quote, quoteText: shaped(v.FormValue("quote_text")), act: v.FormValue("act"),
	}
	if mend := v.FormValue("mend"); mend != "" {
		t.act = "mend"
		v.mend(&t, mend)
	}
	return t
}

// begun is what a draft keeps besides the body.
func (t typedPost) begun() thread.Begun {
	return thread.Begun{Title: t.title, Purpose: t.purpose, Kind: t.kind, Quote: t.quote, QuoteText: t.quoteText}
}

// goOn fills in what was begun. What the address asks to quote comes first.
func (t *typedPost) goOn(b thread.Begun) {
	t.title, t.purpose = b.Title, b.Purpose
	if b.Kind != "" {
		t.kind = b.Kind
	}
	if t.quote == 0 {
		t.quote, t.quoteText = b.Quote, b.QuoteText
	}
}

// shaped is a text as the rooms read it. What was typed into a form is tidy already; what an address asks for, and a draft, are freed
// here of what nobody sees.
func shaped(raw string) string {
	const anything = 1 << 20 // its length is judged where it is kept
	var fields fault.Fields
	text := input.Prose(&fields, "text", raw, anything, false)
	if len(fields) > 0 {
		return input.Tidy(raw)
	}
	return text
}

// again tells whether the form is only shown again: previewed, or mended.
func (t typedPost) again() bool { return t.act == "preview" || t.act == "mend" }

// shown is the form as it is shown again, with what was taken out of it: what is too long is neither rendered nor looked at, and
// says so.
func (t typedPost) shown(unseen *fault.Fault) composing {
	c := composing{typed: t, fault: unseen}
	if n := utf8.RuneCountInString(t.body); n > bodyMax {
		c.fault = fault.Invalid(fault.Says("body", "input.too_long", fault.Args{"N": n, "Max": bodyMax}))
	}
	return c
}

// mend puts an offer's words in place of a hit, where no script has done it: field:start:end:replacement. The gate is asked
// again, so that nothing but its own offers is put in.
func (v *visit) mend(t *typedPost, asked string) {
	part := strings.SplitN(asked, ":", 4)
	if len(part) != 4 {
		return
	}
	fields := map[string]*string{"title": &t.title, "purpose": &t.purpose, "body": &t.body, "explanation": &t.explanation, "alt": &t.alt}
	text := fields[part[0]]
	if text == nil {
		return
	}
	for _, h := range v.s.Threads.Look(*text) {
		if strconv.Itoa(h.Start) != part[1] || strconv.Itoa(h.End) != part[2] {
			continue
		}
		for _, o := range h.Offers {
			if replacement([]rune(*text), h, o) == part[3] {
				*text = o.Apply(*text, h)
				return
			}
		}
	}
}

// replacement is what stands in the place of a hit once an offer is taken: its words, with the spaces that Latin script needs.
func replacement(text []rune, h safeguard.Hit, o safeguard.Offer) string {
	if o.Replacement == "" || h.Start < 0 || h.End > len(text) || h.Start >= h.End {
		return o.Replacement
	}
	const around = 32 // an offer looks at its neighbours only, and a long text has many hits
	from, to := max(0, h.Start-around), min(len(text), h.End+around)
	part := text[from:to]
	h.Start, h.End = h.Start-from, h.End-from
	mended, _ := strings.CutPrefix(o.Apply(string(part), h), string(part[:h.Start]))
	mended, _ = strings.CutSuffix(mended, string(part[h.End:]))
	return mended
}

// mostHits is how many hits a page names at once: whoever mends them sees the next.
const mostHits = 50

// hits are findings of the gate for the page. An offer for a hit that is the whole text would leave nothing, so there is none.
func (v *visit) hits(text string, found safeguard.Finding) []web.Hit {
	list := make([]web.Hit, 0, min(len(found), mostHits))
	runes := []rune(text)
	for _, h := range found[:min(len(found), mostHits)] {
		hit := web.Hit{Rule: h.Rule, Severity: string(h.Severity), Start: h.Start, End: h.End, Message: v.t.Message(h.What()), Why: v.t.Message(h.Severity.Why())}
		for _, o := range h.Offers {
			if h.Start > 0 || h.End < len(runes) {
				hit.Offers = append(hit.Offers, web.Offer{Label: v.t.Message(o.Label()), Replacement: replacement(runes, h, o)})
			}
		}
		list = append(list, hit)
	}
	return list
}
