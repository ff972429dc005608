package printing

import (
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/minutes"
	"sametable/internal/printed"
	"sametable/internal/rendering"
)

// source is everything the papers of minutes are made of.
type source struct {
	set          minutes.Set
	content      string // the canonical text of the version
	version      minutes.Content
	translations []minutes.Translation
	errata       []minutes.Erratum // those that were issued
}

func sourceOf(p minutes.Page) source {
	s := source{set: p.Set, content: p.Read.Content, version: p.Content, translations: p.Translations, errata: p.Errata}
	s.errata = issued(s.errata)
	return s
}

func issued(all []minutes.Erratum) []minutes.Erratum {
	return slices.DeleteFunc(slices.Clone(all), func(e minutes.Erratum) bool { return e.ConfirmedAt == nil })
}

// load reads the source of issued minutes; within an act that locks them, so that nothing changes until it is over.
func load(db *gorm.DB, id string, locked bool) (s source, err error) {
	fresh := func() *gorm.DB { return db.Session(&gorm.Session{NewDB: true}) }
	sets := fresh()
	if locked {
		sets = sets.Clauses(clause.Locking{Strength: "UPDATE"})
	}
	if err := sets.Where("id = ?", id).Take(&s.set).Error; err != nil {
		return s, err
	}
	var e minutes.Edition
	err = fresh().Where("minutes_id = ? AND number = ?", id, s.set.Edition).Limit(1).Find(&e).Error
	if err == nil {
		err = fresh().Where("minutes_id = ?", id).Order("language, id").Find(&s.translations).Error
	}
	if err == nil {
		err = fresh().Where("minutes_id = ? AND confirmed_at IS NOT NULL", id).Order("number, id").Find(&s.errata).Error
	}
	s.content, s.version = e.Content, e.Read()
	return s, err
}

// final tells whether the papers are ones that stay.
func (s source) final() bool { return s.set.State == minutes.Issued && s.content != "" }

// in is the version in a language.
func (s source) in(language string) rendering.Version {
	into := map[string]minutes.Translation{}
	for _, t := range s.translations {
		if t.Language == language {
			into[t.BlockID] = t
		}
	}
	return rendering.Version{Set: s.set, Content: s.version, Into: into, Errata: s.errata}
}

// stands tells whether the paper in a language is one the forum stands by: the authentic one, and one of which every word is certified.
func (s source) stands(language string) bool {
	return language == s.set.Language || rendering.Stands(s.in(language), language)
}

// readers are those for whom different papers are made.
func (s source) readers() []string {
	if s.version.Rules.Attributed && s.version.Rules.RollCall {
		return []string{printed.Everybody}
	}
	return []string{printed.Outside, printed.Table}
}

func (s source) reader(inside bool) string {
	all := s.readers()
	if inside {
		return all[len(all)-1]
	}
	return all[0]
}
