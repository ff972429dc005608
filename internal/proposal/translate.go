package proposal

import (
	"context"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Translating is a proposal in another language: its title and measures, and the rest as far as it goes.
type Translating struct {
	Proposal string
	Language string
	State    text.State // machine, draft or in_review
	Typed    drafting.Typed
	Version  int // of the proposal that was read
}

// Translate keeps a translation. Translators and moderators may, of what they can read. Someone else reviews it.
func (s *Proposals) Translate(ctx context.Context, actor policy.Actor, tr Translating) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		p, v, err := s.translatable(tx, actor, tr.Proposal)
		if err != nil {
			return err
		}
		if tr.Version != p.Version {
			return fault.Conflict("fault.stale", nil)
		}
		d, err := s.rendering(v, tr)
		if err != nil {
			return err
		}
		d.TranslatedBy = actor.Person
		tx.Permit(policy.Allow(Noun, p.ID, "translate"))
		if _, err := text.Translate(tx, v, d); err != nil {
			return err
		}
		return s.entered(tx, p, v, d.Language, d.State)
	})
}

// Review says that a translation holds, as far as it is still the one that was read: its hash. Nobody reviews her own.
func (s *Proposals) Review(ctx context.Context, actor policy.Actor, proposal, language, hash string) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		p, v, err := s.translatable(tx, actor, proposal)
		if err != nil {
			return err
		}
		var tr text.Translation
		if err := tx.Where("text_id = ? AND language = ?", v.TextID, language).Take(&tr).Error; err != nil {
			return store.Found(err)
		}
		switch {
		case tr.TranslatedBy == actor.Person:
			return fault.Forbidden("guard.translation.second", nil)
		case tr.State != text.InReview || tr.SourceHash != v.Hash:
			return fault.Conflict("proposal.nothing_to_review", nil)
		case tr.Hash != hash:
			return fault.Conflict("fault.stale", nil)
		}
		tx.Permit(policy.Allow(Noun, p.ID, "review"))
		if err := text.Restate(tx, tr, text.Reviewed, actor.Person); err != nil {
			return err
		}
		return s.entered(tx, p, v, language, text.Reviewed)
	})
}

// translated are the states in which a proposal is put into other languages.
func translated() []string {
	return append([]string{Submitted, Returned, Admitted, Consultation, Deliberation, Recommended, Partnership}, Handled()...)
}

// translatable gives a submitted proposal that the actor can read and may translate. To anybody else it does not exist.
func (s *Proposals) translatable(tx *register.Tx, actor policy.Actor, id string) (Proposal, text.Version, error) {
	if !policy.May(policy.LinkTranslation, actor.OfficeRoles()) {
		return Proposal{}, text.Version{}, fault.NotFound()
	}
	var p Proposal
	err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Scopes(seen(actor, tx.Now())).Where("id = ?", id).Take(&p).Error
	if err != nil {
		return p, text.Version{}, store.Found(err)
	}
	if !slices.Contains(translated(), p.State) {
		return p, text.Version{}, fault.Conflict("workflow.wrong_state", fault.Args{"State": fault.Message{ID: Machine().StateID(p.State)}})
	}
	_, v, _, err := text.Of(tx.DB, p.Record())
	return p, v, err
}

// rendering reads a translation and lets it through the gate. It has as many measures as the original: replies answer them by number.
func (s *Proposals) rendering(v text.Version, tr Translating) (text.Rendered, error) {
	var fields fault.Fields
	language := input.Choice(&fields, "language", tr.Language, drafting.Languages())
	state := input.Choice(&fields, "state", string(tr.State), []text.State{text.Machine, text.Drafted, text.InReview})
	if language == v.Language {
		fields.Add("language", "post.translation_same", nil)
	}
	if err := fields.Err(); err != nil {
		return text.Rendered{}, err
	}
	c := drafting.Content{Language: language}
	if err := s.Read(tr.Typed, &c); err != nil {
		return text.Rendered{}, err
	}
	c.Measures = c.Asked()
	if c.Title == "" {
		fields.Add("title", "input.required", nil)
	}
	if n := len(drafting.Parse(v.Language, v.Title, v.Source).Measures); len(c.Measures) != n {
		fields.Add(drafting.MeasureField(min(len(c.Measures)+1, n)), "proposal.measures_differ", fault.Args{"N": n})
	}
	if err := fields.Err(); err != nil {
		return text.Rendered{}, err
	}
	var err error
	if c.Answers, err = s.RenderedAnswers(drafting.Parse(v.Language, v.Title, v.Source).Answers, tr.Typed); err != nil {
		return text.Rendered{}, err
	}
	if found := s.Look(c.Title + "\n\n" + c.Compose()); len(found) > 0 {
		return text.Rendered{}, safeguard.Stop("title", found, false)
	}
	return text.Rendered{Language: language, State: state, Title: c.Title, Source: c.Compose()}, nil
}

// entered notes that a translation was made or reviewed.
func (s *Proposals) entered(tx *register.Tx, p Proposal, v text.Version, language string, state text.State) error {
	if _, err := p.put(tx); err != nil {
		return err
	}
	n := register.Note{Noun: Noun, ID: p.ID, Verb: "proposal.translated", Version: v.ID, Hash: v.Hash, Access: p.Access,
		Facts: map[string]any{"language": language, "state": string(state), "reference": p.Reference}}
	tx.Enter(n)
	return nil
}

// untranslated lists the languages in which the forum's charter asks for a proposal's title and measures and nobody has reviewed them
// as they stand.
func (s *Proposals) untranslated(db *gorm.DB, p Proposal) ([]string, error) {
	rules, err := rulesIn(db, p.Forum)
	if err != nil {
		return nil, err
	}
	_, v, trs, err := text.Of(db, p.Record())
	if err != nil {
		return nil, err
	}
	var missing []string
	for _, language := range rules.Languages {
		done := slices.ContainsFunc(trs, func(tr text.Translation) bool {
			return tr.Language == language && (tr.State == text.Reviewed || tr.State == text.Certified) && tr.SourceHash == v.Hash
		})
		if language != p.Language && !done {
			missing = append(missing, language)
		}
	}
	return missing, nil
}

// rulesIn reads the rules of a forum in force.
func rulesIn(db *gorm.DB, id policy.ForumID) (forum.Rules, error) {
	var c forum.Charter
	err := db.Where("forum_id = ?", id).Order("CASE WHEN state = 'adopted' THEN 0 ELSE 1 END, number DESC").First(&c).Error
	return c.Rules(), err
}
