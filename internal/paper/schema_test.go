package paper

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// sequences are the children of elements in the order that ECMA-376 (part 1, annex A) gives them, as far as they are ones this room could
// write. Word asks to repair a file in which they stand otherwise; LibreOffice does not mind, and so cannot tell.
func sequences() map[string]string {
	paragraph := "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap " +
		"overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection " +
		"textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
	edges := "top left start bottom right end insideH insideV tl2br tr2bl between bar"
	return map[string]string{
		"document": "background body", "pPr": paragraph, "tblBorders": edges, "tcBorders": edges, "pBdr": "top left bottom right between bar", "tblCellMar": "top left start bottom right end",
		"rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs " +
			"highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
		"tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
		"tbl":   "tblPr tblGrid tr", "tr": "tblPrEx trPr tc", "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark", "tc": "tcPr p",
		"sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
		"styles": "docDefaults latentStyles style", "docDefaults": "rPrDefault pPrDefault",
		"style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal rsid pPr rPr tblPr trPr tcPr tblStylePr",
		"lvl":   "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr", "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
		"numbering": "numPicBullet abstractNum num", "num": "abstractNumId lvlOverride", "lvlOverride": "startOverride lvl", "numPr": "ilvl numId",
		"settings": "writeProtection view zoom mirrorMargins defaultTabStop evenAndOddHeaders characterSpacingControl footnotePr endnotePr compat docVars rsids mathPr themeFontLang clrSchemeMapping decimalSymbol listSeparator",
		"font":     "altName panose1 charset family notTrueType pitch sig", "inline": "extent effectExtent docPr cNvGraphicFramePr graphic", "pic": "nvPicPr blipFill spPr", "blipFill": "blip srcRect stretch",
		"spPr": "xfrm prstGeom", "xfrm": "off ext", "hyperlink": "r", "p": "pPr r hyperlink fldSimple", "body": "p tbl sectPr",
	}
}

// mixed are the elements whose children come in any order after the first of them.
func mixed() []string { return []string{"body", "p"} }

// outOfOrder tells which child of an element stands where the schema does not have it.
func outOfOrder(part string) (wrong []string, err error) {
	type open struct {
		name string
		at   int
		last string
	}
	var stack []open
	all := sequences()
	d := xml.NewDecoder(strings.NewReader(part))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return wrong, nil
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if n := len(stack) - 1; n >= 0 && all[stack[n].name] != "" {
				at := slices.Index(strings.Fields(all[stack[n].name]), token.Name.Local)
				if at < 0 || at < stack[n].at && !slices.Contains(mixed(), stack[n].name) || stack[n].name == "p" && token.Name.Local == "pPr" && stack[n].last != "" {
					wrong = append(wrong, token.Name.Local+" in "+stack[n].name+" after "+stack[n].last)
				}
				stack[n].at, stack[n].last = at, token.Name.Local
			}
			stack = append(stack, open{name: token.Name.Local})
		case xml.EndElement:
			top := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if top.name == "tc" && top.last != "p" {
				wrong = append(wrong, "a cell ends with "+top.last)
			}
			if top.name == "body" && top.last != "sectPr" {
				wrong = append(wrong, "the body ends with "+top.last)
			}
		}
	}
}

// TestPartsKeepTheOrderOfTheSchema holds every part of every sample against the order Word insists on.
func TestPartsKeepTheOrderOfTheSchema(t *testing.T) {
	if wrong, err := outOfOrder(`<w:p xmlns:w="w"><w:pPr><w:jc/><w:ind/></w:pPr><w:r/><w:pPr/></w:p>`); err != nil || len(wrong) != 2 {
		t.Fatalf("what is wrong is not found: %v %v", wrong, err)
	}
	for _, language := range languages() {
		for _, draft := range []string{"", "草稿"} {
			doc := sample(language)
			doc.Draft = draft
			for _, options := range []Options{{}, {OfficeFonts: true}} {
				for name, part := range unzipped(t, word(t, doc, options)) {
					if !strings.HasPrefix(name, "word/") || strings.HasSuffix(name, ".png") {
						continue
					}
					wrong, err := outOfOrder(part)
					if err != nil || len(wrong) > 0 {
						t.Errorf("%s %s: %v %v", language, name, slices.Compact(wrong), err)
					}
				}
			}
		}
	}
}

