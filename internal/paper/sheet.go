package paper

// Lengths are points; an inch has 72 and a millimetre 72/25.4.
const (
	mm = 72 / 25.4
	// pageWidth and pageHeight are A4.
	pageWidth  = 210 * mm
	pageHeight = 297 * mm
	// signatureWidth is how long the line is on which somebody signs.
	signatureWidth = 70 * mm
)

// role is the face a text is set in.
type role int

const (
	roleSong role = iota
	roleTitle
	roleHei
	roleKai
	roleLatin
	roleLatinBold
	roleLatinItalic
	roles
)

// side is where the lines of a paragraph stand.
type side int

const (
	sideLeft side = iota
	sideBoth
	sideCentre
	sideRight
)

// form is how a look is set.
type form struct {
	role          role
	size, pitch   float64
	side          side
	first         float64 // indent of the first line, beside left
	left, right   float64
	before, after float64
	ink           ink
	keep          bool // with what follows
}

// sheet is the layout of a language.
type sheet struct {
	chinese          bool
	top, left        float64
	width, height    float64 // of the type area
	pitch            float64 // of the grid that lines stand on; 0 for none
	em               float64 // width of a full character in the grid
	label, emphasis  role
	forms            [looks]form
	cell, bare       form // text in tables
	furniture        form // page numbers and the note
	gutter           float64
	ruleAbove        float64
	smallest, mostly float64 // sizes of the mark
	hang             float64 // of list items
}

// sheetOf gives the layout of a language; an unknown one is set as English.
func sheetOf(language Language) *sheet {
	if language == Chinese {
		return chineseSheet()
	}
	return latinSheet()
}

// chineseSheet is GB/T 9704-2012: 22 lines of 28 characters in 225 by 156 mm, 37 mm from the top and 28 from the left.
func chineseSheet() *sheet {
	const pitch, em = 225 * mm / 22, 156 * mm / 28
	s := &sheet{chinese: true, top: 37 * mm, left: 28 * mm, width: 156 * mm, height: 225 * mm, pitch: pitch, em: em,
		label: roleHei, emphasis: roleKai, ruleAbove: 4 * mm, smallest: 26, mostly: 36, hang: 1.5 * em, gutter: em}
	body := form{role: roleSong, size: 16, pitch: pitch, side: sideBoth, first: 2 * em}
	heading := func(r role) form {
		f := body
		f.role, f.keep = r, true
		return f
	}
	boxed := form{role: roleSong, size: 16, pitch: pitch, side: sideBoth, left: 2 * em, right: em}
	small := form{role: roleSong, size: 14, pitch: 21, side: sideLeft, left: em, right: em}
	s.forms = [looks]form{
		lookMark:      {role: roleTitle, size: 36, pitch: 48, side: sideCentre, before: 35 * mm, keep: true},
		lookNumber:    {role: roleSong, size: 16, pitch: pitch, side: sideCentre, before: 2 * pitch, keep: true},
		lookIssue:     {role: roleSong, size: 16, pitch: pitch, left: em, right: em, before: pitch / 2, keep: true},
		lookTitle:     {role: roleTitle, size: 22, pitch: pitch, side: sideCentre, before: 2 * pitch, after: pitch, keep: true},
		lookBody:      body,
		lookHeading1:  heading(roleHei),
		lookHeading2:  heading(roleKai),
		lookHeading3:  heading(roleSong),
		lookHeading4:  heading(roleSong),
		lookItem:      {role: roleSong, size: 16, pitch: pitch, side: sideBoth, left: 3.5 * em},
		lookDecision:  boxed,
		lookFacts:     boxed,
		lookQuote:     {role: roleKai, size: 16, pitch: pitch, side: sideBoth, left: 2 * em, right: 2 * em, first: 2 * em},
		lookQuoteFrom: {role: roleKai, size: 16, pitch: pitch, side: sideRight, left: 2 * em, right: 2 * em},
		lookCaption:   {role: roleHei, size: 14, pitch: pitch, side: sideCentre, keep: true},
		lookRoll:      {role: roleSong, size: 16, pitch: pitch, side: sideLeft, left: 2 * em, before: pitch},
		lookSignature: {role: roleSong, size: 16, pitch: pitch, side: sideLeft, left: 2 * em, before: 2 * pitch},
		lookCopy:      small,
		lookVerify:    {role: roleSong, size: 10.5, pitch: 15, side: sideLeft, left: em, right: em},
	}
	s.cell = form{role: roleSong, size: 12, pitch: 18, side: sideLeft}
	s.bare = s.cell
	s.furniture = form{role: roleSong, size: 14, pitch: 14}
	return s
}

// latinSheet is the page of English and Swedish: lines of some eighty letters, ragged at the right because no word is divided.
func latinSheet() *sheet {
	const size, pitch = 11, 15.6
	s := &sheet{top: 26 * mm, left: 31 * mm, width: 150 * mm, height: 245 * mm, em: size,
		label: roleLatinBold, emphasis: roleLatinItalic, ruleAbove: 4, smallest: 15, mostly: 19, hang: 18, gutter: 12}
	bold := func(size, pitch, before, after float64) form {
		return form{role: roleLatinBold, size: size, pitch: pitch, before: before, after: after, keep: true}
	}
	boxed := form{role: roleLatin, size: size, pitch: pitch, left: 12, after: 3}
	italic := bold(11, 15.6, 8, 3)
	italic.role = roleLatinItalic
	s.forms = [looks]form{
		lookMark:      {role: roleLatinBold, size: 19, pitch: 26, side: sideCentre, before: 4, keep: true},
		lookNumber:    {role: roleLatin, size: size, pitch: pitch, side: sideCentre, before: 8, keep: true},
		lookIssue:     {role: roleLatin, size: size, pitch: pitch, before: 14, keep: true},
		lookTitle:     bold(17, 23, 22, 12),
		lookBody:      {role: roleLatin, size: size, pitch: pitch, after: 6},
		lookHeading1:  bold(13, 18, 14, 5),
		lookHeading2:  bold(11.5, 16, 10, 4),
		lookHeading3:  bold(11, 15.6, 8, 3),
		lookHeading4:  italic,
		lookItem:      {role: roleLatin, size: size, pitch: pitch, left: 20, after: 3},
		lookDecision:  boxed,
		lookFacts:     boxed,
		lookQuote:     {role: roleLatin, size: size, pitch: pitch, left: 24, right: 24, after: 3},
		lookQuoteFrom: {role: roleLatin, size: size, pitch: pitch, left: 24, right: 24, after: 6, side: sideRight},
		lookCaption:   bold(11, 15.6, 10, 4),
		lookRoll:      {role: roleLatin, size: size, pitch: pitch},
		lookSignature: {role: roleLatin, size: size, pitch: pitch, before: 32},
		lookCopy:      {role: roleLatin, size: 9.5, pitch: 13.5},
		lookVerify:    {role: roleLatin, size: 8.5, pitch: 12},
	}
	s.cell = form{role: roleLatin, size: 9.5, pitch: 13.2}
	s.bare = form{role: roleLatin, size: 10.5, pitch: 14.6}
	s.furniture = form{role: roleLatin, size: 9, pitch: 12}
	return s
}

// face gives the role of a run within a look: a label within a heading stays what the heading is.
func (s *sheet) face(l look, h hand) role {
	f := s.forms[l].role
	switch {
	case h == handLabel && f != roleTitle && f != s.label:
		return s.label
	case h == handEmphasis && f != roleTitle && f != s.label:
		return s.emphasis
	}
	return f
}
