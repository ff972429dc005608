package site

import (
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/proposal"
	"sametable/web"
)

// proposalStops are the stages of a proposal's way, as a parcel is tracked: the same on a phone and on paper.
func (v *visit) proposalStops(p proposal.Proposal) []web.Stop {
	stop := func(name string) web.Stop { return web.Stop{Word: v.t.Of("proposal.stop", name)} }
	all := []web.Stop{stop("submit"), stop("screen"), stop("consult"), stop("deliberate"), stop("hand_over"), stop("reply"), stop("follow_up")}
	here := web.Stop{Word: v.t.Of("state.proposal", p.State), When: p.StateSince}
	now := 0
	switch p.State {
	case proposal.Submitted, proposal.Returned:
		now = 1
	case proposal.Admitted: // nobody is asked yet
		now, all[1] = 1, here
	case proposal.Consultation:
		now = 2
	case proposal.Deliberation:
		now = 3
	case proposal.Recommended: // nobody has it yet
		now, all[3] = 3, here
	case proposal.HandedOver: // the reply is being written
		now = 5
	case proposal.ReHandling, proposal.Replied, proposal.Rated:
		now, all[5] = 5, here
	case proposal.FollowUp:
		now = 6
	case proposal.Closed:
		now, all[6] = 6, here
	case proposal.Partnership, proposal.Declined:
		now, all = 3, append(all[:3], here)
	case proposal.Merged, proposal.Refused, proposal.Forwarded:
		now, all = 1, append(all[:1], here)
	case proposal.Withdrawn: // after all that took place before
		switch {
		case p.OpenedAt != nil:
			now, all[2].When = 3, *p.OpenedAt
		case p.ScreenedAt != nil:
			now = 2
		case p.SubmittedAt != nil:
			now = 1
		}
		all = append(all[:now], here)
	}
	if p.SubmittedAt != nil {
		all[0].When = *p.SubmittedAt
	}
	if p.ScreenedAt != nil && now > 1 {
		all[1].When = *p.ScreenedAt
	}
	if now > 2 && len(all) > 3 && p.ClosesAt != nil && p.State != proposal.Withdrawn {
		all[2].When = *p.ClosesAt
	}
	if p.State == proposal.Consultation && p.ClosesAt != nil {
		all[2].Note = v.t.Say("proposal.until", fault.Args{"Day": v.t.Date(*p.ClosesAt, lang.Beijing)})
	}
	for i := range all {
		all[i].Past, all[i].Now = i < now, i == now
	}
	return all
}
