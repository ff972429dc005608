package account_test

import (
	"errors"
	"testing"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/policy"
)

func errorsAs[T error](err error, target *T) bool { return errors.As(err, target) }

func TestDisableAndEnable(t *testing.T) {
	worlds(t, func(w *world) {
		step := func(id policy.PersonID) account.AccountStep {
			return account.AccountStep{Person: id, Version: w.find(id).Version, Reason: "离职 · slutat"}
		}
		e := w.signIn(w.none, phrase)
		one := step(w.none.Person)
		_, err := w.a.Disable(w.ctx, w.focal, one)
		w.refused("a stranger", err, fault.ReasonNotFound, "fault.not_found")
		_, err = w.a.Disable(w.ctx, w.none, one)
		w.refused("herself", err, fault.ReasonForbidden, "workflow.not_yours")
		_, err = w.a.Disable(w.ctx, policy.Actor{}, one)
		w.refused("a visitor", err, fault.ReasonUnauthenticated, "fault.unauthenticated")
		_, err = w.a.Disable(w.ctx, w.founder, account.AccountStep{Person: "nobody", Reason: "x"})
		w.refused("nobody", err, fault.ReasonNotFound, "fault.not_found")
		_, err = w.a.Disable(w.ctx, w.founder, account.AccountStep{Person: one.Person, Version: one.Version})
		w.refused("without a reason", err, fault.ReasonInvalid, "input.required")
		_, err = w.a.Disable(w.ctx, w.founder, step(w.founder.Person))
		w.refused("the administrator herself", err, fault.ReasonForbidden, "guard.person.not_self")
		_, err = w.a.Enable(w.ctx, w.founder, one)
		w.refused("enabled already", err, fault.ReasonConflict, "workflow.wrong_state")
		w.alive("until now", e.Cookie, w.none.Person)

		p, err := w.a.Disable(w.ctx, w.founder, one)
		if err != nil || p.Active() {
			w.Fatalf("%+v, %v", p, err)
		}
		w.dead("disabled", e.Cookie)
		_, err = w.a.SignIn(w.ctx, p.Username, phrase, account.Device{})
		w.refused("the right password", err, fault.ReasonForbidden, "sign_in.disabled")
		_, err = w.a.SignIn(w.ctx, p.Username, "guess", account.Device{})
		w.refused("a guess learns nothing", err, fault.ReasonUnauthenticated, "sign_in.wrong")
		err = w.a.SignOutEverywhere(w.ctx, w.none)
		w.refused("acts with an old actor", err, fault.ReasonUnauthenticated, "fault.unauthenticated")
		_, err = w.a.Enable(w.ctx, w.founder, one)
		w.refused("old page", err, fault.ReasonConflict, "fault.stale")
		if _, err = w.a.Enable(w.ctx, w.founder, step(p.ID)); err != nil {
			w.Error(err)
		}
		w.dead("the old session stays dead", e.Cookie)
		w.signIn(w.none, phrase)

		_, err = w.a.Disable(w.ctx, w.second, step(w.founder.Person))
		w.must(err)
		stale := w.founder
		_, err = w.a.Disable(w.ctx, stale, step(w.second.Person))
		w.refused("the last administrator", err, fault.ReasonForbidden, "guard.office.last_administrator")
	})
}

func TestReadsKeepToTheViewer(t *testing.T) {
	worlds(t, func(w *world) {
		for name, c := range map[string]struct {
			viewer policy.Actor
			sees   bool
		}{"herself": {w.none, true}, "administrator": {w.founder, true}, "system": {policy.SystemActor(), true}, "another": {w.focal, false}, "visitor": {policy.Actor{}, false}} {
			p, err := w.a.Find(w.ctx, c.viewer, w.none.Person)
			if (err == nil) != c.sees || !c.sees && !fault.Is(err, fault.ReasonNotFound) {
				w.Errorf("%s: %v", name, err)
			}
			if p.PasswordHash != "" {
				w.Errorf("%s reads the password hash", name)
			}
			listed, _ := w.a.List(w.ctx, c.viewer, account.PersonFilter{})
			found := false
			for _, l := range listed {
				found = found || l.ID == w.none.Person
			}
			if found != c.sees {
				w.Errorf("%s: listed %v, permitted %v", name, found, c.sees)
			}
		}
		username := w.find(w.none.Person).Username
		got, err := w.a.List(w.ctx, w.founder, account.PersonFilter{Text: username, State: account.Active})
		if err != nil || len(got) != 1 || got[0].Username != username {
			w.Errorf("%+v, %v", got, err)
		}
		if got, err := w.a.List(w.ctx, w.founder, account.PersonFilter{Text: "%"}); err != nil || len(got) != 0 {
			w.Errorf("a sign of LIKE: %d found, %v", len(got), err)
		}
		all, err := w.a.List(w.ctx, w.founder, account.PersonFilter{})
		w.must(err)
		first, err := w.a.List(w.ctx, w.founder, account.PersonFilter{PerPage: 2})
		w.must(err)
		rest, err := w.a.List(w.ctx, w.founder, account.PersonFilter{AfterKey: first[1].SortKey, AfterID: first[1].ID})
		if err != nil || len(first)+len(rest) != len(all) || rest[0].ID != all[2].ID {
			w.Errorf("pages of %d and %d, want %d, %v", len(first), len(rest), len(all), err)
		}
		named, err := w.a.Named(w.ctx, w.none.Person, "nobody")
		if err != nil || len(named) != 1 || named[w.none.Person].Name != "王例文" || named[w.none.Person].Email != "" {
			w.Errorf("%+v, %v", named, err)
		}
	})
}
