package partnership

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Longest texts, in characters, and how many can be party to one partnership.
const (
	TitleMost   = 120
	ScopeMost   = 4000
	BringsMost  = 300
	OriginMost  = 200
	ReasonMost  = 600
	MostParties = 8
	numberMost  = 40
)

// Brought is a party as a form names it.
type Brought struct {
	Organisation policy.OrganisationID
	Brings       string
}

// Form is a partnership as the secretary fills it in. From is the reference of what it comes from, as people write it; another room that
// knows the thing itself sets Origin.Ref in its stead.
type Form struct {
	Forum                     string // key
	Language                  string // the one that counts
	TitleZh, TitleEn, TitleSv string
	Scope                     string
	Region                    string
	Starts, Ends              string
	From                      string
	Origin                    Origin
	Parties                   []Brought // those without an organisation are passed over
	Version                   int
}

// OrganisationField and BringsField are the names of the fields of a party, counted from 1.
func OrganisationField(n int) string { return fmt.Sprintf("party_%d", n) }

// BringsField is what the party brings.
func BringsField(n int) string { return fmt.Sprintf("brings_%d", n) }

// Form is the partnership as the form shows it; reference is that of what it comes from.
func (p Partnership) Form(parties []Party, reference string) Form {
	form := Form{Forum: p.ForumKey, Language: p.Language, TitleZh: p.TitleZh, TitleEn: p.TitleEn, TitleSv: p.TitleSv, Scope: p.Scope, Region: p.Region, Starts: p.Starts,
		Ends: p.Ends, From: reference, Origin: p.Origin(), Version: p.Version}
	for _, y := range parties {
		form.Parties = append(form.Parties, Brought{y.OrganisationID, y.Brings})
	}
	return form
}

// reader reads the forms of partnerships.
type reader struct {
	*text.Reader
	now time.Time
}

func reads(gate *safeguard.Gate, now time.Time) *reader { return &reader{text.Reads(gate, now), now} }

// form puts what was typed into a partnership, and gives its parties, none of which has confirmed.
func (r *reader) form(tx *register.Tx, form Form, p *Partnership) ([]Party, error) {
	p.Language = string(input.Choice(&r.Fields, "language", form.Language, lang.Codes()))
	p.TitleZh = r.Line("title_zh", form.TitleZh, TitleMost, false)
	p.TitleEn = r.Line("title_en", form.TitleEn, TitleMost, false)
	p.TitleSv = r.Line("title_sv", form.TitleSv, TitleMost, false)
	if own := "title_" + p.Language; p.Language != "" && p.Titles()[p.Language] == "" && !r.Said(own) {
		r.Fields.Add(own, "partnership.title_own", nil)
	}
	p.Scope = r.Prose("scope", form.Scope, ScopeMost, true)
	r.term(form.Starts, form.Ends, false, p)
	if err := r.region(tx.DB, form.Region, p); err != nil {
		return nil, err
	}
	if err := r.origin(tx, form, p); err != nil {
		return nil, err
	}
	parties, err := r.parties(tx, form, p)
	if err != nil {
		return nil, err
	}
	whole := []string{p.TitleZh, p.TitleEn, p.TitleSv, p.OriginWords, p.Scope}
	for _, y := range parties {
		whole = append(whole, y.Brings)
	}
	r.Look("scope", strings.Join(whole, "\n\n")) // harmless in each part, in one it may say who a child is
	return parties, r.Err()
}

// term reads the first and the last day.
func (r *reader) term(starts, ends string, settled bool, p *Partnership) {
	p.Starts, p.Ends = r.Day("starts", starts, zone(), settled), r.Day("ends", ends, zone(), false)
	if p.Starts != "" && p.Ends != "" && p.Ends < p.Starts || p.Ends != "" && p.Ends < today(r.now) {
		r.Fields.Add("ends", "partnership.ends_before", nil)
	}
}

