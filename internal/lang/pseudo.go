package lang

import (
	"strings"
	"unicode/utf8"
)

// Pseudo makes a catalogue whose every sentence stands between ⟦ and ⟧ and is wider by 40 %, as a translation may be. A walk
// over the pages in it finds words that do not come from the catalogue, and places that break when a text grows.
func Pseudo(c *Catalogue) *Catalogue {
	p := newCatalogue()
	p.ids, p.names = c.ids, c.names
	for i, s := range c.speakers {
		p.speakers[i].pseudo = true
		for id, m := range s.messages {
			p.speakers[i].messages[id] = widened(m)
		}
	}
	return p
}

func widened(m *message) *message {
	w := &message{isPlain: m.isPlain, plural: m.plural, plain: widen(m.plain, m.plain)}
	for form, segments := range m.forms {
		if segments == nil {
			continue
		}
		fixed := ""
		for _, s := range segments {
			fixed += s.text
		}
		last := len(segments) - 1
		w.forms[form] = append([]segment(nil), segments...)
		w.forms[form][last].text = strings.TrimPrefix(widen(segments[last].text, fixed), "⟦")
		w.forms[form][0].text = "⟦" + w.forms[form][0].text
	}
	return w
}

// widen brackets a text and adds two fifths of the length of what it is part of.
func widen(text, whole string) string {
	return "⟦" + text + strings.Repeat("~", (utf8.RuneCountInString(whole)*2+4)/5) + "⟧"
}

// mark brackets what this package writes without a message, such as a date, where the catalogue is a pseudo one.
func (s *Speaker) mark(text string) string {
	if s.pseudo {
		return "⟦" + text + "⟧"
	}
	return text
}
