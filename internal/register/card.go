package register

import (
	"context"
	"time"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// Card is what everybody needs to know of a noun: how it is called, where it is, how it stands and who may see it.
type Card struct {
	Noun      string `gorm:"primaryKey"`
	NounID    string `gorm:"primaryKey"`
	Reference string // "HD-T-2016-01"; empty where the noun has none
	Language  string // of the original title
	TitleZh   string
	TitleEn   string
	TitleSv   string
	State     string
	Path      string // page without the language prefix, with an anchor where it needs one
	policy.Access
	Seq int64
}

// Record says that the register alone writes cards, from the act that changes their noun.
func (Card) Record() policy.Ref { return own() }

// Title gives the title in a language, else the original's, and the language it is in.
func (c Card) Title(language string) (title, in string) {
	titles := map[string]string{"zh": c.TitleZh, "en": c.TitleEn, "sv": c.TitleSv}
	if titles[language] != "" {
		return titles[language], language
	}
	return titles[c.Language], c.Language
}

// Titled sets the title in one language.
func (c *Card) Titled(language, title string) {
	switch language {
	case "zh":
		c.TitleZh = title
	case "en":
		c.TitleEn = title
	case "sv":
		c.TitleSv = title
	}
}

// Visible is policy.Actor.Sees in SQL, for tables that carry access columns; prefix is the table's name or alias with a dot.
func Visible(viewer policy.Actor, now time.Time, prefix string) func(*gorm.DB) *gorm.DB {
	return func(g *gorm.DB) *gorm.DB {
		if viewer.System {
			return g
		}
		col := func(name string) string { return prefix + name }
		or := g.Session(&gorm.Session{NewDB: true}).Where(col("access")+" = ?", policy.Public)
		if viewer.Visitor() {
			return g.Where(or)
		}
		or = or.Or(col("access")+" IN ? AND "+col("person_id")+" = ?", []policy.Class{policy.Own, policy.Moderation, policy.Members}, viewer.Person)
		if viewer.Has(policy.Moderator) {
			or = or.Or(col("access")+" IN ?", []policy.Class{policy.Members, policy.Deciders, policy.Moderation, policy.Secretariat, policy.Organisational})
		} else if forums := viewer.ForumsNow(now); len(forums) > 0 {
			or = or.Or(col("access")+" = ? AND "+col("forum_id")+" IN ?", policy.Members, forums)
		}
		if orgs := viewer.Organisations(); len(orgs) > 0 {
			or = or.Or(col("access")+" IN ? AND "+col("organisation_id")+" IN ?",
				[]policy.Class{policy.Deciders, policy.Secretariat, policy.Organisational, policy.Accreditation, policy.Colleagues}, orgs)
		}
		if forums := viewer.Keeps(now); len(forums) > 0 {
			or = or.Or(col("access")+" = ? AND "+col("forum_id")+" IN ?", policy.Secretariat, forums)
		}
		if forums := viewer.Decides(now); len(forums) > 0 {
			or = or.Or(col("access")+" = ? AND "+col("forum_id")+" IN ?", policy.Deciders, forums)
		}
		if viewer.Has(policy.AccreditationOfficer) {
			or = or.Or(col("access")+" = ?", policy.Accreditation)
		}
		if viewer.Has(policy.Administrator) || viewer.Has(policy.Auditor) {
			or = or.Or(col("access")+" = ?", policy.Administration)
		}
		return g.Where(or)
	}
}

// Card finds one card the viewer may see.
func (r *Register) Card(ctx context.Context, viewer policy.Actor, ref policy.Ref) (Card, error) {
	var c Card
	err := r.db.Read(ctx).Scopes(Visible(viewer, r.Now(), "cards.")).Where("noun = ? AND noun_id = ?", ref.Noun, ref.ID).Take(&c).Error
	return c, store.Found(err)
}

// CardBy finds the card of a reference the viewer may see, such as "HD-T-2016-01" or "HD-T-2016-01 #3".
func (r *Register) CardBy(ctx context.Context, viewer policy.Actor, reference string) (Card, error) {
	var c Card
	if reference == "" {
		return c, fault.NotFound()
	}
	err := r.db.Read(ctx).Scopes(Visible(viewer, r.Now(), "cards."), Called(reference)).First(&c).Error
	return c, store.Found(err)
}

// Called are the cards of things that one of some references names, the newest first. What authorities answer to a proposal, and an appeal
// about it, are called as the proposal is, and are not what its reference names.
func Called(references ...string) func(*gorm.DB) *gorm.DB {
	return func(g *gorm.DB) *gorm.DB {
		return g.Where("cards.reference IN ? AND cards.noun NOT IN ?", references, []string{"handling", "answer", "appeal"}).Order("cards.seq DESC")
	}
}

// Seq is the newest entry's number, 0 on an empty register: while it stands, nothing in the record has changed.
func (r *Register) Seq(ctx context.Context) (seq int64, err error) {
	err = r.db.Read(ctx).Table("entries").Select("COALESCE(MAX(seq), 0)").Row().Scan(&seq)
	return seq, store.Found(err)
}

// Head is the newest entry's number and hash; zero on an empty register.
func (r *Register) Head(ctx context.Context) (seq int64, hash string, err error) {
	var e Entry
	err = r.db.Read(ctx).Select("seq", "hash").Order("seq DESC").Limit(1).Find(&e).Error
	return e.Seq, e.Hash, store.Found(err)
}
