package lang_test

import (
	"strings"
	"testing"

	"sametable/internal/lang"
)

func TestMatch(t *testing.T) {
	for header, want := range map[string]lang.Code{
		"":                                   lang.Chinese,
		"*":                                  lang.Chinese,
		"zh-CN,zh;q=0.9,en;q=0.8":            lang.Chinese,
		"zh-TW":                              lang.Chinese,
		"en-GB":                              lang.English,
		"EN_us":                              lang.English,
		"sv-SE,sv;q=0.8,en-US;q=0.5":         lang.Swedish,
		"en;q=0.5, sv;q=0.9":                 lang.Swedish,
		"sv;q=0, en;q=0.1":                   lang.English,
		"en;q=0":                             lang.Chinese,
		"nb-NO,nb;q=0.9":                     lang.Swedish,
		"nb-NO,nb;q=0.9,en;q=0.6":            lang.English, // a language she names beats a neighbour
		"da":                                 lang.Swedish,
		"fi":                                 lang.Swedish,
		"bo-CN":                              lang.Chinese,
		"de-DE,de;q=0.9":                     lang.Chinese,
		"fr":                                 lang.Chinese,
		"fr;q=0.9, da;q=0.4":                 lang.Swedish, // a neighbour she names beats a language of which none is near
		"xx;q=NaN, sv;q=2":                   lang.Swedish,
		"sv;q=-1, , ;;, =,en;level=1":        lang.English,
		"sv;q=oops":                          lang.Chinese,
		strings.Repeat("de,", 170) + "sv-SE": lang.Chinese, // past the limit
		strings.Repeat("e", 512) + "n":       lang.Chinese,
	} {
		if got := lang.Match(header); got != want {
			t.Errorf("%.40q: %s, want %s", header, got, want)
		}
	}
}

func TestAHostileHeaderCostsNoMoreThanALongOne(t *testing.T) {
	hostile := strings.Repeat("x-", 1<<20)
	// Parsed whole, this header takes an allocation for each of its million parts.
	if long, short := testing.AllocsPerRun(1, func() { lang.Match(hostile) }), testing.AllocsPerRun(1, func() { lang.Match(hostile[:512]) }); long > short+16 {
		t.Errorf("%.0f allocations, %.0f for the part that is read", long, short)
	}
}

func FuzzMatch(f *testing.F) {
	f.Add("sv-SE,sv;q=0.8,en-US;q=0.5")
	f.Fuzz(func(t *testing.T, header string) {
		if !lang.Match(header).Valid() {
			t.Error(header)
		}
	})
}

func TestCodes(t *testing.T) {
	want := map[lang.Code][3]string{lang.Chinese: {"zh-Hans", "zh-CN", "中文"}, lang.English: {"en", "en", "English"}, lang.Swedish: {"sv", "sv", "Svenska"}}
	if len(lang.Codes()) != 3 || lang.Code("nb").Valid() || lang.Code("").Valid() {
		t.Error("the languages are zh, en, sv")
	}
	for _, c := range lang.Codes() {
		if got := [3]string{c.Tag(), c.ContentLanguage(), c.Own()}; got != want[c] || !c.Valid() {
			t.Errorf("%s: %v", c, got)
		}
		if s := house(t).Speaker(c); s.Code() != c || s.Tag() != c.Tag() {
			t.Errorf("%s is spoken by %s", c, s.Code())
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		lang.Match("sv-SE,sv;q=0.8,en-US;q=0.5,en;q=0.3")
	}
}
