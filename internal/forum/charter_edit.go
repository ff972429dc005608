package forum

import (
	"context"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

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
		f, c, old, err := draftToChange(tx, key)
		if err != nil {
			return err
		}
		to, err := CharterMachine().StepOn(form.Version == c.Version, c.State, "edit", actor.RolesIn(f.ID, tx.Now()), c.judge(actor, old))
		if err != nil {
			return err
		}
		texts, err := s.charterTexts(f, form)
		if err != nil {
			return err
		}
		tx.Permit(policy.Allow(CharterNoun, c.ID, "edit"))
		v, err := keepCharterText(tx, f, &c, texts)
		if err != nil {
			return err
		}
		c.State, c.RulesJSON = to, form.Rules.encode()
		c.dropProposal()
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

// dropProposal forgets what the first person entered.
func (c *Charter) dropProposal() {
	c.AdoptedOn, c.AdoptedNote, c.ProposedBy, c.ProposedHash = nil, "", "", ""
}

// charterTexts reads the form; texts and rules pass the gate.
func (s *Forums) charterTexts(f Forum, form CharterForm) (map[string]string, error) {
	var fields fault.Fields
	texts := map[string]string{}
	for _, one := range []struct{ language, raw string }{{"zh", form.Zh}, {"en", form.En}, {"sv", form.Sv}} {
		texts[one.language] = input.Prose(&fields, one.language, one.raw, charterLimit, f.Language == one.language)
		s.look(&fields, one.language, texts[one.language])
	}
	s.checkRules(&fields, form.Rules)
	return texts, fields.Err()
}

// editable finds a forum whose charter the actor may work on.
func editable(tx *register.Tx, key string) (Forum, error) {
	var f Forum
	if err := tx.Where("key = ?", key).Take(&f).Error; err != nil {
		return f, store.Found(err)
	}
	if !policy.May(policy.EditCharter, tx.Actor.RolesIn(f.ID, tx.Now())) {
		return f, fault.Forbidden("charter.not_yours", nil)
	}
	return f, nil
}

// draftToChange finds the draft of a forum with its text as it stands.
func draftToChange(tx *register.Tx, key string) (f Forum, c Charter, v text.Version, err error) {
	if f, err = editable(tx, key); err != nil {
		return f, c, v, err
	}
	var drafts []Charter
	if err = tx.Where("forum_id = ? AND state = ?", f.ID, CharterDraft).Order("number DESC").Limit(1).Find(&drafts).Error; err != nil {
		return f, c, v, err
	}
	if len(drafts) == 0 {
		return f, c, v, fault.Conflict("charter.adopted_already", nil)
	}
	c = drafts[0]
	if c.VersionID != "" {
		err = store.Found(tx.Where("id = ?", c.VersionID).Take(&v).Error)
	}
	return f, c, v, err
}

// keepCharterText keeps a new version of the text. A translation that changed, or whose original did, is its editor's draft again:
// nobody reviews her own.
func keepCharterText(tx *register.Tx, f Forum, c *Charter, texts map[string]string) (text.Version, error) {
	draft := text.Draft{Language: f.Language, Title: f.Name(f.Language), Source: texts[f.Language]}
	var v text.Version
	var known []text.Translation
	t, _, known, err := text.Of(tx.DB, c.Record())
	switch {
	case c.TextID == "":
		if t, v, err = text.Begin(tx, c.Record(), draft); err == nil {
			c.TextID = t.ID
		}
	case err == nil:
		v, err = text.Revise(tx, &t, draft)
	}
	if err != nil {
		return v, store.Found(err)
	}
	c.VersionID = v.ID
	for _, language := range []string{"zh", "en", "sv"} {
		if language == f.Language || texts[language] == "" || stands(known, v, language, texts[language]) {
			continue
		}
		if _, err := text.Translate(tx, v, text.Rendered{Language: language, State: text.Drafted, Title: f.Name(language),
			Source: texts[language], TranslatedBy: tx.Actor.Person}); err != nil {
			return v, err
		}
	}
	return v, nil
}

// stands tells whether a translation was made of this very text and has not changed.
func stands(known []text.Translation, v text.Version, language, source string) bool {
	for _, tr := range known {
		if tr.Language == language && tr.SourceHash == v.Hash && tr.Source == source {
			return true
		}
	}
	return false
}
