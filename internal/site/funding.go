package site

import (
	"sametable/internal/lang"
	"sametable/web"
)

// funding is the strip of who pays, where the set-up chose one.
func (s *Site) funding(t *lang.Speaker) *web.Funding {
	if !s.Setup.Funded() {
		return nil
	}
	return &web.Funding{Funders: []web.Funder{
		{Mark: "eu.svg", MarkAlt: t.Say("funding.emblem_alt"), Statement: t.Say("funding.strip.eu"), StatementLang: lang.English.Tag(), Disclaimer: disclaimerEU, Lang: lang.English.Tag()},
		{Statement: t.Say("funding.strip.sida"), Disclaimer: disclaimerSida, Lang: lang.English.Tag()},
	}}
}

// The disclaimers of the grant contract, word for word; their English text is the binding one.
const (
	disclaimerEU = "This web page has been produced with the assistance of the European Union. The contents of this web page are the sole " +
		"responsibility of Plan International Sweden and can in no way be taken to reflect the views of the European Union."
	disclaimerSida = "This web page has been produced with the assistance of Sida. The contents of this web page are the sole responsibility " +
		"of Plan International Sweden and can in no way be taken to reflect the views of Sida."
)
