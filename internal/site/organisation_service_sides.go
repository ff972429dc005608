package site

import (
	"slices"

	"sametable/internal/organisation"
	"sametable/web"
)

// serviceSides sets what was typed against what somebody else has saved, in the fields that differ.
func (v *visit) serviceSides(yours, theirs organisation.ServiceForm, places map[string]string) (mine, other *web.Side) {
	words := func(codes []string, word func(string) string) string {
		list := make([]string, len(codes))
		for i, code := range codes {
			list[i] = word(code)
		}
		return v.t.List(list)
	}
	whom := func(code string) string { return v.t.Of("service.for", code) }
	place := func(code string) string { return places[code] }
	mine = &web.Side{Title: v.t.Say("org_page.yours"), Lang: v.t.Tag()}
	other = &web.Side{Title: v.t.Say("org_page.theirs"), Lang: v.t.Tag()}
	for _, f := range []struct{ name, yours, theirs string }{
		{"name_zh", yours.NameZh, theirs.NameZh}, {"name_en", yours.NameEn, theirs.NameEn}, {"name_sv", yours.NameSv, theirs.NameSv},
		{"about_zh", yours.AboutZh, theirs.AboutZh}, {"about_en", yours.AboutEn, theirs.AboutEn}, {"about_sv", yours.AboutSv, theirs.AboutSv},
		{"for_whom", words(known(yours.ForWhom), whom), words(theirs.ForWhom, whom)}, {"regions", words(yours.Regions, place), words(theirs.Regions, place)},
	} {
		if f.yours != f.theirs {
			label := v.t.Of("service.f", f.name)
			mine.Text += label + "\n" + f.yours + "\n\n"
			other.Text += label + "\n" + f.theirs + "\n\n"
		}
	}
	return mine, other
}

// known leaves the audiences there are: a form may carry anything.
func known(chosen []string) []string {
	return slices.DeleteFunc(slices.Clone(chosen), func(code string) bool {
		return !slices.Contains(organisation.Audiences(), organisation.Audience(code))
	})
}
