package lang

import (
	"fmt"
	"slices"
	"strings"

	"sametable/internal/fault"
)

// Catalogue holds every sentence of the interface in all three languages. It does not change once loaded, so that any number
// of requests read it at once.
type Catalogue struct {
	speakers [3]*Speaker
	ids      []string            // sorted
	names    map[string][]string // placeholders by id
}

func newCatalogue() *Catalogue {
	c := &Catalogue{names: map[string][]string{}}
	for i, code := range Codes() {
		c.speakers[i] = newSpeaker(code)
	}
	return c
}

// Speaker gives the voice for a language; Chinese for a code that is none of ours.
func (c *Catalogue) Speaker(code Code) *Speaker { return c.speakers[max(code.index(), 0)] }

// IDs lists every message id, sorted.
func (c *Catalogue) IDs() []string { return slices.Clone(c.ids) }

// Has tells whether there is a message of this id, in all languages.
func (c *Catalogue) Has(id string) bool {
	_, ok := c.names[id]
	return ok
}

// Placeholders lists the names a message's arguments must have, sorted.
func (c *Catalogue) Placeholders(id string) []string { return slices.Clone(c.names[id]) }

// Plural tells whether a message changes with a number, and so must be spoken with Count or an argument N.
func (c *Catalogue) Plural(id string) bool {
	m := c.speakers[0].messages[id]
	return m != nil && m.plural
}

// Require fails when an id is missing, and names all that are. A room that builds ids at run time, such as a family of states,
// lists them here at start; that is why Say need not return an error.
func (c *Catalogue) Require(ids ...string) error {
	var missing []string
	for _, id := range ids {
		if !c.Has(id) {
			missing = append(missing, id)
		}
	}
	if len(missing) > 0 {
		return fmt.Errorf("message ids are missing: %s", strings.Join(missing, ", "))
	}
	return nil
}

// Fits tells whether a message made at run time can be spoken: its id exists, and it has every argument. For tests of rooms
// whose messages are built, not written.
func (c *Catalogue) Fits(m fault.Message) error {
	if err := c.Require(m.ID); err != nil {
		return err
	}
	for _, name := range c.names[m.ID] {
		value, ok := m.Args[name]
		if !ok {
			return fmt.Errorf("message %s lacks the argument %s", m.ID, name)
		}
		if inner, nested := value.(fault.Message); nested {
			if err := c.Fits(inner); err != nil {
				return err
			}
		}
	}
	return nil
}
