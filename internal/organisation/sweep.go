package organisation

import (
	"context"
	"errors"
	"time"

	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// reminders are the days before the end of an accreditation on which the focal points are told, each once.
func reminders() []int { return []int{7, 30, 60} }

// Sweep does what time brings: it expires accreditations whose end has come, opens the review of those whose renewal was filed, and
// reminds the focal points of the others. A ticker calls it. Each organisation is an act of its own; one that fails does not keep
// the others waiting.
func (s *Organisations) Sweep(ctx context.Context, now time.Time) error {
	var due []Organisation
	err := s.r.Read(ctx).Select("id").Where("state = ? AND accredited_until IS NOT NULL AND accredited_until <= ?", Accredited,
		now.AddDate(0, 0, renewalDays)).Order("accredited_until, id").Find(&due).Error
	if err != nil {
		return store.Found(err)
	}
	var failed []error
	for _, o := range due {
		failed = append(failed, s.r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error { return sweep(tx, o.ID, now) }))
	}
	return errors.Join(failed...)
}

func sweep(tx *register.Tx, id policy.OrganisationID, now time.Time) error {
	o, err := find(tx, id)
	if err != nil || o.State != Accredited || o.AccreditedUntil == nil {
		return err
	}
	if !now.Before(*o.AccreditedUntil) {
		return expire(tx, &o)
	}
	if o.RenewalFiled {
		return nil
	}
	return remind(tx, &o, now)
}

// expire ends an accreditation; a renewal that was filed goes to review at once.
func expire(tx *register.Tx, o *Organisation) error {
	judged, err := judge(tx.DB, tx.Actor, *o, tx.Now())
	if err != nil {
		return err
	}
	verbs := []string{"expire"}
	if o.RenewalFiled {
		verbs = append(verbs, "review")
	}
	tx.Permit(policy.Allow(Noun, string(o.ID), "expire"))
	for _, verb := range verbs {
		to, err := Machine().Step(o.State, verb, o.roles(tx.Actor), judged)
		if err != nil {
			return err
		}
		if err := move(tx, o, verb, moved{to: to}); err != nil {
			return err
		}
	}
	return nil
}

// remind tells the focal points once per term of the list; a sweep that comes late says only what is true now.
func remind(tx *register.Tx, o *Organisation, now time.Time) error {
	for _, days := range reminders() {
		if now.Before(o.AccreditedUntil.AddDate(0, 0, -days)) {
			continue
		}
		if o.Reminded != 0 && o.Reminded <= days {
			return nil
		}
		o.Reminded = days
		tx.Permit(policy.Allow(Noun, string(o.ID), "remind"))
		if err := tx.Save(o); err != nil {
			return err
		}
		n := o.note("organisation.reminded", "")
		n.Access, n.To = o.inside(), ""
		n.Facts["days"] = days
		n.Facts["last_day"] = o.AccreditedUntil.Add(-time.Second).In(lang.Beijing.Location()).Format("2006-01-02")
		n.Tell = register.Tell{FocalPoints: []policy.OrganisationID{o.ID}}
		tx.Enter(n)
		return nil
	}
	return nil
}
