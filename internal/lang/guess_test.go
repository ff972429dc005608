package lang_test

import (
	"testing"

	"sametable/internal/lang"
)

func TestGuess(t *testing.T) {
	for text, want := range map[string]lang.Code{
		"照片里可能看得出人，请改为文字描述后再提交。":                                   lang.Chinese,
		"成立大会暨第一次全体会议，2016-09-22":                                  lang.Chinese,
		"依据 Save the Children Sweden 的来函修改":                        lang.Chinese,
		"This follows the arrangement in 国办函〔2016〕30号, as before.": lang.English,
		"Please describe the visit instead of the photo.":          lang.English,
		"Delegationen har fått ett nytt ombud.":                    lang.Swedish,
		"Fullmakt för ombudet, 2016-10-20":                         lang.Swedish,
		"Åsa Öberg-Lind":                                           "",
		"HD-T-2016-01":                                             "",
		"":                                                         "",
	} {
		if got := lang.Guess(text); got != want {
			t.Errorf("Guess(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestOfName(t *testing.T) {
	for name, want := range map[string]lang.Code{"Föreningen Sambord Exempel": lang.Swedish, "瑞典同桌例协会": lang.Chinese, "Plan International Sweden": "", "": ""} {
		if got := lang.OfName(name); got != want {
			t.Errorf("OfName(%q) = %q, want %q", name, got, want)
		}
	}
}
