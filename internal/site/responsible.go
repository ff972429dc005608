package site

import (
	"context"
	"slices"

	"github.com/a-h/templ"

	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/web"
)

// house is what stands in the foot of every page. Who is responsible is one name in the settings; where that is the facilitator's
// organisation, each reader finds it by its name in the directory.
func (v *visit) house() web.Site {
	house := v.s.House
	if house.Contact == "" {
		return house
	}
	o, err := v.s.facilitator(v.Request().Context())
	if err != nil { // the name in the settings is there even while the directory is not
		o = organisation.Organisation{}
	}
	house.Contact, house.ContactLang = contactIn(v.t.Code(), house.Contact, o)
	return house
}

// facilitator is the organisation that runs the house; empty before the set-up. It is read once a minute: a page costs no query for
// it, and a new name is in every foot as soon as on the shelf.
func (s *Site) facilitator(ctx context.Context) (organisation.Organisation, error) {
	return s.host.get(s.Setup.Facilitator(), s.Register.Now().Unix()/60, func() (organisation.Organisation, error) {
		found, err := s.Organisations.ByID(ctx, policy.SystemActor(), s.Setup.Facilitator())
		if err != nil || len(found) == 0 {
			return organisation.Organisation{}, err
		}
		return found[0], nil
	})
}

// contactIn is who is responsible for a reader of a language, and the language of that name: the directory's name where the settings
// have one of the facilitator's names; any other name is in the language it shows by its letters, else in the facilitator's own.
func contactIn(reader lang.Code, contact string, o organisation.Organisation) (name, tag string) {
	if slices.Contains([]string{o.NameZh, o.NameEn, o.NameSv, o.NameNative}, contact) {
		name, in := o.Called(string(reader))
		return name, lang.Code(in).Tag()
	}
	in := lang.OfName(contact)
	if in == "" {
		in = lang.Code(o.NativeLanguage)
	}
	if in == "" {
		in = reader
	}
	return contact, in.Tag()
}

// contactMark stands in the texts of the house, which are rendered once, for the name of who is responsible.
const contactMark = "\ufffc"

// contactHTML is that name in a text of the page's language.
func contactHTML(page web.Page) string {
	name := templ.EscapeString(page.Site.Contact)
	if page.Site.ContactLang == page.T.Tag() {
		return name
	}
	return `<span lang="` + page.Site.ContactLang + `">` + name + `</span>`
}
