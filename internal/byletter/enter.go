package byletter

import (
	"context"
	"errors"
	"time"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
)

// Entering is a letter by which an organisation withdraws its statement, as the secretary enters it. Version is the statement's.
type Entering struct {
	Statement string
	Dated     string // 2006-01-02, of the letter
	Received  string // day on which it came
	Paper     *input.Sent
	Version   int
}

// entered begins a letter that withdraws a statement.
func entered(p proposal.Proposal, st proposal.Statement) Letter {
	return Letter{About: Statement, ProposalID: p.ID, ForumID: p.Forum, SentFor: st.StatedFor, Matter: st.ID, Mark: st.Standing.VersionID, Content: []byte{}, State: Machine().First, Version: 1}
}

// Enter enters a letter that withdraws a statement. It is withdrawn once a second person has compared the letter, if that is of before the
// end of the window and came before it.
func (s *Letters) Enter(ctx context.Context, actor policy.Actor, e Entering) (Letter, error) {
	var l Letter
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		p, st, err := s.proposals.LockedStatement(tx, e.Statement)
		if err != nil {
			return err
		}
		l = entered(p, st)
		if err := s.MayEnter(actor, p, st); err != nil {
			return err
		}
		if e.Version != st.Version {
			return fault.Conflict("fault.stale", nil)
		}
		scan, err := s.came(tx, e, &l, p, st)
		if err != nil {
			return err
		}
		if err := l.instead(tx); err != nil {
			return err
		}
		l.ID = clock.NewID()
		about, err := s.know(tx.DB, []Letter{l}, map[string]proposal.Proposal{p.ID: p})
		if err != nil {
			return err
		}
		to, err := Machine().Step(l.State, "enter", actor.RolesIn(p.Forum, tx.Now()), Judge(actor, tx.Now(), l, about[l.ID].Known))
		if err != nil {
			return err
		}
		tx.Permit(policy.Allow(proposal.Noun, p.ID, "by_letter"))
		l.State, l.StateSince = to, tx.Now()
		l.holds(l.Dated, actor.Person, scan)
		if err := tx.Add(&l); err != nil {
			return err
		}
		return l.told(tx, p, "entered", "")
	})
	return l, err
}

// beijing is where the days of letters are.
const beijing = 8 * 60 * 60

// came reads how and when the letter came, or says what is wrong with it.
func (s *Letters) came(tx *register.Tx, e Entering, l *Letter, p proposal.Proposal, st proposal.Statement) (input.Scan, error) {
	var fields, again fault.Fields
	here := time.FixedZone("Asia/Shanghai", beijing)
	scan, err := s.proposals.Scanned(tx.Now(), e.Dated, time.Time{}, e.Paper)
	if f := (*fault.Fault)(nil); errors.As(err, &f) && len(f.Fields) > 0 {
		fields = append(fields, f.Fields...)
	} else if err != nil {
		return scan, err
	}
	received := input.Date(&fields, "received", e.Received, here, true)
	if received.After(tx.Now()) {
		fields.Add("received", "post.letter_not_yet", nil)
	}
	dated := input.Date(&again, "dated", e.Dated, here, true)
	if dated.IsZero() || received.IsZero() {
		return scan, fields.Err()
	}
	l.Dated, l.Received = dated.Format(time.DateOnly), received.Format(time.DateOnly)
	if l.Received < l.Dated {
		fields.Add("received", "statement.received_before_dated", nil)
	}
	known := l.withdraws(p, st)
	if !known.Newer {
		fields.Add("dated", guardNewer, nil)
	}
	if !known.InTime && l.Received >= l.Dated && known.Until != nil {
		fields.Add("received", guardInTime, fault.Args{"Until": *known.Until})
	}
	return scan, fields.Err()
}
