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
	Editions     []Edition // oldest first
	Readings     []Reading // while they go round
	Replies      []Answer
	Notes        []Note
	Before       Content // what went round before the version that is read; empty: nothing did
	speaks       map[policy.PersonID][]policy.OrganisationID
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

// Wanted is what of some minutes somebody reads.
type Wanted struct {
	Number int  // the version; 0: the draft
	Hidden bool // none: there is nothing she may read yet, or any more
}

// Whole is minutes read at one version with everything the record holds beside them, whoever reads it. What of it somebody reads, Seen says. It
// is shared and not written to.
type Whole struct {
	scene        Scene
	wanted       Wanted
	content      Content
	read         Edition
	before       Content
	translations []Translation
	replies      []Answer
	speaks       map[policy.PersonID][]policy.OrganisationID // while they go round
}

// Page gives minutes with everything that hangs on them; number is the version that is asked for, 0 the newest one.
func (s *Minutes) Page(ctx context.Context, viewer policy.Actor, m Set, number int) (Page, error) {
	wanted, err := s.Wanted(viewer, m, number)
	if err != nil {
		return Page{}, err
	}
	w, err := s.Whole(ctx, m, wanted)
	if err != nil {
		return Page{}, err
	}
	return s.Seen(ctx, viewer, m, w)
}

// Wanted says which version of minutes the viewer has found she reads; number is the one that is asked for, 0 the newest one.
func (s *Minutes) Wanted(viewer policy.Actor, m Set, number int) (Wanted, error) {
	writes, drafting := s.drafts(viewer, m), m.State == Drafted || m.State == Review
	switch {
	case m.State == Withheld || drafting && m.CirculatedEdition == 0 && !writes:
		return Wanted{Hidden: true}, nil
	case number == 0 && !(drafting && writes): // of a draft that was taken back, what those who were there read last
		number = m.Edition
	}
	if m.State == Issued && !s.meetings.Inside(viewer, m.Forum) && number != m.Edition { // what went round before was the members'
		return Wanted{}, fault.NotFound()
	}
	return Wanted{Number: number}, nil
}

func (s *Minutes) drafts(viewer policy.Actor, m Set) bool {
	return viewer.System || policy.May(policy.DraftMinutes, viewer.RolesIn(m.Forum, s.r.Now()))
}

// Whole reads minutes at one version with everything the record holds beside them, whoever asks.
func (s *Minutes) Whole(ctx context.Context, m Set, wanted Wanted) (Whole, error) {
	db := s.r.Read(ctx)
	w := Whole{wanted: wanted}
	var err error
	if w.scene, err = s.scene(db, m, s.r.Now(), wanted.Number); err != nil || wanted.Hidden {
		return w, err
	}
	if err := w.version(db, m); err != nil {
		return w, err
	}
	fresh := func() *gorm.DB { return db.Session(&gorm.Session{NewDB: true}).Where("minutes_id = ?", m.ID) }
	if err = fresh().Order("language, id").Find(&w.translations).Error; err == nil && m.Edition > 0 {
		err = fresh().Order("said_at").Find(&w.replies).Error
	}
	if err == nil && m.State == Circulated {
		w.speaks, err = speak(s.r.Read(ctx), m.Forum)
	}
	return w, store.Found(err)
}

// version makes the record of the version, or of the draft where none is wanted.
func (w *Whole) version(db *gorm.DB, m Set) error {
	if n := w.wanted.Number; n > 0 {
		if w.read = w.scene.edition(n); w.read.ID == "" {
			return store.Found(gorm.ErrRecordNotFound)
		}
		w.content = w.read.Read()
		return nil
	}
	h, err := gather(db, m.ID)
	if err != nil {
		return err
	}
	blocks := w.scene.Blocks
	if !m.Laid { // while the table sits, what it came to so far
		blocks = append(slices.Clone(blocks), h.outline(m.ID, blocks)...)
		c := Scene{Blocks: blocks}
		c.sort()
		blocks = c.Blocks
	}
	w.content = h.content(m, blocks)
	w.before = w.scene.edition(m.CirculatedEdition).Read()
	return nil
}

// Seen is minutes the viewer has found with what she may see of the rest, and with what lies beside the record: notes at the table are read by
// those who write the minutes, and who has opened them by those who sit in the forum.
func (s *Minutes) Seen(ctx context.Context, viewer policy.Actor, m Set, w Whole) (Page, error) {
	p := Page{Scene: w.scene, Hidden: w.wanted.Hidden, Writes: s.drafts(viewer, m), Inside: s.meetings.Inside(viewer, m.Forum)}
	p.Set = m
	if p.Hidden {
		return p, nil
	}
	p.Content, p.Read, p.Before, p.Editions, p.Translations = w.content, w.read, w.before, w.scene.editions, w.translations
	p.ForumNames, p.speaks = p.Content.Meeting.Forum, w.speaks
	if m.State == Issued && !p.Inside {
		p.Editions = nil
	}
	if p.Inside {
		p.Replies = w.replies
	}
	fresh := func() *gorm.DB { return s.r.Read(ctx).Where("minutes_id = ?", m.ID) }
	var err error
	if p.Inside && m.State == Circulated {
		err = fresh().Order("opened_at").Find(&p.Readings).Error
	}
	if err == nil && p.Writes {
		err = fresh().Find(&p.Notes).Error
	}
	return p, store.Found(err)
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
