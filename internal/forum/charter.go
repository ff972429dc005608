package forum

import (
	"context"
	"time"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// The states of a charter in this house.
const (
	CharterDraft   = "draft"
	CharterAdopted = "adopted"
)

// Charter is the rules of procedure of a forum: a text in three languages, and the rules in it as data.
type Charter struct {
	ID           string `gorm:"primaryKey"`
	ForumID      policy.ForumID
	Number       int // first, second … charter of the forum
	State        string
	RulesJSON    string `gorm:"column:rules"`
	TextID       string
	VersionID    string
	AdoptedOn    *time.Time
	AdoptedNote  string // where it was adopted: the founding meeting, the letter
	ProposedBy   policy.PersonID
	ProposedHash string // the version the first person proposed for adoption
	MadeAt       time.Time
	Version      int
}

// Record is the charter itself.
func (c Charter) Record() policy.Ref { return policy.Ref{Noun: CharterNoun, ID: c.ID} }

// Lock is the optimistic lock.
func (c *Charter) Lock() *int { return &c.Version }

// Rules reads the rules.
func (c Charter) Rules() Rules { return decodeRules(c.RulesJSON) }

func draftCharter(tx *register.Tx, f Forum, rules Rules) error {
	c := Charter{ID: clock.NewID(), ForumID: f.ID, Number: 1, State: CharterDraft, RulesJSON: rules.encode(), MadeAt: tx.Now()}
	tx.Permit(policy.Allow(CharterNoun, c.ID, "draft"))
	if err := tx.Add(&c); err != nil {
		return err
	}
	tx.Put(c.card(f))
	tx.Enter(c.note(f, "charter.drafted", "", CharterDraft))
	return nil
}

func (c Charter) card(f Forum) register.Card {
	return register.Card{Noun: CharterNoun, NounID: c.ID, Language: f.Language, TitleZh: f.NameZh, TitleEn: f.NameEn, TitleSv: f.NameSv,
		State: c.State, Path: f.Path() + "/charter", Access: policy.Access{Class: policy.Public, Forum: f.ID}}
}

func (c Charter) note(f Forum, verb, from, to string) register.Note {
	return register.Note{Noun: CharterNoun, ID: c.ID, Verb: verb, From: from, To: to, Facts: map[string]any{"forum": f.Key, "number": c.Number},
		Access: policy.Access{Class: policy.Public, Forum: f.ID}, Tell: register.Tell{Followers: []policy.Ref{{Noun: Noun, ID: string(f.ID)}}}}
}

// CharterForm is the charter as a form carries it: the text per language and the rules. Version is the one the editor read.
type CharterForm struct {
	Zh, En, Sv string
	Rules      Rules
	Version    int
}

const charterLimit = 60_000

// EditCharter changes a draft charter: text in the authentic language (others are translations of it) and rules.
func (s *Forums) EditCharter(ctx context.Context, actor policy.Actor, key string, form CharterForm) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		f, c, err := s.charterToChange(tx, actor, key)
		if err != nil {
			return err
		}
		if form.Version != c.Version {
			return fault.Conflict("fault.stale", nil)
		}
		var fields fault.Fields
		texts := map[string]string{
			"zh": input.Prose(&fields, "zh", form.Zh, charterLimit, f.Language == "zh"),
			"en": input.Prose(&fields, "en", form.En, charterLimit, f.Language == "en"),
			"sv": input.Prose(&fields, "sv", form.Sv, charterLimit, f.Language == "sv"),
		}
		for language, source := range texts {
			s.look(&fields, language, source)
		}
		form.Rules.check(&fields)
		if err := fields.Err(); err != nil {
			return err
		}
		tx.Permit(policy.Allow(CharterNoun, c.ID, "edit"))
		v, err := s.keepCharterText(tx, f, &c, texts)
		if err != nil {
			return err
		}
		c.RulesJSON, c.ProposedBy, c.ProposedHash = form.Rules.encode(), "", ""
		if err := tx.Save(&c); err != nil {
			return err
		}
		tx.Put(c.card(f))
		n := c.note(f, "charter.edited", "", "")
		n.Version, n.Hash = v.ID, v.Hash
		tx.Enter(n)
		return nil
	})
}

func (s *Forums) charterToChange(tx *register.Tx, actor policy.Actor, key string) (f Forum, c Charter, err error) {
	if err = tx.Where("key = ?", key).Take(&f).Error; err != nil {
		return f, c, store.Found(err)
	}
	if err = tx.Where("forum_id = ?", f.ID).Order("number DESC").First(&c).Error; err != nil {
		return f, c, store.Found(err)
	}
	if !actor.System && !policy.May(policy.EditCharter, actor.RolesIn(f.ID, tx.Now())) {
		return f, c, fault.Forbidden("charter.not_yours", nil)
	}
	if c.State != CharterDraft {
		return f, c, fault.Conflict("charter.adopted_already", nil)
	}
	return f, c, nil
}

func (s *Forums) keepCharterText(tx *register.Tx, f Forum, c *Charter, texts map[string]string) (text.Version, error) {
	draft := text.Draft{Language: f.Language, Title: f.Name(f.Language), Source: texts[f.Language]}
	var v text.Version
	var t text.Text
	var err error
	if c.TextID == "" {
		t, v, err = text.Begin(tx, c.Record(), draft)
		c.TextID = t.ID
	} else {
		if err = tx.Where("id = ?", c.TextID).Take(&t).Error; err != nil {
			return v, err
		}
		v, err = text.Revise(tx, &t, draft)
	}
	if err != nil {
		return v, err
	}
	c.VersionID = v.ID
	for _, language := range []string{"zh", "en", "sv"} {
		if language == f.Language || texts[language] == "" {
			continue
		}
		if _, err := text.Translate(tx, v, text.Rendered{Language: language, State: text.Reviewed, Title: f.Name(language),
			Source: texts[language], TranslatedBy: tx.Actor.Person}); err != nil {
			return v, err
		}
	}
	return v, nil
}

