package drafting

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// Outcome is what a proposal is to bring about.
type Outcome string

// The outcomes a proposal can name.
const (
	Services    Outcome = "services"    // better services
	Grants      Outcome = "grants"      // better grants for children
	Partnership Outcome = "partnership" // working together; no authority is asked to act
)

// Outcomes lists every outcome in the order pages show them.
func Outcomes() []Outcome { return []Outcome{Services, Grants, Partnership} }

// Level is the level of government a proposal speaks to.
type Level string

// Levels lists every level, the widest first. Partners is for a proposal that asks no authority to act.
func Levels() []Level {
	return []Level{"national", "provinces", "province", "prefecture", "county", "township", "partners"}
}

// Life is how long a proposal lies that nobody works on and nobody has sent.
const Life = 180 * 24 * time.Hour

// Sheet is a proposal being written: nobody's word yet, seen by the people of its organisation alone. It passed the gate; what the
// gate stops stays on the device. A proposal that came back has a sheet again while it is changed.
type Sheet struct {
	ID             string `gorm:"primaryKey"`
	ProposalID     string // empty: it was never sent
	ForumID        policy.ForumID
	ForumKey       string
	OrganisationID policy.OrganisationID
	StartedBy      policy.PersonID
	StartedAt      time.Time
	Language       string
	Outcome        Outcome
	Level          Level
	Addressed      string
	Title          string
	Situation      string
	Analysis       string
	Measures       string // JSON list
	Documents      string // ids of the background documents it rests on, separated by blanks
	Grant          string `gorm:"column:grant_fields"` // JSON
	Revises        bool   // it is to become a new version after the consultation
	Synopsis       string // JSON list
	AskedBy        policy.PersonID
	AskedMandate   policy.MandateID
	AskedVersion   int // of the sheet, when a colleague was asked to confirm the new version
	SavedBy        policy.PersonID
	SavedAt        time.Time
	Version        int
}

// TableName is the table's.
func (Sheet) TableName() string { return "proposal_sheets" }

// OutsideTheRecord says it: a sheet is nobody's word yet.
func (Sheet) OutsideTheRecord() {}

// Content is what has been written.
func (sh Sheet) Content() Content {
	c := Content{Language: sh.Language, Title: sh.Title, Situation: sh.Situation, Analysis: sh.Analysis}
	_ = json.Unmarshal([]byte(sh.Measures), &c.Measures) // written by fill; a new sheet has none
	_ = json.Unmarshal([]byte(sh.Grant), &c.Grant)
	_ = json.Unmarshal([]byte(sh.Synopsis), &c.Answers)
	return c
}

// Whole is what would be sent. The lines about a grant are kept while the outcome is another, and are no part of it.
func (sh Sheet) Whole() Content {
	c := sh.Content()
	if sh.Outcome != Grants {
		c.Grant = Grant{}
	}
	return c
}

// Aside tells whether there are lines about a grant that are kept and not sent.
func (sh Sheet) Aside() bool { return sh.Content().Grant != sh.Whole().Grant }

// Fill puts a content on the sheet, blanks between the measures and lines about a grant as they are.
func (sh *Sheet) Fill(c Content) error {
	sh.Title, sh.Situation, sh.Analysis = c.Title, c.Situation, c.Analysis
	measures, err := json.Marshal(c.Measures)
	if err != nil {
		return err
	}
	answers, err := json.Marshal(c.Answers)
	if err != nil {
		return err
	}
	sh.Measures, sh.Synopsis, sh.Grant = string(measures), string(answers), ""
	if c.Grant != (Grant{}) {
		grant, err := json.Marshal(c.Grant)
		if err != nil {
			return err
		}
		sh.Grant = string(grant)
	}
	return nil
}

// Asked tells whether a new version on the sheet waits for a colleague. A word changed after it was asked for takes the asking back.
func (sh Sheet) Asked() bool { return sh.AskedBy != "" && sh.AskedVersion == sh.Version }

// Path is the page on which it is written.
func (sh Sheet) Path() string { return "/write/proposal/" + sh.ID }

// Beginning is what a sheet starts with.
type Beginning struct {
	Forum    string // key
	Mandate  policy.MandateID
	Language string
	Outcome  string
	Title    string
}

