package safeguard

import (
	"strings"
	"unicode"

	"sametable/internal/fault"
)

// Offer is one way out that the author can take with one press. ID is a message id of the family safeguard.offer;
// Replacement is a fixed phrase in the language of the passage, never taken from the text, or "" to remove it.
type Offer struct {
	ID          string
	Replacement string
}

// Label is the words on the button; {{.Text}} is the replacement.
func (o Offer) Label() fault.Message {
	return fault.Message{ID: o.ID, Args: fault.Args{"Text": o.Replacement}}
}

// Apply puts the replacement where the hit is. Offsets of other hits are no longer true afterwards: check the text again.
// A hit that does not lie inside the text leaves the text as it is.
func (o Offer) Apply(text string, h Hit) string {
	runes := []rune(text)
	if h.Start < 0 || h.End > len(runes) || h.Start >= h.End {
		return text
	}
	before, after := string(runes[:h.Start]), string(runes[h.End:])
	if o.Replacement == "" {
		return tidy(before, after)
	}
	if gap(before, o.Replacement) {
		before += " "
	}
	if gap(o.Replacement, after) {
		after = " " + after
	}
	return before + o.Replacement + after
}

// tidy closes the hole a removal leaves: no comma without a clause before it, no two spaces.
func tidy(before, after string) string {
	trimmed := strings.TrimRight(before, " ")
	if trimmed == "" || strings.ContainsAny(trimmed[len(trimmed)-1:], "\n,;:(") || endsClause(trimmed) {
		after = strings.TrimLeft(after, "，,、;； ")
	}
	if strings.HasSuffix(before, " ") {
		after = strings.TrimLeft(after, " ")
	}
	if after == "" || strings.HasPrefix(after, ".") || strings.HasPrefix(after, ",") {
		before = strings.TrimRight(before, " ")
	}
	return before + after
}

func endsClause(s string) bool {
	for _, mark := range []string{"，", "。", "；", "：", "、", "（", "！", "？"} {
		if strings.HasSuffix(s, mark) {
			return true
		}
	}
	return false
}

// gap tells whether two pieces would run together: two Latin letters or digits side by side.
func gap(left, right string) bool {
	l, r := []rune(left), []rune(right)
	if len(l) == 0 || len(r) == 0 {
		return false
	}
	return latin(l[len(l)-1]) && latin(r[0])
}

func latin(r rune) bool { return unicode.Is(unicode.Latin, r) || r >= '0' && r <= '9' }
