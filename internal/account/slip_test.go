package account_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
)

func TestWhoMayInvite(t *testing.T) {
	worlds(t, func(w *world) {
		moderator := w.none
		moderator.Offices = []policy.Office{policy.Moderator}
		member := w.none
		member.Memberships = []policy.Membership{{Organisation: lake}}
		for name, actor := range map[string]policy.Actor{"focal point": w.focal, "moderator": moderator, "administrator": w.founder, "system": policy.SystemActor()} {
			h, err := w.invite(actor, account.Invitation{Organisation: lake})
			if err != nil || h.Secret == "" || len(h.Code) != 19 {
				w.Errorf("%s: %+v, %v", name, h, err)
			}
		}
		for name, actor := range map[string]policy.Actor{"of another": w.facilitator, "a member": member, "a person": w.none} {
			_, err := w.invite(actor, account.Invitation{Organisation: lake})
			w.refused(name, err, fault.ReasonForbidden, "invitation.not_yours")
		}
		_, err := w.invite(policy.Actor{}, account.Invitation{Organisation: lake})
		w.refused("visitor", err, fault.ReasonUnauthenticated, "fault.unauthenticated")
		_, err = w.invite(w.focal, account.Invitation{})
		w.refused("to no organisation", err, fault.ReasonForbidden, "invitation.not_yours")
		_, err = w.invite(w.focal, account.Invitation{Organisation: lake, Again: "nothing"})
		w.refused("again, unknown", err, fault.ReasonNotFound, "fault.not_found")
		_, err = w.invite(w.focal, account.Invitation{Organisation: lake, ByMail: true})
		w.refused("by mail without address", err, fault.ReasonInvalid, "input.required")
		_, err = w.invite(w.focal, account.Invitation{Organisation: lake, Username: "Bad Name"})
		w.refused("username", err, fault.ReasonInvalid, "username.shape")
	})
}

func TestJoiningByEveryWayOfTyping(t *testing.T) {
	worlds(t, func(w *world) {
		for i, typed := range []func(account.Handout) string{
			func(h account.Handout) string { return h.Secret },
			func(h account.Handout) string { return h.Code },
			func(h account.Handout) string { return " " + strings.ToLower(strings.ReplaceAll(h.Code, "-", " ")) },
			func(h account.Handout) string {
				return strings.NewReplacer("0", "o", "1", "I", "-", "－").Replace(h.Code)
			},
		} {
			h, err := w.invite(w.focal, account.Invitation{Organisation: lake, FocalPoint: true})
			w.must(err)
			s, err := w.a.FindSlip(w.ctx, typed(h))
			if err != nil || s.ID != h.Slip.ID || !s.FocalPoint || s.OrganisationID != lake || s.IssuerID != w.focal.Person {
				w.Errorf("way %d: %+v, %v", i, s, err)
			}
		}
		for _, typed := range []string{"", "   ", "0000-0000-0000-0000", strings.Repeat("x", 10000), "\x00\xff"} {
			_, err := w.a.FindSlip(w.ctx, typed)
			w.refused("unknown", err, fault.ReasonNotFound, "slip.unknown")
		}
	})
}

func TestJoin(t *testing.T) {
	worlds(t, func(w *world) {
		h, err := w.invite(w.focal, account.Invitation{Organisation: lake, Name: "王例文", Latin: "WANG Liwen", Checked: true, Language: "sv"})
		w.must(err)
		form := w.form("wang.l")
		form.Name, form.Latin = "", ""
		other := form
		other.Name = "李例明"
		_, err = w.join(h, other)
		w.refused("another name than the checked one", err, fault.ReasonInvalid, "person.name_fixed")
		p, err := w.join(h, form)
		w.must(err)
		if p.ID != h.Slip.PersonID || p.Name != "王例文" || p.Called("en") != "WANG Liwen" || p.Called("sv") != "Wang Liwen" || p.SortKey != "wang liwen" || p.VerifiedBy != w.focal.Person ||
			!p.Active() || p.MailMode != account.Daily || !p.JoinedAt.Equal(w.r.Now()) {
			w.Errorf("%+v", p)
		}
		if got := w.verbs("person", string(p.ID)); got != "person.invited person.joined" {
			w.Errorf("timeline: %s", got)
		}
		if c, err := w.r.Card(w.ctx, w.focal, p.Record()); err != nil || c.TitleZh != "王例文" || c.TitleEn != "WANG Liwen" {
			w.Errorf("card for her people: %+v, %v", c, err)
		}
		if _, err := w.r.Card(w.ctx, w.facilitator, p.Record()); !fault.Is(err, fault.ReasonNotFound) {
			w.Errorf("card for others: %v", err)
		}
		_, err = w.join(h, w.form("wang.m"))
		w.refused("used", err, fault.ReasonConflict, "slip.used")
		_, err = w.a.FindSlip(w.ctx, h.Code)
		w.refused("used, looked for", err, fault.ReasonConflict, "slip.used")

		again, err := w.invite(w.focal, account.Invitation{Organisation: lake})
		w.must(err)
		_, err = w.join(again, w.form("wang.l"))
		w.refused("taken", err, fault.ReasonInvalid, "username.taken")
		reg, err := w.a.Prepare(w.ctx, again.Slip, w.form("wang.n"))
		w.must(err)
		err = w.r.Act(w.ctx, w.focal, func(tx *register.Tx) error { _, err := w.a.Join(tx, reg); return err })
		w.refused("for somebody else", err, fault.ReasonForbidden, "slip.not_yours")
		if _, err := w.join(again, w.form("wang.n")); err != nil {
			w.Errorf("a refused act left the slip unusable: %v", err)
		}
	})
}

