package paper

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// ending is a paper whose text ends some lines down a page, with a last paragraph of a length, and lines to sign on.
func ending(language Language, lines, words, signed int) *Document {
	doc := sample(language)
	doc.Opening, doc.Attendance, doc.Body, doc.Signatures = nil, nil, nil, nil
	for range lines {
		doc.Body = append(doc.Body, Paragraph{Words("x")})
	}
	doc.Body = append(doc.Body, Paragraph{Words("LAST " + strings.Repeat("word ", words))})
	for n := range signed {
		doc.Signatures = append(doc.Signatures, Signature{"ROLE", fmt.Sprintf("NAME%d", n)})
	}
	return doc
}

// TestTheFootIsNeverAloneOnTheLastPage moves the end of a text round the end of a page: wherever it falls, some of the last paragraph is on the
// page of the foot and of every line to sign on, and no page is empty. What has room on one page is on one.
func TestTheFootIsNeverAloneOnTheLastPage(t *testing.T) {
	for _, language := range languages() {
		turned := 0
		for _, words := range []int{0, 30, 90} {
			for _, signed := range []int{0, 1, 4} {
				for shift := range 40 {
					_, pages := laid(t, ending(language, shift, words, signed))
					last := map[string]bool{}
					for n, page := range pages {
						for _, r := range page {
							text := rowText(r)
							for _, word := range []string{"LAST", "word", "NAME"} {
								if strings.Contains(text, word) && n == len(pages)-1 {
									last[word] = true
								} else if strings.Contains(text, word) && word == "NAME" {
									t.Errorf("%s, %d words, %d lines down: %q is on page %d of %d", language, words, shift, text, n+1, len(pages))
								}
							}
						}
					}
					if !last["LAST"] && !last["word"] {
						t.Errorf("%s, %d words, %d names, %d lines down: the foot is alone on page %d", language, words, signed, shift, len(pages))
					}
					if turned = max(turned, len(pages)); language != Chinese && shift < 5 && words == 0 && len(pages) > 1 {
						t.Errorf("%s, %d names, %d lines down: %d pages", language, signed, shift, len(pages))
					}
				}
			}
		}
		if turned < 2 {
			t.Errorf("%s: no text reached the end of a page", language)
		}
	}
}

// kept are the texts of the body of a DOCX that are kept on one page with what comes next, in their order, and those that are not.
func kept(t *testing.T, document string) (all []string, keeps map[string]bool) {
	t.Helper()
	keeps = map[string]bool{}
	words, keep := "", false
	for d := xml.NewDecoder(strings.NewReader(document)); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all, keeps
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			switch token.Name.Local {
			case "p":
				words, keep = "", false
			case "keepNext":
				keep = true
			}
		case xml.CharData:
			words += string(token)
		case xml.EndElement:
			if token.Name.Local == "p" {
				all = append(all, words)
				keeps[words] = keep
			}
		}
	}
}

// TestWordKeepsTheEndOfATextWithItsFoot reads what a DOCX asks of whoever sets it: from the last paragraph on everything stays with what comes
// next, and nothing before it does that is no heading.
func TestWordKeepsTheEndOfATextWithItsFoot(t *testing.T) {
	for _, language := range languages() {
		doc := ending(language, 3, 5, 2)
		doc.Body = append(doc.Body[:2:2], Table{Head: []string{"HEAD"}, Rows: [][]string{{"FIRST"}, {"SECOND"}}}, doc.Body[len(doc.Body)-1])
		for name, body := range map[string][]Block{"a paragraph": doc.Body, "a table": doc.Body[:3], "a decision": append(doc.Body[:2:2], Decision{Label: "DECIDED", Text: Words("words"), Facts: []Fact{{"WHO", "we"}}})} {
			doc.Body = body
			all, keeps := kept(t, unzipped(t, word(t, doc, Options{}))["word/document.xml"])
			if keeps["x"] || keeps["FIRST"] {
				t.Errorf("%s, %s: the text is kept together from its beginning", language, name)
			}
			from := map[string]string{"a paragraph": "LAST", "a table": "SECOND", "a decision": "DECIDED"}[name]
			begun := false
			for n, words := range all[:len(all)-1] {
				if begun = begun || strings.HasPrefix(words, from); begun && words != "" && !keeps[words] {
					t.Errorf("%s, %s: %q (%d of %d) is not kept with what follows", language, name, words, n+1, len(all))
				}
			}
			if !begun || keeps[all[len(all)-1]] && all[len(all)-1] != "" {
				t.Errorf("%s, %s: the end is %q", language, name, all)
			}
		}
	}
}

// TestWhoseWordsTheyAreStandsWithThem moves what somebody reserved round the end of a page: who it was stands on the page of its last words.
func TestWhoseWordsTheyAreStandsWithThem(t *testing.T) {
	for _, language := range languages() {
		turned := false
		for shift := range 40 {
			doc := ending(language, shift, 0, 0)
			doc.Body = append(doc.Body[:shift], Quote{Label: "R", Text: Words("SAID"), From: "WHO"}, Paragraph{Words("x")})
			_, pages := laid(t, doc)
			on := map[string]int{}
			for n, page := range pages {
				for _, r := range page {
					for _, word := range []string{"SAID", "WHO"} {
						if strings.Contains(rowText(r), word) {
							on[word] = n + 1
						}
					}
				}
			}
			if on["SAID"] == 0 || on["SAID"] != on["WHO"] {
				t.Errorf("%s, %d lines down: words on page %d, their name on page %d", language, shift, on["SAID"], on["WHO"])
			}
			turned = turned || on["SAID"] > 1
		}
		if !turned {
			t.Errorf("%s: none reached the end of a page", language)
		}
	}
}
