package commitment

import (
	"strings"
	"time"

	"gorm.io/gorm"

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

// reader reads the forms of commitments.
type reader struct {
	*text.Reader
	now time.Time
}

func reads(gate *safeguard.Gate, now time.Time) *reader { return &reader{text.Reads(gate, now), now} }

// day reads a day in the forum's zone.
func (r *reader) day(name, raw string, required bool) string {
	return r.Day(name, raw, zone(), required)
}

// form puts what was typed into a commitment.
func (r *reader) form(tx *register.Tx, form Form, c *Commitment) error {
	c.Language = string(input.Choice(&r.Fields, "language", form.Language, lang.Codes()))
	c.TitleZh = r.Line("title_zh", form.TitleZh, TitleMost, false)
	c.TitleEn = r.Line("title_en", form.TitleEn, TitleMost, false)
	c.TitleSv = r.Line("title_sv", form.TitleSv, TitleMost, false)
	if own := "title_" + c.Language; c.Language != "" && c.Titles()[c.Language] == "" && !r.Said(own) {
		r.Fields.Add(own, "commitment.title_own", nil)
	}
	c.Details = r.Prose("details", form.Details, DetailsMost, false)
	if c.Due = r.day("due", form.Due, true); c.Due != "" && c.Due < today(r.now) {
		r.Fields.Add("due", "commitment.due_past", nil)
	}
	sits, err := seated(tx.DB, c.Forum, form.Owner)
	if err != nil {
		return err
	}
	if c.OwnerID = form.Owner; !sits {
		r.Fields.Add("owner", "commitment.owner_sits", nil)
	}
	if err := r.origin(tx, form, c); err != nil {
		return err
	}
	r.Look("details", strings.Join([]string{c.TitleZh, c.TitleEn, c.TitleSv, c.OriginWords, c.Details}, "\n\n")) // harmless in each part, in one it may say who a child is
	return r.Err()
}

// origin reads what the commitment comes from. A reference is one that the actor may follow.
func (r *reader) origin(tx *register.Tx, form Form, c *Commitment) error {
	ref := form.Origin.Ref
	if from := input.Line(&r.Fields, "from", form.From, numberMost, false); from != "" {
		var card register.Card
		err := tx.Scopes(register.Visible(tx.Actor, tx.Now(), "cards."), register.Called(from)).Where("forum_id = ? OR access = ?", c.Forum, policy.Public).
			Limit(1).Find(&card).Error
		if err != nil {
			return store.Found(err)
		}
		if ref = (policy.Ref{Noun: card.Noun, ID: card.NounID}); ref.ID == "" {
			r.Fields.Add("from", "commitment.from_unknown", nil)
		}
	}
	c.OriginNoun, c.OriginID, c.OriginMeasure = ref.Noun, ref.ID, form.Origin.Measure
	if form.Origin.Measure < 0 || form.Origin.Measure > mostMeasure {
		r.Fields.Add("measure", "commitment.measure_number", nil)
	}
	if ref.ID == "" {
		c.OriginMeasure = 0
	}
	c.OriginWords = r.Line("origin_words", form.Origin.Words, OriginMost, false)
	if c.OriginOn = r.day("origin_on", form.Origin.On, false); c.OriginOn > today(r.now) {
		r.Fields.Add("origin_on", "commitment.origin_future", nil)
	}
	switch {
	case ref.ID == "" && c.OriginWords == "" && !r.Said("from") && !r.Said("origin_words"):
		r.Fields.Add("from", "commitment.origin_missing", nil)
	case ref.ID == "" && c.OriginWords != "" && c.OriginOn == "" && !r.Said("origin_on"):
		r.Fields.Add("origin_on", "input.required", nil)
	}
	return nil
}

// seated tells whether an organisation sits in a forum.
func seated(db *gorm.DB, id policy.ForumID, org policy.OrganisationID) (bool, error) {
	var n int64
	err := db.Session(&gorm.Session{NewDB: true}).Model(&forum.Seat{}).Where("forum_id = ? AND organisation_id = ? AND until IS NULL", id, org).Count(&n).Error
	return n > 0, store.Found(err)
}
