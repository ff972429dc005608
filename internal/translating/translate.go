package translating

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm/clause"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// Languages are those something can be put into.
func Languages() []string { return []string{"zh", "en", "sv"} }

// Translating is what a translator typed.
type Translating struct {
	Of       policy.Ref
	Language string
	State    text.State        // machine, draft or in_review
	Said     map[string]string // by the names of the parts
	Source   string            // hash of the words she read
	Mark     string            // hash of the translation she found; empty: there was none
}

// Translate keeps a translation. Translators and moderators may, of what they can read. Someone else reviews it.
func (s *Translatings) Translate(ctx context.Context, actor policy.Actor, tr Translating) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		t, known, err := s.found(tx, tr.Of, tr.Language)
		if err != nil {
			return err
		}
		if tr.Source != t.Version.Hash || tr.Mark != known.Hash {
			return fault.Conflict("fault.stale", nil)
		}
		put, err := s.rendered(tx, t, tr)
		if err != nil {
			return err
		}
		put.TranslatedBy = actor.Person
		tx.Permit(policy.Allow(t.Ref.Noun, t.Ref.ID, "translate"))
		kept, err := text.Translate(tx, t.Version, put)
		if err != nil {
			return err
		}
		return entered(tx, t, kept)
	})
}

// Reviewing is the word of a second person that a translation holds.
type Reviewing struct {
	Of       policy.Ref
	Language string
	Mark     string // hash of the translation she read
}

// Review says that a translation holds, as far as it is still the one that was read. Nobody reviews her own.
func (s *Translatings) Review(ctx context.Context, actor policy.Actor, rv Reviewing) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		t, known, err := s.found(tx, rv.Of, rv.Language)
		if err != nil {
			return err
		}
		switch {
		case known.ID == "":
			return fault.NotFound()
		case known.TranslatedBy == actor.Person:
			return fault.Forbidden("guard.translation.second", nil)
		case !waits(known, t.Version):
			return fault.Conflict("translating.nothing", nil)
		case known.Hash != rv.Mark:
			return fault.Conflict("fault.stale", nil)
		}
		tx.Permit(policy.Allow(t.Ref.Noun, t.Ref.ID, "review"))
		if err := text.Restate(tx, known, text.Reviewed, actor.Person); err != nil {
			return err
		}
		known.State = text.Reviewed
		return entered(tx, t, known)
	})
}

// waits tells whether a translation of a version is finished and nobody has reviewed it.
func waits(tr text.Translation, v text.Version) bool {
	return tr.State == text.InReview && tr.SourceHash == v.Hash
}

// found gives what is to be translated, locked, and the translation into a language that stands. To whoever translates nothing, or does not
// see it, it does not exist.
func (s *Translatings) found(tx *register.Tx, ref policy.Ref, language string) (t text.Translatable, known text.Translation, err error) {
	k, is := kinds()[ref.Noun]
	if !is || !policy.May(policy.LinkTranslation, tx.Actor.OfficeRoles()) {
		return t, known, fault.NotFound()
	}
	all, err := k.load(tx.Clauses(clause.Locking{Strength: "UPDATE"}), tx.Actor, tx.Now(), []string{ref.ID})
	if err != nil {
		return t, known, err
	}
	if len(all) == 0 || len(all[0].Parts) == 0 {
		return t, known, fault.NotFound()
	}
	var standing []text.Translation
	err = tx.Where("text_id = ? AND language = ?", all[0].Version.TextID, language).Find(&standing).Error
	return all[0], append(standing, text.Translation{})[0], err
}

// rendered reads a translation part by part and lets each, and the whole, through the gate.
func (s *Translatings) rendered(tx *register.Tx, t text.Translatable, tr Translating) (text.Rendered, error) {
	r := text.Reads(s.gate, tx.Now())
	put := text.Rendered{Language: string(input.Choice(&r.Fields, "language", tr.Language, Languages())),
		State: text.State(input.Choice(&r.Fields, "state", string(tr.State), []text.State{text.Machine, text.Drafted, text.InReview}))}
	if put.Language == t.Version.Language {
		r.Fields.Add("language", "post.translation_same", nil)
	}
	said := map[string]string{}
	for _, p := range t.Parts {
		read := r.Prose
		if p.Line {
			read = r.Line
		}
		said[p.Name] = read(p.Name, tr.Said[p.Name], p.Most, !p.Optional)
	}
	if err := r.Err(); err != nil {
		return put, err
	}
	put.Title, put.Source = t.Compose(put.Language, said)
	r.Look(t.Parts[0].Name, strings.Join([]string{put.Title, put.Source}, "\n\n"))
	return put, r.Err()
}

// entered notes that a translation was made or reviewed.
func entered(tx *register.Tx, t text.Translatable, tr text.Translation) error {
	n := t.Note()
	n.Facts["language"], n.Facts["state"] = tr.Language, string(tr.State)
	tx.Enter(n)
	return t.Put(tx)
}

// into lists the languages a version can be put into.
func into(v text.Version) []string {
	return slices.DeleteFunc(Languages(), func(language string) bool { return language == v.Language })
}
