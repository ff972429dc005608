package site

import (
	"strconv"

	"sametable/internal/account"
	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/web"
)

// accountFacts are what she cannot change herself.
func (v *visit) accountFacts() []web.Pair {
	p := v.seen.Person
	identity := v.t.Say("profile.unchecked")
	if p.Verified() {
		identity = v.t.Say("profile.checked")
		if p.VerifiedOn != nil {
			identity = v.t.Say("profile.checked_on", fault.Args{"Day": v.t.Date(*p.VerifiedOn, beijing)})
		}
	}
	return []web.Pair{
		{Key: v.t.Say("signin.username_only"), Text: p.Username},
		{Key: v.t.Say("profile.identity"), Text: identity},
		{Key: v.t.Say("profile.joined"), Body: web.Day(v.t, p.JoinedAt, beijing)},
	}
}

// profileForm asks what she says of herself. When the profile was changed meanwhile, what was typed stays and what stands now is
// said beside it; sending again replaces it.
func (v *visit) profileForm(f *fault.Fault) web.Asking {
	s, p := v.sheet(f), v.seen.Person
	var all []web.Question
	if p.Verified() {
		all = append(all, web.Question{Fixed: &web.Pair{Key: v.t.Say("profile.name"), Body: web.PersonName(p.Name, v.nameLang(p.Name))}})
	} else {
		all = append(all, s.line(v.beside(s.ask("name", v.t.Say("profile.name"), v.t.Say("profile.name_hint"), p.Name), p.Name, p.Name, f), "name"))
	}
	if p.Verified() && p.Latin != "" {
		all = append(all, web.Question{Fixed: &web.Pair{Key: v.t.Say("profile.latin"), Text: p.Latin}})
	} else {
		all = append(all, s.optional(v.beside(s.ask("latin", v.t.Say("profile.latin"), v.t.Say("profile.latin_hint"), p.Latin), p.Latin, orDash(p.Latin), f), "off"))
	}
	if p.Verified() {
		all = append(all, web.Question{Note: v.t.Say("profile.name_checked")})
	}
	for _, post := range []struct{ code, stored, label string }{{"zh", p.PostZh, v.t.Say("profile.post_zh")}, {"en", p.PostEn, v.t.Say("profile.post_en")},
		{"sv", p.PostSv, v.t.Say("profile.post_sv")}} {
		ask := v.beside(s.ask("post_"+post.code, post.label, "", post.stored), post.stored, orDash(post.stored), f)
		if post.code != v.code() {
			ask.Lang = tagOf(post.code)
		}
		all = append(all, s.optional(ask, "off"))
	}
	all = append(all, s.languages(v.beside(s.ask("language", v.t.Say("profile.language"), v.t.Say("profile.language_hint"), string(p.Language)), string(p.Language), p.Language.Own(), f)))
	all = append(all, s.reads(p.Reads))
	modes, sex := s.mailModes(string(p.MailMode)), s.sex(string(p.Sex))
	modes.Radios.Ask = v.beside(modes.Radios.Ask, string(p.MailMode), v.t.Of("mail_mode", string(p.MailMode)), f)
	all = append(all, modes, sex)
	return web.Asking{Form: web.Form{Action: web.Link(v.t, "/account/profile"), Nonce: v.nonceOf(f), Guard: true, Label: v.t.Say("profile.title")},
		Hidden: []web.Hidden{{Name: "version", Value: strconv.Itoa(p.Version)}}, Questions: all, Word: v.t.Say("profile.save"), Kind: "first"}
}

// nonceOf is the key of one of the room's forms: only the form that comes back keeps its own.
func (v *visit) nonceOf(f *fault.Fault) string {
	if f != nil {
		return v.nonce()
	}
	return clock.NewSecret()
}

// beside says what stands in a field now, in words, where somebody changed it while she was typing.
func (v *visit) beside(ask web.Ask, stored, words string, f *fault.Fault) web.Ask {
	if f != nil && f.Reason == fault.ReasonConflict && ask.Value != stored {
		ask.Hint = v.t.Say("profile.stored", fault.Args{"Text": words})
	}
	return ask
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}

func (v *visit) emailForm(f *fault.Fault) web.Asking {
	s := v.sheet(f)
	mail := s.optional(s.ask("email", v.t.Say("profile.email_new"), v.t.Say("profile.email_hint"), ""), "email")
	mail.Line.Type = "email"
	return web.Asking{Form: web.Form{Action: web.Link(v.t, "/account/email"), Nonce: v.nonceOf(f), Label: v.t.Say("door.email")}, Word: v.t.Say("profile.email_save"),
		Questions: []web.Question{mail, s.password("email_current", v.t.Say("profile.password_current"), "", "current-password")}}
}

func (v *visit) passwordForm(f *fault.Fault) web.Asking {
	s := v.sheet(f)
	questions := []web.Question{s.password("current", v.t.Say("profile.password_current"), "", "current-password")}
	return web.Asking{Form: web.Form{Action: web.Link(v.t, "/account/password"), Nonce: v.nonceOf(f), Label: v.t.Say("profile.password")},
		Username: v.seen.Person.Username, Word: v.t.Say("profile.password_save"),
		Questions: append(questions, s.newPassword("new", v.t.Say("profile.password_new"))...)}
}

// memberships are her organisations, with the one she speaks for.
func (v *visit) memberships() []web.Membership {
	var all []web.Membership
	for _, m := range v.actor.Memberships {
		o := v.orgs[m.Organisation]
		all = append(all, web.Membership{Value: string(m.Organisation), FocalPoint: m.FocalPoint, Accredited: m.Accredited,
			Chosen: m.Organisation == v.speaksFor(), Only: len(v.actor.Memberships) == 1,
			Org: v.orgOf(o)})
	}
	return all
}

func (v *visit) sessionLines(sessions []account.Session) []web.SessionLine {
	var all []web.SessionLine
	nonce, ahead := v.freshNonce(), v.s.Accounts.Ahead()
	for _, one := range sessions {
		here := one.ID == v.seen.Session.ID
		all = append(all, web.SessionLine{Device: one.Agent, Network: one.Network, Since: one.CreatedAt.Add(ahead),
			Seen: one.SeenAt.Add(ahead), Zone: beijing, Here: here,
			End: web.Asking{Form: web.Form{Action: web.Link(v.t, "/account/sessions/"+string(one.ID)+"/end"), Nonce: nonce}, Word: v.t.Say("sessions.end"), SignsOut: here}})
	}
	return all
}