// TestTablesAreWhole: each row has a cell for each column, and a table that has a header says so in its first row and nowhere else.
func TestTablesAreWhole(t *testing.T) {
	for _, language := range languages() {
		files := unzipped(t, word(t, sample(language), Options{}))
		for n, table := range strings.Split(files["word/document.xml"], "<w:tbl>")[1:] {
			table, _, _ = strings.Cut(table, "</w:tbl>")
			columns := strings.Count(table, "<w:gridCol ")
			for row, text := range strings.Split(table, "<w:tr>")[1:] {
				if cells := strings.Count(text, "<w:tc>") + strings.Count(text, `<w:gridSpan w:val="2"/>`); cells != columns || columns == 0 {
					t.Errorf("%s: table %d has a row of %d cells under %d columns", language, n, cells, columns)
				}
				if head := strings.Contains(text, "<w:tblHeader/>"); head != (row == 0 && strings.Contains(table, `<w:tblLook w:val="0620"/>`)) {
					t.Errorf("%s: row %d of table %d is a header: %v", language, row, n, head)
				}
			}
		}
	}
}

// TestStylesAreAllThere: what a paragraph, a run or a table is said to look like is defined, once.
func TestStylesAreAllThere(t *testing.T) {
	for _, language := range languages() {
		files := unzipped(t, word(t, sample(language), Options{}))
		for _, part := range []string{"word/document.xml", "word/footer1.xml", "word/footer2.xml", "word/styles.xml"} {
			for _, kind := range []string{"w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next"} {
				for _, use := range strings.Split(files[part], "<"+kind+` w:val="`)[1:] {
					id, _, _ := strings.Cut(use, `"`)
					if n := strings.Count(files["word/styles.xml"], `w:styleId="`+id+`"`); n != 1 {
						t.Errorf("%s: %s names the style %s, of which there are %d", language, part, id, n)
					}
				}
			}
		}
		for _, use := range strings.Split(files["word/document.xml"], `<w:numId w:val="`)[1:] {
			id, _, _ := strings.Cut(use, `"`)
			if _, err := strconv.Atoi(id); err != nil || !strings.Contains(files["word/numbering.xml"], `<w:num w:numId="`+id+`">`) {
				t.Errorf("%s: the list %s is not defined", language, id)
			}
		}
	}
}

// TestNothingIsRed: a red head, or a red rule, is an authority's. All that is printed is black; the word across a draft is grey.
func TestNothingIsRed(t *testing.T) {
	for _, language := range languages() {
		for _, draft := range []string{"", "草稿"} {
			doc := sample(language)
			doc.Draft = draft
			for name, part := range unzipped(t, word(t, doc, Options{OfficeFonts: true})) {
				for _, mark := range []string{`w:color="`, `<w:color w:val="`, `fillcolor="#`} {
					for _, use := range strings.Split(part, mark)[1:] {
						if colour, _, _ := strings.Cut(use, `"`); colour != "000000" && colour != "dcdcdc" {
							t.Errorf("%s %s: %s", language, name, colour)
						}
					}
				}
			}
		}
	}
}

// TestBoxesStandApart: paragraphs with the same rule at their left that follow each other are one box to Word.
func TestBoxesStandApart(t *testing.T) {
	for _, language := range languages() {
		doc := sample(language)
		doc.Body = []Block{Decision{Label: "a", Text: Words("b"), Facts: []Fact{{"c", "d"}}}, Decision{Label: "e", Text: Words("f")}, Paragraph{Words("g")}}
		file := unzipped(t, word(t, doc, Options{}))["word/document.xml"]
		var styles []string
		for _, use := range strings.Split(file, `<w:p><w:pPr><w:pStyle w:val="`)[1:] {
			id, _, _ := strings.Cut(use, `"`)
			styles = append(styles, id)
		}
		at := slices.Index(styles, "Decision")
		if want := []string{"Decision", "DecisionFacts", "TableText", "Decision", "TableText", "BodyText"}; at < 0 || !slices.Equal(styles[at:at+len(want)], want) {
			t.Errorf("%s: %v", language, styles)
		}
	}
}

// TestThePDFIsBlack looks at every dot of what is drawn.
func TestThePDFIsBlack(t *testing.T) {
	tool := poppler(t, "pdftoppm")
	for _, language := range languages() {
		file := filepath.Join(t.TempDir(), "paper.pdf")
		if err := os.WriteFile(file, pdf(t, sample(language)).Bytes, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(tool, "-r", "40", "-f", "1", "-l", "1", file).Output()
		if err != nil {
			t.Fatal(err)
		}
		dots := out[len(out)-(len(out)-15)/3*3:] // behind a head of 15 bytes, three for each
		dark := 0
		for i := 0; i+2 < len(dots); i += 3 {
			if dots[i] != dots[i+1] || dots[i] != dots[i+2] {
				t.Fatalf("%s: a dot of %v", language, dots[i:i+3])
			}
			if dots[i] < 0x80 {
				dark++
			}
		}
		if dark < 100 {
			t.Errorf("%s: %d dark dots", language, dark)
		}
	}
}
