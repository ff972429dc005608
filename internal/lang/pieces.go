package lang

import (
	"golang.org/x/text/feature/plural"

	"sametable/internal/fault"
)

// Quoted is an argument with a language of its own, such as a title or a name.
type Quoted struct {
	Text string
	Lang string // tag; empty: the sentence's, or not known
}

// Piece is a part of a sentence in one language; an empty Lang is the sentence's own.
type Piece struct {
	Text string
	Lang string // value of a lang attribute
}

// Pieces speaks a message like Message, cut where something quoted in another language begins and ends, so that a page can say
// which it is.
func (s *Speaker) Pieces(said fault.Message) []Piece {
	m := s.messages[said.ID]
	if m == nil {
		panic("lang: no message " + said.ID)
	}
	if m.isPlain {
		return []Piece{{Text: m.plain}}
	}
	form := plural.Other
	if m.plural {
		form = s.formOf(said.Args[countName])
	}
	var all []Piece
	add := func(text, in string) {
		switch last := len(all) - 1; {
		case text == "":
		case last >= 0 && all[last].Lang == in:
			all[last].Text += text
		default:
			all = append(all, Piece{Text: text, Lang: in})
		}
	}
	for _, segment := range m.forms[form] {
		add(segment.text, "")
		if segment.name == "" {
			continue
		}
		in := ""
		if q, ok := said.Args[segment.name].(Quoted); ok && q.Lang != s.Tag() {
			in = q.Lang
		}
		add(s.value(segment.name, said.Args[segment.name]), in)
	}
	return all
}
