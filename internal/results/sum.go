package results

import (
	"time"

	"sametable/internal/commitment"
	"sametable/internal/handling"
	"sametable/internal/partnership"
	"sametable/internal/proposal"
)

// Sum counts what is shown. Decided are the proposals an authority is to reply to; measures are those somebody replied to; Promised are the commitments that were accepted and not cancelled.
type Sum struct {
	Decided, Answered         int
	Measures, Accepted, Part  int
	Promised, Verified        int
	Reported, Running, Late   int // Late of Running
	Agreed, Active, Concluded int // partnerships
}

// add counts what another sum has counted.
func (s *Sum) add(o Sum) {
	s.Decided, s.Answered = s.Decided+o.Decided, s.Answered+o.Answered
	s.Measures, s.Accepted, s.Part = s.Measures+o.Measures, s.Accepted+o.Accepted, s.Part+o.Part
	s.Promised, s.Verified = s.Promised+o.Promised, s.Verified+o.Verified
	s.Reported, s.Running, s.Late = s.Reported+o.Reported, s.Running+o.Running, s.Late+o.Late
	s.Agreed, s.Active, s.Concluded = s.Agreed+o.Agreed, s.Active+o.Active, s.Concluded+o.Concluded
}

// change counts a proposal and what came of it. Of a proposal that is shown for a commitment alone, the reply was counted in its own year.
func (s *Sum) change(c Change, now time.Time, year int) {
	if c.Proposal.State != proposal.Partnership && (year == 0 || c.year() == year) { // of a partnership no authority is asked
		s.Decided++
		if len(c.Replies) > 0 {
			s.Answered++
		}
		for _, verdict := range c.Verdicts() {
			s.Measures++
			switch verdict {
			case handling.Accepted:
				s.Accepted++
			case handling.InPart:
				s.Part++
			}
		}
	}
	for _, p := range c.Promises {
		s.promise(p.Commitment, now)
	}
	for _, p := range c.Partnerships {
		s.partnership(p.Partnership)
	}
}

func (s *Sum) promise(c commitment.Commitment, now time.Time) {
	if c.State == commitment.Cancelled {
		return
	}
	s.Promised++
	switch c.State {
	case commitment.Verified:
		s.Verified++
	case commitment.Reported:
		s.Reported++
	default:
		s.Running++
	}
	if c.Overdue(now) {
		s.Late++
	}
}

func (s *Sum) partnership(p partnership.Partnership) {
	switch p.State {
	case partnership.Agreed:
		s.Agreed++
	case partnership.Active:
		s.Active++
	case partnership.Ended:
		s.Concluded++
	}
}
