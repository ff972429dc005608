package organisation

import (
	"context"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// ServiceEnd says that a service is over, and since when.
type ServiceEnd struct {
	ID      string
	Day     string // the last day it was offered, in Beijing
	Version int
}

// EndService ends a service with its last day, today at the latest: what is still offered is listed until it is not.
func (s *Organisations) EndService(ctx context.Context, actor policy.Actor, end ServiceEnd) (Service, error) {
	var row Service
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		o, found, err := offered(tx, end.ID, end.Version)
		if err != nil {
			return err
		}
		row = found
		var f fault.Fields
		day := input.Date(&f, "day", end.Day, lang.Beijing.Location(), true)
		if day.After(tx.Now()) {
			f.Add("day", "organisation.service_day_ahead", nil)
		}
		if err := f.Err(); err != nil {
			return err
		}
		day = day.UTC()
		row.EndedOn = &day
		tx.Permit(policy.Allow(Noun, string(o.ID), "end_service"))
		if err := tx.Save(&row); err != nil {
			return err
		}
		return row.enter(tx, o, "service.ended")
	})
	return row, err
}
