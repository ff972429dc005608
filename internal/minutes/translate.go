package minutes

import (
	"context"
	"time"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// Translation is a paragraph in another language. It is bound to the words it was made from.
type Translation struct {
	ID           string `gorm:"primaryKey"`
	MinutesID    string
	BlockID      string
	Language     string
	State        text.State
	Words        string
	SourceHash   string
	Hash         string
	TranslatedBy policy.PersonID
	ReviewedBy   policy.PersonID
	CertifiedBy  policy.PersonID
	MadeAt       time.Time
	Version      int
}

// TableName is the table's.
func (Translation) TableName() string { return "minutes_translations" }

// Record is the minutes it is of.
func (t Translation) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: t.MinutesID} }

// Piece names it in the entries that seal it.
func (t Translation) Piece() string { return "translation " + t.ID }

// Lock is the optimistic lock.
func (t *Translation) Lock() *int { return &t.Version }

// Rendered is a paragraph in another language as a translator types it.
type Rendered struct {
	Minutes  string
	Block    string
	Language string
	State    text.State // draft or in_review
	Words    string
	Source   string // hash of the words she read
	Version  int    // of the translation she found; 0: there was none
}

// Translate keeps a paragraph in another language. Translators and moderators may, of minutes that go round, are approved or issued.
func (s *Minutes) Translate(ctx context.Context, actor policy.Actor, in Rendered) (Translation, error) {
	var t Translation
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		c, b, err := s.translates(tx, in.Minutes, in.Block)
		if err != nil {
			return err
		}
		r := text.Reads(s.gate, tx.Now())
		language := input.Choice(&r.Fields, "language", in.Language, []string{"zh", "en", "sv"})
		state := input.Choice(&r.Fields, "state", string(in.State), []text.State{text.Drafted, text.InReview})
		words := r.Prose("words", in.Words, WordsMost, true)
		if language == c.Set.Language {
			r.Fields.Add("language", "post.translation_same", nil)
		}
		if err := r.Err(); err != nil {
			return err
		}
		var known []Translation
		if err := tx.Where("block_id = ? AND language = ?", b.ID, language).Find(&known).Error; err != nil {
			return err
		}
		t = Translation{ID: clock.NewID(), MinutesID: c.Set.ID, BlockID: b.ID, Language: language}
		if len(known) > 0 {
			t = known[0]
		}
		if in.Version != t.Version || in.Source != b.Source(c.Set.Language) {
			return stale()
		}
		t.State, t.Words, t.SourceHash, t.Hash = state, words, in.Source, text.Digest(language, in.Source, words)
		t.TranslatedBy, t.ReviewedBy, t.CertifiedBy, t.MadeAt = actor.Person, "", "", tx.Now()
		if len(known) > 0 {
			err = tx.Save(&t)
		} else {
			t.Version = 1
			err = tx.Add(&t)
		}
		if err != nil {
			return err
		}
		return c.translated(tx, t)
	})
	return t, err
}

// Reviewed says that a translation holds: a second person says it, never whoever made it.
func (s *Minutes) Reviewed(ctx context.Context, actor policy.Actor, id, translation, hash string) (Translation, error) {
	var t Translation
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		c, _, err := s.translates(tx, id, "")
		if err != nil {
			return err
		}
		if err := tx.Where("id = ? AND minutes_id = ?", translation, id).Limit(1).Find(&t).Error; err != nil {
			return err
		}
		b, ok := c.block(t.BlockID)
		switch {
		case t.ID == "" || !ok:
			return fault.NotFound()
		case t.TranslatedBy == actor.Person:
			return fault.Forbidden("guard.translation.second", nil)
		case t.State != text.InReview:
			return fault.Conflict("translating.nothing", nil)
		case t.Hash != hash || t.SourceHash != b.Source(c.Set.Language):
			return stale()
		}
		t.State, t.ReviewedBy = text.Reviewed, actor.Person
		if err := tx.Save(&t); err != nil {
			return err
		}
		return c.translated(tx, t)
	})
	return t, err
}

// translates finds what somebody translates; to whoever translates nothing it does not exist.
func (s *Minutes) translates(tx *register.Tx, id, block string) (Scene, *Block, error) {
	c, err := s.find(tx, tx.Actor, id)
	if err != nil {
		return c, nil, err
	}
	b, ok := c.block(block)
	if !ok && block != "" || !policy.May(policy.LinkTranslation, tx.Actor.OfficeRoles()) {
		return c, nil, fault.NotFound()
	}
	if !Translatable(c.Set.State) {
		return c, nil, fault.Conflict("minutes.not_round", nil)
	}
	tx.Permit(c.Set.permit("translate"))
	return c, b, nil
}
