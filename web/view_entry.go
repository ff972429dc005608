package web

import (
	"slices"
	"time"

	"sametable/internal/lang"
)

// Question is one part of a form, whatever it asks: exactly one of its fields is set.
type Question struct {
	Heading string // opens a group of questions
	Note    string // a sentence between them
	Fixed   *Pair  // something that is settled already
	Line    *Input
	Select  *Choice
	Radios  *Choice
	Boxes   *Choice
}

// Asking is a form with its questions in order and one button.
type Asking struct {
	Form      Form
	Hidden    []Hidden
	Questions []Question
	Word      string // of the button
	Kind      string // of the button; first, danger or empty
	SignsOut  bool   // the device forgets its drafts
	Username  string // whose password is set, for the browser that keeps it
}

// Asks gives the field of a question; nil when it asks nothing.
func (q Question) Asks() *Ask {
	switch {
	case q.Line != nil:
		return &q.Line.Ask
	case q.Select != nil:
		return &q.Select.Ask
	case q.Radios != nil:
		return &q.Radios.Ask
	case q.Boxes != nil:
		return &q.Boxes.Ask
	}
	return nil
}

// InOrder puts the lines of a summary into the order in which the forms of a page ask; what belongs to no question comes first.
func InOrder(lines []Wrong, forms ...Asking) []Wrong {
	place := map[string]int{}
	for _, form := range forms {
		for _, q := range form.Questions {
			if a := q.Asks(); a != nil {
				place["#"+a.ID()] = len(place) + 1
			}
		}
	}
	sorted := slices.Clone(lines)
	slices.SortStableFunc(sorted, func(x, y Wrong) int { return place[x.Href] - place[y.Href] })
	return sorted
}

// DoorView is a page of the way in: sign-in, invitation, new password, first start.
type DoorView struct {
	Page   Page
	Lead   []string // what this page is for
	Facts  []Pair   // what is known already, such as who invites
	Note   *Notice  // what is in the way
	Said   string   // its sentence
	Wrongs []Wrong
	Asks   []Asking
	Demo   *DemoDoors
	WeChat bool     // the reader is in WeChat's own browser
	Rest   []Anchor // other ways on
}

// DemoDoors are the sign-ins of a demo world: one button a role.
type DemoDoors struct {
	Action string
	To     string // where she wanted to go
	Doors  []DemoDoor
}

// DemoDoor signs in as one person.
type DemoDoor struct {
	Username string
	Name     string
	NameLang string // when it is not the page's
	Role     string
	Kind     string // of her organisation
	Try      string // what this role shows best
}

// SlipView is a one-time slip right after it was made: the one time its secrets are on a page. The slip speaks the language of
// whoever it is for.
type SlipView struct {
	Page  Page
	Back  string // where whoever issued it goes on
	Slip  *lang.Speaker
	Reset bool // for a new password; else an invitation
	Name  string
	Org   *Org // nil: none, or one that is still to come
	Link  string
	Typed string // address where the code is typed
	Code  string // in four groups of four
	Until time.Time
	QR    QRCode
}

// QRCode is a QR code: its dark modules as an SVG path on a grid of Size modules, with the quiet zone around them.
type QRCode struct {
	Path string
	Size int
}
