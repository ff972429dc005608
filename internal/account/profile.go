package account

import (
	"context"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// ProfileForm is what a person may say of herself. Version is that of the page she filled in.
type ProfileForm struct {
	Version                int
	Name, Latin            string
	Language, MailMode     string
	Reads                  []string // codes of the other languages she reads
	PostZh, PostEn, PostSv string
	Sex                    string
}

// profile puts the form into a person and gives the names of what changed.
func (a *Accounts) profile(form ProfileForm, p *Person) ([]string, error) {
	var f fault.Fields
	before := *p
	name, inLatin := a.names(&f, form.Name, form.Latin, true, true)
	p.named(name, inLatin)
	if before.Verified() && name != "" && name != before.Name {
		f.Add("name", "person.name_fixed", nil)
	}
	if before.Verified() && before.Latin != "" && p.Latin != before.Latin {
		f.Add("latin", "person.name_fixed", nil)
	}
	p.Language = input.Choice(&f, "language", form.Language, lang.Codes())
	p.reading(&f, form.Reads)
	p.MailMode = input.Choice(&f, "mail_mode", form.MailMode, MailModes())
	p.Sex = input.Choice(&f, "sex", form.Sex, Sexes())
	a.posts(&f, p, form.PostZh, form.PostEn, form.PostSv)
	return changed(before, *p), f.Err()
}

// changed names what differs between two states of a person: names of fields, never what stands in them.
func changed(before, after Person) []string {
	fields := []string{}
	for _, c := range []struct {
		name string
		same bool
	}{
		{"name", before.Name == after.Name}, {"latin", before.Latin == after.Latin}, {"language", before.Language == after.Language},
		{"reads", before.Reads == after.Reads},
		{"mail_mode", before.MailMode == after.MailMode}, {"sex", before.Sex == after.Sex},
		{"post", before.PostZh == after.PostZh && before.PostEn == after.PostEn && before.PostSv == after.PostSv},
	} {
		if !c.same {
			fields = append(fields, c.name)
		}
	}
	return fields
}

// ChangeProfile changes the actor's own profile. Her name is fixed once her identity was checked. It answers Invalid with the
// fields, or Conflict when the page was old.
func (a *Accounts) ChangeProfile(ctx context.Context, actor policy.Actor, form ProfileForm) (Person, error) {
	var out Person
	err := a.myself(ctx, actor, "change_profile", func(tx *register.Tx, p *Person) error {
		if p.Version != form.Version {
			return fault.Conflict("fault.stale", nil)
		}
		fields, err := a.profile(form, p)
		if err != nil {
			return err
		}
		if len(fields) == 0 {
			out = *p
			return nil
		}
		if err := tx.Save(p); err != nil {
			return err
		}
		if err := recard(tx, *p); err != nil {
			return err
		}
		n := p.own("person.profile_changed")
		n.Facts = map[string]any{"fields": fields}
		tx.Enter(n)
		out = *p
		return nil
	})
	return out, err
}

// recard renews a person's card; who may see it stays.
func recard(tx *register.Tx, p Person) error {
	var cards []register.Card
	if err := tx.Where("noun = ? AND noun_id = ?", Noun, p.ID).Find(&cards).Error; err != nil {
		return err
	}
	access := policy.Access{Class: policy.Own}
	if len(cards) > 0 {
		access = cards[0].Access
	}
	tx.Put(p.card(access))
	return nil
}

// PasswordForm changes the actor's own password. Session is the one she is in.
type PasswordForm struct {
	Session      SessionID
	Current, New string
}

// ChangePassword sets a new password. All sessions die, and the one the actor is in lives on under a new cookie, whose secret
// comes back; it is empty when there was no such session.
func (a *Accounts) ChangePassword(ctx context.Context, actor policy.Actor, form PasswordForm) (cookie string, err error) {
	known, err := a.current(ctx, actor, form.Current)
	if err != nil {
		return "", err
	}
	var f fault.Fields
	newPassword(&f, "new", form.New, known, known.Email)
	if err := f.Err(); err != nil {
		return "", err
	}
	hash, err := a.hasher.make(ctx, form.New)
	if err != nil {
		return "", err
	}
	err = a.myself(ctx, actor, "change_password", func(tx *register.Tx, p *Person) error {
		if p.PasswordHash != known.PasswordHash { // another change was faster
			return fault.Conflict("fault.stale", nil)
		}
		var session []Session
		if err := tx.Where("id = ? AND person_id = ? AND epoch = ?", form.Session, p.ID, p.Epoch).Find(&session).Error; err != nil {
			return err
		}
		p.PasswordHash = hash
		if _, err := a.endSessions(tx, p); err != nil {
			return err
		}
		if cookie, err = a.keep(tx, *p, session); err != nil {
			return err
		}
		if err := clearLimits(tx.DB, limitKey("current", string(p.ID))); err != nil {
			return err
		}
		tx.Enter(p.own("person.password_changed"))
		return tx.Save(p)
	})
	return cookie, err
}

// keep lets a session live on in a new epoch, under a new cookie.
func (a *Accounts) keep(tx *register.Tx, p Person, session []Session) (cookie string, err error) {
	if len(session) == 0 {
		return "", nil
	}
	cookie = clock.NewSecret()
	s := session[0]
	s.TokenHash, s.Epoch, s.SeenAt = secretHash("session", cookie), p.Epoch, a.wall()
	return cookie, tx.Add(&s)
}