// Writes gives the mandate under which somebody writes proposals in a forum, the one she chose or the only one she has.
func Writes(actor policy.Actor, id policy.ForumID, now time.Time, chosen policy.MandateID) (policy.Mandate, error) {
	if err := MayWrite(actor, id, now); err != nil {
		return policy.Mandate{}, err
	}
	m, ok := actor.VoiceIn(id, now, chosen)
	if !ok || !policy.May(policy.WriteProposal, actor.RolesIn(id, now)) {
		return m, fault.Invalid(fault.Says("mandate", "post.choose_voice", nil))
	}
	return m, nil
}

// MayWrite refuses whoever may not write proposals in a forum now. Pages ask it as well, and say why there is no form.
func MayWrite(actor policy.Actor, id policy.ForumID, now time.Time) error {
	roles := actor.RolesIn(id, now)
	switch {
	case policy.May(policy.WriteProposal, roles):
		return nil
	case actor.Visitor():
		return fault.Unauthenticated()
	}
	return fault.Forbidden("proposal.not_a_delegate", nil)
}

// Begin begins a proposal: its forum, outcome, language and title. The rest is written step by step.
func (s *Drafts) Begin(ctx context.Context, actor policy.Actor, b Beginning) (Sheet, error) {
	var f forum.Forum
	if err := s.r.Read(ctx).Where("key = ?", b.Forum).Take(&f).Error; err != nil {
		return Sheet{}, store.Found(err)
	}
	now := s.r.Now()
	m, err := Writes(actor, f.ID, now, b.Mandate)
	if err != nil {
		return Sheet{}, err
	}
	var fields fault.Fields
	sh := Sheet{ID: clock.NewID(), ForumID: f.ID, ForumKey: f.Key, OrganisationID: m.Organisation, StartedBy: actor.Person, StartedAt: now,
		SavedBy: actor.Person, SavedAt: now, Measures: "[]"}
	sh.Language = input.Choice(&fields, "language", b.Language, Languages())
	sh.Outcome = input.Choice(&fields, "outcome", b.Outcome, Outcomes())
	input.Line(&fields, "title", b.Title, TitleMost, true)
	if err := fields.Err(); err != nil {
		return sh, err
	}
	c := sh.Content()
	if err := s.Read(Typed{"title": {b.Title}}, &c); err != nil {
		return sh, err
	}
	sh.Title = c.Title
	return sh, s.r.Loose(ctx, func(g *gorm.DB) error { return g.Create(&sh).Error })
}

// Sheet finds what is being written. To those outside the organisation it does not exist.
func (s *Drafts) Sheet(ctx context.Context, viewer policy.Actor, id string) (Sheet, error) {
	return Find(s.r.Read(ctx), viewer, id)
}

// Find is the same in an act, with the lock its caller asks for.
func Find(db *gorm.DB, viewer policy.Actor, id string) (Sheet, error) {
	var sh Sheet
	if viewer.Visitor() {
		return sh, fault.Unauthenticated()
	}
	err := db.Where("id = ? AND organisation_id IN ?", id, viewer.Organisations()).Take(&sh).Error
	return sh, store.Found(err)
}

// Sheets lists what the viewer's organisations are writing, newest first.
func (s *Drafts) Sheets(ctx context.Context, viewer policy.Actor) ([]Sheet, error) {
	if viewer.Visitor() {
		return nil, nil
	}
	var all []Sheet
	err := s.r.Read(ctx).Where("organisation_id IN ?", viewer.Organisations()).Order("saved_at DESC, id").Limit(50).Find(&all).Error
	return all, store.Found(err)
}

// Stale is the cause of a conflict in which a colleague's words stand against the typed ones: the page shows both.
type Stale struct{ Theirs Sheet }

// Error is for logs; it holds no text.
func (*Stale) Error() string { return "proposal: a colleague has changed it meanwhile" }

// Keep keeps what was typed on the server, after the gate. Of two who work on one sheet, the second to save is told and shown both;
// what the first wrote is not lost. Every delegate of the organisation in the forum may.
func (s *Drafts) Keep(ctx context.Context, actor policy.Actor, id string, version int, typed Typed) (Sheet, error) {
	var sh Sheet
	err := s.r.Loose(ctx, func(g *gorm.DB) error {
		var err error
		if sh, err = s.keep(g, actor, id, version, typed); err != nil {
			return err
		}
		return g.Save(&sh).Error
	})
	return sh, err
}

