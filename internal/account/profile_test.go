package account_test

import (
	"testing"
	"time"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
)

func TestChangeProfile(t *testing.T) {
	worlds(t, func(w *world) {
		p := w.find(w.none.Person)
		form := account.ProfileForm{Version: p.Version, Name: "王例文", Latin: "WANG Liwen", Language: "sv", MailMode: "at_once", PostZh: "项目官员", Sex: "f"}
		got, err := w.a.ChangeProfile(w.ctx, w.none, form)
		if err != nil || got.Language != "sv" || got.MailMode != account.AtOnce || got.PostZh != "项目官员" || got.Version != p.Version+1 {
			w.Fatalf("%+v, %v", got, err)
		}
		_, err = w.a.ChangeProfile(w.ctx, w.none, form)
		w.refused("an old page", err, fault.ReasonConflict, "fault.stale")
		form.Version = got.Version
		entries := w.count("entries")
		if _, err = w.a.ChangeProfile(w.ctx, w.none, form); err != nil || w.count("entries") != entries {
			w.Errorf("nothing changed, yet an entry: %v", err)
		}
		form.Language = "de"
		_, err = w.a.ChangeProfile(w.ctx, w.none, form)
		w.refused("no such language", err, fault.ReasonInvalid, "input.choice")
		_, err = w.a.ChangeProfile(w.ctx, policy.Actor{}, form)
		w.refused("visitor", err, fault.ReasonUnauthenticated, "fault.unauthenticated")
		_, err = w.a.ChangeProfile(w.ctx, policy.Actor{Person: "nobody"}, form)
		w.refused("nobody", err, fault.ReasonNotFound, "fault.not_found")
	})
}

func TestNamesAreFixedOnceChecked(t *testing.T) {
	worlds(t, func(w *world) {
		leave := func(verb string) policy.Permit { return policy.Allow(account.Noun, string(w.none.Person), verb) }
		p := w.find(w.none.Person)
		form := account.ProfileForm{Version: p.Version, Name: "王例雯", Latin: "WANG Liwen", Language: "zh", MailMode: "daily"}
		p, err := w.a.ChangeProfile(w.ctx, w.none, form)
		w.must(err)
		_, err = w.a.Verify(w.ctx, w.none, leave(account.VerbVerify), p.ID, p.Version)
		w.refused("herself", err, fault.ReasonForbidden, "guard.person.not_self")
		_, err = w.a.Verify(w.ctx, w.focal, leave(account.VerbVerify), p.ID, p.Version-1)
		w.refused("old page", err, fault.ReasonConflict, "fault.stale")
		p, err = w.a.Verify(w.ctx, w.focal, leave(account.VerbVerify), p.ID, p.Version)
		if err != nil || p.VerifiedBy != w.focal.Person || !p.VerifiedOn.Equal(w.r.Now()) {
			w.Fatalf("%+v, %v", p, err)
		}
		_, err = w.a.Verify(w.ctx, w.focal, leave(account.VerbVerify), p.ID, p.Version)
		w.refused("twice", err, fault.ReasonConflict, "person.verified_already")
		form.Version, form.Name = p.Version, "王例文"
		_, err = w.a.ChangeProfile(w.ctx, w.none, form)
		w.refused("her own name", err, fault.ReasonInvalid, "person.name_fixed")

		rename := account.RenameForm{Person: p.ID, Version: p.Version, Name: "王例文"}
		_, err = w.a.Rename(w.ctx, w.focal, leave(account.VerbRename), rename)
		w.refused("without Latin letters", err, fault.ReasonInvalid, "input.required")
		rename.Latin = "WANG Liwen"
		_, err = w.a.Rename(w.ctx, w.none, leave(account.VerbRename), rename)
		w.refused("by herself", err, fault.ReasonForbidden, "guard.person.not_self")
		var unpermitted register.UnpermittedError
		if _, err = w.a.Rename(w.ctx, w.focal, leave(account.VerbVerify), rename); !errorsAs(err, &unpermitted) {
			w.Errorf("another permit: %v", err)
		}
		p, err = w.a.Rename(w.ctx, w.focal, leave(account.VerbRename), rename)
		if err != nil || p.Name != "王例文" {
			w.Errorf("%+v, %v", p, err)
		}
		c, err := w.r.Card(w.ctx, w.focal, p.Record())
		if err != nil || c.TitleZh != "王例文" || c.Organisation != lake {
			w.Errorf("card: %+v, %v", c, err)
		}
		_, err = w.a.Rename(w.ctx, w.focal, leave(account.VerbRename), rename)
		w.refused("old page", err, fault.ReasonConflict, "fault.stale")
	})
}

