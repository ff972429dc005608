package charter

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm/clause"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
	"sametable/internal/workflow"
)

// Change is an editorial change of a charter in force: its words anew, and those of its rules that say nothing about who decides.
type Change struct {
	ID                string `gorm:"primaryKey"`
	CharterID         string
	State             string
	StateSince        time.Time
	Zh, En, Sv        string
	RulesJSON         string `gorm:"column:rules"`
	Reason            string // what is changed and why
	Language          string // of the reason
	FromID            string // the version of the text that it changes
	FromRules         string
	VersionID         string // the version it became
	ProposedBy        policy.PersonID
	ProposedAt        time.Time
	AnnouncedBy       policy.PersonID
	AnnouncedAt       *time.Time
	Declined          string // why the chair does not announce it
	DeclinedLanguage  string
	EndsAt            time.Time // the last instant for objections, once it is announced
	ObjectedFor       policy.OrganisationID
	ObjectedBy        policy.PersonID
	Objection         string
	ObjectionLanguage string
	ForumID           policy.ForumID
	Version           int
}

// TableName is the table's.
func (Change) TableName() string { return "charter_changes" }

// Record is the charter it changes.
func (x Change) Record() policy.Ref { return policy.Ref{Noun: forum.CharterNoun, ID: x.CharterID} }

// Piece names it in the entries that seal it.
func (x Change) Piece() string { return "change " + x.ID }

// Lock is the optimistic lock.
func (x *Change) Lock() *int { return &x.Version }

// Rules reads the rules it proposes.
func (x Change) Rules() forum.Rules { return forum.Charter{RulesJSON: x.RulesJSON}.Rules() }

// Before reads the rules it changes.
func (x Change) Before() forum.Rules { return forum.Charter{RulesJSON: x.FromRules}.Rules() }

// Texts gives its words by language.
func (x Change) Texts() map[string]string {
	return map[string]string{"zh": x.Zh, "en": x.En, "sv": x.Sv}
}

// Proposing is an editorial change as its form has it.
type Proposing struct {
	Charter string
	Form
	Reason   string
	Language string
}

// Waits tells whether an editorial change is neither in force nor over.
func (x Change) Waits() bool { return listed(waiting(), x.State) }

// Announced tells whether it was before the members. Before chairs announced them, each was at once.
func (x Change) Announced() bool {
	return x.AnnouncedAt != nil || listed([]string{ChangeOpen, ChangeInForce, ChangeFallen}, x.State)
}

// Since is when the time for objections began.
func (x Change) Since() time.Time {
	if x.AnnouncedAt != nil {
		return *x.AnnouncedAt
	}
	return x.ProposedAt
}

func waiting() []string { return []string{ChangeAsked, ChangeOpen} }

// ProposeChange puts an editorial change before the chair, who announces it to the members.
func (s *Charters) ProposeChange(ctx context.Context, actor policy.Actor, p Proposing) (Change, error) {
	var x Change
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		h, err := find(tx, p.Charter)
		if err != nil {
			return err
		}
		to, err := s.step(tx, h, "propose_change", p.Version, nil)
		if err != nil {
			return err
		}
		texts, err := s.texts(h.f, p.Form)
		if err != nil {
			return err
		}
		if x, err = s.change(tx, h, p, texts); err != nil {
			return err
		}
		if err := tx.Add(&x); err != nil {
			return err
		}
		n := h.move(tx, past()["propose_change"], to)
		h.members(&n)
		n.Facts["change"], n.Values["note"] = x.ID, x.Reason
		if n.Tell.Persons, err = h.chairs(tx); err != nil {
			return err
		}
		return h.keep(tx, n)
	})
	return x, err
}

