package site

import (
	"bytes"
	"html"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sametable/internal/commitment"
	"sametable/internal/lang"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/named"
	"sametable/internal/partnership"
	"sametable/internal/proposal"
	"sametable/internal/thread"
)

// namedLink is a link that a reference in a text became. What looks like a reference of a proposal, or of a meeting and its minutes, may be
// anything.
var namedLink = regexp.MustCompile(`<a href="/r/([A-Z]{2,8}-(?:(?:(T|C|PA)|M|P)-)?[0-9]{4}-[0-9]{2,4})">([^<]*)</a>`)

// naming says beside each reference in the texts of a page how the thing stands that it names: in the reader's language, as it is when she
// reads it, and as far as she may see it. What names nothing she may see and may be something else is no link.
func (v *visit) naming(page []byte) ([]byte, error) {
	if !bytes.Contains(page, []byte(`<a href="/r/`)) {
		return page, nil
	}
	var references []string
	for _, found := range namedLink.FindAllSubmatch(page, -1) {
		if r := string(found[1]); !slices.Contains(references, r) {
			references = append(references, r)
		}
	}
	all, err := fact(v, "named", keyOf(references), func() (named.Things, error) { return v.s.Named.Things(v.Request().Context(), references) })
	if err != nil {
		return nil, err
	}
	things := all.Seen(v.actor, v.now)
	titled := map[string]bool{}
	return namedLink.ReplaceAllFunc(page, func(found []byte) []byte {
		parts := namedLink.FindSubmatch(found)
		thing, seen := things[string(parts[1])]
		if !seen {
			if len(parts[2]) == 0 {
				return parts[3]
			}
			return found
		}
		word := v.standing(thing)
		if word == "" {
			return found
		}
		title := ""
		if t, in := thing.Title(v.code()); in == v.code() && !titled[thing.Reference] { // once on a page is enough
			titled[thing.Reference] = true
			title = ` title="` + html.EscapeString(t) + `"`
		}
		return []byte(`<a href="/r/` + string(parts[1]) + `">` + string(parts[3]) + `<span class="small quiet" lang="` + v.t.Tag() + `"` + title + `> · ` + html.EscapeString(word) + `</span></a>`)
	}), nil
}

// standing is how a thing stands, in a word or two for running text; "" where there is nothing to say.
func (v *visit) standing(t named.Thing) string {
	word := ""
	switch t.Noun {
	case proposal.Noun:
		word = v.proposalStatus(t.Proposal()).Word
	case commitment.Noun:
		if word = v.t.Of("state.commitment", t.State); t.Late(v.now) {
			word = v.t.Say("web.late")
		}
	case partnership.Noun:
		word = v.t.Of("state.partnership", t.State)
	case thread.Noun:
		if t.State != thread.Open {
			word = v.t.Of("state.thread", t.State)
		}
	case meeting.Noun:
		if t.State != meeting.Held && t.State != meeting.Closed { // it was, as meetings are
			word = v.t.Of("state.meeting", t.State)
		}
	case minutes.Noun:
		if t.State != minutes.Issued {
			word = v.t.Of("state.minutes", t.State)
		}
	}
	if first, size := utf8.DecodeRuneInString(word); v.t.Code() != lang.Chinese && size > 0 {
		return string(unicode.ToLower(first)) + word[size:]
	}
	return strings.TrimSpace(word)
}
