package site

import (
	"testing"

	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/web"
)

// Who is responsible is called as the directory calls it, where it is the facilitator; no other name is taken for English.
func TestContactIsCalledAsInTheDirectory(t *testing.T) {
	o := organisation.Organisation{NameZh: "瑞典同桌例协会", NameSv: "Föreningen Sambord Exempel", NameNative: "Föreningen Sambord Exempel", NativeLanguage: "sv"}
	for _, c := range []struct {
		reader        lang.Code
		contact       string
		o             organisation.Organisation
		want, written string
	}{
		{lang.Chinese, "Föreningen Sambord Exempel", o, "瑞典同桌例协会", "zh-Hans"},
		{lang.Swedish, "瑞典同桌例协会", o, "Föreningen Sambord Exempel", "sv"},
		{lang.English, "瑞典同桌例协会", o, "Föreningen Sambord Exempel", "sv"}, // it has no English name
		{lang.Chinese, "Sambord Exempel", o, "Sambord Exempel", "sv"},
		{lang.English, "Sambord Exempel", o, "Sambord Exempel", "sv"},
		{lang.Swedish, "林例华", o, "林例华", "zh-Hans"},
		{lang.English, "Lin Lihua", organisation.Organisation{}, "Lin Lihua", "en"}, // before the set-up nothing is known of it
	} {
		name, written := contactIn(c.reader, c.contact, c.o)
		if name != c.want || written != c.written {
			t.Errorf("%s for %s is %s in %s, want %s in %s", c.contact, c.reader, name, written, c.want, c.written)
		}
	}
	page := web.Page{T: speaking(t, Settings{}).speakers[lang.Chinese], Site: web.Site{Contact: "A & B", ContactLang: "sv"}}
	if got, want := contactHTML(page), `<span lang="sv">A &amp; B</span>`; got != want {
		t.Errorf("%s in a text, want %s", got, want)
	}
	page.Site.ContactLang = "zh-Hans"
	if got, want := contactHTML(page), "A &amp; B"; got != want {
		t.Errorf("%s in a text of its language, want %s", got, want)
	}
}
