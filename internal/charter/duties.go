package charter

import (
	"context"
	"time"

	"sametable/internal/ballot"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// Duty is a charter that waits for the viewer, or an editorial change of one.
type Duty struct {
	forum.Charter
	Forum forum.Forum
	Task  string // consult, submitted, comment, answer, open_ballot, announce, object
	Mine  bool   // it is hers to do; else she may, or waits for others
	Since time.Time
	Ends  *time.Time
	Open  int // comments of which nobody has said what became of them
}

type dutyRow struct {
	Charter   forum.Charter `gorm:"embedded;embeddedPrefix:c_"`
	Forum     forum.Forum   `gorm:"embedded;embeddedPrefix:f_"`
	Open      int
	Polled    int
	Said      int
	ChangeEnd *time.Time
	ChangeAt  *time.Time
	Announced *time.Time
	Changing  string // the state of the change
	ChangedBy policy.PersonID
}

// Duties are the charters that ask something of the viewer, in one query.
func (s *Charters) Duties(ctx context.Context, viewer policy.Actor) ([]Duty, error) {
	if viewer.Visitor() {
		return nil, nil
	}
	var rows []dutyRow
	err := s.r.Read(ctx).Table("charters c").Select("c.id AS c_id, c.forum_id AS c_forum_id, c.number AS c_number, c.state AS c_state, c.state_since AS c_state_since, c.made_at AS c_made_at, "+
		"c.window_ends AS c_window_ends, c.proposed_by AS c_proposed_by, c.version_id AS c_version_id, f.id AS f_id, f.key AS f_key, f.name_zh AS f_name_zh, f.name_en AS f_name_en, "+
		"f.name_sv AS f_name_sv, f.language AS f_language, x.ends_at AS change_end, x.proposed_at AS change_at, x.announced_at AS announced, COALESCE(x.state, '') AS changing, COALESCE(x.proposed_by, '') AS changed_by, "+
		"(SELECT COUNT(*) FROM charter_comments o WHERE o.charter_id = c.id AND o.withdrawn_at IS NULL AND o.fate = '') AS open, "+
		"(SELECT COUNT(*) FROM charter_comments o WHERE o.charter_id = c.id AND o.withdrawn_at IS NULL AND o.organisation_id IN ?) AS said, "+
		"(SELECT COUNT(*) FROM ballots b WHERE b.subject_noun = 'charter' AND b.subject_id = c.id AND b.state NOT IN ?) AS polled",
		append(viewer.Organisations(), ""), []string{ballot.Published, ballot.Void}).
		Joins("JOIN forums f ON f.id = c.forum_id").Joins("LEFT JOIN charter_changes x ON x.charter_id = c.id AND x.state IN ?", waiting()).
		Where("c.state IN ? OR x.id IS NOT NULL", []string{forum.CharterReview, forum.CharterConsultation, forum.CharterDecision}).
		Order("c.state_since, c.id").Limit(100).Scan(&rows).Error
	var all []Duty
	for _, row := range rows {
		if d, is := s.duty(viewer, row); is {
			all = append(all, d)
		}
	}
	return all, store.Found(err)
}

// duty says what one charter asks of the viewer.
func (s *Charters) duty(viewer policy.Actor, row dutyRow) (Duty, bool) {
	now := s.r.Now()
	d := Duty{Charter: row.Charter, Forum: row.Forum, Open: row.Open, Mine: true, Since: row.Charter.MadeAt}
	if row.Charter.StateSince != nil {
		d.Since = *row.Charter.StateSince
	}
	roles, voice := viewer.RolesIn(row.Forum.ID, now), len(Delegates(viewer, row.Forum.ID, now)) > 0
	over := WindowOver(row.Charter, now)
	switch keeps := policy.May(policy.KeepCharter, roles); {
	case d.State == forum.CharterReview && keeps && d.ProposedBy == viewer.Person:
		d.Task, d.Mine = "submitted", false
	case d.State == forum.CharterReview && keeps:
		d.Task = "consult"
	case d.State == forum.CharterConsultation && !over && voice && row.Said == 0:
		d.Task, d.Ends = "comment", d.WindowEnds
	case d.State == forum.CharterConsultation && over && row.Open > 0 && policy.May(policy.AnswerComment, roles):
		d.Task, d.Since = "answer", *d.WindowEnds
	case d.State == forum.CharterConsultation && over && row.Open == 0 && policy.May(policy.PutCharter, roles):
		d.Task, d.Since = "open_ballot", *d.WindowEnds
	case d.State == forum.CharterDecision && row.Polled == 0 && policy.May(policy.PutCharter, roles):
		d.Task = "open_ballot"
	case d.State == forum.CharterAdopted && row.Changing == ChangeAsked && policy.May(policy.AnnounceChange, roles) && row.ChangedBy != viewer.Person:
		d.Task, d.Since = "announce", *row.ChangeAt
	case d.State == forum.CharterAdopted && row.Changing == ChangeOpen && row.ChangeEnd != nil && voice && now.Before(*row.ChangeEnd):
		d.Task, d.Mine, d.Ends, d.Since = "object", false, row.ChangeEnd, *row.ChangeAt
		if row.Announced != nil {
			d.Since = *row.Announced
		}
	default:
		return d, false
	}
	return d, true
}
