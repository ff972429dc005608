package minutes

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/internal/register"
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
func (p Page) Note(item string) string {
	for _, n := range p.Notes {
		if n.ItemID == item {
			return n.Words
		}
	}
	return ""
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
	return p.answered(p.Replies)
}

// Opened counts those who were there and have opened the minutes.
func (p Page) Opened() int { return len(p.Readings) }

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

// Proof is what anybody learns of minutes by the code that stands on them.
type Proof struct {
	Set
	ForumZh, ForumEn, ForumSv string
}

// Verify finds issued minutes by their code. Withheld ones are found too: their number and their hash are no secret.
func (s *Minutes) Verify(ctx context.Context, code string) (Proof, error) {
	var p Proof
	err := s.r.Read(ctx).Table("minutes").Select("minutes.*, forums.name_zh AS forum_zh, forums.name_en AS forum_en, forums.name_sv AS forum_sv").
		Joins("JOIN forums ON forums.id = minutes.forum_id").Where("minutes.code = ? AND minutes.code <> ''", code).Take(&p).Error
	return p, store.Found(err)
}

// Duty is a set of minutes that waits for the viewer.
type Duty struct {
	Set
	Task string // write, review, check, settle, confirm, sign, approve, issue, correct
	Due  *time.Time
}

// Duties are the minutes that wait for the viewer: to be written, reviewed, checked, settled, signed, approved or issued.
func (s *Minutes) Duties(ctx context.Context, viewer policy.Actor) ([]Duty, error) {
	if viewer.Visitor() {
		return nil, nil
	}
	now := s.r.Now()
	var rows []struct {
		Set
		Pending int
		Mine    int // she has opened them, or her organisation has answered
		Sat     int
		Signs   int
		Waits   int // errata
		Held    bool
	}
	err := s.r.Read(ctx).Table("minutes").Select("minutes.*, "+
		"(SELECT COUNT(*) FROM minutes_corrections c WHERE c.minutes_id = minutes.id AND c.state = 'open') AS pending, "+
		"(SELECT COUNT(*) FROM minutes_readings r WHERE r.minutes_id = minutes.id AND r.person_id = @person) AS mine, "+
		"(SELECT COUNT(*) FROM meeting_presences p JOIN meeting_places pl ON pl.id = p.place_id WHERE p.meeting_id = minutes.id AND (p.person_id = @person OR pl.organisation_id IN @orgs)) AS sat, "+
		"(SELECT COUNT(*) FROM minutes_checkers k WHERE k.minutes_id = minutes.id AND k.person_id = @person AND k.hash <> minutes.hash) AS signs, "+
		"(SELECT COUNT(*) FROM minutes_errata e WHERE e.minutes_id = minutes.id AND e.confirmed_at IS NULL AND e.proposed_by <> @person) AS waits, "+
		"(SELECT meetings.held_at IS NOT NULL FROM meetings WHERE meetings.id = minutes.id) AS held",
		map[string]any{"person": viewer.Person, "orgs": viewer.Organisations()}).
		Scopes(seen(viewer, now)).Where("minutes.state IN ?", []string{Drafted, Review, Circulated, Approved, Issued}).Order("minutes.state_since, minutes.id").Limit(300).Scan(&rows).Error
	var all []Duty
	for _, r := range rows {
		roles := viewer.RolesIn(r.Forum, now)
		has := func(role policy.Role) bool { return slices.Contains(roles, role) }
		d := Duty{Set: r.Set}
		switch {
		case r.State == Drafted && r.Held && has(policy.RoleSecretary):
			d.Task = "write"
		case r.State == Review && has(policy.RoleChair):
			d.Task = "review"
		case r.State == Circulated && r.Pending > 0 && has(policy.RoleSecretary):
			d.Task = "settle"
		case r.State == Circulated && r.ChairHash != r.Hash && has(policy.RoleChair):
			d.Task = "confirm"
		case r.State == Circulated && r.Signs > 0:
			d.Task = "sign"
		case r.State == Circulated && now.After(*r.ClosesAt) && has(policy.RoleChair) && r.Pending == 0:
			d.Task = "approve"
		case r.Circulating(now) && r.Sat > 0 && r.Mine == 0:
			d.Task, d.Due = "check", r.ClosesAt
		case r.State == Approved && has(policy.RoleSecretary):
			d.Task = "issue"
		case r.State == Issued && r.Waits > 0 && has(policy.RoleChair):
			d.Task = "correct"
		}
		if d.Task != "" {
			all = append(all, d)
		}
	}
	return all, store.Found(err)
}

// Asked are the corrections the viewer reads: everybody in the forum reads what was asked for and what became of it.
func (p Page) Asked() []Correction {
	if !p.Inside && p.Set.State == Issued {
		return nil
	}
	return p.Corrections
}

// Issued lists issued minutes, the newest first, for pages that show what is new.
func (s *Minutes) Issued(ctx context.Context, viewer policy.Actor, most int) ([]register.Card, error) {
	var cards []register.Card
	err := s.r.Read(ctx).Scopes(register.Visible(viewer, s.r.Now(), "cards.")).Where("noun = ? AND state = ?", Noun, Issued).Order("seq DESC").Limit(most).Find(&cards).Error
	return cards, store.Found(err)
}

// Chaired is who chaired the meeting, as the attendance says.
func (c Content) Chaired() []Person { return c.sat(policy.Chair) }

// Recorded is who kept its record.
func (c Content) Recorded() []Person { return c.sat(policy.Secretary) }

func (c Content) sat(capacity policy.Capacity) []Person {
	var all []Person
	for _, a := range c.Attendance {
		for _, p := range a.People {
			if p.Capacity == capacity {
				all = append(all, p)
			}
		}
	}
	return all
}

// Present are the organisations in a category of the attendance list.
func (c Content) Present(standing string) []Attendee {
	return slices.DeleteFunc(slices.Clone(c.Attendance), func(a Attendee) bool { return a.Standing != standing })
}

// standings are the categories of an attendance list, in their order.
func standings() []string {
	return []string{meeting.Present, meeting.Excused, meeting.Absent, meeting.InAttendance}
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

// Waiting is the erratum that waits for the chair; nil: none does.
func (p Page) Waiting() *Erratum { return p.erratum() }

// Tasks are what minutes can ask of somebody.
func Tasks() []string {
	return []string{"write", "review", "check", "settle", "confirm", "sign", "approve", "issue", "correct"}
}
