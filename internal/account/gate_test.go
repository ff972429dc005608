package account_test

import (
	"errors"
	"strings"
	"testing"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/policy"
)

// What the gate must stop is put together while the test runs.
var (
	aChild    = "小明" + "，" + "9岁" + "，在" + "例村" + "小学上学"
	anID      = "63999919" + "82010" + "10014"
	aMobile   = "138" + "0013" + "8000"
	nameAge   = "王小明" + " " + "9岁"
	nameClass = "王小明" + "三年级" + "二班"
	ownName   = "王例文"
	ownLatin  = "WANG Liwen"
	plainPost = "儿童主任"
)

// gated wants the gate's sentence beside one field, and nowhere else.
func (w *world) gated(what string, err error, field string) {
	w.Helper()
	var f *fault.Fault
	if !errors.As(err, &f) || f.Reason != fault.ReasonInvalid || len(f.Fields) != 1 || f.Fields[0].Name != field || f.Fields[0].ID != "safeguard.stopped" {
		w.Errorf("%s: got %v, want %s stopped", what, err, field)
		return
	}
	if said, ok := f.Fields[0].Args["What"].(fault.Message); !ok || !strings.HasPrefix(said.ID, "safeguard.rule.") || len(said.Args) > 0 {
		w.Errorf("%s: the kind of what was found is not said beside the field, or more than that: %v", what, f.Fields[0].Args)
	}
}

func TestProfilesPassTheGate(t *testing.T) {
	worlds(t, func(w *world) {
		p := w.find(w.none.Person)
		fine := account.ProfileForm{Version: p.Version, Name: ownName, Latin: ownLatin, Language: "zh", MailMode: "daily", PostZh: plainPost}
		for _, c := range []struct {
			what, field string
			change      func(*account.ProfileForm)
		}{
			{"a child in the post", "post_zh", func(f *account.ProfileForm) { f.PostZh = aChild }},
			{"in English", "post_en", func(f *account.ProfileForm) { f.PostEn = aChild }},
			{"in Swedish", "post_sv", func(f *account.ProfileForm) { f.PostSv = aChild }},
			{"a number as a name", "name", func(f *account.ProfileForm) { f.Name = ownName + " " + anID }},
			{"a telephone in the name", "name", func(f *account.ProfileForm) { f.Name = ownName + " " + aMobile }},
			{"an age in the name", "name", func(f *account.ProfileForm) { f.Name = nameAge }},
			{"a class in the name", "name", func(f *account.ProfileForm) { f.Name = nameClass }},
			{"a telephone in Latin letters", "latin", func(f *account.ProfileForm) { f.Latin = ownLatin + " " + aMobile }},
		} {
			form := fine
			c.change(&form)
			_, err := w.a.ChangeProfile(w.ctx, w.none, form)
			w.gated(c.what, err, c.field)
		}
		if got := w.find(w.none.Person); got.Version != p.Version {
			w.Errorf("something was stored: %+v", got)
		}
		if _, err := w.a.ChangeProfile(w.ctx, w.none, fine); err != nil {
			w.Errorf("her own name and post: %v", err)
		}
	})
}

func TestNamesOfInvitationsPassTheGate(t *testing.T) {
	worlds(t, func(w *world) {
		for _, name := range []string{nameAge, ownName + " " + aMobile} {
			_, err := w.invite(w.focal, account.Invitation{Organisation: lake, Name: name})
			w.gated("an invitation", err, "name")
		}
		_, err := w.invite(w.focal, account.Invitation{Organisation: lake, Name: ownName, Latin: ownLatin + " " + aMobile})
		w.gated("in Latin letters", err, "latin")
		h, err := w.invite(w.focal, account.Invitation{Organisation: lake, Name: ownName, Latin: ownLatin})
		w.must(err)
		form := w.form("wang.li")
		form.Name, form.Latin = nameAge, ownLatin
		_, err = w.a.Prepare(w.ctx, h.Slip, form)
		w.gated("joining", err, "name")
		form.Name, form.PostEn = ownName, aChild
		_, err = w.a.Prepare(w.ctx, h.Slip, form)
		w.gated("joining with a post", err, "post_en")
		form.PostEn, form.Username = "", "g"+anID
		_, err = w.a.Prepare(w.ctx, h.Slip, form)
		w.gated("joining under a number", err, "username")
		form.Username = "wang.li"
		if _, err := w.a.Prepare(w.ctx, h.Slip, form); err != nil {
			w.Errorf("a name alone: %v", err)
		}
	})
}

func TestReasonsPassTheGate(t *testing.T) {
	worlds(t, func(w *world) {
		_, err := w.a.ProposeOffice(w.ctx, w.founder, account.OfficeProposal{Person: w.none.Person, Office: string(policy.Moderator), Reason: aChild})
		w.gated("proposing an office", err, "reason")
		g := w.grant(w.none.Person, policy.Moderator)
		_, err = w.a.DecideOffice(w.ctx, w.founder, account.OfficeStep{Grant: g.ID, Version: g.Version, Verb: "suspend", Reason: aChild})
		w.gated("suspending one", err, "reason")
		p := w.find(w.none.Person)
		_, err = w.a.Disable(w.ctx, w.founder, account.AccountStep{Person: p.ID, Version: p.Version, Reason: aChild})
		w.gated("disabling", err, "reason")
		p, err = w.a.Disable(w.ctx, w.founder, account.AccountStep{Person: p.ID, Version: p.Version, Reason: "账号疑似被盗"})
		w.must(err)
		_, err = w.a.Enable(w.ctx, w.founder, account.AccountStep{Person: p.ID, Version: p.Version, Reason: aChild})
		w.gated("enabling", err, "reason")
	})
}

func TestCorrectedNamesPassTheGate(t *testing.T) {
	worlds(t, func(w *world) {
		p := w.find(w.none.Person)
		leave := policy.Allow(account.Noun, string(p.ID), account.VerbRename)
		_, err := w.a.Rename(w.ctx, w.focal, leave, account.RenameForm{Person: p.ID, Version: p.Version, Name: nameAge, Latin: ownLatin})
		w.gated("a name with an age", err, "name")
		if n := w.count("entries"); n == 0 {
			w.Error("no register")
		}
		_, err = w.a.Rename(w.ctx, w.focal, leave, account.RenameForm{Person: p.ID, Version: p.Version, Name: "王例雯", Latin: ownLatin})
		w.must(err)
	})
}
