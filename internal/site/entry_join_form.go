package site

import (
	"strings"

	"golang.org/x/text/width"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/web"
)

// beijing is the zone in which the forum's days begin.
const beijing = lang.Beijing

func tagOf(code string) string { return lang.Code(code).Tag() }

// plainCode is a typed code as it stands in an address, also from a keyboard that writes wide letters.
func plainCode(typed string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, width.Fold.String(typed))
}

// joinForm reads what a person says of herself.
func (v *visit) joinForm() account.JoinForm {
	return account.JoinForm{Username: v.written("username"), Name: v.written("name"), Latin: v.written("latin"), Password: v.sealed("password"),
		Language: v.written("language"), Email: v.written("email"), PostZh: v.written("post_zh"), PostEn: v.written("post_en"), PostSv: v.written("post_sv"),
		Sex: v.written("sex"), MailMode: v.written("mail_mode")}
}

// broughtForm reads the organisation of somebody who brings a new one.
func (v *visit) broughtForm() organisation.Form {
	return organisation.Form{Kind: v.written("kind"), NameNative: v.written("name_native"), NativeLanguage: v.written("native_language")}
}

// joinQuestions is what an invitation asks of somebody without an account. What the inviting person checked is settled.
func (v *visit) joinQuestions(i organisation.Invitation, f *fault.Fault) []web.Question {
	s, slip := v.sheet(f), i.Slip
	var all []web.Question
	if slip.OrganisationID == "" {
		all = append(all, web.Question{Heading: v.t.Say("join.your_organisation"), Note: v.t.Say("join.your_organisation_lead")})
		all = append(all, s.organisation()...)
		all = append(all, web.Question{Heading: v.t.Say("join.yourself")})
	}
	if slip.Checked && slip.Name != "" {
		all = append(all, web.Question{Fixed: &web.Pair{Key: v.t.Say("profile.name"), Body: web.PersonName(slip.Name, v.nameLang(slip.Name))}, Note: v.t.Say("join.name_checked")})
	} else {
		all = append(all, s.line(s.ask("name", v.t.Say("profile.name"), v.t.Say("profile.name_hint"), slip.Name), "name"))
	}
	if !slip.Checked || slip.Latin == "" {
		all = append(all, s.optional(s.ask("latin", v.t.Say("profile.latin"), v.t.Say("profile.latin_hint"), slip.Latin), "off"))
	}
	all = append(all, s.optional(s.ask("post_"+v.code(), v.t.Say("profile.post"), v.t.Say("profile.post_hint"), ""), "organization-title"),
		s.languages(s.ask("language", v.t.Say("profile.language"), v.t.Say("profile.language_hint"), v.code())))
	all = append(all, s.account(slip.Username)...)
	return append(all, s.contact(slip.Email)...)
}

// account asks for what lets her in.
func (s sheet) account(username string) []web.Question {
	t := s.v.t
	return append([]web.Question{
		{Heading: t.Say("join.signing_in")},
		s.line(s.ask("username", t.Say("signin.username_only"), t.Say("join.username_hint"), username), "username"),
	}, s.newPassword("password", t.Say("signin.password"))...)
}

// contact asks for what nobody has to give.
func (s sheet) contact(email string) []web.Question {
	t := s.v.t
	mail := s.optional(s.ask("email", t.Say("door.email"), t.Say("join.email_hint"), email), "email")
	mail.Line.Type = "email"
	modes := s.mailModes(string(account.Daily))
	modes.Radios.Optional = true
	return []web.Question{{Heading: t.Say("join.if_you_like")}, mail, modes, s.sex("")}
}

// mailModes asks how often notices go out by mail.
func (s sheet) mailModes(before string) web.Question {
	c := web.Choice{Ask: s.ask("mail_mode", s.v.t.Say("profile.mail_mode"), s.v.t.Say("profile.mail_mode_hint"), before)}
	for _, mode := range account.MailModes() {
		c.Options = append(c.Options, web.Option{Value: string(mode), Word: s.v.t.Of("mail_mode", string(mode))})
	}
	return web.Question{Radios: &c}
}

// sex asks what nobody has to say, and says what for.
func (s sheet) sex(before string) web.Question {
	t := s.v.t
	ask := s.ask("sex", t.Say("profile.sex"), t.Say("profile.sex_hint"), before)
	ask.Optional = true
	return web.Question{Select: &web.Choice{Ask: ask, Options: []web.Option{
		{Value: "", Word: t.Say("profile.sex_unsaid")}, {Value: "f", Word: t.Say("profile.sex_f")}, {Value: "m", Word: t.Say("profile.sex_m")},
		{Value: "other", Word: t.Say("profile.sex_other")},
	}}}
}

// organisation asks for as little of a new organisation as a draft needs; the rest is filled in on its own page.
func (s sheet) organisation() []web.Question {
	t := s.v.t
	kind := web.Choice{Ask: s.ask("kind", t.Say("join.kind"), "", ""), Options: append([]web.Option{{Value: "", Word: t.Say("join.choose")}}, s.v.kinds()...)}
	return []web.Question{
		{Select: &kind},
		s.line(s.ask("name_native", t.Say("join.name_native"), t.Say("join.name_native_hint"), ""), "organization"),
		s.languages(s.ask("native_language", t.Say("join.native_language"), "", s.v.code())),
	}
}
