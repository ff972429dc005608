package annex

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
	"slices"
	"strings"
	"unicode"

	"github.com/ledongthuc/pdf"
)

// What is read of a PDF. A file that asks for more is taken for one that cannot be read through, or was made to fill a machine.
const (
	mostPages    = 600
	mostReading  = 256 << 20 // bytes the reader may ask of the file, over and over
	mostInflated = 96 << 20
	mostNotes    = 1000 // on one page
)

// lookPDF reads a PDF as far as it can be read. One without words is a scan.
func lookPDF(content []byte) (seen, error) {
	s := seen{kind: PDF, pages: true}
	if swollen(content) {
		return s, errSwollen
	}
	words, whole, err := readPDF(content)
	switch {
	case errors.Is(err, errActive), errors.Is(err, errLocked), errors.Is(err, errSwollen):
		return s, err
	case err != nil: // newer than its reader, or damaged; a person can still look through it
		return seen{kind: PDF, pages: true, unread: true}, nil
	}
	s.words, s.unread = words, !whole || !legible(words)
	return s, nil
}

// swollen tells whether what is packed in a PDF comes to too much, whatever the file says of it.
func swollen(content []byte) bool {
	total := int64(0)
	for rest := content; ; {
		at := bytes.Index(rest, []byte("stream"))
		if at < 0 {
			return false
		}
		rest = rest[at+len("stream"):]
		z, err := zlib.NewReader(bytes.NewReader(bytes.TrimLeft(rest[:min(len(rest), 64)], "\r\n")))
		if err != nil {
			continue
		}
		_ = z.(zlib.Resetter).Reset(bytes.NewReader(bytes.TrimLeft(rest, "\r\n")), nil) // its head was fine
		n, _ := io.Copy(io.Discard, io.LimitReader(z, mostInflated-total+1))            // one that breaks off counts as far as it went
		if total += n; total > mostInflated {
			return true
		}
	}
}

// budget reads a file until what was asked of it is too much: a file that leads its reader in circles comes to an end.
type budget struct {
	content *bytes.Reader
	left    int64
}

func (b *budget) ReadAt(p []byte, at int64) (int, error) {
	if b.left -= int64(len(p)) + 64; b.left < 0 {
		return 0, errBroken
	}
	return b.content.ReadAt(p, at)
}

// readPDF gives the words of a PDF, page by page, and whether that is all there is: no picture, no letters without a meaning.
func readPDF(content []byte) (words string, whole bool, err error) {
	defer func() {
		if gone := recover(); gone != nil { // the reader panics over what it does not know
			words, whole, err = "", false, errBroken
		}
	}()
	r, err := pdf.NewReader(&budget{bytes.NewReader(content), mostReading}, int64(len(content)))
	if errors.Is(err, pdf.ErrInvalidPassword) {
		return "", false, errLocked
	}
	if err != nil {
		return "", false, errBroken
	}
	root := r.Trailer().Key("Root")
	if acts(root) {
		return "", false, errActive
	}
	var b strings.Builder
	for _, key := range []string{"Title", "Subject", "Keywords"} {
		b.WriteString(r.Trailer().Key("Info").Key(key).Text() + "\n")
	}
	whole = r.NumPage() > 0 && r.NumPage() <= mostPages
	left := int64(mostInflated)
	for n := 1; n <= min(r.NumPage(), mostPages); n++ {
		p := r.Page(n)
		if stirs(p.V) {
			return "", false, errActive
		}
		if left -= size(p.V.Key("Contents"), left); left < 0 {
			return "", false, errSwollen
		}
		said, err := p.GetPlainText(nil)
		whole = whole && err == nil && spelt(p)
		b.WriteString(said + "\n" + noted(p))
		b.WriteRune(pageEnd)
		if b.Len() > mostWords {
			return "", false, errSwollen
		}
	}
	return b.String(), whole, nil
}

// acts tells whether a PDF does something by itself, or carries other files.
func acts(root pdf.Value) bool {
	names := root.Key("Names")
	return !names.Key("JavaScript").IsNull() || !names.Key("EmbeddedFiles").IsNull() || !root.Key("AA").IsNull() || root.Key("OpenAction").Key("S").Name() == "JavaScript" ||
		root.Key("OpenAction").Key("S").Name() == "Launch" || !root.Key("Collection").IsNull() || !root.Key("AcroForm").Key("XFA").IsNull()
}

// stirs tells whether a page does something by itself or when somebody presses on it, beyond leading to a place or an address, or carries a file.
func stirs(page pdf.Value) bool {
	notes := page.Key("Annots")
	if !page.Key("AA").IsNull() || notes.Len() > mostNotes {
		return true
	}
	for i := range notes.Len() {
		note := notes.Index(i)
		kind, does := note.Key("Subtype").Name(), note.Key("A")
		if !note.Key("AA").IsNull() || slices.Contains([]string{"FileAttachment", "RichMedia", "Movie", "Screen", "3D"}, kind) {
			return true
		}
		if !does.IsNull() && !slices.Contains([]string{"GoTo", "URI", "Named"}, does.Key("S").Name()) || !does.Key("Next").IsNull() {
			return true
		}
	}
	return false
}

// size is what the contents of a page come to, and one more than most where they come to more.
func size(contents pdf.Value, most int64) int64 {
	if contents.Kind() == pdf.Array {
		sum := int64(0)
		for i := 0; i < contents.Len() && sum <= most; i++ {
			sum += size(contents.Index(i), most-sum)
		}
		return sum
	}
	if contents.Kind() != pdf.Stream {
		return 0
	}
	r := contents.Reader()
	defer func() { _ = r.Close() }()
	n, _ := io.Copy(io.Discard, io.LimitReader(r, most+1)) // one that breaks off is read as far as it goes
	return n
}

// spelt tells whether all that a page shows are letters whose meaning is known.
func spelt(p pdf.Page) bool {
	objects := p.Resources().Key("XObject")
	for _, key := range objects.Keys() {
		if kind := objects.Key(key).Key("Subtype").Name(); kind == "Image" || kind == "Form" {
			return false
		}
	}
	for _, name := range p.Fonts() {
		f := p.Font(name).V
		if kind := f.Key("Subtype").Name(); (kind == "Type0" || kind == "Type3") && f.Key("ToUnicode").IsNull() {
			return false
		}
	}
	return true
}

// noted is what stands in the notes and fields of a page.
func noted(p pdf.Page) string {
	var b strings.Builder
	notes := p.V.Key("Annots")
	for i := range min(notes.Len(), mostNotes) {
		b.WriteString(notes.Index(i).Key("Contents").Text() + "\n")
		if v := notes.Index(i).Key("V"); v.Kind() == pdf.String {
			b.WriteString(v.Text() + "\n")
		}
	}
	return b.String()
}

// legible tells whether a text is one: there are letters or figures in it, and hardly anything that no reader knows.
func legible(words string) bool {
	known, strange := 0, 0
	for _, r := range words {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			known++
		case r == unicode.ReplacementChar || unicode.Is(unicode.Co, r) || unicode.IsControl(r) && r != '\n' && r != '\t' && r != pageEnd && r != '\r':
			strange++
		}
	}
	return known > 0 && strange*20 < known
}
