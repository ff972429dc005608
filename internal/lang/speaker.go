package lang

import (
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"sametable/internal/fault"
)

// countName is the placeholder that holds the number a plural goes by.
const countName = "N"

// smallCounts is how many numbers have their plural form looked up in advance.
const smallCounts = 128

// Speaker speaks one language. It is safe for concurrent use.
type Speaker struct {
	code     Code
	tag      language.Tag
	messages map[string]*message
	small    [smallCounts]plural.Form
	has      [forms]bool // the plural forms whole numbers take in this language
	collator sync.Pool   // of *collation
	pseudo   bool
}

func newSpeaker(code Code) *Speaker {
	s := &Speaker{code: code, tag: language.MustParse(code.Tag()), messages: map[string]*message{}}
	for n := range s.small {
		s.small[n] = plural.Cardinal.MatchPlural(s.tag, n, 0, 0, 0, 0)
		s.has[s.small[n]] = true
	}
	s.has[plural.Other] = true
	s.collator.New = func() any { return newCollation(s.tag) }
	return s
}

// Code is the language spoken.
func (s *Speaker) Code() Code { return s.code }

// Tag is the value of the lang attribute.
func (s *Speaker) Tag() string { return s.code.Tag() }

// Say gives the sentence of an id, with its arguments filled in. A message with plural forms goes by its argument N. An id
// that does not exist is a mistake in the program and panics with the id; a test over all literal ids, and Require at start for
// built ones, keep that from ever meeting a reader.
func (s *Speaker) Say(id string, args ...fault.Args) string {
	m := s.messages[id]
	if m == nil {
		panic("lang: no message " + id)
	}
	if m.isPlain {
		return m.plain
	}
	if len(args) == 0 {
		return s.fill(m, plural.Other, nil, nil)
	}
	form := plural.Other
	if m.plural {
		form = s.formOf(args[0][countName])
	}
	return s.fill(m, form, nil, args[0])
}

// Count gives the sentence of an id in the plural form for n, by the rules of CLDR; the placeholder N is n, written as the
// language writes numbers.
func (s *Speaker) Count(id string, n int, args ...fault.Args) string {
	m := s.messages[id]
	if m == nil {
		panic("lang: no message " + id)
	}
	var more fault.Args
	if len(args) > 0 {
		more = args[0]
	}
	return s.fill(m, s.form(n), &n, more)
}

// Of names a member of a family: the message family.value, for states, kinds, offices and other closed lists.
func (s *Speaker) Of(family, value string) string {
	m := s.messages[family+"."+value]
	if m == nil {
		panic("lang: no message " + family + "." + value)
	}
	if m.isPlain {
		return m.plain
	}
	return s.fill(m, plural.Other, nil, nil)
}

// Message speaks a message that came from a room below. Its arguments may be messages themselves.
func (s *Speaker) Message(m fault.Message) string {
	if m.Args == nil {
		return s.Say(m.ID)
	}
	return s.Say(m.ID, m.Args)
}

// form is the plural form of a whole number. Of a large one, CLDR's rules look at the last digits only.
func (s *Speaker) form(n int) plural.Form {
	const large = 10_000_000
	if n <= -large || n >= large {
		n = n%large + large
	}
	n = max(n, -n)
	if n < smallCounts {
		return s.small[n]
	}
	return plural.Cardinal.MatchPlural(s.tag, n, 0, 0, 0, 0)
}

func (s *Speaker) formOf(n any) plural.Form {
	if n, ok := n.(int); ok {
		return s.form(n)
	}
	return plural.Other
}