// Adoption records that a charter was adopted at the table: when, and where that stands.
type Adoption struct {
	On      time.Time
	Note    string
	Version int
}

// Adopt puts a charter in force. It takes two: the first names day and place, a second person of the same right confirms the
// very version the first one saw. The forum becomes active.
func (s *Forums) Adopt(ctx context.Context, actor policy.Actor, key string, a Adoption) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		f, c, err := s.charterToChange(tx, actor, key)
		if err != nil {
			return err
		}
		if a.Version != c.Version {
			return fault.Conflict("fault.stale", nil)
		}
		var v text.Version
		if c.VersionID == "" {
			return fault.Conflict("charter.no_text", nil)
		}
		if err := tx.Where("id = ?", c.VersionID).Take(&v).Error; err != nil {
			return err
		}
		tx.Permit(policy.Allow(CharterNoun, c.ID, "adopt"))
		if c.ProposedBy == "" || c.ProposedHash != v.Hash {
			return s.proposeAdoption(tx, f, &c, v, a)
		}
		if c.ProposedBy == actor.Person {
			return fault.Forbidden("guard.second_person", nil)
		}
		return s.adopt(tx, f, &c, v)
	})
}

func (s *Forums) proposeAdoption(tx *register.Tx, f Forum, c *Charter, v text.Version, a Adoption) error {
	var fields fault.Fields
	note := input.Line(&fields, "note", a.Note, 200, true)
	s.look(&fields, "note", note)
	if a.On.IsZero() || a.On.After(tx.Now()) {
		fields.Add("on", "charter.day_not_yet", nil)
	}
	if err := fields.Err(); err != nil {
		return err
	}
	on := a.On.UTC()
	c.AdoptedOn, c.AdoptedNote, c.ProposedBy, c.ProposedHash = &on, note, tx.Actor.Person, v.Hash
	if err := tx.Save(c); err != nil {
		return err
	}
	n := c.note(f, "charter.adoption_proposed", "", "")
	n.Version, n.Hash, n.Values = v.ID, v.Hash, map[string]string{"note": note}
	n.Tell = register.Tell{Secretaries: f.ID, Moderators: true}
	tx.Enter(n)
	return nil
}

func (s *Forums) adopt(tx *register.Tx, f Forum, c *Charter, v text.Version) error {
	c.State = CharterAdopted
	if err := tx.Save(c); err != nil {
		return err
	}
	n := c.note(f, "charter.adopted", CharterDraft, CharterAdopted)
	n.Version, n.Hash, n.Values = v.ID, v.Hash, map[string]string{"note": c.AdoptedNote}
	n.Facts["on"] = c.AdoptedOn.Format("2006-01-02")
	tx.Enter(n)
	tx.Put(c.card(f))
	if f.State == Active {
		return nil
	}
	from := f.State
	f.State, f.ActiveSince = Active, c.AdoptedOn
	tx.Permit(policy.Allow(Noun, string(f.ID), "activate"))
	if err := tx.Save(&f); err != nil {
		return err
	}
	tx.Put(f.card())
	tx.Enter(register.Note{Noun: Noun, ID: string(f.ID), Verb: "forum.activated", From: from, To: Active, Facts: map[string]any{"key": f.Key},
		Access: policy.Access{Class: policy.Public, Forum: f.ID}})
	return nil
}

// CharterPage is a charter with its text for one reader.
type CharterPage struct {
	Forum   Forum
	Charter Charter
	Text    text.Version
	Reading text.Reading
	Sources map[string]string // Markdown by language, for the form
}

// Charter gives the newest charter of a forum. It is public; only its draft form is not.
func (s *Forums) Charter(ctx context.Context, key, reader string) (CharterPage, error) {
	f, err := s.Find(ctx, key)
	if err != nil {
		return CharterPage{}, err
	}
	page := CharterPage{Forum: f, Sources: map[string]string{}}
	db := s.r.Read(ctx)
	if err := db.Where("forum_id = ?", f.ID).Order("number DESC").First(&page.Charter).Error; err != nil {
		return page, store.Found(err)
	}
	if page.Charter.TextID == "" {
		return page, nil
	}
	_, v, trs, err := text.Of(db, page.Charter.Record())
	if err != nil {
		return page, store.Found(err)
	}
	page.Text, page.Reading = v, text.Read(v, nil, reader)
	page.Sources[v.Language] = v.Source
	for i, tr := range trs {
		page.Sources[tr.Language] = tr.Source
		if tr.Language == reader {
			page.Reading = text.Read(v, &trs[i], reader)
		}
	}
	return page, nil
}

// RulesOf gives the rules in force in a forum now: those of its adopted charter, else of its draft.
func (s *Forums) RulesOf(ctx context.Context, id policy.ForumID) (Rules, error) {
	var c Charter
	err := s.r.Read(ctx).Select("rules").Where("forum_id = ?", id).Order("CASE WHEN state = 'adopted' THEN 0 ELSE 1 END, number DESC").First(&c).Error
	return c.Rules(), store.Found(err)
}
