package minutes

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/calendar"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// Past tells whether the version that is read is not the one that counts, or a draft is being written behind it.
func (p Page) Past() bool {
	return p.Read.Number > 0 && (p.Read.Number != p.Set.Edition || p.Writes && (p.Set.State == Drafted || p.Set.State == Review))
}

// Confirmed is the number of the version the chair has approved last; 0: she has approved none that the viewer may read.
func (p Page) Confirmed() int {
	at := slices.IndexFunc(p.Editions, func(e Edition) bool { return e.Hash == p.Set.ChairHash })
	if at < 0 {
		return 0
	}
	return p.Editions[at].Number
}

// Version reads one of the versions the page lists, to hold it against another.
func (s *Minutes) Version(ctx context.Context, p Page, number int) (Edition, error) {
	if !slices.ContainsFunc(p.Editions, func(e Edition) bool { return e.Number == number }) {
		return Edition{}, fault.NotFound()
	}
	return edition(s.r.Read(ctx), p.Set.ID, number)
}

// OpenedBy gives the organisations that were there and of which somebody has opened the minutes since they were sent round last: who sat
// there for it, or who speaks for it now.
func (p Page) OpenedBy() []policy.OrganisationID {
	var opened []policy.OrganisationID
	for _, r := range p.Readings {
		if r.Edition >= p.Set.CirculatedEdition {
			opened = append(append(opened, p.Sat[r.PersonID]), p.speaks[r.PersonID]...)
		}
	}
	return slices.DeleteFunc(slices.Clone(p.There), func(org policy.OrganisationID) bool { return !slices.Contains(opened, org) })
}

// speak reads for whom each speaks in a forum.
func speak(db *gorm.DB, in policy.ForumID) (map[policy.PersonID][]policy.OrganisationID, error) {
	var mandates []forum.Mandate
	err := db.Select("person_id", "organisation_id").Where("forum_id = ? AND state = ?", in, forum.Confirmed).Order("organisation_id").Find(&mandates).Error
	all := map[policy.PersonID][]policy.OrganisationID{}
	for _, m := range mandates {
		all[m.PersonID] = append(all[m.PersonID], m.OrganisationID)
	}
	return all, store.Found(err)
}

// Expected is the day on which the minutes of a meeting that has ended can be expected: time to write them, and time to correct them, by the rules
// it was held under.
func (s *Minutes) Expected(ctx context.Context, m meeting.Meeting) (time.Time, error) {
	days, err := calendar.Of(s.r.Read(ctx))
	if err != nil || m.HeldAt == nil {
		return time.Time{}, err
	}
	rules := m.Rules()
	day, _ := days.After(*m.HeldAt, rules.MinutesDays+rules.CorrectionDays)
	return day, nil
}
