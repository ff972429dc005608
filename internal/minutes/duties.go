package minutes

import (
	"context"
	"slices"
	"time"

	"sametable/internal/policy"
	"sametable/internal/store"
)

// Duty is a set of minutes that waits for the viewer.
type Duty struct {
	Set
	Task string // write, review, check, settle, confirm, sign, approve, issue, correct, withhold
	Due  *time.Time
}

// waits is what of minutes says for whom they wait: @person, or one of @orgs.
const waits = "minutes.*, " +
	"(SELECT COUNT(*) FROM minutes_corrections c WHERE c.minutes_id = minutes.id AND c.state = 'open') AS pending, " +
	"(SELECT COUNT(*) FROM minutes_readings r WHERE r.minutes_id = minutes.id AND r.person_id = @person AND r.edition >= minutes.circulated_edition) AS opened, " +
	"(SELECT COUNT(*) FROM minutes_corrections c WHERE c.minutes_id = minutes.id AND c.filed_for IN @orgs AND c.edition >= minutes.circulated_edition) + " +
	"(SELECT COUNT(*) FROM minutes_replies a WHERE a.minutes_id = minutes.id AND a.organisation_id IN @orgs AND a.hash IN " +
	"(SELECT e.hash FROM minutes_versions e WHERE e.minutes_id = minutes.id AND e.number >= minutes.circulated_edition)) AS mine, " +
	"(SELECT COUNT(*) FROM meeting_presences p JOIN meeting_places pl ON pl.id = p.place_id WHERE p.meeting_id = minutes.id AND pl.voting AND pl.organisation_id IN @orgs AND (p.gone IS NULL OR p.gone <> p.arrived OR p.gone = (SELECT meetings.held_at FROM meetings WHERE meetings.id = minutes.id))) AS sat, " +
	"(SELECT COUNT(*) FROM meeting_presences p JOIN meeting_places pl ON pl.id = p.place_id WHERE p.meeting_id = minutes.id AND pl.voting AND p.person_id = @person AND (p.gone IS NULL OR p.gone <> p.arrived OR p.gone = (SELECT meetings.held_at FROM meetings WHERE meetings.id = minutes.id))) AS self, " +
	"(SELECT COUNT(*) FROM minutes_checkers k WHERE k.minutes_id = minutes.id AND k.person_id = @person AND k.hash <> minutes.hash) AS signs, " +
	"(SELECT COUNT(*) FROM minutes_errata e WHERE e.minutes_id = minutes.id AND e.confirmed_at IS NULL AND e.proposed_by <> @person) AS waits, " +
	"(SELECT meetings.held_at IS NOT NULL FROM meetings WHERE meetings.id = minutes.id) AS held"

// Duties are the minutes that wait for the viewer: to be written, reviewed, checked, settled, signed, approved or issued.
func (s *Minutes) Duties(ctx context.Context, viewer policy.Actor) ([]Duty, error) {
	if viewer.Visitor() {
		return nil, nil
	}
	now := s.r.Now()
	var rows []struct {
		Set
		Pending int
		Mine    int // her organisation has answered since they were sent round last, or would have something corrected
		Opened  int // she has opened them since
		Sat     int // for her organisation somebody sat there
		Self    int // she did herself
		Signs   int
		Waits   int // errata
		Held    bool
	}
	err := s.r.Read(ctx).Table("minutes").Select(waits,
		map[string]any{"person": viewer.Person, "orgs": viewer.Organisations()}).
		Scopes(seen(viewer, now)).Where("minutes.state IN ?", []string{Drafted, Review, Circulated, Approved, Issued}).Order("minutes.state_since, minutes.id").Limit(300).Scan(&rows).Error
	var all []Duty
	for _, r := range rows {
		roles := viewer.RolesIn(r.Forum, now)
		has := func(role policy.Role) bool { return slices.Contains(roles, role) }
		d := Duty{Set: r.Set}
		switch {
		case r.State == Drafted && r.Held && has(policy.RoleSecretary):
			d.Task = "write"
		case r.State == Review && has(policy.RoleChair):
			d.Task = "review"
		case r.State == Circulated && r.Pending > 0 && has(policy.RoleSecretary):
			d.Task = "settle"
		case r.State == Circulated && r.ChairHash != r.Hash && has(policy.RoleChair):
			d.Task = "confirm"
		case r.State == Circulated && r.Signs > 0:
			d.Task = "sign"
		case r.State == Circulated && now.After(*r.ClosesAt) && has(policy.RoleChair) && r.Pending == 0:
			d.Task = "approve"
		case r.Circulating(now) && (r.Sat > 0 && r.Mine == 0 || r.Sat == 0 && r.Self > 0 && r.Opened == 0): // who opens them has not answered for her organisation
			d.Task, d.Due = "check", r.ClosesAt
		case r.State == Approved && has(policy.RoleSecretary):
			d.Task = "issue"
		case r.State == Issued && r.WithholdBy != "" && r.seconds(viewer, roles):
			d.Task = "withhold"
		case r.State == Issued && r.WithholdBy == "" && r.Waits > 0 && has(policy.RoleChair):
			d.Task = "correct"
		}
		if d.Task != "" {
			all = append(all, d)
		}
	}
	return all, store.Found(err)
}

// Asked are the corrections the viewer reads: everybody in the forum reads what was asked for and what became of it.
func (p Page) Asked() []Correction {
	if !p.Inside && p.Set.State == Issued {
		return nil
	}
	return p.Corrections
}

// Waiting is the erratum that waits for the chair; nil: none does.
func (p Page) Waiting() *Erratum { return p.erratum() }

// Tasks are what minutes can ask of somebody.
func Tasks() []string {
	return []string{"write", "review", "check", "settle", "confirm", "sign", "approve", "issue", "correct", "withhold"}
}
