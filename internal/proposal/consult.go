package proposal

import (
	"context"
	"strings"
	"time"

	"sametable/internal/clock"
	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// Presets are the lengths of a consultation: 30 days as in China, the three months of a Swedish remiss, the twelve weeks of the
// European Union.
func Presets() []string { return []string{"days_30", "remiss", "weeks_12"} }

// Closes gives the last instant of a consultation that is opened at an instant: the end of its last day in Beijing.
func Closes(preset string, opened time.Time) time.Time {
	day := opened.In(beijing)
	switch preset {
	case "remiss":
		day = clock.Months(day, 3)
	case "weeks_12":
		day = day.AddDate(0, 0, 7*12)
	default:
		day = day.AddDate(0, 0, 30)
	}
	return time.Date(day.Year(), day.Month(), day.Day(), 23, 59, 59, 0, beijing).UTC()
}

// Takes tells whether a statement that arrives at an instant still counts: the last second of the window is in it.
func (p Proposal) Takes(at time.Time) bool {
	return p.State == Consultation && p.ClosesAt != nil && at.Before(p.ClosesAt.Add(time.Second))
}

// Opening opens a consultation: how long, and which organisations are asked. Whoever sits in the forum may answer, asked or not.
type Opening struct {
	Proposal string
	Preset   string
	Invited  []policy.OrganisationID
	Version  int
}

// Consult opens the consultation of an admitted proposal on the words as they stand.
func (s *Proposals) Consult(ctx context.Context, actor policy.Actor, o Opening) (Proposal, error) {
	var p Proposal
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var err error
		if p, err = find(tx, actor, o.Proposal); err != nil {
			return err
		}
		known, err := s.know(tx.DB, p)
		if err != nil {
			return err
		}
		to, err := Machine().StepOn(o.Version == p.Version, p.State, "consult", actor.RolesIn(p.Forum, tx.Now()), Judge(actor, tx.Now(), p, known))
		if err != nil {
			return err
		}
		var fields fault.Fields
		p.Preset = input.Choice(&fields, "preset", o.Preset, Presets())
		seated, err := drafting.SeatedIn(tx.DB, p.Forum)
		if err != nil {
			return err
		}
		var invited []string
		for _, id := range o.Invited {
			if !listed(seated, id) {
				fields.Add("invited", "input.choice", nil)
				break
			}
			if id != p.ProposedFor {
				invited = append(invited, string(id))
			}
		}
		if len(invited) == 0 && len(fields) == 0 {
			fields.Add("invited", "proposal.invite_one", nil)
		}
		if err := fields.Err(); err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, p.ID, "consult"))
		now, until := tx.Now(), Closes(p.Preset, tx.Now())
		p.State, p.StateSince, p.Opened, p.OpenedAt, p.ClosesAt, p.Invited = to, now, p.Revision, &now, &until, strings.Join(invited, " ")
		p.settle()
		if err := tx.Save(&p); err != nil {
			return err
		}
		n := p.note("proposal.consultation_opened", Admitted)
		n.Facts["closes"], n.Facts["preset"] = until.Format(time.RFC3339), p.Preset
		n.Tell.FocalPoints = orgs(p.Invited)
		return s.told(tx, p, n)
	})
	return p, err
}

// orgs reads a list of ids that blanks separate.
func orgs(list string) []policy.OrganisationID {
	var ids []policy.OrganisationID
	for _, id := range strings.Fields(list) {
		ids = append(ids, policy.OrganisationID(id))
	}
	return ids
}

// InvitedTo lists the organisations that were asked.
func (p Proposal) InvitedTo() []policy.OrganisationID { return orgs(p.Invited) }