func TestChangeEmail(t *testing.T) {
	worlds(t, func(w *world) {
		change := func(actor policy.Actor, email, password string) error {
			return w.a.ChangeEmail(w.ctx, actor, account.EmailForm{Email: email, Password: password})
		}
		w.refused("wrong password", change(w.none, "a@example.org", "no"), fault.ReasonInvalid, "password.wrong")
		w.refused("no address", change(w.none, "a@", phrase), fault.ReasonInvalid, "input.email")
		w.refused("visitor", change(policy.Actor{}, "a@example.org", phrase), fault.ReasonUnauthenticated, "fault.unauthenticated")
		w.must(change(w.none, "A@Example.org", phrase))
		if w.find(w.none.Person).Email != "" {
			w.Error("used before it was confirmed")
		}
		first := w.mailed("email", w.none.Person).Secret
		w.must(change(w.focal, "a@example.org", phrase)) // nobody is told that another asked for it
		theirs := w.mailed("email", w.focal.Person).Secret
		p, err := w.a.ConfirmEmail(w.ctx, first)
		if err != nil || p.Email != "a@example.org" {
			w.Errorf("%+v, %v", p, err)
		}
		_, err = w.a.ConfirmEmail(w.ctx, first)
		w.refused("again", err, fault.ReasonConflict, "slip.used")
		_, err = w.a.ConfirmEmail(w.ctx, theirs)
		w.refused("taken since", err, fault.ReasonConflict, "person.email_taken")
		h, err := w.invite(w.focal, account.Invitation{Organisation: lake})
		w.must(err)
		_, err = w.a.ConfirmEmail(w.ctx, h.Secret)
		w.refused("a slip for something else", err, fault.ReasonNotFound, "slip.unknown")
		w.must(change(w.none, "", phrase))
		if w.find(w.none.Person).Email != "" {
			w.Error("the address was not taken away")
		}
		w.clock.Advance(24 * time.Hour)
		_, err = w.a.ConfirmEmail(w.ctx, theirs)
		w.refused("expired", err, fault.ReasonConflict, "slip.expired")
	})
}

func TestAddressesOfWhoJoins(t *testing.T) {
	worlds(t, func(w *world) {
		h, err := w.invite(w.focal, account.Invitation{Organisation: lake, Email: "li@example.org", ByMail: true})
		w.must(err)
		s, err := w.a.FindSlip(w.ctx, w.mailed("invite", h.Slip.PersonID).Secret)
		w.must(err)
		form := w.form("li.ming")
		form.Email = "li@example.org"
		p, err := w.join(account.Handout{Slip: s}, form)
		if err != nil || p.Email != "li@example.org" {
			w.Errorf("came by the mailed link: %q, %v", p.Email, err)
		}
		h, err = w.invite(w.focal, account.Invitation{Organisation: lake})
		w.must(err)
		form = w.form("li.hong")
		form.Email = "hong@example.org"
		p, err = w.join(h, form)
		if err != nil || p.Email != "" {
			w.Errorf("came by a printed slip: %q, %v", p.Email, err)
		}
		if m := w.mailed("email", p.ID); m.Address != "hong@example.org" {
			w.Errorf("%+v", m)
		}
		reach, err := w.a.Addressees(w.ctx, p.ID, w.none.Person)
		if err != nil || len(reach) != 0 {
			w.Errorf("reached without a confirmed address: %+v, %v", reach, err)
		}
	})
}
