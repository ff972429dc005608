package lang_test

import (
	"slices"
	"strings"
	"testing"

	"sametable/internal/fault"
	"sametable/internal/lang"
)

func TestPiecesSayWhatIsInAnotherLanguage(t *testing.T) {
	c := small(t)
	args := fault.Args{"Who": lang.Quoted{Text: "王例文", Lang: "zh-Hans"}, "When": "now", "What": lang.Quoted{Text: "this", Lang: "en"}}
	for code, want := range map[lang.Code][]lang.Piece{
		lang.English: {{Text: "王例文", Lang: "zh-Hans"}, {Text: " wrote at now: this"}},
		lang.Swedish: {{Text: "王例文", Lang: "zh-Hans"}, {Text: " skrev now: "}, {Text: "this", Lang: "en"}},
		lang.Chinese: {{Text: "王例文于now发言："}, {Text: "this", Lang: "en"}},
	} {
		said := fault.Message{ID: "post.by", Args: args}
		got := c.Speaker(code).Pieces(said)
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q", code, got)
		}
		var whole strings.Builder
		for _, p := range got {
			whole.WriteString(p.Text)
		}
		if said := c.Speaker(code).Message(said); whole.String() != said {
			t.Errorf("%s: %q in pieces, %q as a whole", code, whole.String(), said)
		}
	}
}
