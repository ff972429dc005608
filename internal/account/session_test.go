package account_test

import (
	"strings"
	"testing"
	"time"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// dead says that a cookie opens nothing any more.
func (w *world) dead(what, cookie string) {
	w.Helper()
	_, err := w.a.Session(w.ctx, cookie)
	w.refused(what, err, fault.ReasonUnauthenticated, "fault.unauthenticated")
}

// alive says that a cookie opens its owner's session.
func (w *world) alive(what, cookie string, owner policy.PersonID) account.Seen {
	w.Helper()
	seen, err := w.a.Session(w.ctx, cookie)
	if err != nil || seen.Person.ID != owner {
		w.Errorf("%s: %+v, %v", what, seen.Person, err)
	}
	return seen
}

func TestSessionIsOneQuery(t *testing.T) {
	worlds(t, func(w *world) {
		e := w.signIn(w.none, phrase)
		plain := w.ctx
		ctx, n := store.WithCounter(w.ctx)
		w.ctx = ctx
		seen := w.alive("at once", e.Cookie, w.none.Person)
		if n.Load() != 1 {
			w.Errorf("%d queries for a session", n.Load())
		}
		want := w.find(w.none.Person)
		if seen.Person.PasswordHash != "" {
			w.Error("the password hash travels with the session")
		}
		want.PasswordHash, want.JoinedAt = "", seen.Person.JoinedAt
		if seen.Person != want || seen.Session.ID != e.Session.ID || !seen.Session.SeenAt.Equal(w.wall.Now()) {
			w.Errorf("got %+v, want %+v", seen.Person, want)
		}
		w.ctx = plain
		before := w.wall.Now()
		w.wall.Advance(5*time.Minute - time.Second)
		if seen := w.alive("four minutes on", e.Cookie, w.none.Person); !seen.Session.SeenAt.Equal(before) {
			w.Error("being seen was written too soon")
		}
		w.wall.Advance(time.Second)
		w.alive("five minutes on", e.Cookie, w.none.Person)
		all, err := w.a.Sessions(w.ctx, w.none)
		if err != nil || len(all) != 1 || !all[0].SeenAt.Equal(w.wall.Now()) {
			w.Errorf("%+v, %v", all, err)
		}
		if actor := seen.Actor(); actor.Person != w.none.Person || actor.Language != "zh" || actor.Name != "王例文" {
			w.Errorf("%+v", actor)
		}
	})
}

func TestAheadIsTheHouseBeforeTheMachine(t *testing.T) {
	worlds(t, func(w *world) {
		before := w.a.Ahead()
		w.clock.Advance(time.Hour)
		if got := w.a.Ahead() - before; got != time.Hour {
			w.Errorf("the house went on an hour, and is ahead by %v more", got)
		}
		w.wall.Advance(90 * time.Minute)
		if got := w.a.Ahead() - before; got != -30*time.Minute {
			w.Errorf("the machine went on 90 minutes, and the house is ahead by %v more", got)
		}
	})
}

func TestSessionsGrowOld(t *testing.T) {
	worlds(t, func(w *world) {
		idle, used := w.signIn(w.none, phrase).Cookie, w.signIn(w.none, phrase).Cookie
		w.dead("no cookie", "")
		w.dead("made up", strings.Repeat("0", 32))
		w.wall.Advance(14*24*time.Hour - time.Second)
		w.alive("seen just in time", used, w.none.Person)
		w.wall.Advance(time.Second)
		w.dead("idle", idle)
		w.wall.Advance(13 * 24 * time.Hour)
		w.alive("still used", used, w.none.Person)
		w.wall.Advance(3 * 24 * time.Hour)
		w.dead("thirty days old", used)
		if _, err := w.a.Sweep(w.ctx, w.r.Now()); err != nil || w.count("sessions") != 0 {
			w.Errorf("%d sessions swept, %v", w.count("sessions"), err)
		}
	})
}

func TestEndingSessions(t *testing.T) {
	worlds(t, func(w *world) {
		one, two, three := w.signIn(w.none, phrase), w.signIn(w.none, phrase), w.signIn(w.none, phrase)
		others := w.signIn(w.focal, phrase)
		w.must(w.a.SignOut(w.ctx, one.Cookie))
		w.must(w.a.SignOut(w.ctx, one.Cookie))
		w.dead("signed out", one.Cookie)
		w.must(w.a.EndSession(w.ctx, w.none, two.Session.ID))
		w.dead("ended from the list", two.Cookie)
		w.refused("ended already", w.a.EndSession(w.ctx, w.none, two.Session.ID), fault.ReasonNotFound, "fault.not_found")
		w.refused("another's", w.a.EndSession(w.ctx, w.none, others.Session.ID), fault.ReasonNotFound, "fault.not_found")
		w.refused("a visitor", w.a.EndSession(w.ctx, policy.Actor{}, others.Session.ID), fault.ReasonUnauthenticated, "fault.unauthenticated")
		w.alive("the third", three.Cookie, w.none.Person)
		w.must(w.a.SignOutEverywhere(w.ctx, w.none))
		w.dead("everywhere", three.Cookie)
		w.alive("not another's", others.Cookie, w.focal.Person)
		w.refused("a visitor everywhere", w.a.SignOutEverywhere(w.ctx, policy.Actor{}), fault.ReasonUnauthenticated, "fault.unauthenticated")
		if _, err := w.a.Sessions(w.ctx, policy.Actor{}); !fault.Is(err, fault.ReasonUnauthenticated) {
			w.Errorf("a visitor's list: %v", err)
		}
	})
}

func TestSpeakingForAnOrganisation(t *testing.T) {
	worlds(t, func(w *world) {
		e := w.signIn(w.focal, phrase)
		w.must(w.a.SpeakFor(w.ctx, w.focal, e.Session.ID, lake))
		if seen := w.alive("speaking", e.Cookie, w.focal.Person); seen.Actor().SpeaksFor != lake {
			w.Errorf("speaks for %q", seen.Actor().SpeaksFor)
		}
		w.refused("not hers", w.a.SpeakFor(w.ctx, w.focal, e.Session.ID, table), fault.ReasonForbidden, "session.not_member")
		w.refused("another's session", w.a.SpeakFor(w.ctx, w.facilitator, e.Session.ID, table), fault.ReasonNotFound, "fault.not_found")
		w.refused("a visitor", w.a.SpeakFor(w.ctx, policy.Actor{}, e.Session.ID, ""), fault.ReasonUnauthenticated, "fault.unauthenticated")
		w.must(w.a.SpeakFor(w.ctx, w.focal, e.Session.ID, ""))
	})
}

func TestSessionsDieWithThePassword(t *testing.T) {
	worlds(t, func(w *world) {
		here, there := w.signIn(w.none, phrase), w.signIn(w.none, phrase)
		const next = "granit kanot lavendel"
		change := func(form account.PasswordForm) (string, error) { return w.a.ChangePassword(w.ctx, w.none, form) }
		_, err := change(account.PasswordForm{Current: "wrong", New: next})
		w.refused("wrong current", err, fault.ReasonInvalid, "password.wrong")
		_, err = change(account.PasswordForm{Current: phrase, New: "password2024!"})
		w.refused("common", err, fault.ReasonInvalid, "password.common")
		_, err = w.a.ChangePassword(w.ctx, policy.Actor{}, account.PasswordForm{})
		w.refused("visitor", err, fault.ReasonUnauthenticated, "fault.unauthenticated")
		w.alive("until then", there.Cookie, w.none.Person)
		cookie, err := change(account.PasswordForm{Session: here.Session.ID, Current: phrase, New: next})
		w.must(err)
		w.dead("the other session", there.Cookie)
		w.dead("the old cookie", here.Cookie)
		if seen := w.alive("the new cookie", cookie, w.none.Person); seen.Session.ID != here.Session.ID {
			w.Error("the session changed its id")
		}
		_, err = w.a.SignIn(w.ctx, w.find(w.none.Person).Username, phrase, account.Device{})
		w.refused("the old password", err, fault.ReasonUnauthenticated, "sign_in.wrong")
		w.signIn(w.none, next)
		for range 5 {
			_, err = change(account.PasswordForm{Current: "guess", New: next})
			w.refused("guessing the current one", err, fault.ReasonInvalid, "password.wrong")
		}
		_, err = change(account.PasswordForm{Current: next, New: phrase})
		w.refused("guessing too often", err, fault.ReasonTooMany, "fault.too_many")
	})
}

// TestASessionBegunTooLateIsDead plays the race: the old password was checked before the change, the session written after it.
func TestASessionBegunTooLateIsDead(t *testing.T) {
	worlds(t, func(w *world) {
		late := w.signIn(w.none, phrase)
		_, err := w.a.ChangePassword(w.ctx, w.none, account.PasswordForm{Current: phrase, New: "granit kanot lavendel"})
		w.must(err)
		row := late.Session
		w.must(w.r.Store().Read(w.ctx).Error)
		_, err = w.r.Store().SQL().Exec("INSERT INTO sessions (id, token_hash, person_id, epoch, speaks_for, agent, network, created_at, seen_at) " +
			"VALUES ('late', '" + row.TokenHash + "', '" + string(row.PersonID) + "', 0, '', '', '', '2026-01-05 08:00:00+00:00', '2026-01-05 08:00:00+00:00')")
		w.must(err)
		w.dead("begun with the old password", late.Cookie)
		if all, err := w.a.Sessions(w.ctx, w.none); err != nil || len(all) != 0 {
			w.Errorf("listed all the same: %+v, %v", all, err)
		}
	})
}
