package charter

import (
	"context"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Form is the charter as a form carries it: the text per language and the rules. Version is the one the editor read.
type Form struct {
	Zh, En, Sv string
	Rules      forum.Rules
	Version    int
}

const textMost = 60_000

// Begin begins the next charter of a forum from the one in force, or the last one that was rejected: its text, translations and rules, as
// a draft of its own. What is in force stays in force until the next one is adopted.
func (s *Charters) Begin(ctx context.Context, actor policy.Actor, key string) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		f, err := editable(tx, key)
		if err != nil {
			return err
		}
		var all []forum.Charter
		if err := tx.Where("forum_id = ?", f.ID).Order("number").Find(&all).Error; err != nil || len(all) == 0 {
			return store.Found(err)
		}
		from := all[len(all)-1]
		for _, c := range all {
			switch {
			case c.OnItsWay():
				return fault.Conflict("charter.draft_exists", nil)
			case c.State == forum.CharterAdopted:
				from = c
			}
		}
		next := forum.Charter{ID: clock.NewID(), ForumID: f.ID, Number: all[len(all)-1].Number + 1, State: Machine().First, RulesJSON: from.RulesJSON, MadeAt: tx.Now()}
		tx.Permit(policy.Allow(forum.CharterNoun, next.ID, "draft"))
		if from.TextID != "" {
			if err := copyText(tx, &next, from); err != nil {
				return err
			}
		}
		return forum.BeginCharter(tx, f, &next)
	})
}

// copyText begins a charter's text with that of another one. Its translations keep their state: they are the same words.
func copyText(tx *register.Tx, c *forum.Charter, from forum.Charter) error {
	_, v, trs, err := text.Of(tx.DB, from.Record())
	if err != nil {
		return store.Found(err)
	}
	t, first, err := text.Begin(tx, c.Record(), text.Draft{Language: v.Language, Title: v.Title, Source: v.Source})
	if err != nil {
		return err
	}
	c.TextID, c.VersionID = t.ID, first.ID
	for _, tr := range trs {
		if tr.SourceHash != v.Hash {
			continue // of an earlier text
		}
		if _, err := text.Translate(tx, first, text.Rendered{Language: tr.Language, State: tr.State, Title: tr.Title, Source: tr.Source,
			TranslatedBy: tr.TranslatedBy, ReviewedBy: tr.ReviewedBy}); err != nil {
			return err
		}
	}
	return nil
}

// Edit changes a charter that is being written, or that was consulted on and is not decided: text in the authentic language (others are
// translations of it) and rules.
func (s *Charters) Edit(ctx context.Context, actor policy.Actor, key string, form Form) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		h, err := ofForum(tx, key)
		if err != nil {
			return err
		}
		to, err := s.step(tx, h, "edit", form.Version, nil)
		if err != nil {
			return err
		}
		texts, err := s.texts(h.f, form)
		if err != nil {
			return err
		}
		if err := h.write(tx, texts, text.Drafted); err != nil {
			return err
		}
		h.c.RulesJSON = form.Rules.Encode()
		n := h.move(tx, past()["edit"], to)
		if err := h.keep(tx, n); err != nil {
			return err
		}
		return h.c.Runs(tx)
	})
}

// texts reads the form; texts and rules pass the gate.
func (s *Charters) texts(f forum.Forum, form Form) (map[string]string, error) {
	var fields fault.Fields
	texts := map[string]string{}
	for _, one := range []struct{ language, raw string }{{"zh", form.Zh}, {"en", form.En}, {"sv", form.Sv}} {
		texts[one.language] = input.Prose(&fields, one.language, one.raw, textMost, f.Language == one.language)
		if found := text.Look(s.gate, texts[one.language], s.r.Now()); len(found) > 0 {
			said := found.Stopped()
			fields.Add(one.language, said.ID, said.Args)
		}
	}
	s.forums.CheckRules(&fields, form.Rules)
	return texts, fields.Err()
}

// write keeps a new version of the text. A translation that changed, or whose original did, waits for review again: nobody reviews her
// own.
func (h *held) write(tx *register.Tx, texts map[string]string, state text.State) error {
	draft := text.Draft{Language: h.f.Language, Title: h.f.Name(h.f.Language), Source: texts[h.f.Language]}
	var err error
	if h.c.TextID == "" {
		if h.t, h.v, err = text.Begin(tx, h.c.Record(), draft); err == nil {
			h.c.TextID = h.t.ID
		}
	} else {
		h.v, err = text.Revise(tx, &h.t, draft)
	}
	if err != nil {
		return store.Found(err)
	}
	h.c.VersionID = h.v.ID
	for _, language := range []string{"zh", "en", "sv"} {
		if language == h.f.Language || texts[language] == "" || stands(h.trs, h.v, language, texts[language]) {
			continue
		}
		if _, err := text.Translate(tx, h.v, text.Rendered{Language: language, State: state, Title: h.f.Name(language),
			Source: texts[language], TranslatedBy: tx.Actor.Person}); err != nil {
			return err
		}
	}
	return nil
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
