package world_test

import (
	"regexp"
	"strings"
	"testing"

	"sametable/internal/demo/world"
)

// TestEnglishIsTypeset finds straight quotes and apostrophes in what readers get in English.
func TestEnglishIsTypeset(t *testing.T) {
	w, err := world.Load()
	if err != nil {
		t.Fatal(err)
	}
	straight := regexp.MustCompile(`["']`)
	read := 0
	look := func(where, text string) {
		if read++; straight.MatchString(text) {
			t.Errorf("%s: %s", where, straight.FindString(text))
		}
	}
	for _, th := range w.Threads {
		look(th.Key, th.Title.EN+th.Purpose.EN)
		for _, p := range th.Posts {
			if p.Language == "en" {
				look(th.Key, p.Body)
			}
			for _, tr := range p.Translations {
				if tr.Language == "en" {
					look(th.Key, tr.Body)
				}
			}
		}
	}
	for _, f := range w.Forums {
		look(f.Key, strings.Join([]string{f.Name.EN, f.Charter.Text.EN}, " "))
	}
	for _, o := range w.Organisations {
		look(o.Key, o.Name.EN+o.Does.EN)
		for _, s := range o.Services {
			look(o.Key, s.Name.EN+" "+s.About.EN)
		}
	}
	if read < 50 {
		t.Errorf("%d texts were read", read)
	}
}