func (s *Drafts) keep(g *gorm.DB, actor policy.Actor, id string, version int, typed Typed) (Sheet, error) {
	sh, err := Find(g.Clauses(clause.Locking{Strength: "UPDATE"}), actor, id)
	if err != nil {
		return sh, err
	}
	if err := sh.Permits(actor, s.r.Now()); err != nil {
		return sh, err
	}
	after, err := s.put(g, sh, typed)
	if version != sh.Version {
		if err == nil && len(typed) > 0 && after.says(sh) { // it was kept while it was typed, and is sent now
			return sh, nil
		}
		f := fault.Conflict("proposal.changed_meanwhile", nil)
		f.Cause = &Stale{Theirs: sh}
		return sh, f
	}
	after.SavedBy, after.SavedAt = actor.Person, s.r.Now()
	after.Version++
	return after, err
}

// says tells whether two sheets hold the same words and choices.
func (sh Sheet) says(other Sheet) bool {
	return sh.Language == other.Language && sh.Outcome == other.Outcome && sh.Level == other.Level && sh.Addressed == other.Addressed && sh.Documents == other.Documents &&
		sh.Title == other.Title && sh.Situation == other.Situation && sh.Analysis == other.Analysis && sh.Measures == other.Measures && sh.Grant == other.Grant && sh.Synopsis == other.Synopsis
}

// put puts what was typed on the sheet, after the gate.
func (s *Drafts) put(g *gorm.DB, sh Sheet, typed Typed) (Sheet, error) {
	seated, err := SeatedIn(g, sh.ForumID)
	if err != nil {
		return sh, err
	}
	if err := sh.rest(g, typed); err != nil {
		return sh, err
	}
	if err := sh.choose(typed, seated); err != nil {
		return sh, err
	}
	c := sh.Content()
	if err := s.Read(typed, &c); err != nil {
		return sh, err
	}
	return sh, sh.Fill(c)
}

// Permits refuses whoever has no voice for the organisation in the forum now: a colleague may read along.
func (sh Sheet) Permits(actor policy.Actor, now time.Time) error {
	if !slices.ContainsFunc(actor.Voices(sh.ForumID, now), func(m policy.Mandate) bool { return m.Organisation == sh.OrganisationID }) ||
		!policy.May(policy.WriteProposal, actor.RolesIn(sh.ForumID, now)) {
		return fault.Forbidden("proposal.not_a_delegate", nil)
	}
	return nil
}

// Writable tells the same to a page.
func (sh Sheet) Writable(actor policy.Actor, now time.Time) bool {
	return sh.Permits(actor, now) == nil
}

// Drop throws a sheet away. What was sent before stays as it was sent.
func (s *Drafts) Drop(ctx context.Context, actor policy.Actor, id string) error {
	return s.r.Loose(ctx, func(g *gorm.DB) error {
		sh, err := Find(g, actor, id)
		if err != nil {
			return err
		}
		if err := sh.Permits(actor, s.r.Now()); err != nil {
			return err
		}
		return g.Delete(&sh).Error
	})
}

// SeatedIn lists the organisations that sit in a forum.
func SeatedIn(db *gorm.DB, id policy.ForumID) ([]policy.OrganisationID, error) {
	var ids []policy.OrganisationID
	err := db.Session(&gorm.Session{NewDB: true}).Model(&forum.Seat{}).Where("forum_id = ? AND until IS NULL", id).Order("organisation_id").Pluck("organisation_id", &ids).Error
	return ids, err
}

// Addressable lists the authorities that sit in a forum: those a proposal can ask to act.
func (s *Drafts) Addressable(ctx context.Context, id policy.ForumID) ([]organisation.Organisation, error) {
	var all []organisation.Organisation
	err := s.r.Read(ctx).Joins("JOIN seats ON seats.organisation_id = organisations.id AND seats.until IS NULL").
		Where("seats.forum_id = ? AND organisations.kind IN ?", id, []policy.Kind{policy.CivilAffairs, policy.OtherAuthority}).
		Order("organisations.kind, organisations.sort_key").Find(&all).Error
	return all, store.Found(err)
}
