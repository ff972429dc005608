package site

import (
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/web"
)

// page fills what every page has around its content.
func (v *visit) page(title string, section web.Section) (web.Page, error) {
	s := v.s
	v.rememberLanguage()
	p := web.Page{T: v.t, Title: title, Origin: s.Origin, Path: v.path(), RawQuery: v.QueryString(), Section: section, Site: v.house(),
		Demo: len(s.Demo) > 0, Funding: s.funding(v.t), Flash: v.flash(), Meanwhile: v.moved, Taken: v.takenOut(),
		Today: v.t.Date(v.now, lang.Beijing)}
	if accepted := v.recall(acceptedCookie); accepted != "" {
		p.Accepted = []string{accepted}
	}
	if v.actor.Visitor() {
		return p, nil
	}
	who, err := v.who()
	p.Person = who
	return p, err
}

// who is the person in the head of the page, with what waits for her.
func (v *visit) who() (*web.Who, error) {
	unread, err := v.unread()
	if err != nil {
		return nil, err
	}
	a := v.actor
	who := &web.Who{Key: string(a.Person), Name: v.seen.Person.Called(v.code()), Unread: unread, Moderates: a.Has(policy.Moderator),
		Accredits: a.Has(policy.AccreditationOfficer), Translates: a.Has(policy.Translator), Administers: a.Has(policy.Administrator),
		Audits: a.Has(policy.Auditor), Elsewhere: v.seen.Person.Language != v.t.Code()}
	if who.Name == v.seen.Person.Name && v.t.Code() != lang.Chinese && !latin(who.Name) {
		who.NameLang = lang.Chinese.Tag()
	}
	for _, m := range a.Memberships {
		o := v.orgs[m.Organisation]
		chosen := m.Organisation == v.speaksFor()
		if chosen {
			who.For = o.Name(v.code())
		}
		who.ForOptions = append(who.ForOptions, web.Option{Value: string(m.Organisation), Word: o.Name(v.code()), Chosen: chosen})
	}
	return who, nil
}

// unread counts what she has not read, anew when something came, was read, or the register moved on.
func (v *visit) unread() (int, error) {
	ctx := v.Request().Context()
	pile, err := v.s.Notices.Pile(ctx, v.actor.Person)
	if err != nil || pile.Count == 0 {
		return 0, err
	}
	key := unreadKey{standingKey: v.s.standingKey(v.actor.Person), pile: pile}
	return v.s.unread.get(key, v.seen.Head, func() (int, error) { return v.s.Notices.Unread(ctx, v.actor) })
}

// speaksFor is the organisation she chose, else her first.
func (v *visit) speaksFor() policy.OrganisationID {
	if _, ok := v.actor.Member(v.actor.SpeaksFor); ok {
		return v.actor.SpeaksFor
	}
	if len(v.actor.Memberships) > 0 {
		return v.actor.Memberships[0].Organisation
	}
	return ""
}

// latin tells whether a name needs no other language mark.
func latin(name string) bool {
	for _, r := range name {
		if r >= 0x2E80 {
			return false
		}
	}
	return true
}
