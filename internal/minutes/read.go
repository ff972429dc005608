package minutes

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// Page is minutes with everything that hangs on them, as far as the viewer may see it.
type Page struct {
	Scene
	ForumNames   Names
	Content      Content // of the version that is read; of the draft, as it stands
	Read         Edition // that version; empty: the draft is read
	Hidden       bool    // there is nothing the viewer may read yet, or any more
	Writes       bool    // the viewer writes them, or chairs
	Inside       bool    // the viewer sits in the forum, or moderates it
	Translations []Translation
	Editions     []Edition // without their text, oldest first
	Readings     []Reading
	Replies      []Answer
	Notes        []Note
	Before       Content // what went round before the version that is read; empty: nothing did
}

// Find gives the minutes of a meeting by the forum's key and the meeting's place in addresses.
func (s *Minutes) Find(ctx context.Context, viewer policy.Actor, forumKey, at string) (Set, error) {
	var m Set
	err := s.r.Read(ctx).Scopes(seen(viewer, s.r.Now())).Where("minutes.forum_key = ? AND minutes.at = ?", forumKey, at).Take(&m).Error
	return m, store.Found(err)
}

// ByID gives minutes the viewer may see by their id.
func (s *Minutes) ByID(ctx context.Context, viewer policy.Actor, id string) (Set, error) {
	return s.byID(ctx, viewer, id)
}

// Page gives minutes with everything that hangs on them; number is the version that is asked for, 0 the newest one.
func (s *Minutes) Page(ctx context.Context, viewer policy.Actor, m Set, number int) (Page, error) {
	db, now := s.r.Read(ctx), s.r.Now()
	c, err := s.scene(db, m, now)
	if err != nil {
		return Page{}, err
	}
	roles := viewer.RolesIn(m.Forum, now)
	p := Page{Scene: c, Writes: viewer.System || policy.May(policy.DraftMinutes, roles), Inside: viewer.System || viewer.Has(policy.Moderator) || len(viewer.In(m.Forum, now)) > 0}
	drafting := m.State == Drafted || m.State == Review
	if m.State == Withheld || drafting && m.CirculatedEdition == 0 && !p.Writes {
		p.Hidden = true
		return p, nil
	}
	if number == 0 && !(drafting && p.Writes) {
		if number = m.Edition; drafting {
			number = m.CirculatedEdition
		}
	}
	if m.State == Issued && !p.Inside && number != m.Edition { // what went round before was the members'
		return Page{}, fault.NotFound()
	}
	if err := s.version(db, &p, number); err != nil {
		return p, err
	}
	return p, s.beside(db, &p)
}

// version reads the version, or the draft where no number is asked for.
func (s *Minutes) version(db *gorm.DB, p *Page, number int) error {
	m := p.Set
	if err := db.Omit("content").Where("minutes_id = ?", m.ID).Order("number").Find(&p.Editions).Error; err != nil {
		return store.Found(err)
	}
	if number > 0 {
		e, err := edition(db, m.ID, number)
		if err != nil || e.ID == "" {
			return store.Found(either(err, gorm.ErrRecordNotFound))
		}
		p.Read, p.Content = e, e.Read()
		if m.State == Issued && !p.Inside {
			p.Editions = nil
		}
		return nil
	}
	h, err := gather(db, m.ID)
	if err != nil {
		return err
	}
	blocks := p.Blocks
	if !m.Laid { // while the table sits, what it came to so far
		blocks = append(slices.Clone(blocks), h.outline(m.ID, blocks)...)
		c := Scene{Blocks: blocks}
		c.sort()
		blocks = c.Blocks
	}
	p.Content = h.content(m, blocks)
	if m.CirculatedEdition > 0 {
		e, err := edition(db, m.ID, m.CirculatedEdition)
		if err != nil {
			return store.Found(err)
		}
		p.Before = e.Read()
	}
	return nil
}

func either(err, other error) error {
	if err != nil {
		return err
	}
	return other
}

// beside reads what lies beside the version. Notes at the table are read by those who write the minutes.
func (s *Minutes) beside(db *gorm.DB, p *Page) error {
	fresh := func() *gorm.DB { return db.Session(&gorm.Session{NewDB: true}).Where("minutes_id = ?", p.Set.ID) }
	err := fresh().Order("language, id").Find(&p.Translations).Error
	if err == nil && p.Inside {
		err = fresh().Order("opened_at").Find(&p.Readings).Error
	}
	if err == nil && p.Inside {
		err = fresh().Order("said_at").Find(&p.Replies).Error
	}
	if err == nil && p.Writes {
		err = fresh().Find(&p.Notes).Error
	}
	p.ForumNames = p.Content.Meeting.Forum
	return store.Found(err)
}

// Note is what was noted at the table beside an item.
func (p Page) Note(item string) Note {
	for _, n := range p.Notes {
		if n.ItemID == item {
			return n
		}
	}
	return Note{}
}

// Into are the translations of the version that is read into a language, by paragraph.
func (p Page) Into(language string) map[string]Translation {
	all := map[string]Translation{}
	for _, t := range p.Translations {
		if t.Language == language {
			all[t.BlockID] = t
		}
	}
	return all
}

// Answered tells what each organisation that was there has said so far, or had said when the minutes were approved.
func (p Page) Answered() []Answered {
	if all := p.Set.Answered(); len(all) > 0 {
		return all
	}
	return p.answered(p.Replies, p.Editions)
}

// Options are the steps the viewer could take with the minutes now.
func (s *Minutes) Options(viewer policy.Actor, p Page) []workflow.Option {
	now := s.r.Now()
	return Machine().Possible(p.Set.State, p.roles(viewer, now), p.Judge(viewer, now, ""))
}

// CorrectionOptions are the steps the viewer could take with a correction now.
func (s *Minutes) CorrectionOptions(viewer policy.Actor, p Page, c Correction) []workflow.Option {
	now := s.r.Now()
	return CorrectionMachine().Possible(c.State, p.roles(viewer, now), p.JudgeCorrection(viewer, now, c))
}

// Attended tells whether the viewer was there, or speaks for an organisation that was.
func (s *Minutes) Attended(viewer policy.Actor, p Page) bool { return p.attended(viewer, s.r.Now()) }

// Open notes that somebody before whom the minutes lie has opened them. It is no act.
func (s *Minutes) Open(ctx context.Context, viewer policy.Actor, p Page) error {
	if p.Set.State != Circulated || viewer.Person == "" || !p.attended(viewer, s.r.Now()) {
		return nil
	}
	for _, r := range p.Readings {
		if r.PersonID == viewer.Person && r.Edition == p.Set.Edition {
			return nil
		}
	}
	return s.r.Loose(ctx, func(db *gorm.DB) error {
		return store.Found(db.Save(&Reading{MinutesID: p.Set.ID, PersonID: viewer.Person, Edition: p.Set.Edition, OpenedAt: s.r.Now()}).Error)
	})
}

// Block is a paragraph of the minutes by its id.
func (p Page) Block(id string) (Block, bool) {
	b, ok := p.block(id)
	if !ok {
		return Block{}, false
	}
	return *b, true
}

// Corrects tells whether the viewer may have something corrected.
func (s *Minutes) Corrects(viewer policy.Actor, p Page) bool {
	now := s.r.Now()
	return policy.May(policy.CorrectMinutes, p.roles(viewer, now)) && p.corrects(viewer, Rendering, now)
}