func TestJoinFormMessages(t *testing.T) {
	worlds(t, func(w *world) {
		h, err := w.invite(w.focal, account.Invitation{Organisation: lake})
		w.must(err)
		for id, spoil := range map[string]func(*account.JoinForm){
			"username.shape":       func(f *account.JoinForm) { f.Username = "w..l" },
			"username.reserved":    func(f *account.JoinForm) { f.Username = "Admin" },
			"input.required":       func(f *account.JoinForm) { f.Name = "" },
			"person.latin_letters": func(f *account.JoinForm) { f.Latin = "王" },
			"input.choice":         func(f *account.JoinForm) { f.Language = "fr" },
			"input.email":          func(f *account.JoinForm) { f.Email = "nobody" },
			"password.short":       func(f *account.JoinForm) { f.Password = "kort" },
			"password.personal":    func(f *account.JoinForm) { f.Password = "xx-Wangliwen-yy" },
			"password.common":      func(f *account.JoinForm) { f.Password = "Woaini1314520" },
			"password.required":    func(f *account.JoinForm) { f.Password = "" },
		} {
			form := w.form("somebody.new")
			spoil(&form)
			_, err := w.a.Prepare(w.ctx, h.Slip, form)
			w.refused(id, err, fault.ReasonInvalid, id)
		}
		form := w.form("a_b-c.9")
		form.Name, form.Latin, form.Language, form.Sex, form.MailMode, form.PostSv = "Åsa Exempel-Berg", "", "sv", "f", "never", "samordnare"
		p, err := w.join(h, form)
		if err != nil || p.Latin != "" || p.Called("en") != "Åsa Exempel-Berg" || p.MailMode != account.Never {
			w.Errorf("%+v, %v", p, err)
		}
		if post, in := p.Post("zh"); post != "samordnare" || in != "sv" {
			w.Errorf("post %q in %q", post, in)
		}
	})
}

func TestSlipsEnd(t *testing.T) {
	worlds(t, func(w *world) {
		first, err := w.invite(w.focal, account.Invitation{Organisation: lake, Email: "li@example.org", Name: "李例明"})
		w.must(err)
		newer, err := w.invite(w.focal, account.Invitation{Organisation: lake, Email: "LI@example.org"})
		w.must(err)
		if newer.Slip.PersonID != first.Slip.PersonID {
			w.Error("the newer invitation is for another person")
		}
		_, err = w.a.FindSlip(w.ctx, first.Secret)
		w.refused("replaced", err, fault.ReasonConflict, "slip.replaced")
		newest, err := w.invite(w.focal, account.Invitation{Organisation: lake, Again: newer.Slip.ID})
		w.must(err)
		_, err = w.a.FindSlip(w.ctx, newer.Secret)
		w.refused("replaced by its id", err, fault.ReasonConflict, "slip.replaced")

		w.refused("a stranger revokes", w.a.Revoke(w.ctx, w.none, newest.Slip.ID), fault.ReasonNotFound, "fault.not_found")
		w.refused("nothing to revoke", w.a.Revoke(w.ctx, w.focal, "nothing"), fault.ReasonNotFound, "fault.not_found")
		w.refused("a visitor revokes", w.a.Revoke(w.ctx, policy.Actor{}, newest.Slip.ID), fault.ReasonNotFound, "fault.not_found")
		w.must(w.a.Revoke(w.ctx, w.focal, newest.Slip.ID))
		_, err = w.a.FindSlip(w.ctx, newest.Code)
		w.refused("revoked", err, fault.ReasonConflict, "slip.revoked")
		w.refused("revoked again", w.a.Revoke(w.ctx, w.focal, newest.Slip.ID), fault.ReasonConflict, "slip.revoked")

		late, err := w.invite(w.focal, account.Invitation{Organisation: lake, Name: "李例明", Email: "late@example.org", ByMail: true})
		w.must(err)
		if late.Secret != "" || late.Code != "" {
			w.Error("a mailed link came back to the issuer too")
		}
		if open, err := w.a.Invitations(w.ctx, w.focal, lake); err != nil || len(open) != 1 || open[0].ID != late.Slip.ID {
			w.Errorf("open invitations: %+v, %v", open, err)
		}
		if _, err := w.a.Invitations(w.ctx, w.none, lake); !fault.Is(err, fault.ReasonNotFound) {
			w.Errorf("a stranger lists invitations: %v", err)
		}
		secret := w.mailed("invite", late.Slip.PersonID).Secret
		w.clock.Advance(14*24*time.Hour - time.Second)
		if _, err := w.a.FindSlip(w.ctx, secret); err != nil {
			w.Errorf("a second before its end: %v", err)
		}
		w.clock.Advance(time.Second)
		_, err = w.a.FindSlip(w.ctx, secret)
		w.refused("expired", err, fault.ReasonConflict, "slip.expired")
		w.swept(1)
		w.swept(0)
		_, err = w.a.FindSlip(w.ctx, secret)
		w.refused("lapsed", err, fault.ReasonConflict, "slip.expired")
		var left int64
		w.must(w.r.Read(w.ctx).Table("slips").Where("outcome <> '' AND (name <> '' OR email <> '' OR latin <> '' OR username <> '')").Count(&left).Error)
		if left != 0 {
			w.Errorf("%d ended slips still hold names or addresses", left)
		}
	})
}

