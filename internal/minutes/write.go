package minutes

import (
	"context"
	"slices"
	"strings"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// Paragraph is a paragraph of the draft as the secretary fills it in. Zh, En and Sv are what was decided, promised or elected, where nobody
// voted on the words.
type Paragraph struct {
	Minutes    string
	Block      string // empty: a new one
	Item       string // of a new one
	Kind       string
	Words      string
	Noted      bool
	Zh, En, Sv string
	Version    int // of the block
}

// Write keeps a paragraph of the draft, or adds one.
func (s *Minutes) Write(ctx context.Context, actor policy.Actor, p Paragraph) (Set, error) {
	var m Set
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		c, _, err := s.judged(tx, p.Minutes, "edit", -1)
		if err != nil {
			return err
		}
		b, err := s.writes(tx, &c, p)
		if err != nil {
			return err
		}
		m = c.Set
		m.DraftedBy = actor.Person
		n := m.note("edited", m.State)
		n.Facts["block"], n.Facts["item"], n.Facts["kind"] = b.ID, b.Item, b.Kind
		return m.keep(tx, n)
	})
	return m, err
}

func (s *Minutes) writes(tx *register.Tx, c *Scene, p Paragraph) (*Block, error) {
	b, known := c.block(p.Block)
	if !known {
		if p.Block != "" {
			return nil, fault.NotFound()
		}
		fresh, err := c.paragraph(tx, p)
		if err != nil {
			return nil, err
		}
		b = fresh
	}
	if known && p.Version != b.Version {
		return nil, stale()
	}
	r := text.Reads(s.gate, tx.Now())
	if b.Kind != Reservation { // the words of whoever recorded it are hers
		b.Words = r.Prose("words", p.Words, WordsMost, false)
	}
	b.Noted = p.Noted && b.Words == ""
	f := b.Fact()
	named := Names{r.Prose("zh", p.Zh, TitleMost, false), r.Prose("en", p.En, TitleMost, false), r.Prose("sv", p.Sv, TitleMost, false)}
	r.Look("words", strings.Join([]string{b.Words, named.Zh, named.En, named.Sv}, "\n\n"))
	if err := r.Err(); err != nil {
		return nil, err
	}
	f.name(b.Kind, named)
	f.Erased = f.Erased && !(Told(b.Kind) && b.Words != "") // the secretary writes otherwise what was erased
	b.Facts = encode(f)
	if known {
		return b, tx.Save(b)
	}
	return b, tx.Add(b)
}

// name keeps what was typed in three languages, where nobody voted on the words: of a promise what it is called where it had no name yet.
func (f *Facts) name(kind string, typed Names) {
	if typed == (Names{}) {
		return
	}
	fill := func(to *string, words string) {
		if *to == "" {
			*to = words
		}
	}
	switch {
	case kind == Election:
		f.Election = &typed
	case kind == Decision && f.Decision != nil && f.Decision.Ballot == "":
		f.Decision.Words = typed
	case f.Action != nil:
		fill(&f.Action.Title.Zh, typed.Zh)
		fill(&f.Action.Title.En, typed.En)
		fill(&f.Action.Title.Sv, typed.Sv)
	}
}

// Addable are the kinds of paragraphs the secretary can add: what was decided, promised or held against it, the meeting itself says.
func Addable() []string { return []string{Information, Discussion, Election} }

// paragraph begins a paragraph at the end of an item.
func (s *Scene) paragraph(tx *register.Tx, p Paragraph) (*Block, error) {
	var fields fault.Fields
	b := Block{ID: clock.NewID(), MinutesID: s.Set.ID, Kind: Discussion, Facts: encode(Facts{}), Version: 1}
	for _, kind := range Addable() {
		if p.Kind == kind {
			b.Kind = kind
		}
	}
	var item meeting.Item
	if err := tx.Where("id = ? AND meeting_id = ? AND number > 0", p.Item, s.Set.ID).Limit(1).Find(&item).Error; err != nil {
		return nil, err
	}
	switch {
	case b.Kind != p.Kind:
		fields.Add("kind", "input.choice", nil)
	case item.ID == "":
		fields.Add("item", "input.choice", nil)
	case len(s.Blocks) >= BlocksMost:
		fields.Add("words", "minutes.blocks_many", fault.Args{"Most": BlocksMost})
	}
	b.ItemID, b.Item, b.Place = item.ID, item.Number, 1
	for _, other := range s.Blocks {
		if other.ItemID == item.ID {
			b.Place = max(b.Place, other.Place+1)
		}
	}
	return &b, fields.Err()
}

// Removal is a paragraph that is to be taken out of the draft, and why.
type Removal struct {
	Minutes, Block, Reason string
	Sure                   bool // she was asked, and means it
	Version                int  // of the block
}

// Removable tells whether a paragraph can be taken out: what the meeting itself says stays, what was sent round, and the last of an item.
func (s Scene) Removable(b Block) bool {
	return (Told(b.Kind) || b.Kind == Election) && s.Set.CirculatedEdition == 0 &&
		slices.ContainsFunc(s.Blocks, func(other Block) bool { return other.ItemID == b.ItemID && other.ID != b.ID })
}

// Remove takes a paragraph out of the draft.
func (s *Minutes) Remove(ctx context.Context, actor policy.Actor, f Removal) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		c, _, err := s.judged(tx, f.Minutes, "edit", -1)
		if err != nil {
			return err
		}
		b, ok := c.block(f.Block)
		switch {
		case !ok:
			return fault.NotFound()
		case b.Version != f.Version:
			return stale()
		case !c.Removable(*b):
			return fault.Conflict("minutes.stays", nil)
		}
		r := text.Reads(s.gate, tx.Now())
		reason := r.Prose("reason", f.Reason, ReasonMost, true)
		if !f.Sure {
			r.Fields.Add("sure", "minutes.remove_unsure", nil)
		}
		if err := r.Err(); err != nil {
			return err
		}
		var translations []Translation
		if err := tx.Where("block_id = ?", b.ID).Find(&translations).Error; err != nil {
			return err
		}
		for n := range translations {
			if err := tx.Drop(&translations[n]); err != nil {
				return err
			}
		}
		if err := tx.Drop(b); err != nil {
			return err
		}
		m := c.Set
		n := m.note("edited", m.State)
		n.Facts["block"], n.Facts["item"], n.Facts["kind"] = b.ID, b.Item, "removed"
		n.Values["reason"] = reason
		return m.keep(tx, n)
	})
}
