package rendering_test

import (
	"bytes"
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/minutes"
	"sametable/internal/paper"
	"sametable/internal/rendering"
)

type table struct{ house.Table }

func tables(t *testing.T, test func(t *table)) {
	house.Worlds(t, func(t *testing.T, h *house.House) { test(&table{house.Table{T: t, House: h}}) })
}

// The paper to file says what the sheet says in each language: names, votes, owners and days, and the words of who chaired it; the same paper
// is the same file, and a draft says that it is one.
func TestThePaperSaysWhatTheSheetSays(t *testing.T) {
	tables(t, func(t *table) {
		m := t.IssuedMinutes(t)
		page, err := t.Rooms.Minutes.Page(t.Context(), t.Actor(t.T, "sunlizhen"), m, 0)
		t.Must(err)
		for language, chair := range map[string]string{"zh": "王例文", "en": "WANG Liwen", "sv": "Wang Liwen"} {
			version := rendering.Version{Set: page.Set, Content: page.Content, Into: page.Into(language), Errata: page.Errata}
			sheet := rendering.Show(version, language, true)
			doc := sheet.Print(version, "https://forum.example/verify?code="+m.Code)
			text := paper.Text(doc)
			wanted := []string{chair, sheet.Number, sheet.Approval}
			if len(sheet.Signed) < 2 {
				t.Errorf("%s: who stands for it: %+v", language, sheet.Signed)
			}
			for _, one := range sheet.Signed {
				wanted = append(wanted, one.Role, one.Name, one.Day)
			}
			for _, s := range sheet.Sections {
				wanted = append(wanted, s.Title)
				for _, p := range s.Paragraphs {
					if p.Decision != nil {
						wanted = append(wanted, p.Decision.Words, p.Decision.Quorum)
					}
					if p.Action != nil {
						wanted = append(wanted, p.Action.Title, p.Action.Owner, p.Action.Until)
					}
					wanted = append(wanted, p.Words)
				}
			}
			for _, list := range sheet.Attendance {
				for _, line := range list.Of {
					wanted = append(wanted, line.Name)
				}
			}
			for _, words := range wanted {
				if !strings.Contains(strings.Join(strings.Fields(text), " "), strings.Join(strings.Fields(words), " ")) {
					t.Errorf("%s: %q is missing in\n%s", language, words, text)
				}
			}
			first, err := paper.MakePDF(doc)
			t.Must(err)
			again, err := paper.MakePDF(sheet.Print(version, "https://forum.example/verify?code="+m.Code))
			t.Must(err)
			if !bytes.Equal(first.Bytes, again.Bytes) || len(first.Missing) > 0 || doc.Draft != "" {
				t.Errorf("%s: the same file %v, missing %q, draft %q", language, bytes.Equal(first.Bytes, again.Bytes), string(first.Missing), doc.Draft)
			}
			version.Set.State = minutes.Circulated
			if rendering.Show(version, language, true).Print(version, "").Draft == "" {
				t.Errorf("%s: a draft does not say so", language)
			}
		}
	})
}
