package site

import (
	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/setup"
	"sametable/web"
)

// setupPage is the first start of a house, behind the link that only whoever runs it has read.
func setupPage(v *visit) error {
	if _, err := v.slip(account.ForSetup); err != nil {
		return v.slipRefused(err)
	}
	return v.showSetup(nil)
}

// setUp makes the administrator, the facilitator's organisation and what the profile lists.
// It is several acts, which the one-time secret keeps from happening twice.
func setUp(v *visit) error {
	if _, err := v.slip(account.ForSetup); err != nil {
		return v.slipRefused(err)
	}
	secret, form := v.Param("secret"), v.setupForm()
	if f := v.unfilled(v.setupQuestions(nil)); len(f) > 0 {
		return v.showSetup(v.with(fault.Invalid(merged(f, v.s.Setup.Check(v.Request().Context(), secret, form))...)))
	}
	person, err := v.s.Setup.Complete(v.Request().Context(), secret, form)
	if fault.Is(err, fault.ReasonInvalid) {
		f, _ := v.refused(err)
		return v.showSetup(f)
	}
	if err != nil {
		return v.slipRefused(err)
	}
	return v.letIn(person.Username, "set_up")
}

func (v *visit) setupForm() setup.Form {
	return setup.Form{Person: v.joinForm(), Profile: v.written("profile"), Funded: v.written("funded") != "", Facilitator: organisation.Form{
		Key: v.written("key"), NameNative: v.written("name_native"), NativeLanguage: v.written("native_language"), NameZh: v.written("name_zh"),
		NameEn: v.written("name_en"), NameSv: v.written("name_sv"), Scheme: v.written("scheme"), Identifier: v.written("identifier"),
		IdentifierNote: v.written("identifier_note")}}
}

func (v *visit) showSetup(f *fault.Fault) error {
	return v.showEntry(status(f), v.t.Say("setup.title"), web.DoorView{Lead: []string{v.t.Say("setup.lead")}, Wrongs: v.wrongs(f, "name"),
		Asks: []web.Asking{{Form: web.Form{Action: v.here(), Nonce: v.nonce(), Guard: true}, Word: v.t.Say("setup.begin"), Kind: "first",
			Questions: v.setupQuestions(f)}}})
}

func (v *visit) setupQuestions(f *fault.Fault) []web.Question {
	s := v.sheet(f)
	questions := []web.Question{{Heading: v.t.Say("setup.administrator"), Note: v.t.Say("setup.administrator_lead")},
		s.line(s.ask("name", v.t.Say("profile.name"), v.t.Say("profile.name_hint"), ""), "name"),
		s.optional(s.ask("latin", v.t.Say("profile.latin"), v.t.Say("profile.latin_hint"), ""), "off"),
		s.optional(s.ask("post_"+v.code(), v.t.Say("profile.post"), v.t.Say("profile.post_hint"), ""), "organization-title"),
		s.languages(s.ask("language", v.t.Say("profile.language"), v.t.Say("profile.language_hint"), v.code())),
	}
	questions = append(questions, s.account("")...)
	questions = append(questions, s.contact("")[1:]...)
	questions = append(questions, s.facilitator()...)
	return append(questions, s.profiles()...)
}

// facilitator asks for the organisation that brings the others together. It begins accredited, so its number has to be right.
func (s sheet) facilitator() []web.Question {
	t := s.v.t
	scheme := web.Choice{Ask: s.ask("scheme", t.Say("setup.scheme"), "", string(organisation.SEOrgNr))}
	for _, one := range organisation.Schemes() {
		if one != organisation.NoScheme {
			scheme.Options = append(scheme.Options, web.Option{Value: string(one), Word: t.Of("scheme", string(one))})
		}
	}
	known := planned()
	return []web.Question{
		{Heading: t.Say("setup.facilitator"), Note: t.Say("setup.facilitator_lead")},
		{Fixed: &web.Pair{Key: t.Say("join.kind"), Body: web.GroupMark(t, string(policy.Facilitator))}},
		s.line(s.ask("name_native", t.Say("join.name_native"), t.Say("join.name_native_hint"), known.NameNative), "organization"),
		s.languages(s.ask("native_language", t.Say("join.native_language"), "", known.NativeLanguage)),
		s.optional(s.ask("name_zh", t.Say("setup.name_zh"), t.Say("setup.name_hint"), known.NameZh), "off"),
		s.optional(s.ask("name_en", t.Say("setup.name_en"), "", known.NameEn), "off"),
		s.optional(s.ask("name_sv", t.Say("setup.name_sv"), "", known.NameSv), "off"),
		{Select: &scheme},
		s.line(s.ask("identifier", t.Say("setup.identifier"), t.Say("setup.identifier_hint"), known.Identifier), "off"),
		s.optional(s.ask("identifier_note", t.Say("setup.identifier_note"), t.Say("setup.identifier_note_hint"), ""), "off"),
		s.optional(s.ask("key", t.Say("setup.key"), t.Say("setup.key_hint"), ""), "off"),
	}
}

// planned is the facilitator as the profile of the project names it. It is filled in to be checked, not settled.
func planned() organisation.Form {
	for _, o := range setup.Profiles()["qinghai-anhui"].Organisations {
		if o.Kind == string(policy.Facilitator) {
			return organisation.Form{NameNative: o.NativeName, NativeLanguage: o.NativeLanguage, NameZh: o.Name.Zh, NameEn: o.Name.En, NameSv: o.Name.Sv,
				Identifier: o.Identifier.Value}
		}
	}
	return organisation.Form{}
}

// profiles asks what the house begins with, and says plainly what each choice makes.
func (s sheet) profiles() []web.Question {
	t, all := s.v.t, setup.Profiles()
	choice := web.Choice{Ask: s.ask("profile", t.Say("setup.profile"), t.Say("setup.profile_hint"), "")}
	for _, id := range []string{"qinghai-anhui", "empty"} {
		p, known := all[id]
		if !known {
			continue
		}
		organisations := 0
		for _, o := range p.Organisations {
			if o.Kind != string(policy.Facilitator) {
				organisations++
			}
		}
		makes := t.Say("setup.makes_nothing")
		if organisations+len(p.Forums) > 0 {
			makes = t.Say("setup.makes", fault.Args{"Organisations": t.Count("setup.organisations", organisations), "Forums": t.Count("setup.forums", len(p.Forums))})
		}
		choice.Options = append(choice.Options, web.Option{Value: p.ID, Word: p.Name.In(s.v.code()), Hint: p.Description.In(s.v.code()) + between(s.v) + makes})
	}
	strip := web.Choice{Ask: s.ask("funded", t.Say("setup.funded"), t.Say("setup.funded_hint"), ""),
		Options: []web.Option{{Value: "on", Word: t.Say("setup.funded_on")}}}
	strip.Optional = true
	return []web.Question{{Heading: t.Say("setup.beginning")}, {Radios: &choice}, {Boxes: &strip}}
}

// between is what stands between two sentences.
func between(v *visit) string {
	if v.code() == "zh" {
		return ""
	}
	return " "
}
