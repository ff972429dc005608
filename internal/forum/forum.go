// Package forum is where people speak: forums with their charter (text and rules), the seats of organisations at each table,
// and the mandates that say who speaks for whom, here, now.
package forum

import (
	"context"
	"time"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Names of the nouns of this room in the register.
const (
	Noun        = "forum"
	CharterNoun = "charter"
	SeatNoun    = "seat"
	MandateNoun = "mandate"
)

// The states of a forum: it is founding until its first charter is adopted.
const (
	Founding = "founding"
	Active   = "active"
)

// Forum is one table.
type Forum struct {
	ID          policy.ForumID `gorm:"primaryKey"`
	Key         string         // "HD": in addresses and reference numbers
	NameZh      string
	NameEn      string
	NameSv      string
	Region      string // division code; empty: more than one province
	Language    string // the authentic one
	State       string
	ActiveSince *time.Time
	MadeAt      time.Time
	Version     int
}

// Record is the forum itself.
func (f Forum) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: string(f.ID)} }

// Piece is its row in the register's seals.
func (Forum) Piece() string { return "row" }

// Lock is the optimistic lock.
func (f *Forum) Lock() *int { return &f.Version }

// Name gives the name in a language; founding asks for all three.
func (f Forum) Name(language string) string {
	switch language {
	case "en":
		return f.NameEn
	case "sv":
		return f.NameSv
	}
	return f.NameZh
}

// Path is the forum's page without the language.
func (f Forum) Path() string { return "/f/" + f.Key }

func (f Forum) card() register.Card {
	return register.Card{Noun: Noun, NounID: string(f.ID), Reference: f.Key, Language: f.Language, TitleZh: f.NameZh, TitleEn: f.NameEn,
		TitleSv: f.NameSv, State: f.State, Path: f.Path(), Access: policy.Access{Class: policy.Public, Forum: f.ID}}
}

// Forums is the room's door.
type Forums struct {
	r    *register.Register
	gate *safeguard.Gate
}

// New opens the room. Every free text passes the gate before it is stored.
func New(r *register.Register, gate *safeguard.Gate) *Forums { return &Forums{r, gate} }

// look lets a text pass the gate, or puts its sentence beside the field.
func (s *Forums) look(fields *fault.Fields, name, typed string) {
	if found := text.Look(s.gate, typed, s.r.Now()); len(found) > 0 {
		said := found.Stopped()
		fields.Add(name, said.ID, said.Args)
	}
}

// FoundingForm is what it takes to make a forum.
type FoundingForm struct {
	Key, NameZh, NameEn, NameSv, Region, Language string
	Rules                                         Rules
}

// Found makes a forum with an empty draft charter. Moderators and administrators may.
func (s *Forums) Found(ctx context.Context, actor policy.Actor, form FoundingForm) (Forum, error) {
	var f Forum
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		if !policy.May(policy.FoundForum, actor.OfficeRoles()) {
			return fault.NotFound()
		}
		made, err := s.founding(tx, form)
		if err != nil {
			return err
		}
		f = made
		tx.Permit(policy.Allow(Noun, string(f.ID), "found"))
		if err := tx.Add(&f); err != nil {
			return err
		}
		tx.Put(f.card())
		tx.Enter(register.Note{Noun: Noun, ID: string(f.ID), Verb: "forum.founded", To: f.State, Facts: map[string]any{"key": f.Key},
			Values: map[string]string{"name": f.NameZh}, Access: policy.Access{Class: policy.Public, Forum: f.ID}})
		return draftCharter(tx, f, form.Rules)
	})
	return f, err
}

// founding reads the form. Names and rules pass the gate; a province must be one of the table of divisions.
func (s *Forums) founding(tx *register.Tx, form FoundingForm) (Forum, error) {
	var fields fault.Fields
	f := Forum{
		ID: policy.ForumID(clock.NewID()), State: ForumMachine().First, MadeAt: tx.Now(),
		Key:      input.Key(&fields, "key", form.Key, 8, true),
		NameZh:   input.Line(&fields, "name_zh", form.NameZh, 120, true),
		NameEn:   input.Line(&fields, "name_en", form.NameEn, 160, true),
		NameSv:   input.Line(&fields, "name_sv", form.NameSv, 160, true),
		Region:   input.Line(&fields, "region", form.Region, 12, false),
		Language: input.Choice(&fields, "language", form.Language, []string{"zh", "en", "sv"}),
	}
	var taken int64
	if err := tx.Model(&Forum{}).Where("key = ?", f.Key).Count(&taken).Error; err != nil {
		return f, err
	}
	if taken > 0 {
		fields.Add("key", "forum.key_taken", nil)
	}
	s.look(&fields, "name_zh", f.NameZh)
	s.look(&fields, "name_en", f.NameEn)
	s.look(&fields, "name_sv", f.NameSv)
	if err := known(tx, &fields, f.Region); err != nil {
		return f, err
	}
	s.checkRules(&fields, form.Rules)
	return f, fields.Err()
}

// known refuses a division that the table does not have, or has no more. None is fine: more than one province.
func known(tx *register.Tx, fields *fault.Fields, region string) error {
	if region == "" {
		return nil
	}
	var n int64
	err := tx.Model(&organisation.Region{}).Where("code = ? AND valid_to = ''", region).Count(&n).Error
	if n == 0 {
		fields.Add("region", "forum.region_unknown", nil)
	}
	return err
}

// Find gives a forum by its key. Forums are public.
func (s *Forums) Find(ctx context.Context, key string) (Forum, error) {
	var f Forum
	err := s.r.Read(ctx).Where("key = ?", key).Take(&f).Error
	return f, store.Found(err)
}

// List gives all forums, oldest first.
func (s *Forums) List(ctx context.Context) ([]Forum, error) {
	var fs []Forum
	err := s.r.Read(ctx).Order("made_at, key").Find(&fs).Error
	return fs, store.Found(err)
}
