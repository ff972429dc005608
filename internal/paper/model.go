// Package paper sets a document that leaves the house: one model becomes a DOCX file, a PDF file and plain text that say the same. It knows pages,
// letters and numbers, and none of the forum's words: labels and dates come from the caller, in the document's language.
//
// Chinese is laid out as GB/T 9704-2012 asks of minutes, English and Swedish on an A4 page of their own. What comes out is the forum's paper and
// no authority's: no seal, no red head, no mark of an office. The same model gives the same bytes.
package paper

import "time"

// Language decides the layout, the form of numbers and the punctuation after labels.
type Language string

// The languages a document can be in.
const (
	Chinese Language = "zh"
	English Language = "en"
	Swedish Language = "sv"
)

// Document is everything that is printed. Fields left empty leave nothing on the page.
type Document struct {
	Language Language
	// Mark is the name of the series at the top, in pieces that are kept whole: the forum's own name and 会议纪要.
	Mark []string
	// Number stands under the mark: 第2期（2017年）, No. 2 (2017), Nr 2 (2017).
	Number string
	Issuer string // left, above the rule
	Date   string // right, above the rule
	// Title in pieces that are kept whole, so that a line never ends within a word; Latin words are kept whole anyway.
	Title      []string
	Opening    []Block
	Body       []Block
	Attendance []Roll
	Signatures []Signature
	// Copies are the lines of the colophon (版记), Printer and Printed its last line.
	Copies  []Fact
	Printer string
	Printed string
	// Note is printed at the foot of every page: what this paper is not.
	Note string
	// Draft is written across every page; empty means that the document is final.
	Draft      string
	Verify     Verify
	Properties Properties
}

// Properties go into the files and are not printed. Made is the time of the document and of its files, so that bytes do not depend on the day.
type Properties struct {
	Title   string // the title when empty
	Subject string
	Made    time.Time
	Hash    string // of the record, as a property of the file
}

// Verify tells how to check a printed copy. The address is printed and drawn as a QR code.
type Verify struct {
	Lines   []string // a sentence, the number, the short code
	Address string
}

// Fact is a label and what it says: 责任单位：论坛秘书处.
type Fact struct {
	Label string
	Value string
}

// Span is a piece of text in one form.
type Span struct {
	Text     string
	Bold     bool
	Emphasis bool
	Link     string
}

// Block is a part of the text in reading order.
type Block interface{ block() }

// Heading has a level from 1 to 4. Number holds the integers of its place, the last one its own; the room prints them as the language does:
// 三、 § 3 and 3 for {3}. Without a number only the words are printed.
type Heading struct {
	Level  int
	Number []int
	Text   []Span
}

// Paragraph is running text; a newline within it begins a new line.
type Paragraph struct {
	Text []Span
}

// List is bulleted, or ordered from Start (1 when 0).
type List struct {
	Ordered bool
	Start   int
	Items   []Item
}

// Item is a point of a list, with a list below it if there is one.
type Item struct {
	Text  []Span
	Below *List
}

// Decision is a box with a rule at its left: what was settled, who does it by when, and how it was voted.
type Decision struct {
	Label string
	Text  []Span
	Facts []Fact
	Tally []Fact
}

// Table has a header row that is one in the files too, and is repeated on every page. Widths are shares of the line; Right sets columns of figures.
type Table struct {
	Caption string
	Head    []string
	Rows    [][]string
	Widths  []float64
	Right   []bool
}

// Quote is what somebody said or reserved, under a label, and from whom.
type Quote struct {
	Label string
	Text  []Span
	From  string
}

// Roll is one list of who was there: 出席, 列席, 请假. Head names the two columns of the table that English and Swedish print; without it they print one
// paragraph.
type Roll struct {
	Label  string
	Head   [2]string
	People []Attendee
}

// Attendee is a body and those who spoke for it, or a person alone.
type Attendee struct {
	Body  string
	Names []string
	Note  string // by link, alternate, from 14:30
}

// Signature is a line to sign on.
type Signature struct {
	Role string
	Name string
}

func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Decision) block()  {}
func (Table) block()     {}
func (Quote) block()     {}

// Words is plain text as spans.
func Words(text string) []Span { return []Span{{Text: text}} }

// Options are the reader's, not the document's.
type Options struct {
	// OfficeFonts names 仿宋_GB2312 and 方正小标宋 in DOCX, for offices that have them; others fall back to the faces of Windows.
	OfficeFonts bool
}
