package translating

import (
	"context"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Page is what can be translated as a translator reads it, with every translation there is.
type Page struct {
	text.Translatable
	Translations []text.Translation
}

// Into gives the translation into a language; one without an id where there is none.
func (p Page) Into(language string) text.Translation {
	for _, tr := range p.Translations {
		if tr.Language == language {
			return tr
		}
	}
	return text.Translation{}
}

// Stands says how far the translation into a language is.
func (p Page) Stands(language string) text.State {
	if tr := p.Into(language); tr.ID != "" {
		return tr.State
	}
	return text.Missing
}

// Stale tells whether the original has moved on since it was put into a language.
func (p Page) Stale(language string) bool {
	tr := p.Into(language)
	return tr.ID != "" && tr.SourceHash != p.Version.Hash
}

// Reviews tells whether the translation into a language waits for a review that is the viewer's to give.
func (p Page) Reviews(viewer policy.Actor, language string) bool {
	tr := p.Into(language)
	return tr.ID != "" && waits(tr, p.Version) && tr.TranslatedBy != viewer.Person
}

// Languages lists those it can be put into.
func (p Page) Languages() []string { return into(p.Version) }

// Find gives one thing to translate. To whoever translates nothing, or does not see it, it does not exist.
func (s *Translatings) Find(ctx context.Context, viewer policy.Actor, ref policy.Ref) (Page, error) {
	k, is := kinds()[ref.Noun]
	if !is || !policy.May(policy.LinkTranslation, viewer.OfficeRoles()) {
		return Page{}, fault.NotFound()
	}
	all, err := k.load(s.r.Read(ctx), viewer, s.r.Now(), []string{ref.ID})
	if err != nil {
		return Page{}, store.Found(err)
	}
	if len(all) == 0 || len(all[0].Parts) == 0 {
		return Page{}, fault.NotFound()
	}
	p := Page{Translatable: all[0]}
	err = s.r.Read(ctx).Where("text_id = ?", p.Version.TextID).Order("language").Find(&p.Translations).Error
	return p, store.Found(err)
}

// Duty is a language in which something is to be read, and how far that is.
type Duty struct {
	text.Translatable
	To     string
	Review bool // somebody else's is to be reviewed
	Waits  bool // the viewer's own waits for its review
}

// mostDuties is how many things of a kind are looked at for a desk.
const mostDuties = 200

// Duties are the translations that the viewer can make or review, by her office; what has waited longest first, kind by kind. The
// number of queries does not grow with them.
func (s *Translatings) Duties(ctx context.Context, viewer policy.Actor) ([]Duty, error) {
	if !viewer.Has(policy.Translator) && !viewer.Has(policy.LanguageReviewer) {
		return nil, nil
	}
	var open []text.Translatable
	for _, noun := range Nouns() {
		var ids []string
		if err := kinds()[noun].wanted(s.r.Read(ctx)).Order("state_since, id").Limit(mostDuties).Pluck("id", &ids).Error; err != nil {
			return nil, store.Found(err)
		}
		if len(ids) == 0 {
			continue
		}
		some, err := kinds()[noun].load(s.r.Read(ctx), viewer, s.r.Now(), ids)
		if err != nil {
			return nil, store.Found(err)
		}
		open = append(open, some...)
	}
	all, err := duties(s.r.Read(ctx), viewer, open)
	return all, store.Found(err)
}

// duties says what is still to be done about some things, by the languages of their forums' charters.
func duties(db *gorm.DB, viewer policy.Actor, open []text.Translatable) ([]Duty, error) {
	if len(open) == 0 {
		return nil, nil
	}
	rules, by, err := known(db, open)
	if err != nil {
		return nil, err
	}
	var all []Duty
	for _, t := range open {
		if len(t.Parts) == 0 {
			continue
		}
		trs := by[t.Version.TextID]
		for _, language := range t.Version.Unreviewed(rules[t.Forum].Languages, trs) {
			d := Duty{Translatable: t, To: language}
			if tr := (Page{t, trs}).Into(language); tr.ID != "" && waits(tr, t.Version) {
				d.Waits = tr.TranslatedBy == viewer.Person
				d.Review = !d.Waits
			}
			all = append(all, d)
		}
	}
	return all, nil
}
