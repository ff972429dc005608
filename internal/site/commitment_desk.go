package site

import (
	"time"

	"sametable/internal/commitment"
	"sametable/web"
)

// dueSoon is how long before its last day a commitment lies among what its owner has to do.
const dueSoon = 30 * 24 * time.Hour

// layCommitments lays out what her organisations have promised, what waits for somebody of another group to verify it, and what came back
// to those who keep the forum's order.
func (v *visit) layCommitments(d *laid) error {
	rows, err := v.s.Commitments.Duties(v.Request().Context(), v.actor)
	if err != nil {
		return err
	}
	for _, row := range rows {
		task, mine := v.commitmentTask(row)
		if task == "" {
			continue
		}
		item := web.DeskItem{Task: v.t.Of("desk.commitment", task), Ref: row.Reference, Href: web.Link(v.t, row.Path()), Status: v.commitmentStatus(row.Commitment)}
		item.Title, item.Lang = v.commitmentTitle(row.Commitment)
		if mine {
			item.Status[0].Family = web.Needs
			d.needs = append(d.needs, item)
		} else {
			d.waits = append(d.waits, item)
		}
	}
	return nil
}

// commitmentTask says what a commitment asks of the viewer, and whether it is hers to do now; "" where it is no business of hers.
func (v *visit) commitmentTask(row commitment.Row) (task string, mine bool) {
	may := func(verb string) bool { return v.s.Commitments.May(v.actor, row, verb) == nil }
	switch {
	case may("take_over"):
		return "take_over", true
	case may("accept"):
		return "accept", true
	case may("verify"):
		return "verify", true
	case may("propose_again"):
		return "refused", true
	case row.AskedDue != "" && may("extend"):
		return "extension", true
	case may("report"):
		if row.Overdue(v.now) {
			return "overdue", true
		}
		if row.Ends().Sub(v.now) <= dueSoon {
			return "due_soon", true
		}
		return "running", false
	case row.State == commitment.Reported:
		if _, own := v.actor.Member(row.OwnerID); own {
			return "reported", false
		}
	}
	return "", false
}
