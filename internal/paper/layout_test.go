package paper

import (
	"bytes"
	"image/png"
	"math"
	"strings"
	"testing"
)

// laid sets a document and gives its pages.
func laid(t *testing.T, doc *Document) (*setter, [][]placed) {
	t.Helper()
	shelf, err := openShelf()
	if err != nil {
		t.Fatal(err)
	}
	s := &setter{sheet: sheetOf(doc.Language), shelf: shelf, missing: map[rune]bool{}}
	foot := s.foot(s.set(compose(doc)))
	return s, s.paginate(s.rows, foot)
}

func rowText(r placed) string {
	var b strings.Builder
	for _, seg := range r.segments {
		b.WriteString(seg.text)
	}
	return b.String()
}

// TestWhatBelongsTogetherIsOnOnePage moves a heading, a decision and a table down the page, line by line.
func TestWhatBelongsTogetherIsOnOnePage(t *testing.T) {
	for _, language := range languages() {
		for shift := range 24 {
			doc := &Document{Language: language}
			for range shift {
				doc.Body = append(doc.Body, Paragraph{Words("x")})
			}
			doc.Body = append(doc.Body, Heading{1, []int{1}, Words("HEADING")}, Decision{Label: "DECISION", Text: Words(strings.Repeat("word ", 30)), Facts: []Fact{{"WHO", "we"}}, Tally: []Fact{{"TALLY", "7"}}},
				Table{Caption: "CAPTION", Head: []string{"HEAD"}, Rows: [][]string{{"FIRST"}, {"SECOND"}}})
			_, pages := laid(t, doc)
			on := map[string]int{}
			for n, page := range pages {
				for _, r := range page {
					for _, word := range []string{"HEADING", "DECISION", "WHO", "TALLY", "CAPTION", "HEAD", "FIRST"} {
						if text := rowText(r); strings.Contains(text, word) {
							on[word] = n + 1
						}
					}
				}
			}
			if on["HEADING"] != on["DECISION"] || on["DECISION"] != on["WHO"] || on["WHO"] != on["TALLY"] || on["CAPTION"] != on["FIRST"] || on["CAPTION"] == 0 || on["HEADING"] == 0 {
				t.Errorf("%s, %d lines down: %v", language, shift, on)
			}
		}
	}
}

// TestNothingLeavesThePage looks at every letter of every sample, and at long documents: nothing stands outside the type area or on another line.
func TestNothingLeavesThePage(t *testing.T) {
	docs := []*Document{bench(12), fullText(9, 700)}
	for _, language := range languages() {
		docs = append(docs, sample(language))
	}
	for _, doc := range docs {
		s, pages := laid(t, doc)
		for n, page := range pages {
			below := -math.MaxFloat64
			for i, r := range page {
				if r.y < below-hair {
					t.Errorf("%s, page %d: row %d stands on the one before", doc.Language, n+1, i)
				}
				if below = r.y + r.height; below > s.height+hair {
					t.Errorf("%s, page %d: row %d ends at %.1f of %.1f", doc.Language, n+1, i, below, s.height)
				}
				for _, seg := range r.segments {
					end := seg.x
					for _, c := range seg.text {
						_, advance, _ := s.shelf.find(seg.face, c)
						end += advance*seg.size + seg.spacing
					}
					if seg.x < -hair || end > s.width+seg.size/2+0.5 { // the empty half of a mark of punctuation may stand out
						t.Errorf("%s, page %d: %q from %.1f to %.1f of %.1f", doc.Language, n+1, seg.text, seg.x, end, s.width)
					}
				}
			}
		}
	}
}

// TestTheColophonStandsAtTheFootOfTheLastPage wherever the text ends.
func TestTheColophonStandsAtTheFootOfTheLastPage(t *testing.T) {
	for shift := range 26 {
		doc := sample(Chinese)
		for range shift {
			doc.Body = append(doc.Body, Paragraph{Words("会议结束。")})
		}
		s, pages := laid(t, doc)
		last := pages[len(pages)-1]
		if end := last[len(last)-1]; math.Abs(end.y+end.height-s.height) > hair {
			t.Errorf("%d lines more: it ends at %.1f of %.1f", shift, end.y+end.height, s.height)
		}
		found := 0
		for n, page := range pages {
			for _, r := range page {
				if strings.HasPrefix(rowText(r), "抄送") {
					found = n + 1
				}
			}
		}
		if found != len(pages) {
			t.Errorf("%d lines more: it is on page %d of %d", shift, found, len(pages))
		}
	}
}

// TestPageNumbersStandOutside finds them right on odd pages and left on even ones, below the type area.
func TestPageNumbersStandOutside(t *testing.T) {
	made := pdf(t, sample(Chinese))
	for n, page := range strings.Split(read(t, made, "-bbox"), "<page ")[1:] {
		at := strings.LastIndex(page, `">`+string(rune('1'+n))+`</word>`)
		if at < 0 {
			t.Fatalf("page %d has no number", n+1)
		}
		word := page[strings.LastIndex(page[:at], "<word "):at]
		x, y := coordinate(t, word, "xMin"), coordinate(t, word, "yMin")
		if right := x > 105; right != (n%2 == 0) || y < 297-35 || y > 297-20 {
			t.Errorf("page %d: the number is at %.0f, %.0f mm", n+1, x, y)
		}
	}
}

// TestTheCodeIsTheSameInBothFiles reads the picture of the DOCX and compares it with the cells of the PDF.
func TestTheCodeIsTheSameInBothFiles(t *testing.T) {
	address := "https://forum.example.org/v/HDM17K3Q"
	cells := code(address)
	files := unzipped(t, word(t, sample(Chinese), Options{}))
	img, err := png.Decode(bytes.NewReader([]byte(files["word/media/code.png"])))
	if err != nil {
		t.Fatal(err)
	}
	const scale, margin = 6, 4
	if side := (len(cells) + 2*margin) * scale; img.Bounds().Dx() != side || img.Bounds().Dy() != side {
		t.Fatalf("a picture of %v", img.Bounds())
	}
	for y := -margin; y < len(cells)+margin; y++ {
		for x := -margin; x < len(cells)+margin; x++ {
			inside := y >= 0 && y < len(cells) && x >= 0 && x < len(cells)
			shade, _, _, _ := img.At((x+margin)*scale+scale/2, (y+margin)*scale+scale/2).RGBA()
			if dark := shade < 0x8000; dark != (inside && cells[y][x]) {
				t.Fatalf("cell %d, %d", x, y)
			}
		}
	}
	if !cells[0][0] || cells[1][1] || !cells[3][3] {
		t.Error("no finder in the corner")
	}
	if code(strings.Repeat("x", 4000)) != nil {
		t.Error("an address that no code holds")
	}
}
