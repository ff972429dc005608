package document_test

import (
	"regexp"
	"strings"
	"testing"

	"sametable/internal/document"
)

func TestANumberHasOneForm(t *testing.T) {
	for typed, want := range map[string]string{
		"国发〔2016〕13号":           "国发〔2016〕13号",
		"国发[2016]13号":           "国发〔2016〕13号",
		"国发（2016）13号":           "国发〔2016〕13号",
		"国发(2016)13号":           "国发〔2016〕13号",
		"国发【2016】13号":           "国发〔2016〕13号",
		"国发［2016］13号":           "国发〔2016〕13号",
		"国发﹝2016﹞13号":           "国发〔2016〕13号",
		"国发〔2016]13号":           "国发〔2016〕13号",
		"国发〔2016年〕13号":          "国发〔2016〕13号",
		"国发〔2016〕第13号":          "国发〔2016〕13号",
		"国发〔2016〕013号":          "国发〔2016〕13号",
		"国发〔２０１６〕１３号":           "国发〔2016〕13号",
		" 国发 〔 2016 〕 13 号\t":   "国发〔2016〕13号",
		"国发〔2016〕13號":           "国发〔2016〕13号",
		"国办函〔2016〕30号":          "国办函〔2016〕30号",
		"hd〔2017〕2号":            "HD〔2017〕2号",
		"ＨＤ［2017］no.2号":         "HD〔2017〕2号",
		"民办发〔1998〕10000号":       "民办发〔1998〕10000号",
		"国发201613号":             "",
		"国发2016年13号":            "",
		"国发〔2016〕13":            "",
		"国发〔16〕13号":             "",
		"国发〔2016〕0号":            "",
		"国发〔2116〕1号":            "",
		"国发〔2016〕123456号":       "",
		"〔2016〕13号":             "",
		"国发〔2016〕13号文":          "",
		"SOU 2016:19":           "",
		"一二三四五六七八九十一二三〔2016〕1号": "",
		"": "",
	} {
		got, ok := document.Normalise(typed)
		if got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v; want %q", typed, got, ok, want)
		}
	}
}

func TestBareNumbersAreToldFromWords(t *testing.T) {
	for typed, want := range map[string]bool{
		"国发201613号": true, "国发2016年13号": true, "国发 2016 第13号": true, "HD2017 2号": true,
		"国发〔2016〕13号": false, "13号": false, "留守儿童 2016": false, "第13号": false, "": false,
	} {
		if got := document.Bare(typed); got != want {
			t.Errorf("%q: %v", typed, got)
		}
	}
}

var normal = regexp.MustCompile(`^[\p{Han}A-Z]{1,12}〔(19|20)\d{2}〕[1-9]\d{0,4}号$`)

// What comes out has the one form, comes out of itself again, and is found whatever brackets it is typed with.
func FuzzNormalise(f *testing.F) {
	for _, seed := range []string{"国发〔2016〕13号", "国发[2016]第013號", "hd (2017) 2号", "国发201613号", "〔〕号", "\xff〔2016〕1号"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		number, ok := document.Normalise(typed)
		if !ok {
			if number != "" {
				t.Errorf("%q: refused, and %q", typed, number)
			}
			return
		}
		if !normal.MatchString(number) {
			t.Errorf("%q: %q", typed, number)
		}
		for _, again := range []string{number, strings.NewReplacer("〔", "(", "〕", ")").Replace(number), strings.NewReplacer("〔", " [", "〕", "] ").Replace(number)} {
			if same, ok := document.Normalise(again); !ok || same != number {
				t.Errorf("%q: %q, and %q from %q", typed, number, same, again)
			}
		}
	})
}
