package annex

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
)

// taking tells whose text an element holds: runs takes that of the elements of Office, every that of all.
type taking func(part, element string) bool

// runs takes what a document of Office shows, what was struck out in it and is still there, and what it says of itself.
func runs(part, element string) bool {
	return strings.HasPrefix(part, "docProps/") || slices.Contains([]string{"t", "delText", "instrText", "v"}, element)
}

func every(string, string) bool { return true }

// page is the text of a package as it is being read: paragraphs are lines, and a row of a table is one line, so that what stands beside each other is
// read together.
type page struct {
	b      strings.Builder
	tables int
}

func (p *page) write(words string) error {
	p.b.WriteString(words)
	if p.b.Len() > mostWords {
		return errSwollen
	}
	return nil
}

// ends ends what an element was.
func (p *page) ends(element string) error {
	switch element {
	case "tbl", "table":
		p.tables--
		return p.write("\n")
	case "p", "h", "title", "subject", "creator", "description", "keywords", "lastModifiedBy", "Company", "Manager":
		if p.tables > 0 {
			return p.write(" ")
		}
		return p.write("\n")
	case "tr", "table-row", "si", "comment", "pt", "lpwstr":
		return p.write("\n")
	case "tab", "br", "cr", "s", "line-break", "tc", "table-cell":
		return p.write(" ")
	}
	return nil
}

// words reads some parts of a package.
func (p packed) words(takes taking, parts ...string) (string, error) {
	var all page
	for _, name := range parts {
		if p.parts[name] == nil {
			continue
		}
		part, err := p.read(name)
		if err == nil {
			err = all.read(name, part, takes)
		}
		if err != nil {
			return "", err
		}
		all.tables = 0
	}
	return all.b.String(), nil
}

// read takes the text of one part, with what pictures are said to show.
func (p *page) read(name string, part []byte, takes taking) error {
	d := xml.NewDecoder(bytes.NewReader(part))
	var within []string
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return p.write("\n")
		}
		if err != nil {
			return errBroken
		}
		switch t := token.(type) {
		case xml.StartElement:
			within = append(within, t.Name.Local)
			if t.Name.Local == "tbl" || t.Name.Local == "table" {
				p.tables++
			}
			for _, of := range []string{"descr", "title"} {
				if said := attribute(t, of); said != "" {
					err = errors.Join(err, p.write(said+"\n"))
				}
			}
		case xml.EndElement:
			within = within[:max(0, len(within)-1)]
			err = p.ends(t.Name.Local)
		case xml.CharData:
			if len(within) > 0 && takes(name, within[len(within)-1]) {
				err = p.write(string(t))
			}
		}
		if err != nil {
			return err
		}
	}
}

// sheets reads a workbook row by row: a name in one cell and an age in the next are one sentence.
func (p packed) sheets() (string, error) {
	var all page
	shared := []string{""}
	if p.parts["xl/sharedStrings.xml"] != nil {
		var list page
		part, err := p.read("xl/sharedStrings.xml")
		if err == nil {
			err = list.read("xl/sharedStrings.xml", part, runs)
		}
		if err != nil {
			return "", err
		}
		shared = strings.Split(list.b.String(), "\n")
	}
	for _, name := range p.parted(".xml") {
		part, err := p.read(name)
		switch {
		case err != nil:
		case name == "xl/sharedStrings.xml":
			err = all.write(strings.Join(shared, "\n") + "\n")
		case strings.HasPrefix(name, "xl/worksheets/"):
			err = all.rows(part, shared)
		case name == "xl/workbook.xml":
			err = elements(part, func(e xml.StartElement) error {
				if e.Name.Local == "sheet" {
					return all.write(attribute(e, "name") + "\n")
				}
				return nil
			})
		default:
			err = all.read(name, part, runs)
		}
		if err != nil {
			return "", err
		}
		all.tables = 0
	}
	return all.b.String(), nil
}

// rows reads one sheet of a workbook.
func (p *page) rows(part []byte, shared []string) error {
	d := xml.NewDecoder(bytes.NewReader(part))
	at, kind := "", ""
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return p.write("\n")
		}
		if err != nil {
			return errBroken
		}
		switch t := token.(type) {
		case xml.StartElement:
			if at = t.Name.Local; at == "c" {
				kind = attribute(t, "t")
			}
		case xml.EndElement:
			at = ""
			switch t.Name.Local {
			case "c":
				err = p.write(" ")
			case "row":
				err = p.write("\n")
			}
		case xml.CharData:
			switch {
			case at == "v" && kind == "s":
				if n, failed := strconv.Atoi(strings.TrimSpace(string(t))); failed == nil && n >= 0 && n < len(shared) {
					err = p.write(shared[n])
				}
			case at == "v" || at == "t" || strings.HasSuffix(at, "Header") || strings.HasSuffix(at, "Footer"):
				err = p.write(string(t))
			}
		}
		if err != nil {
			return err
		}
	}
}
