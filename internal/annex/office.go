package annex

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
)

// What a package of an office's program may come to when it is unpacked. A document is twenty times its size at most; what is a thousand times is
// made to fill a machine.
const (
	mostEntries  = 4000
	mostUnpacked = 80 << 20
	mostPart     = 24 << 20 // of one part that is read
	mostRatio    = 200      // of a part of a megabyte or more
)

// packed is a package that was unpacked once, so that what it says of its own sizes is known to be true.
type packed struct {
	parts map[string]*zip.File
	order []string
}

// unpack opens a package and unpacks it to nowhere, within its measures.
func unpack(content []byte) (packed, error) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return packed{}, errBroken
	}
	if len(z.File) > mostEntries {
		return packed{}, errSwollen
	}
	p := packed{parts: map[string]*zip.File{}}
	total := int64(0)
	for _, f := range z.File {
		if f.Flags&1 != 0 {
			return packed{}, errLocked
		}
		r, err := f.Open()
		if err != nil {
			return packed{}, errBroken
		}
		n, err := io.Copy(io.Discard, io.LimitReader(r, mostUnpacked-total+1))
		_ = r.Close()
		if total += n; total > mostUnpacked || n >= 1<<20 && n > mostRatio*int64(f.CompressedSize64) {
			return packed{}, errSwollen
		}
		if _, twice := p.parts[f.Name]; err != nil || twice {
			return packed{}, errBroken
		}
		p.parts[f.Name] = f
		p.order = append(p.order, f.Name)
	}
	return p, nil
}

// read gives a part.
func (p packed) read(name string) ([]byte, error) {
	f := p.parts[name]
	if f == nil {
		return nil, errBroken
	}
	r, err := f.Open()
	if err != nil {
		return nil, errBroken
	}
	defer func() { _ = r.Close() }()
	all, err := io.ReadAll(io.LimitReader(r, mostPart+1))
	if len(all) > mostPart {
		return nil, errSwollen
	}
	return all, err
}

// lookPackage reads a DOCX, XLSX, PPTX, ODT or ODS.
func lookPackage(content []byte) (seen, error) {
	p, err := unpack(content)
	if err != nil {
		return seen{}, err
	}
	kind, err := p.kind()
	if err != nil {
		return seen{}, err
	}
	s := seen{kind: kind}
	for _, name := range p.order {
		low := strings.ToLower(name)
		if active(low) {
			return seen{}, errActive
		}
		s.unread = s.unread || pictured(low)
	}
	if err := p.quiet(); err != nil {
		return seen{}, err
	}
	switch kind {
	case XLSX:
		s.words, err = p.sheets()
	case ODT, ODS:
		s.words, err = p.words(every, "content.xml", "styles.xml", "meta.xml")
	default:
		s.words, err = p.words(runs, p.parted(".xml")...)
	}
	if err != nil {
		return seen{}, err
	}
	if len(s.words) > mostWords {
		return seen{}, errSwollen
	}
	return s, nil
}

// kind tells what a package is, by what it says of itself where every program looks.
func (p packed) kind() (string, error) {
	if p.parts["mimetype"] != nil {
		said, err := p.read("mimetype")
		if err != nil {
			return "", err
		}
		if kind := strings.TrimSpace(string(said)); kind == ODT || kind == ODS {
			return kind, nil
		}
		return "", errUnknown
	}
	types, err := p.read("[Content_Types].xml")
	if err != nil {
		return "", errUnknown
	}
	main := ""
	err = elements(types, func(e xml.StartElement) error {
		said := strings.ToLower(attribute(e, "ContentType"))
		if strings.Contains(said, "macroenabled") || strings.Contains(said, "vbaproject") || strings.Contains(said, "activex") {
			return errActive
		}
		for _, kind := range []string{DOCX, XLSX, PPTX} {
			if said == strings.ToLower(kind)+".main+xml" {
				main = kind
			}
		}
		return nil
	})
	if err == nil && main == "" {
		err = errUnknown
	}
	return main, err
}

// active tells the parts of a package that do something by themselves: macros in their tongues, controls, programs of others within. A table
// behind a chart is none.
func active(low string) bool {
	base := path.Base(low)
	switch {
	case strings.HasPrefix(base, "vba") && !strings.HasSuffix(base, ".xml"), strings.Contains(low, "/activex/"), strings.Contains(low, "macrosheets/"), strings.Contains(low, "/customui"):
		return true
	case strings.HasPrefix(low, "basic/"), strings.HasPrefix(low, "scripts/"), strings.HasPrefix(low, "object"):
		return true // of OpenDocument
	}
	return strings.Contains(low, "/embeddings/") && !slices.Contains([]string{".xlsx", ".rels"}, path.Ext(low)) || strings.Contains(low, "afchunk")
}

// pictured tells the parts of a package that nobody can read through.
func pictured(low string) bool {
	return strings.Contains(low, "/media/") || strings.HasPrefix(low, "pictures/") || strings.HasPrefix(low, "media/") || strings.HasSuffix(low, ".xlsx")
}

// quiet refuses a package that would fetch something when it is opened: a template, a picture, another table. A link that somebody has to press
// is none. One that is locked cannot be looked through.
func (p packed) quiet() error {
	for _, name := range p.order {
		if !strings.HasSuffix(strings.ToLower(name), ".rels") && name != "META-INF/manifest.xml" {
			continue
		}
		part, err := p.read(name)
		if err != nil {
			return err
		}
		err = elements(part, func(e xml.StartElement) error {
			switch {
			case strings.EqualFold(attribute(e, "TargetMode"), "External") && !strings.HasSuffix(strings.ToLower(attribute(e, "Type")), "/hyperlink"):
				return errActive
			case e.Name.Local == "encryption-data":
				return errLocked
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// parted lists the parts whose names end so, in their order.
func (p packed) parted(suffix string) []string {
	return slices.DeleteFunc(slices.Clone(p.order), func(name string) bool {
		return !strings.HasSuffix(strings.ToLower(name), suffix) || name == "[Content_Types].xml"
	})
}

// elements calls see with each element of a part.
func elements(part []byte, see func(xml.StartElement) error) error {
	d := xml.NewDecoder(bytes.NewReader(part))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return errBroken
		}
		if e, ok := token.(xml.StartElement); ok {
			if err := see(e); err != nil {
				return err
			}
		}
	}
}

// attribute is what an element says under a name, in whatever space.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
