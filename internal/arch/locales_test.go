package arch_test

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"sametable/internal/lang"
	"sametable/locales"
)

// dynamicFamilies are ids put together at run time where no call names the family, with where that happens. Whoever builds an
// id lists the family here and its members in Catalogue.Require at start.
func dynamicFamilies() map[string]string {
	return map[string]string{}
}

// sameInAll are messages whose Swedish or Chinese is the English word for word, with the reason.
func sameInAll() map[string]string {
	return map[string]string{
		"funding.strip.eu": "the credit line belongs to the emblem and stays in English",
		"web.admin":        "the Swedish word is the same",

		"search.by_organisation":   "the Swedish word is the same",
		"search.by_forum":          "the Swedish word is the same",
		"meeting.forum":            "the Swedish word is the same",
		"search.kind.organisation": "the Swedish word is the same",
		"search.kind.forum":        "the Swedish word is the same",
		"office.moderator":         "the Swedish word is the same",
	}
}

func catalogue(t *testing.T) *lang.Catalogue {
	t.Helper()
	c, err := lang.Load(locales.Messages())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// templs visits every templ file.
func templs(t *testing.T, visit func(name, text string)) {
	t.Helper()
	err := walk(func(name, full string) error {
		if path.Ext(name) != ".templ" {
			return nil
		}
		text, err := os.ReadFile(full)
		if err == nil {
			visit(name, string(text))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// said gathers what the whole program says. Tests have their own words, and what is generated was said in its source.
func said(t *testing.T) speech {
	t.Helper()
	var all speech
	add := func(s speech) {
		all.ids = append(all.ids, s.ids...)
		all.families = append(all.families, s.families...)
		all.mentions = append(all.mentions, s.mentions...)
	}
	for _, s := range house(t) {
		if !s.test && !s.generated && s.room != "internal/arch" {
			add(listen(s))
		}
	}
	templs(t, func(name, text string) {
		s, err := listenTempl(name, text)
		if err != nil {
			t.Error(err)
		}
		add(s)
	})
	return all
}

func TestMessagesAreWholeInAllLanguages(t *testing.T) {
	c := catalogue(t)
	if len(c.IDs()) == 0 {
		t.Fatal("no messages")
	}
	for _, id := range c.IDs() {
		if !idShape.MatchString(id) {
			t.Errorf("%s is not noun.what", id)
		}
	}
}

func TestEveryIDThatIsSaidExists(t *testing.T) {
	all := said(t)
	if len(all.ids) < 5 {
		t.Fatalf("only %d ids heard: the listener is deaf", len(all.ids))
	}
	for _, fault := range misspoken(catalogue(t), all.ids) {
		t.Error(fault)
	}
}

func TestNoMessageIsDead(t *testing.T) {
	all := said(t)
	families := slices.AppendSeq(all.families, keys(dynamicFamilies()))
	for _, id := range dead(catalogue(t), all.mentions, families) {
		t.Errorf("nothing says %s", id)
	}
}

func TestFamiliesHaveMembers(t *testing.T) {
	ids := catalogue(t).IDs()
	for family, why := range dynamicFamilies() {
		if !familyShape.MatchString(family) || !slices.ContainsFunc(ids, func(id string) bool { return strings.HasPrefix(id, family) }) {
			t.Errorf("%s (%s) has no messages", family, why)
		}
	}
}

func TestNoWordsOutsideTheMessages(t *testing.T) {
	templs(t, func(name, text string) {
		for _, fault := range bareWords(name, text) {
			t.Error(fault)
		}
	})
}

var (
	placeholders = regexp.MustCompile(`\{\{[^}]*\}\}`)
	halfWidth    = regexp.MustCompile(`\p{Han}[,;:!?()"]|[,;:!?()"]\p{Han}|[!！]`)
)

// rawTexts reads the texts of one language, by id and plural form, as they stand in the files.
func rawTexts(t *testing.T, code lang.Code) map[string]string {
	t.Helper()
	all := map[string]string{}
	files, err := fs.Glob(locales.Messages(), string(code)+"/*.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		var messages map[string]map[string]string
		if _, err := toml.DecodeFS(locales.Messages(), file, &messages); err != nil {
			t.Errorf("%s: %v (each message is a table with a quoted id)", file, err)
		}
		for id, forms := range messages {
			for form, text := range forms {
				if form != "description" {
					all[id+" "+form] = text
				}
			}
		}
	}
	return all
}

func TestEveryLanguageHasItsOwnWords(t *testing.T) {
	english := rawTexts(t, lang.English)
	kept := map[string]bool{}
	for _, code := range []lang.Code{lang.Chinese, lang.Swedish} {
		for key, text := range rawTexts(t, code) {
			id, _, _ := strings.Cut(key, " ")
			if text != english[key] || !lettered.MatchString(placeholders.ReplaceAllString(text, "")) {
				continue
			}
			kept[id] = true
			if _, allowed := sameInAll()[id]; !allowed {
				t.Errorf("%s: %s is still English: %q", code, id, text)
			}
		}
	}
	for id := range sameInAll() {
		if !kept[id] {
			t.Errorf("%s is listed as the same in all languages, and is not", id)
		}
	}
}

// Punctuation of the Latin script does not touch a Chinese character, and nobody is shouted at.
func TestChineseHasItsOwnPunctuation(t *testing.T) {
	for key, text := range rawTexts(t, lang.Chinese) {
		if hit := halfWidth.FindString(text); hit != "" {
			t.Errorf("%s: %q in %q is not full-width", key, hit, text)
		}
	}
	for key, text := range rawTexts(t, lang.Swedish) {
		if strings.ContainsAny(text, "“\"") {
			t.Errorf("%s: Swedish quotes are ”…”: %q", key, text)
		}
	}
}

func TestEveryPageIsInAllLanguages(t *testing.T) {
	pages := map[string][]string{}
	for _, code := range lang.Codes() {
		files, err := fs.Glob(locales.Pages(), "pages/"+string(code)+"/*.md")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			pages[path.Base(file)] = append(pages[path.Base(file)], string(code))
		}
	}
	if len(pages) == 0 {
		t.Fatal("no pages")
	}
	for page, codes := range pages {
		if len(codes) != len(lang.Codes()) {
			t.Errorf("%s is in %v only", page, codes)
		}
	}
}
