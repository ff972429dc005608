package organisation_test

import (
	"slices"
	"testing"
	"time"

	"sametable/internal/fault"
	"sametable/internal/organisation"
)

func TestRemindersEachOnceThenTheEnd(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.Accredited)
		at := func(days int, want ...string) {
			t.Helper()
			w.c.Set(o.AccreditedUntil.AddDate(0, 0, -days))
			before := len(w.verbs(w.system, o))
			for range 2 { // a second sweep says nothing new
				w.must(w.s.Sweep(w.ctx, w.r.Now()))
			}
			if got := w.verbs(w.system, o)[before:]; !slices.Equal(got, want) {
				t.Errorf("%d days before: %v, want %v", days, got, want)
			}
		}
		at(61)
		at(60, "reminded")
		at(31)
		at(30, "reminded")
		at(5, "reminded")
		at(0, "expired")
		at(-1)
		if now := w.reload(o); now.State != organisation.Expired || now.Accredited(w.r.Now()) {
			t.Errorf("%+v", now)
		}
		if days := w.last(o, "organisation.reminded").Fact("days"); days != "7" {
			t.Errorf("a late sweep reminds of %s days", days)
		}
		if day := w.last(o, "organisation.reminded").Fact("last_day"); day != "2021-06-09" {
			t.Errorf("the last day is %s", day)
		}
	})
}

func TestALateSweepRemindsOnce(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.Accredited)
		w.must(w.s.Sweep(w.ctx, o.AccreditedUntil.AddDate(0, 0, -3)))
		if got := w.verbs(w.system, o); got[len(got)-1] != "reminded" || slices.Index(got, "reminded") != len(got)-1 {
			t.Errorf("%v", got)
		}
	})
}

func TestARenewalInTimeLosesNoDay(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.Accredited)
		until := *o.AccreditedUntil
		w.refused(w.step(focal(o, "hanlian"), &o, "renew", ""), fault.ReasonForbidden, "guard.organisation.renewal_due")
		w.c.Set(until.AddDate(0, 0, -30))
		w.must(w.step(focal(o, "hanlian"), &o, "renew", ""))
		w.refused(w.step(focal(o, "hanlian"), &o, "renew", ""), fault.ReasonForbidden, "guard.organisation.renewal_due")
		w.must(w.s.Sweep(w.ctx, w.r.Now()))
		if got := w.verbs(w.system, o); slices.Contains(got, "reminded") {
			t.Error("who has filed is not reminded")
		}
		queue, err := w.s.Queue(w.ctx, w.johan)
		w.must(err)
		if len(queue) != 1 || queue[0].ID != o.ID {
			t.Errorf("the queue has %d", len(queue))
		}
		w.must(w.step(w.johan, &o, "extend", ""))
		w.refused(w.step(w.johan, &o, "extend", ""), fault.ReasonForbidden, "guard.second_person")
		w.must(w.step(w.song, &o, "extend", ""))
		if want := until.AddDate(2, 0, 0); !o.AccreditedUntil.Equal(want) || o.RenewalFiled || o.State != organisation.Accredited {
			t.Errorf("%+v, want %v", o, want)
		}
	})
}

func TestARenewalNobodyGrantedGoesToReview(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.Accredited)
		w.c.Set(o.AccreditedUntil.AddDate(0, 0, -30))
		w.must(w.step(focal(o, "hanlian"), &o, "renew", ""))
		w.c.Set(*o.AccreditedUntil)
		w.must(w.s.Sweep(w.ctx, w.r.Now()))
		o = w.reload(o)
		if got := w.verbs(w.system, o); o.State != organisation.InReview || !slices.Equal(got[len(got)-2:], []string{"expired", "review_opened"}) {
			t.Fatalf("%s, %v", o.State, got)
		}
		if _, err := w.s.Find(w.ctx, w.visitor, o.Key); err != nil {
			t.Errorf("who was accredited once stays in the record: %v", err)
		}
		if got := w.verbs(w.visitor, o); got[len(got)-1] != "expired" {
			t.Errorf("the review is not for everybody: %v", got)
		}
		w.c.Advance(57 * time.Hour)
		w.must(w.step(w.johan, &o, "accredit", ""))
		w.must(w.step(w.song, &o, "accredit", ""))
		if want := time.Date(2023, 6, 11, 16, 0, 0, 0, time.UTC); !o.AccreditedUntil.Equal(want) || o.RenewalFiled || o.Reminded != 0 {
			t.Errorf("%v, want %v", o.AccreditedUntil, want)
		}
	})
}

func TestWhoForgotRenewsAfterwards(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.Accredited)
		w.c.Set(o.AccreditedUntil.AddDate(0, 1, 0))
		w.must(w.s.Sweep(w.ctx, w.r.Now()))
		o = w.reload(o)
		w.must(w.step(focal(o, "hanlian"), &o, "renew", ""))
		if o.State != organisation.InReview {
			t.Error(o.State)
		}
	})
}