// change reads what is to become of a charter.
func (s *Charters) change(tx *register.Tx, h held, p Proposing, texts map[string]string) (Change, error) {
	r, now := text.Reads(s.gate, tx.Now()), tx.Now()
	reason := r.Prose("reason", p.Reason, ReasonMost, true)
	language := input.Choice(&r.Fields, "language", p.Language, lang.Codes())
	if !forum.Editorial(h.c.Rules(), p.Rules) {
		r.Fields.Add("rules", "charter.not_editorial", nil)
	}
	same := p.Rules.Same(h.c.Rules()) && texts[h.f.Language] == h.v.Source
	for _, code := range []string{"zh", "en", "sv"} {
		if code != h.f.Language {
			words := ""
			for _, tr := range h.trs {
				if tr.Language == code {
					words = tr.Source
				}
			}
			same = same && words == texts[code]
		}
	}
	if same {
		r.Fields.Add(h.f.Language, "charter.nothing_changed", nil)
	}
	return Change{ID: clock.NewID(), CharterID: h.c.ID, State: ChangeMachine().First, StateSince: now, Zh: texts["zh"], En: texts["en"], Sv: texts["sv"], RulesJSON: p.Rules.Encode(),
		Reason: reason, Language: string(language), FromID: h.v.ID, FromRules: h.c.Rules().Encode(), ProposedBy: tx.Actor.Person, ProposedAt: now,
		EndsAt: forum.Window(now, ObjectDays, zone()), ForumID: h.f.ID, Version: 1}, r.Err()
}

// ChangeStep is a step of an editorial change: that the chair announces or declines it, an objection, or that it is withdrawn.
type ChangeStep struct {
	Change   string
	Verb     string // announce, decline, object, withdraw
	Mandate  policy.MandateID
	Reason   string // with decline and object: everybody of the forum reads it
	Language string
	Version  int
}

// ChangeVerbs are the steps that TakeChange takes.
func ChangeVerbs() []string { return []string{"announce", "decline", "object", "withdraw"} }

// TakeChange takes an editorial change one step on. The first objection lets it fall: then it is the next charter's to change that.
func (s *Charters) TakeChange(ctx context.Context, actor policy.Actor, step ChangeStep) (Change, error) {
	var x Change
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		if !listed(ChangeVerbs(), step.Verb) {
			return fault.NotFound()
		}
		h, err := ofChange(tx, step.Change, &x)
		if err != nil {
			return err
		}
		if !x.Announced() && !s.reads(actor, h.f.ID) {
			return fault.NotFound()
		}
		to, err := ChangeMachine().StepOn(step.Version == x.Version, x.State, step.Verb, actor.RolesIn(h.f.ID, tx.Now()), JudgeChange(actor, tx.Now(), x))
		if err != nil {
			return err
		}
		tx.Permit(policy.Allow(forum.CharterNoun, h.c.ID, step.Verb))
		if err := s.said(tx, h, step, &x); err != nil {
			return err
		}
		asked := x.State == ChangeAsked
		n := h.changed(tx, &x, step.Verb, to)
		if err := x.told(tx, h, &n, step.Verb, asked); err != nil {
			return err
		}
		tx.Enter(n)
		return tx.Save(&x)
	})
	return x, err
}

// said reads what a step of a change says.
func (s *Charters) said(tx *register.Tx, h held, step ChangeStep, x *Change) error {
	switch step.Verb {
	case "announce":
		now := tx.Now()
		x.AnnouncedBy, x.AnnouncedAt, x.EndsAt = tx.Actor.Person, &now, forum.Window(now, ObjectDays, zone())
	case "decline":
		r := text.Reads(s.gate, tx.Now())
		x.Declined = r.Prose("reason", step.Reason, ReasonMost, true)
		x.DeclinedLanguage = string(input.Choice(&r.Fields, "language", step.Language, lang.Codes()))
		return r.Err()
	case "object":
		return s.object(tx, h, step, x)
	}
	return nil
}

// told adds to the entry of a step what it says, and who is told. What lay before the chair alone, and why somebody is against it, stays in
// the forum.
func (x Change) told(tx *register.Tx, h held, n *register.Note, verb string, asked bool) (err error) {
	if asked && verb != "announce" || verb == "object" {
		h.members(n)
	}
	n.Tell = register.Tell{Persons: []policy.PersonID{x.ProposedBy}}
	h.keepers(&n.Tell)
	switch verb {
	case "announce":
		n.Facts["until"], n.Values["note"] = x.EndsAt.UTC().Format(time.RFC3339), x.Reason
	case "decline":
		n.Values["words"] = x.Declined
	case "object":
		n.For, n.Facts["organisation"], n.Values["words"] = x.ObjectedFor, string(x.ObjectedFor), x.Objection
	}
	if verb == "announce" || verb == "object" {
		n.Tell.Persons, err = h.sitting(tx)
		n.Tell.Persons = append(n.Tell.Persons, x.ProposedBy)
	}
	return err
}