// region reads the division, which must be one of the table.
func (r *reader) region(db *gorm.DB, code string, p *Partnership) error {
	if p.Region = input.Line(&r.Fields, "region", code, 12, false); p.Region == "" {
		return nil
	}
	var n int64
	err := db.Model(&organisation.Region{}).Where("code = ? AND valid_to = ''", p.Region).Count(&n).Error
	if n == 0 {
		r.Fields.Add("region", "forum.region_unknown", nil)
	}
	return store.Found(err)
}

// origin reads what the partnership comes from. A reference is one that the actor may follow.
func (r *reader) origin(tx *register.Tx, form Form, p *Partnership) error {
	ref := form.Origin.Ref
	if from := input.Line(&r.Fields, "from", form.From, numberMost, false); from != "" {
		var card register.Card
		err := tx.Scopes(register.Visible(tx.Actor, tx.Now(), "cards."), register.Called(from)).Where("forum_id = ? OR access = ?", p.Forum, policy.Public).
			Limit(1).Find(&card).Error
		if err != nil {
			return store.Found(err)
		}
		if ref = (policy.Ref{Noun: card.Noun, ID: card.NounID}); ref.ID == "" {
			r.Fields.Add("from", "commitment.from_unknown", nil)
		}
	}
	p.OriginNoun, p.OriginID = ref.Noun, ref.ID
	p.OriginWords = r.Line("origin_words", form.Origin.Words, OriginMost, false)
	if p.OriginOn = r.Day("origin_on", form.Origin.On, zone(), false); p.OriginOn > today(r.now) {
		r.Fields.Add("origin_on", "commitment.origin_future", nil)
	}
	switch {
	case ref.ID == "" && p.OriginWords == "" && !r.Said("from") && !r.Said("origin_words"):
		r.Fields.Add("from", "commitment.origin_missing", nil)
	case ref.ID == "" && p.OriginWords != "" && p.OriginOn == "" && !r.Said("origin_on"):
		r.Fields.Add("origin_on", "input.required", nil)
	}
	return nil
}

// parties reads who works together: two organisations at least, each once, which sit in the forum, each with what it brings.
func (r *reader) parties(tx *register.Tx, form Form, p *Partnership) ([]Party, error) {
	sits, err := seated(tx.DB, p.Forum)
	if err != nil {
		return nil, err
	}
	var all []Party
	for i, b := range form.Parties {
		brings := r.Line(BringsField(i+1), b.Brings, BringsMost, b.Organisation != "")
		switch of := OrganisationField(i + 1); {
		case b.Organisation == "" && brings == "":
			continue
		case b.Organisation == "":
			r.Fields.Add(of, "input.required", nil)
		case !slices.Contains(sits, b.Organisation):
			r.Fields.Add(of, "commitment.owner_sits", nil)
		case slices.ContainsFunc(all, func(y Party) bool { return y.OrganisationID == b.Organisation }):
			r.Fields.Add(of, "partnership.party_twice", nil)
		}
		all = append(all, Party{ID: clock.NewID(), PartnershipID: p.ID, OrganisationID: b.Organisation, Place: len(all) + 1, Brings: brings})
	}
	switch {
	case len(all) > MostParties:
		r.Fields.Add(OrganisationField(MostParties), "partnership.parties_many", fault.Args{"Most": MostParties})
	case len(all) < 2 && !r.Said(OrganisationField(1)) && !r.Said(OrganisationField(2)):
		r.Fields.Add(OrganisationField(len(all)+1), "partnership.parties_two", nil)
	}
	return all, nil
}

// seated lists the organisations that sit in a forum.
func seated(db *gorm.DB, id policy.ForumID) ([]policy.OrganisationID, error) {
	var ids []policy.OrganisationID
	err := db.Session(&gorm.Session{NewDB: true}).Model(&forum.Seat{}).Where("forum_id = ? AND until IS NULL", id).Order("organisation_id").Pluck("organisation_id", &ids).Error
	return ids, store.Found(err)
}
