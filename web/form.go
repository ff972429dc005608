package web

import (
	"strconv"
	"time"

	"sametable/internal/fault"
	"sametable/internal/lang"
)

// Ask is what every field of a form has. The id of a field is its name with f- before it, so that an error can point to it.
type Ask struct {
	Name     string
	Label    string
	Hint     string
	Error    string // shown beside the field
	Value    string // what was typed stays
	Optional bool   // fields are required unless they say so
	Filter   bool   // narrows a list: optional, which goes without saying
	Lang     string // of what is typed, when it is not the page's
	Key      string // tells fields of one name in several forms of a page apart
}

// ID is the field's id, and the anchor of its error.
func (a Ask) ID() string {
	if a.Key != "" {
		return fieldID(a.Key + "-" + a.Name)
	}
	return fieldID(a.Name)
}

func fieldID(name string) string { return "f-" + name }

func (a Ask) described(more ...string) string {
	return names(append([]string{present(a.Hint, a.ID()+"-hint"), present(a.Error, a.ID()+"-error")}, more...)...)
}

func present(text, id string) string {
	if text == "" {
		return ""
	}
	return id
}

func (a Ask) class() string { return names("field", present(a.Error, "bad")) }

// Input is a field of one line.
type Input struct {
	Ask
	Type         string // text unless it says otherwise
	Autocomplete string // a token of the HTML standard
	Mode         string // inputmode, for the keyboard of a phone
	Short        bool   // dates, codes, numbers
	Draft        string // key under which the device keeps what is typed; empty keeps nothing
	Saved        time.Time
	Version      int
	Check        string // address of the safeguarding check; empty asks nothing
	Hits         []Hit  // what the server found
}

func (i Input) saved() string { return Area{Saved: i.Saved, Version: i.Version}.saved() }

// Area is a field of many lines.
type Area struct {
	Ask
	Rows    int
	Max     int       // characters, as people count them; 0 shows no counter
	Draft   string    // key under which the device keeps what is typed; empty keeps nothing
	Saved   time.Time // which of the server's texts stands here: when it was saved, or, where it has versions, which one it is.
	Version int       // What the device keeps of another than that is offered and not put in.
	Check   string    // address of the safeguarding check; empty asks nothing
	Hits    []Hit     // what the server found
	Preview string    // address of the preview; empty shows no button
	Anyway  *Choice   // asks whether to send it although its reader reads another language
}

func (a Area) rows() string {
	if a.Rows == 0 {
		return "8"
	}
	return strconv.Itoa(a.Rows)
}

// saved names the text the server has. Nobody compares it with a time of the device: clocks are wrong.
func (a Area) saved() string {
	if a.Saved.IsZero() {
		return strconv.Itoa(a.Version)
	}
	return strconv.FormatInt(a.Saved.UnixMilli(), 10)
}

// Option is one answer to choose.
type Option struct {
	Value  string
	Word   string
	Said   []lang.Piece // in place of Word among answers to tick, where it quotes another language
	Hint   string
	Lang   string
	Chosen bool
}

// Choice is a field whose answers are listed.
type Choice struct {
	Ask
	Options []Option
}

// Hit is one finding of the safeguarding check.
type Hit struct {
	Rule     string
	Severity string // block, warn or hotline
	Start    int    // characters from the beginning of the text
	End      int
	Message  string
	Why      string
	Offers   []Offer
}

// Offer is a way to mend a hit.
type Offer struct {
	Label       string
	Replacement string
}

// value tells the server, where there is no script, which offer of which field was pressed: field:start:end:replacement.
func (o Offer) value(field string, h Hit) string {
	return field + ":" + strconv.Itoa(h.Start) + ":" + strconv.Itoa(h.End) + ":" + o.Replacement
}

// Wrong is one line of the summary of errors.
type Wrong struct {
	Href string
	Text string
	Of   string // id of the field it is about; empty: of none, or of several
}

// Errors gives the sentence for each field of a refused form.
func Errors(t *lang.Speaker, fields []fault.Field) map[string]string {
	said := map[string]string{}
	for _, f := range fields {
		if said[f.Name] == "" {
			said[f.Name] = t.Message(f.Message)
		}
	}
	return said
}

// Wrongs gives the summary of a refused form, in the order of the fields.
func Wrongs(t *lang.Speaker, fields []fault.Field) []Wrong {
	var lines []Wrong
	for _, f := range fields {
		lines = append(lines, Wrong{Href: "#" + fieldID(f.Name), Text: t.Message(f.Message), Of: fieldID(f.Name)})
	}
	return lines
}
