package site

import (
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"strings"
	"testing"

	"sametable/internal/lang"
	"sametable/locales"
	"sametable/web"
)

// A text that changes says since when.
func TestEveryTextSaysWhenItChanged(t *testing.T) {
	for _, name := range textNames() {
		sum := sha256.New()
		for _, code := range lang.Codes() {
			text, err := fs.ReadFile(locales.Pages(), "pages/"+string(code)+"/"+name+".md")
			if err != nil {
				t.Fatal(err)
			}
			sum.Write(text)
		}
		if of := hex.EncodeToString(sum.Sum(nil))[:12]; editions()[name].of != of {
			t.Errorf("%s has changed: give it the day in editions, and %q", name, of)
		}
	}
}

// What auditors and administrators see of the register is said in one sentence, wherever it is said.
func TestOneSentenceSaysWhatTheRegistersReadersSee(t *testing.T) {
	s := speaking(t, Settings{})
	for _, code := range lang.Codes() {
		said := s.speakers[code].Say("house.audit_masked")
		for _, name := range []string{"privacy", "help"} {
			text, err := fs.ReadFile(locales.Pages(), "pages/"+string(code)+"/"+name+".md")
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(string(text), said) {
				t.Errorf("%s: the page %s does not say %q", code, name, said)
			}
		}
	}
}

func speaking(t *testing.T, settings Settings) *Site {
	t.Helper()
	catalogue, err := lang.Load(locales.Messages())
	if err != nil {
		t.Fatal(err)
	}
	return New(Rooms{}, catalogue, settings)
}

func TestTextsNameWhoIsResponsible(t *testing.T) {
	silent := speaking(t, Settings{}).texts()
	named := speaking(t, Settings{Location: "Falun & Kiruna", House: web.Site{Contact: "A_b [c] *d*", ContactMail: "a@example.org"}}).texts()
	for _, code := range lang.Codes() {
		privacy := named[code]["privacy"].html
		for _, want := range []string{`<a href="mailto:a@example.org">` + contactMark + `</a>`, "Falun &amp; Kiruna"} {
			if !strings.Contains(privacy, want) {
				t.Errorf("%s: the page on privacy lacks %q", code, want)
			}
		}
		for name, text := range silent[code] {
			if strings.Contains(text.html, "{{") || text.title == "" || strings.Contains(text.html, "<h1") || !strings.Contains(text.html, "<h2") {
				t.Errorf("%s: %s is not whole", code, name)
			}
		}
	}
	if !strings.Contains(silent[lang.Swedish]["privacy"].html, "ingen kontakt har angetts") {
		t.Error("nobody is told that no contact has been named")
	}
}

func TestForeignWordsSayTheirLanguage(t *testing.T) {
	texts := speaking(t, Settings{}).texts()
	for _, code := range []lang.Code{lang.Chinese, lang.Swedish} {
		for _, name := range []string{"about", "funding"} {
			html := texts[code][name].html
			if strings.Count(html, `<blockquote lang="en">`) != strings.Count(html, "<blockquote") || !strings.Contains(html, "<blockquote") {
				t.Errorf("%s: a quotation on %s does not say that it is English", code, name)
			}
		}
		if !strings.Contains(texts[code]["funding"].html, `<span lang="en">Co-funded by the European Union</span>`) {
			t.Errorf("%s: the credit line does not say that it is English", code)
		}
	}
	if about := texts[lang.English]["about"].html; !strings.Contains(about, `<span lang="zh-Hans">中国社会工作联合会</span>`) || strings.Contains(about, `blockquote lang`) {
		t.Error("Chinese names in the English text do not say so")
	}
	for in, want := range map[string]string{
		`<p><a href="/zh/help">Plan B 计划</a></p>`: `<p><a href="/zh/help"><span lang="en">Plan B</span> 计划</a></p>`,
		`<p>SHA-256</p>`: `<p>SHA-256</p>`,
	} {
		if got := tongues(lang.Chinese, in); got != want {
			t.Errorf("%s became %s", in, got)
		}
	}
}
