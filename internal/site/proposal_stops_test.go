package site

import (
	"slices"
	"testing"
	"time"

	"sametable/internal/lang"
	"sametable/internal/proposal"
)

// A proposal's way shows what took place and where it stands, whatever became of it.
func TestTheStopsOfAProposal(t *testing.T) {
	v := &visit{t: speaking(t, Settings{}).speakers[lang.English]}
	day := func(n int) *time.Time { d := time.Date(2019, 6, n, 8, 0, 0, 0, time.UTC); return &d }
	ahead := []string{"Consultation", "Deliberation", "Handed over", "Reply", "Follow-up"}
	for name, c := range map[string]struct {
		p    proposal.Proposal
		past []string
		now  string
		left []string
	}{
		"admitted: nobody is asked yet": {proposal.Proposal{State: proposal.Admitted, SubmittedAt: day(1), ScreenedAt: day(2)}, []string{"Submitted"}, "Admitted", ahead},
		"out for consultation": {proposal.Proposal{State: proposal.Consultation, SubmittedAt: day(1), ScreenedAt: day(2), OpenedAt: day(3), ClosesAt: day(20)},
			[]string{"Submitted", "Screening"}, "Consultation", ahead[1:]},
		"withdrawn from it": {proposal.Proposal{State: proposal.Withdrawn, SubmittedAt: day(1), ScreenedAt: day(2), OpenedAt: day(3), ClosesAt: day(20)},
			[]string{"Submitted", "Screening", "Consultation"}, "Withdrawn", nil},
		"withdrawn before it":        {proposal.Proposal{State: proposal.Withdrawn, SubmittedAt: day(1), ScreenedAt: day(2)}, []string{"Submitted", "Screening"}, "Withdrawn", nil},
		"withdrawn unscreened":       {proposal.Proposal{State: proposal.Withdrawn, SubmittedAt: day(1)}, []string{"Submitted"}, "Withdrawn", nil},
		"withdrawn before it was in": {proposal.Proposal{State: proposal.Withdrawn}, nil, "Withdrawn", nil},
		"refused":                    {proposal.Proposal{State: proposal.Refused, SubmittedAt: day(1), ScreenedAt: day(2)}, []string{"Submitted"}, "Refused", nil},
	} {
		t.Run(name, func(t *testing.T) {
			c.p.StateSince = *day(9)
			var past, left []string
			now := ""
			for _, s := range v.proposalStops(c.p) {
				switch {
				case s.Past:
					past = append(past, s.Word)
					if s.When.IsZero() {
						t.Errorf("%s: no day", s.Word)
					}
				case s.Now:
					now = s.Word
				default:
					left = append(left, s.Word)
				}
			}
			if !slices.Equal(past, c.past) || now != c.now || !slices.Equal(left, c.left) {
				t.Errorf("past %v, now %s, left %v", past, now, left)
			}
		})
	}
}
