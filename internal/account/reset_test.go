package account_test

import (
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
)

const fresh = "tulpan grotta segelbåt"

// ask requests a reset and lets the ticker carry it out.
func (w *world) ask(typed string) {
	w.Helper()
	w.must(w.a.RequestReset(w.ctx, typed, "203.0.113.9"))
	_, err := w.a.CarryOutResets(w.ctx)
	w.must(err)
}

func TestResetByMail(t *testing.T) {
	worlds(t, func(w *world) {
		w.withEmail(w.none, "wang@example.org")
		p := w.find(w.none.Person)
		e := w.signIn(w.none, phrase)
		w.ask(w.find(w.focal.Person).Username) // has no address
		w.ask("nobody@example.org")
		if n := w.count("secret_mail"); n != 0 {
			w.Fatalf("%d letters to nobody", n)
		}
		w.ask("Wang@example.org")
		m := w.mailed("reset", p.ID)
		if m.Address != "wang@example.org" || m.Language != "zh" || m.Name != p.Name || len(m.Secret) != 32 {
			w.Errorf("%+v", m)
		}
		w.ask(p.Username) // within five minutes: the letter on its way stays good
		if again := w.mailed("reset", p.ID); again.Secret != m.Secret {
			w.Error("a second letter at once")
		}
		w.clock.Advance(6 * time.Minute)
		w.ask(p.Username)
		_, err := w.a.Reset(w.ctx, m.Secret, fresh)
		w.refused("the older link", err, fault.ReasonConflict, "slip.replaced")
		m = w.mailed("reset", p.ID)
		w.must(w.r.Loose(w.ctx, func(tx *gorm.DB) error {
			taken, ok, err := w.a.TakeMail(tx, m.SlipID)
			if !ok || taken.Secret != m.Secret {
				w.Errorf("taken: %+v, %v", taken, ok)
			}
			return err
		}))
		w.must(w.r.Loose(w.ctx, func(tx *gorm.DB) error {
			if _, ok, err := w.a.TakeMail(tx, m.SlipID); ok || err != nil {
				w.Errorf("taken twice: %v, %v", ok, err)
			}
			return nil
		}))
		_, err = w.a.Reset(w.ctx, m.Secret, "Password123!")
		w.refused("a common password", err, fault.ReasonInvalid, "password.common")
		got, err := w.a.Reset(w.ctx, m.Secret, fresh)
		if err != nil || got.ID != p.ID {
			w.Fatalf("%+v, %v", got, err)
		}
		w.dead("after the reset", e.Cookie)
		w.signIn(w.none, fresh)
		_, err = w.a.Reset(w.ctx, m.Secret, phrase)
		w.refused("the link again", err, fault.ReasonConflict, "slip.used")
		_, err = w.a.Reset(w.ctx, "none", phrase)
		w.refused("no link", err, fault.ReasonNotFound, "slip.unknown")
	})
}

func TestResetOfADisabledAccount(t *testing.T) {
	worlds(t, func(w *world) {
		w.withEmail(w.none, "wang@example.org")
		w.ask("wang@example.org")
		m := w.mailed("reset", w.none.Person)
		_, err := w.a.Disable(w.ctx, w.founder, account.AccountStep{Person: w.none.Person, Version: w.find(w.none.Person).Version, Reason: "已离任"})
		w.must(err)
		_, err = w.a.Reset(w.ctx, m.Secret, fresh)
		w.refused("disabled since", err, fault.ReasonConflict, "person.is_disabled")
		w.clock.Advance(time.Hour)
		w.ask("wang@example.org")
		if w.mailed("reset", w.none.Person).Secret != m.Secret {
			w.Error("a letter to a disabled account")
		}
	})
}

func TestIssueReset(t *testing.T) {
	worlds(t, func(w *world) {
		leave := func(id policy.PersonID) policy.Permit {
			return policy.Allow(account.Noun, string(id), account.VerbIssueReset)
		}
		issue := func(actor policy.Actor, id policy.PersonID, byMail bool) (account.Handout, error) {
			return w.a.IssueReset(w.ctx, actor, leave(id), id, byMail)
		}
		h, err := issue(w.focal, w.none.Person, false)
		w.must(err)
		if life := h.Slip.ExpiresAt.Sub(w.r.Now()); life != 72*time.Hour || h.Code == "" {
			w.Errorf("a printed slip: %v, %q", life, h.Code)
		}
		if _, err := w.a.Reset(w.ctx, h.Code, fresh); err != nil {
			w.Error(err)
		}
		_, err = issue(w.focal, w.none.Person, true)
		w.refused("by mail to nowhere", err, fault.ReasonConflict, "person.no_email")
		_, err = issue(w.focal, w.focal.Person, false)
		w.refused("for herself", err, fault.ReasonForbidden, "guard.person.not_self")
		_, err = issue(w.founder, w.second.Person, false)
		w.refused("an administrator by paper", err, fault.ReasonForbidden, "reset.office_holder")
		w.withEmail(w.second, "second@example.org")
		h, err = issue(w.founder, w.second.Person, true)
		if err != nil || h.Secret != "" || h.Code != "" {
			w.Errorf("an administrator by mail: %+v, %v", h, err)
		}
		_, err = issue(w.focal, "nobody", false)
		w.refused("nobody", err, fault.ReasonNotFound, "fault.not_found")
		var unpermitted register.UnpermittedError
		for name, permit := range map[string]policy.Permit{"none": {}, "another's": leave(w.second.Person),
			"for something else": policy.Allow(account.Noun, string(w.none.Person), account.VerbRename)} {
			if _, err := w.a.IssueReset(w.ctx, w.focal, permit, w.none.Person, false); !errorsAs(err, &unpermitted) {
				w.Errorf("permit %s: %v", name, err)
			}
		}
		_, err = w.a.Disable(w.ctx, w.founder, account.AccountStep{Person: w.none.Person, Version: w.find(w.none.Person).Version, Reason: "已离任"})
		w.must(err)
		_, err = issue(w.focal, w.none.Person, false)
		w.refused("disabled", err, fault.ReasonConflict, "person.is_disabled")
	})
}

func TestResetsAtOnce(t *testing.T) {
	worlds(t, func(w *world) {
		w.withEmail(w.none, "wang@example.org")
		w.must(w.a.RequestReset(w.ctx, "wang@example.org", ""))
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				if _, err := w.a.CarryOutResets(w.ctx); err != nil {
					w.Error(err)
				}
			})
		}
		wg.Wait()
		secret := w.mailed("reset", w.none.Person).Secret
		results := make([]error, 6)
		for i := range results {
			wg.Go(func() { _, results[i] = w.a.Reset(w.ctx, secret, fresh) })
		}
		wg.Wait()
		done := 0
		for _, err := range results {
			if err == nil {
				done++
			} else {
				w.refused("the slower", err, fault.ReasonConflict, "slip.used")
			}
		}
		if done != 1 {
			w.Errorf("%d resets with one link", done)
		}
		for range 30 {
			err := w.a.RequestReset(w.ctx, "x", "203.0.113.9")
			if err != nil {
				w.refused("a network that asks too often", err, fault.ReasonTooMany, "fault.too_many")
				return
			}
		}
		w.Error("no limit on asking")
	})
}
