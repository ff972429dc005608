package minutes

import (
	"context"
	"strings"
	"time"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Take takes a meeting one step on and keeps its record with it, in one act: the draft begins when the table sits down, and what the
// meeting came to is laid into it when it ends.
func (s *Minutes) Take(ctx context.Context, actor policy.Actor, step meeting.Step) (meeting.Meeting, error) {
	var m meeting.Meeting
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var err error
		if m, err = s.meetings.Step(tx, step); err != nil {
			return err
		}
		switch step.Verb {
		case "open":
			return begin(tx, m)
		case "end":
			c, err := s.find(tx, policy.SystemActor(), m.ID)
			if fault.Is(err, fault.ReasonNotFound) { // the table had sat down before there were minutes
				if err = begin(tx, m); err == nil {
					c, err = s.find(tx, policy.SystemActor(), m.ID)
				}
			}
			if err != nil {
				return err
			}
			return c.lay(tx)
		}
		return nil
	})
	return m, err
}

// begin begins the minutes of a meeting that was opened. One that goes on after a pause has them.
func begin(tx *register.Tx, m meeting.Meeting) error {
	var known int64
	if err := tx.Model(&Set{}).Where("id = ?", m.ID).Count(&known).Error; err != nil || known > 0 {
		return err
	}
	rules := m.Rules()
	f, err := forumOf(tx, m.Forum)
	if err != nil {
		return err
	}
	c := Set{ID: m.ID, ForumKey: m.ForumKey, MeetingReference: m.Reference, At: m.At(), Language: m.Language, Mode: rules.MinutesApproval, Languages: strings.Join(rules.Languages, " "),
		State: Machine().First, StateSince: tx.Now(), Access: policy.Access{Forum: m.Forum}, Version: 1}
	c.TitleZh, c.TitleEn, c.TitleSv = titled(f, m)
	c.settle()
	tx.Permit(c.permit("begin"))
	if err := tx.Add(&c); err != nil {
		return err
	}
	n := c.note("begun", "")
	n.Tell = register.Tell{Secretaries: m.Forum}
	tx.Put(c.card())
	tx.Enter(n)
	return nil
}

// titled is what minutes are called: after the forum's meeting, by its own title where it has one.
func titled(f forum.Forum, m meeting.Meeting) (zh, en, sv string) {
	name := func(language string) string {
		title, in := m.Title(language)
		if in != language {
			title = meeting.KindWord(m.Kind, language)
		}
		return title
	}
	return name("zh") + "纪要", "Minutes: " + name("en"), "Protokoll: " + name("sv")
}

func forumOf(tx *register.Tx, id policy.ForumID) (forum.Forum, error) {
	var f forum.Forum
	return f, store.Found(tx.Where("id = ?", id).Take(&f).Error)
}

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

// Longest texts, in characters, and how many paragraphs minutes can have.
const (
	WordsMost  = 4000
	NoteMost   = 8000
	ReasonMost = 600
	TitleMost  = 300
	BlocksMost = 400
)

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

// Remove takes a paragraph out of the draft that the secretary had added. What the meeting itself says stays, and so does what was said in
// answer to somebody.
func (s *Minutes) Remove(ctx context.Context, actor policy.Actor, id, block string, version int) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		c, _, err := s.judged(tx, id, "edit", -1)
		if err != nil {
			return err
		}
		b, ok := c.block(block)
		if !ok {
			return fault.NotFound()
		}
		if b.Version != version {
			return stale()
		}
		if !Told(b.Kind) && b.Kind != Election || c.Set.CirculatedEdition > 0 {
			return fault.Conflict("minutes.stays", nil)
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
		return m.keep(tx, n)
	})
}

// NoteDown keeps what is noted at the table beside an item. It is in no record; those who write the minutes read it.
func (s *Minutes) NoteDown(ctx context.Context, actor policy.Actor, id, item, words string) error {
	viewer, now := actor, s.r.Now()
	m, err := s.byID(ctx, viewer, id)
	if err != nil {
		return err
	}
	if !policy.May(policy.DraftMinutes, actor.RolesIn(m.Forum, now)) {
		return fault.Forbidden("workflow.not_yours", nil)
	}
	r := text.Reads(s.gate, now)
	n := Note{MinutesID: m.ID, ItemID: item, Words: r.Prose("note", words, NoteMost, false), WrittenBy: actor.Person, WrittenAt: now, Version: 1}
	if err := r.Err(); err != nil {
		return err
	}
	return s.writesDown(ctx, n)
}

// waits is how many working days those who were there have.
const waits = 10

// ending is the end of the time for corrections that begins at an instant.
func ending(tx *register.Tx, from time.Time) (time.Time, error) {
	days, err := calendarOf(tx)
	if err != nil {
		return time.Time{}, err
	}
	end, _ := days.After(from, waits)
	return end, nil
}
