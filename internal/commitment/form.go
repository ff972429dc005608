package commitment

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Longest texts, in characters.
const (
	TitleMost    = 120
	DetailsMost  = 2000
	OriginMost   = 200
	EvidenceMost = 2000
	ReasonMost   = 600
	lineMost     = 500
	numberMost   = 40
	mostMeasure  = 99
)

// Form is a commitment as whoever proposes it fills it in. From is the reference of what it comes from, as people write it; another
// room that knows the thing itself sets Origin.Ref in its stead.
type Form struct {
	Forum                     string // key
	Owner                     policy.OrganisationID
	Language                  string // the one that counts
	TitleZh, TitleEn, TitleSv string
	Details                   string
	Due                       string
	From                      string
	Origin                    Origin
	Version                   int
}

// Form is the commitment as the form shows it; reference is that of what it comes from.
func (c Commitment) Form(reference string) Form {
	return Form{Forum: c.ForumKey, Owner: c.OwnerID, Language: c.Language, TitleZh: c.TitleZh, TitleEn: c.TitleEn, TitleSv: c.TitleSv, Details: c.Details, Due: c.Due,
		From: reference, Origin: c.Origin(), Version: c.Version}
}

// reader reads forms: what is wrong is said beside its field, and every free text passes the gate. Nobody looks at a commitment before
// readers see it, so what would be worth a look is refused.
type reader struct {
	f       fault.Fields
	gate    *safeguard.Gate
	now     time.Time
	stopped *fault.Fault
}

func (r *reader) look(name, typed string) string {
	if found := text.Look(r.gate, typed, r.now); len(found) > 0 && r.stopped == nil {
		r.stopped = safeguard.Stop(name, found, false)
	}
	return typed
}

func (r *reader) line(name, raw string, most int, required bool) string {
	return r.look(name, input.Line(&r.f, name, raw, most, required))
}

func (r *reader) prose(name, raw string, most int, required bool) string {
	return r.look(name, input.Prose(&r.f, name, raw, most, required))
}

// day reads a day in the forum's zone.
func (r *reader) day(name, raw string, required bool) string {
	at := input.Date(&r.f, name, raw, zone(), required)
	if at.IsZero() {
		return ""
	}
	return at.Format(time.DateOnly)
}

// link reads an address for readers to follow; nothing here does.
func (r *reader) link(name, raw string) string {
	typed := input.Line(&r.f, name, raw, lineMost, false)
	if typed == "" {
		return ""
	}
	u, err := url.Parse(typed)
	if err != nil || u.Scheme != "https" || u.User != nil || !strings.Contains(u.Hostname(), ".") || strings.ContainsAny(typed, " \\") {
		r.f.Add(name, "commitment.link_form", nil)
		return ""
	}
	r.look(name, typed)
	return u.String()
}

// err is what is wrong with the form: the fields first, then what the gate found.
func (r *reader) err() error {
	if err := r.f.Err(); err != nil || r.stopped == nil {
		return err
	}
	return r.stopped
}

func (r *reader) said(name string) bool {
	return slices.ContainsFunc(r.f, func(one fault.Field) bool { return one.Name == name })
}

// form puts what was typed into a commitment.
func (r *reader) form(tx *register.Tx, form Form, c *Commitment) error {
	c.Language = string(input.Choice(&r.f, "language", form.Language, lang.Codes()))
	c.TitleZh = r.line("title_zh", form.TitleZh, TitleMost, false)
	c.TitleEn = r.line("title_en", form.TitleEn, TitleMost, false)
	c.TitleSv = r.line("title_sv", form.TitleSv, TitleMost, false)
	if own := "title_" + c.Language; c.Language != "" && c.Titles()[c.Language] == "" && !r.said(own) {
		r.f.Add(own, "commitment.title_own", nil)
	}
	c.Details = r.prose("details", form.Details, DetailsMost, false)
	if c.Due = r.day("due", form.Due, true); c.Due != "" && c.Due < today(r.now) {
		r.f.Add("due", "commitment.due_past", nil)
	}
	sits, err := seated(tx.DB, c.Forum, form.Owner)
	if err != nil {
		return err
	}
	if c.OwnerID = form.Owner; !sits {
		r.f.Add("owner", "commitment.owner_sits", nil)
	}
	if err := r.origin(tx, form, c); err != nil {
		return err
	}
	if r.stopped == nil { // what is harmless in each part may say in one who a child is
		r.look("details", strings.Join([]string{c.TitleZh, c.TitleEn, c.TitleSv, c.OriginWords, c.Details}, "\n\n"))
	}
	return r.err()
}

// origin reads what the commitment comes from. A reference is one that the actor may follow.
func (r *reader) origin(tx *register.Tx, form Form, c *Commitment) error {
	ref := form.Origin.Ref
	if from := input.Line(&r.f, "from", form.From, numberMost, false); from != "" {
		var card register.Card
		err := tx.Scopes(register.Visible(tx.Actor, tx.Now(), "cards.")).Where("reference = ? AND (forum_id = ? OR access = ?)", from, c.Forum, policy.Public).
			Order("seq DESC").Limit(1).Find(&card).Error
		if err != nil {
			return store.Found(err)
		}
		if ref = (policy.Ref{Noun: card.Noun, ID: card.NounID}); ref.ID == "" {
			r.f.Add("from", "commitment.from_unknown", nil)
		}
	}
	c.OriginNoun, c.OriginID, c.OriginMeasure = ref.Noun, ref.ID, form.Origin.Measure
	if form.Origin.Measure < 0 || form.Origin.Measure > mostMeasure {
		r.f.Add("measure", "commitment.measure_number", nil)
	}
	if ref.ID == "" {
		c.OriginMeasure = 0
	}
	c.OriginWords = r.line("origin_words", form.Origin.Words, OriginMost, false)
	if c.OriginOn = r.day("origin_on", form.Origin.On, false); c.OriginOn > today(r.now) {
		r.f.Add("origin_on", "commitment.origin_future", nil)
	}
	switch {
	case ref.ID == "" && c.OriginWords == "" && !r.said("from") && !r.said("origin_words"):
		r.f.Add("from", "commitment.origin_missing", nil)
	case ref.ID == "" && c.OriginWords != "" && c.OriginOn == "" && !r.said("origin_on"):
		r.f.Add("origin_on", "input.required", nil)
	}
	return nil
}

// seated tells whether an organisation sits in a forum.
func seated(db *gorm.DB, id policy.ForumID, org policy.OrganisationID) (bool, error) {
	var n int64
	err := db.Session(&gorm.Session{NewDB: true}).Model(&forum.Seat{}).Where("forum_id = ? AND organisation_id = ? AND until IS NULL", id, org).Count(&n).Error
	return n > 0, store.Found(err)
}
