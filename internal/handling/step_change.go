package handling

import (
	"strconv"
	"strings"

	"sametable/internal/calendar"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/text"
)

// newDay reads to which day the limit is moved: later than it is, and no later than the charter allows.
func (m *Handling) newDay(r *text.Reader, step Step) {
	at := input.Date(&r.Fields, "day", step.Day, zone(), true)
	if at.IsZero() {
		return
	}
	end := calendar.Ends(at)
	if !end.After(m.Due) || end.After(m.MostDue) {
		r.Fields.Add("day", "handling.day_between", fault.Args{"From": m.Due, "Until": m.MostDue})
		return
	}
	m.AskedDue = &end
}

// askedAgain reads which measures are asked again.
func (m *Handling) askedAgain(r *text.Reader, step Step) {
	var numbers []string
	for _, n := range step.Measures {
		numbers = append(numbers, strconv.Itoa(n))
	}
	if m.Asked = strings.Join(numbers, " "); m.Asked == "" {
		r.Fields.Add("measures", "handling.measures_again", nil)
	}
}

// readers are who gets the reason of a step.
func (m Handling) readers(verb string) []policy.PersonID {
	switch verb {
	case "give_back", "ask_extension":
		return []policy.PersonID{m.HandedBy}
	case "keep_limit":
		return []policy.PersonID{m.AskedBy}
	}
	return nil
}

// change does what a step does.
func (m *Handling) change(tx *register.Tx, p proposal.Proposal, k Known, step Step, first bool) error {
	now := tx.Now()
	if first {
		m.ReopenBy, m.ReopenVerb = tx.Actor.Person, step.Verb
		return nil
	}
	switch step.Verb {
	case "give_back", "recall":
		m.EndedAt = &now
		return m.letGo(tx, p, k)
	case "meet":
		m.MetBy = tx.Actor.Person
	case "ask_extension":
		m.AskedWhy, m.AskedBy = m.Reason, tx.Actor.Person
	case "extend":
		m.Due, m.Extended, m.Reminded = *m.AskedDue, m.Extended+1, 0
		m.AskedDue = nil
	case "keep_limit":
		m.AskedDue, m.AskedWhy, m.AskedBy = nil, "", ""
	case "re_handle", "reopen_handling":
		m.Round, m.Since, m.Due, m.Again = m.Round+1, now, months(now, againMonths), m.Again || step.Verb == "re_handle"
		m.RepliedAt, m.RateBy, m.Rating, m.Reminded, m.AskedDue = nil, nil, "", 0, nil
	}
	if strings.HasPrefix(step.Verb, "reopen") {
		m.ReopenBy, m.ReopenVerb, m.ReopenWhy = "", "", ""
	}
	return nil
}

// letGo gives back to their writers what was being confirmed when a handling ends.
func (m Handling) letGo(tx *register.Tx, p proposal.Proposal, k Known) error {
	for _, a := range k.Replies {
		if a.State != Confirming {
			continue
		}
		tx.Permit(policy.Allow(AnswerNoun, a.ID, "take_back"))
		a.State, a.StateSince = Draft, tx.Now()
		a.settle()
		if err := tx.Save(&a); err != nil {
			return err
		}
		if err := a.put(tx, p); err != nil {
			return err
		}
		tx.Enter(a.note(p, "taken_back", Confirming))
	}
	return nil
}