// object reads who objects and why.
func (s *Charters) object(tx *register.Tx, h held, step ChangeStep, x *Change) error {
	r := text.Reads(s.gate, tx.Now())
	m, err := h.voice(tx, step.Mandate, "")
	if err != nil {
		return err
	}
	if m.ID == "" {
		r.Fields.Add("mandate", "input.choice", nil)
	}
	x.Objection = r.Prose("reason", step.Reason, ReasonMost, true)
	x.ObjectionLanguage = string(input.Choice(&r.Fields, "language", step.Language, lang.Codes()))
	x.ObjectedFor, x.ObjectedBy = m.Organisation, tx.Actor.Person
	return r.Err()
}

// changed takes a change to a state, and begins the entry about it.
func (h *held) changed(tx *register.Tx, x *Change, verb, to string) register.Note {
	n := h.move(tx, past()[verb], h.c.State)
	n.Facts["change"], n.Facts["change_from"], n.Facts["change_to"] = x.ID, x.State, to
	x.State, x.StateSince = to, tx.Now()
	return n
}

// ofChange finds an editorial change and the charter it is of, the charter first, as everywhere.
func ofChange(tx *register.Tx, id string, x *Change) (held, error) {
	var of Change
	if err := tx.Select("charter_id").Where("id = ?", id).Take(&of).Error; err != nil {
		return held{}, store.Found(err)
	}
	h, err := find(tx, of.CharterID)
	if err != nil {
		return h, err
	}
	return h, store.Found(tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(x).Error)
}

// lapse ends what was to be changed in a charter that is superseded.
func lapse(tx *register.Tx, h held, judged workflow.Judgement) error {
	var open []Change
	if err := tx.Where("charter_id = ? AND state IN ?", h.c.ID, waiting()).Find(&open).Error; err != nil {
		return err
	}
	for _, x := range open {
		to, err := ChangeMachine().Step(x.State, "lapse", tx.Actor.RolesIn(h.f.ID, tx.Now()), judged)
		if err != nil {
			return err
		}
		asked := x.State == ChangeAsked
		n := h.changed(tx, &x, "lapse", to)
		if asked {
			h.members(&n)
		}
		n.Tell = register.Tell{Persons: []policy.PersonID{x.ProposedBy}}
		tx.Enter(n)
		if err := tx.Save(&x); err != nil {
			return err
		}
	}
	return nil
}

// enforce makes a change the charter's words and rules. Its translations were before everybody for a week and wait for a review.
func (s *Charters) enforce(tx *register.Tx, id string) error {
	var x Change
	h, err := ofChange(tx, id, &x)
	if err != nil {
		return err
	}
	to, err := ChangeMachine().Step(x.State, "enforce", tx.Actor.RolesIn(h.f.ID, tx.Now()), JudgeChange(tx.Actor, tx.Now(), x))
	if err != nil {
		return err
	}
	tx.Permit(policy.Allow(forum.CharterNoun, h.c.ID, "enforce"))
	if err := h.rewrite(tx, x); err != nil {
		return err
	}
	h.c.RulesJSON, x.VersionID = x.RulesJSON, h.v.ID
	n := h.changed(tx, &x, "enforce", to)
	people, err := h.sitting(tx)
	if err != nil {
		return err
	}
	n.Tell.Persons = append(slices.Clone(people), x.ProposedBy)
	if err := tx.Save(&x); err != nil {
		return err
	}
	if err := h.keep(tx, n); err != nil {
		return err
	}
	return h.c.Runs(tx)
}

// rewrite keeps the words of a change, each translation as its proposer's.
func (h *held) rewrite(tx *register.Tx, x Change) error {
	texts := x.Texts()
	if texts[h.f.Language] != h.v.Source {
		var err error
		if h.v, err = text.Revise(tx, &h.t, text.Draft{Language: h.f.Language, Title: h.f.Name(h.f.Language), Source: texts[h.f.Language]}); err != nil {
			return store.Found(err)
		}
		h.c.VersionID = h.v.ID
	}
	for _, language := range []string{"zh", "en", "sv"} {
		if language == h.f.Language || texts[language] == "" || stands(h.trs, h.v, language, texts[language]) {
			continue
		}
		if _, err := text.Translate(tx, h.v, text.Rendered{Language: language, State: text.InReview, Title: h.f.Name(language), Source: texts[language],
			TranslatedBy: x.ProposedBy}); err != nil {
			return err
		}
	}
	return nil
}
