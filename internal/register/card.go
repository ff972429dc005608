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
			or = or.Or(col("access")+" IN ?", []policy.Class{policy.Members, policy.Moderation, policy.Secretariat, policy.Organisational})
		} else if forums := viewer.ForumsNow(now); len(forums) > 0 {
			or = or.Or(col("access")+" = ? AND "+col("forum_id")+" IN ?", policy.Members, forums)
		}
		if orgs := viewer.Organisations(); len(orgs) > 0 {
			or = or.Or(col("access")+" IN ? AND "+col("organisation_id")+" IN ?",
				[]policy.Class{policy.Secretariat, policy.Organisational, policy.Accreditation}, orgs)
		}
		if forums := viewer.Keeps(now); len(forums) > 0 {
			or = or.Or(col("access")+" = ? AND "+col("forum_id")+" IN ?", policy.Secretariat, forums)
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
	err := r.db.Read(ctx).Scopes(Visible(viewer, r.Now(), "cards.")).Where("reference = ?", reference).Order("seq DESC").First(&c).Error
	return c, store.Found(err)
}

// Line is an entry with its readable values, for a page. Masked: the reader sees that something was done, when and of which kind,
// with its place in the chain, and neither by whom nor to what.
type Line struct {
	Entry
	Values map[string]string
	Masked bool
}

// mask takes out of a line what leads to persons or to what was said. The hashes stay: the chain can be followed over it.
func (l Line) mask() Line {
	e := l.Entry
	return Line{Masked: true, Values: map[string]string{}, Entry: Entry{Seq: e.Seq, At: e.At, Noun: e.Noun, Verb: e.Verb, FromState: e.FromState,
		ToState: e.ToState, VersionHash: e.VersionHash, Access: policy.Access{Class: e.Class}, Prev: e.Prev, Hash: e.Hash}}
}

// Timeline gives the entries of one noun the viewer may see, oldest first.
func (r *Register) Timeline(ctx context.Context, viewer policy.Actor, ref policy.Ref) ([]Line, error) {
	var entries []Entry
	err := r.db.Read(ctx).Scopes(Visible(viewer, r.Now(), "entries.")).
		Where("noun = ? AND noun_id = ?", ref.Noun, ref.ID).Order("seq").Limit(500).Find(&entries).Error
	if err != nil {
		return nil, store.Found(err)
	}
	return r.lines(ctx, entries)
}

// Page gives entries newest first, before a number (0: from the newest), for the people who read the whole register. Entries they
// may not see as anybody else may (of closed forums, of one person) come masked: an office reads the diary, not what is closed.
func (r *Register) Page(ctx context.Context, viewer policy.Actor, before int64, limit int) ([]Line, error) {
	if !policy.May(policy.ReadRegister, viewer.OfficeRoles()) {
		return nil, fault.NotFound()
	}
	q := r.db.Read(ctx).Order("seq DESC").Limit(limit)
	if before > 0 {
		q = q.Where("seq < ?", before)
	}
	var entries []Entry
	if err := q.Find(&entries).Error; err != nil {
		return nil, store.Found(err)
	}
	lines, err := r.lines(ctx, entries)
	for i := range lines {
		if !viewer.Sees(lines[i].Access, r.Now()) {
			lines[i] = lines[i].mask()
		}
	}
	return lines, err
}

func (r *Register) lines(ctx context.Context, entries []Entry) ([]Line, error) {
	lines := make([]Line, len(entries))
	at := map[int64]int{}
	seqs := make([]int64, len(entries))
	for i, e := range entries {
		lines[i] = Line{Entry: e, Values: map[string]string{}}
		at[e.Seq], seqs[i] = i, e.Seq
	}
	if len(seqs) == 0 {
		return lines, nil
	}
	var values []EntryValue
	if err := r.db.Read(ctx).Where("seq IN ?", seqs).Find(&values).Error; err != nil {
		return nil, store.Found(err)
	}
	for _, v := range values {
		lines[at[v.Seq]].Values[v.Name] = v.Text
	}
	return lines, nil
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
