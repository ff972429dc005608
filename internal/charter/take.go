package charter

import (
	"context"
	"time"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// ReasonMost is the longest reason, in characters.
const ReasonMost = 600

// Step is one step of a charter as a whole.
type Step struct {
	Charter   string
	Verb      string
	Version   int
	Until     string   // with consult: the last day, "2016-09-08"
	Reason    string   // with return and reopen
	Anyway    bool     // the reason may go out in a language its reader does not read
	Languages []string // with review_translation: those she has read against the original
}

// Verbs are the steps that Take takes.
func Verbs() []string {
	return []string{"submit", "return", "consult", "review_translation", "reopen"}
}

// Take takes a charter one step on.
func (s *Charters) Take(ctx context.Context, actor policy.Actor, step Step) (forum.Charter, error) {
	var h held
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		if !listed(Verbs(), step.Verb) {
			return fault.NotFound()
		}
		var err error
		if h, err = find(tx, step.Charter); err != nil {
			return err
		}
		to, err := s.step(tx, h, step.Verb, step.Version, nil)
		if err != nil {
			return err
		}
		return s.take(tx, &h, step, to)
	})
	return h.c, err
}

func (s *Charters) take(tx *register.Tx, h *held, step Step, to string) error {
	reason, err := s.reason(tx, *h, step)
	if err != nil {
		return err
	}
	switch step.Verb {
	case "submit":
		h.c.ProposedBy, h.c.ProposedHash = tx.Actor.Person, h.v.Hash
		err = h.restate(tx, text.Drafted, text.InReview)
	case "return":
		err = h.restate(tx, text.InReview, text.Drafted)
	case "consult":
		err = h.consult(tx, step.Until)
	case "review_translation":
		err = h.review(tx, step.Languages)
	}
	if err != nil {
		return err
	}
	n := h.move(tx, past()[step.Verb], to)
	if reason != "" {
		n.Values["note"] = reason
	}
	if err := h.tell(tx, step.Verb, &n); err != nil {
		return err
	}
	return h.keep(tx, n)
}

// reason reads why a charter goes back. Whoever submitted it is told.
func (s *Charters) reason(tx *register.Tx, h held, step Step) (string, error) {
	if step.Verb != "return" && step.Verb != "reopen" {
		return "", nil
	}
	r := text.Reads(s.gate, tx.Now())
	reason := r.Prose("reason", step.Reason, ReasonMost, true)
	told := account.Reason{Field: "reason", Text: reason, From: tx.Actor.Person, To: []policy.PersonID{h.c.ProposedBy}, Anyway: step.Anyway}
	if err := told.Legible(tx.DB, &r.Fields); err != nil {
		return "", err
	}
	return reason, r.Err()
}

// tell names whom a step concerns beside those who follow the forum.
func (h held) tell(tx *register.Tx, verb string, n *register.Note) error {
	switch verb {
	case "submit":
		n.Tell.Moderators = true
		n.Tell.Secretaries = h.f.ID
	case "return":
		n.Tell = register.Tell{Persons: []policy.PersonID{h.c.ProposedBy}}
	case "review_translation":
		n.Tell = register.Tell{}
	case "reopen":
		n.Tell.Persons = []policy.PersonID{h.c.ProposedBy}
		h.keepers(&n.Tell)
	case "consult":
		n.Facts["until"] = h.c.WindowEnds.UTC().Format(time.RFC3339)
		var err error
		n.Tell.Persons, err = h.sitting(tx)
		h.keepers(&n.Tell)
		return err
	case "adopt", "reject":
		h.keepers(&n.Tell)
	}
	return nil
}

// consult opens the consultation on the words that were submitted.
func (h *held) consult(tx *register.Tx, until string) error {
	var fields fault.Fields
	day := input.Date(&fields, "until", until, zone(), true)
	now := tx.Now()
	if !day.IsZero() {
		end := time.Date(day.Year(), day.Month(), day.Day(), 23, 59, 59, 0, zone()).UTC()
		if end.Before(forum.Window(now, ConsultLeast, zone())) || end.After(forum.Window(now, ConsultMost, zone())) {
			fields.Add("until", "charter.until_days", fault.Args{"Least": ConsultLeast, "Most": ConsultMost})
		}
		h.c.WindowEnds, h.c.WindowToldAt = &end, nil
	}
	h.c.ConsultedID, h.c.ConsultedAt = h.v.ID, &now
	return fields.Err()
}

// restate moves the translations of the text from one state to another.
func (h *held) restate(tx *register.Tx, from, to text.State) error {
	for i, tr := range h.trs {
		if tr.State != from || tr.SourceHash != h.v.Hash {
			continue
		}
		if err := text.Restate(tx, tr, to, tr.ReviewedBy); err != nil {
			return err
		}
		h.trs[i].State = to
	}
	return nil
}

// review marks the translations that somebody has read against the original as reviewed by her. Nobody reviews her own.
func (h *held) review(tx *register.Tx, languages []string) error {
	var fields fault.Fields
	done := 0
	for _, tr := range h.trs {
		if !listed(languages, tr.Language) || tr.SourceHash != h.v.Hash || tr.State != text.Drafted && tr.State != text.InReview {
			continue
		}
		if tr.TranslatedBy == tx.Actor.Person {
			fields.Add("read", "charter.own_translation", nil)
			continue
		}
		if err := text.Restate(tx, tr, text.Reviewed, tx.Actor.Person); err != nil {
			return err
		}
		done++
	}
	if done == 0 && len(fields) == 0 {
		fields.Add("read", "input.required", nil)
	}
	return fields.Err()
}
