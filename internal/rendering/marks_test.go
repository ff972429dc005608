package rendering_test

import (
	"testing"

	"sametable/internal/minutes"
	"sametable/internal/paper"
	"sametable/internal/rendering"
	"sametable/internal/text"
)

// What is decided and what is told under it are each marked as they stand: a decision in the reader's language does not say that it is not
// translated because the words under it are not, and of a translation that waits for its reviewer nobody reads that there is none.
func TestEachPartOfAParagraphIsMarkedAsItStands(t *testing.T) {
	c := record()
	c.Blocks[2].Words = "会议同意。"
	chinese := record().Blocks[2].Facts.Decision
	chinese.Words = minutes.Names{Zh: "决定"}
	waits := minutes.Translation{State: text.InReview, Words: "It was agreed.", SourceHash: text.Digest("zh", "", "会议同意。")}
	reviewed, old, certified := waits, waits, waits
	reviewed.State, certified.State = text.Reviewed, text.Certified
	old.State, old.SourceHash = text.Reviewed, "x"
	for name, want := range map[string]struct {
		decided     *minutes.Decided
		into        minutes.Translation
		typed, told string
	}{
		"the words under it alone are Chinese": {nil, minutes.Translation{}, "", "in Chinese, not yet translated"},
		"they wait for a reviewer":             {nil, waits, "", "in Chinese, translation not yet reviewed"},
		"they are reviewed":                    {nil, reviewed, "", "translation reviewed, not certified"},
		"they are out of date":                 {nil, old, "", "translation older than the text"},
		"the decision alone is Chinese":        {chinese, certified, "in Chinese, not yet translated", "translation certified"},
		"both are":                             {chinese, minutes.Translation{}, "in Chinese, not yet translated", "in Chinese, not yet translated"},
	} {
		if c.Blocks[2].Facts = record().Blocks[2].Facts; want.decided != nil {
			c.Blocks[2].Facts.Decision = want.decided
		}
		v := rendering.Version{Content: c, Into: map[string]minutes.Translation{"b3": want.into}}
		s := rendering.Show(v, "en", false)
		p := s.Sections[1].Paragraphs[1]
		if p.Typed != want.typed || p.Mark != want.told {
			t.Errorf("%s: the decision is marked %q, the words %q", name, p.Typed, p.Mark)
		}
		box, marked := "", ""
		for n, b := range s.Print(v, "").Body {
			if d, ok := b.(paper.Decision); ok && box == "" {
				for _, span := range d.Text {
					if span.Emphasis {
						box = span.Text
					}
				}
				next, _ := s.Print(v, "").Body[n+1].(paper.Paragraph)
				for _, span := range next.Text {
					if span.Emphasis {
						marked = span.Text
					}
				}
				if box == "" {
					box = " ()"
				}
			}
		}
		if told := " (" + want.told + ")"; box != " ("+want.typed+")" || marked != told && want.told != "translation certified" || marked != "" && want.told == "translation certified" {
			t.Errorf("%s: on paper the decision is marked %q, the words %q", name, box, marked)
		}
	}
}