// swept sweeps, and leaves no letter for a slip that has ended.
func (w *world) swept(want int) {
	w.Helper()
	n, err := w.a.Sweep(w.ctx, w.r.Now())
	if err != nil || n != want || w.count("secret_mail") != 0 {
		w.Errorf("%d slips swept, want %d; %d letters left; %v", n, want, w.count("secret_mail"), err)
	}
}

func TestAcceptWithAnAccount(t *testing.T) {
	worlds(t, func(w *world) {
		h, err := w.invite(w.facilitator, account.Invitation{Organisation: table})
		w.must(err)
		accept := func(actor policy.Actor) (s account.Slip, err error) {
			err = w.r.Act(w.ctx, actor, func(tx *register.Tx) error { s, err = w.a.Accept(tx, h.Slip); return err })
			return s, err
		}
		_, err = accept(policy.Actor{})
		w.refused("visitor", err, fault.ReasonUnauthenticated, "fault.unauthenticated")
		if s, err := accept(w.none); err != nil || s.OrganisationID != table {
			w.Errorf("%+v, %v", s, err)
		}
		_, err = accept(w.focal)
		w.refused("used", err, fault.ReasonConflict, "slip.used")
	})
}

func TestOneSlipOnePerson(t *testing.T) {
	worlds(t, func(w *world) {
		h, err := w.invite(w.focal, account.Invitation{Organisation: lake})
		w.must(err)
		before := w.count("persons")
		results := make([]error, 8)
		var wg sync.WaitGroup
		for i := range results {
			wg.Go(func() { _, results[i] = w.join(h, w.form("racer"+strings.Repeat("x", i))) })
		}
		wg.Wait()
		joined := 0
		for _, err := range results {
			if err == nil {
				joined++
				continue
			}
			w.refused("the slower", err, fault.ReasonConflict, "slip.used")
		}
		if joined != 1 || w.count("persons") != before+1 {
			w.Errorf("%d joined, %d persons more", joined, w.count("persons")-before)
		}
	})
}

func TestTheFirstStartHappensOnce(t *testing.T) {
	worlds(t, func(w *world) {
		_, err := w.a.IssueSetup(w.ctx, "zh")
		w.refused("a second first start", err, fault.ReasonConflict, "setup.done")
		if empty, err := w.a.Empty(w.ctx); empty || err != nil {
			w.Errorf("empty: %v, %v", empty, err)
		}
		for name, actor := range map[string]policy.Actor{"system": policy.SystemActor(), "founder": w.founder, "person": w.none} {
			err := w.r.Act(w.ctx, actor, func(tx *register.Tx) error { return w.a.FoundOffices(tx, w.none.Person, policy.Moderator) })
			w.refused(name, err, fault.ReasonForbidden, "guard.office.first_start")
		}
		if got := w.verbs("person", string(w.founder.Person)); got != "person.setup_issued person.joined person.office_granted" {
			w.Errorf("the founder's timeline: %s", got)
		}
	})
}

func TestFormsSentTwice(t *testing.T) {
	worlds(t, func(w *world) {
		p := w.find(w.none.Person)
		twice := map[string]func() error{
			"invite": func() error { _, err := w.invite(w.focal, account.Invitation{Organisation: lake}); return err },
			"profile": func() error {
				_, err := w.a.ChangeProfile(w.ctx, w.none, account.ProfileForm{Version: p.Version, Name: p.Name, Latin: p.Latin, Language: "en", MailMode: "never"})
				return err
			},
			"office": func() error {
				_, err := w.a.ProposeOffice(w.ctx, w.founder, account.OfficeProposal{Person: w.none.Person, Office: "auditor"})
				return err
			},
			"everywhere": func() error { return w.a.SignOutEverywhere(w.ctx, w.focal) },
			"disable": func() error {
				_, err := w.a.Disable(w.ctx, w.founder, account.AccountStep{Person: w.facilitator.Person, Version: w.find(w.facilitator.Person).Version, Reason: "已离任"})
				return err
			},
		}
		plain := w.ctx
		for name, send := range twice {
			w.ctx = register.WithOnce(plain, "form-of-"+name)
			w.must(send())
			before := w.count("entries")
			var replay *register.Replayed
			if err := send(); !errors.As(err, &replay) || w.count("entries") != before {
				w.Errorf("%s sent twice: %v", name, err)
			}
		}
		w.ctx = plain
	})
}
