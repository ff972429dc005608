package paper

import (
	"archive/zip"
	"bytes"
	"fmt"
	"image/png"
	"strconv"
	"time"
)

// DOCX is a document as a file for Word and WPS.
type DOCX struct {
	Bytes []byte
}

// docx writes one file.
type docx struct {
	*setter
	doc     *Document
	options Options
	body    *markup
	links   []string
	lists   map[*order]int
	ordered []*order
	foot    *foot
	code    [][]bool
	keep    bool // what is written now closes the text, and stays on the page of what comes next
}

// MakeDOCX writes a document with named styles, so that whoever opens it finds headings, lists and tables and not letters that look like them.
func MakeDOCX(doc *Document, options Options) (*DOCX, error) {
	shelf, err := openShelf()
	if err != nil {
		return nil, err
	}
	d := &docx{setter: &setter{sheet: sheetOf(doc.Language), shelf: shelf, missing: map[rune]bool{}}, doc: doc, options: options, lists: map[*order]int{}}
	d.write()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, part := range d.parts() {
		if err := put(z, part, doc.made()); err != nil {
			return nil, fmt.Errorf("paper: writing the docx: %w", err)
		}
	}
	if err := d.picture(z); err != nil {
		return nil, fmt.Errorf("paper: writing the docx: %w", err)
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("paper: writing the docx: %w", err)
	}
	return &DOCX{Bytes: b.Bytes()}, nil
}

// part is one file within the file.
type part struct {
	name string
	data []byte
}

func put(z *zip.Writer, p part, at time.Time) error {
	w, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: at})
	if err != nil {
		return err
	}
	_, err = w.Write(p.data)
	return err
}

// made is the time of the files; a zip knows none before 1980.
func (doc *Document) made() time.Time {
	earliest := time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	if at := doc.Properties.Made.UTC().Truncate(2 * time.Second); at.After(earliest) && at.Year() < 2107 {
		return at
	}
	return earliest
}

func (d *docx) picture(z *zip.Writer) error {
	if d.code == nil {
		return nil
	}
	var b bytes.Buffer
	if err := png.Encode(&b, picture(d.code)); err != nil {
		return err
	}
	return put(z, part{"word/media/code.png", b.Bytes()}, d.doc.made())
}

func (d *docx) parts() []part {
	parts := []part{
		{"[Content_Types].xml", d.contentTypes()},
		{"_rels/.rels", d.packageLinks()},
		{"docProps/core.xml", d.core()},
		{"docProps/app.xml", d.application()},
		{"docProps/custom.xml", d.custom()},
		{"word/document.xml", d.body.Bytes()},
		{"word/_rels/document.xml.rels", d.documentLinks()},
		{"word/styles.xml", d.styles()},
		{"word/settings.xml", d.settings()},
		{"word/fontTable.xml", d.fontTable()},
		{"word/numbering.xml", d.numbering()},
		{"word/footer1.xml", d.footer(true)},
		{"word/footer2.xml", d.footer(false)},
	}
	if d.doc.draft() != "" {
		parts = append(parts, part{"word/header1.xml", d.header()})
	}
	return parts
}

const (
	mainSpace     = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	linkSpace     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	packageSpace  = "http://schemas.openxmlformats.org/package/2006/"
	officeLinks   = linkSpace + "/"
	wordType      = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	propertyType  = "application/vnd.openxmlformats-officedocument."
	xmlType       = "application/xml"
	packageLinks  = "application/vnd.openxmlformats-package."
	customSpace   = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
	variantSpace  = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
	extendedSpace = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
)

func (d *docx) contentTypes() []byte {
	m := newMarkup()
	m.open("Types", "xmlns", packageSpace+"content-types")
	for _, t := range [][2]string{{"rels", packageLinks + "relationships+xml"}, {"xml", xmlType}, {"png", "image/png"}} {
		m.empty("Default", "Extension", t[0], "ContentType", t[1])
	}
	overrides := [][2]string{
		{"/docProps/core.xml", packageLinks + "core-properties+xml"}, {"/docProps/app.xml", propertyType + "extended-properties+xml"},
		{"/docProps/custom.xml", propertyType + "custom-properties+xml"}, {"/word/document.xml", wordType + "document.main+xml"},
		{"/word/styles.xml", wordType + "styles+xml"}, {"/word/settings.xml", wordType + "settings+xml"}, {"/word/fontTable.xml", wordType + "fontTable+xml"},
		{"/word/numbering.xml", wordType + "numbering+xml"}, {"/word/footer1.xml", wordType + "footer+xml"}, {"/word/footer2.xml", wordType + "footer+xml"},
	}
	if d.doc.draft() != "" {
		overrides = append(overrides, [2]string{"/word/header1.xml", wordType + "header+xml"})
	}
	for _, t := range overrides {
		m.empty("Override", "PartName", t[0], "ContentType", t[1])
	}
	m.close(1)
	return m.Bytes()
}

// relations writes what one part refers to.
func relations(list [][3]string) []byte {
	m := newMarkup()
	m.open("Relationships", "xmlns", packageSpace+"relationships")
	for _, r := range list {
		attributes := []string{"Id", r[0], "Type", r[1], "Target", r[2]}
		if r[1] == officeLinks+"hyperlink" {
			attributes = append(attributes, "TargetMode", "External")
		}
		m.empty("Relationship", attributes...)
	}
	m.close(1)
	return m.Bytes()
}

func (d *docx) packageLinks() []byte {
	return relations([][3]string{
		{"rId1", officeLinks + "officeDocument", "word/document.xml"},
		{"rId2", packageSpace + "relationships/metadata/core-properties", "docProps/core.xml"},
		{"rId3", officeLinks + "extended-properties", "docProps/app.xml"},
		{"rId4", officeLinks + "custom-properties", "docProps/custom.xml"},
	})
}

func (d *docx) documentLinks() []byte {
	list := [][3]string{
		{"rIdStyles", officeLinks + "styles", "styles.xml"}, {"rIdSettings", officeLinks + "settings", "settings.xml"},
		{"rIdFonts", officeLinks + "fontTable", "fontTable.xml"}, {"rIdNumbering", officeLinks + "numbering", "numbering.xml"},
		{"rIdOdd", officeLinks + "footer", "footer1.xml"}, {"rIdEven", officeLinks + "footer", "footer2.xml"},
	}
	if d.doc.draft() != "" {
		list = append(list, [3]string{"rIdDraft", officeLinks + "header", "header1.xml"})
	}
	if d.code != nil {
		list = append(list, [3]string{"rIdCode", officeLinks + "image", "media/code.png"})
	}
	for i, address := range d.links {
		list = append(list, [3]string{"rIdLink" + strconv.Itoa(i+1), officeLinks + "hyperlink", address})
	}
	return relations(list)
}

func (d *docx) core() []byte {
	m := newMarkup()
	m.open("cp:coreProperties", "xmlns:cp", packageSpace+"metadata/core-properties", "xmlns:dc", "http://purl.org/dc/elements/1.1/",
		"xmlns:dcterms", "http://purl.org/dc/terms/", "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
	at := d.doc.made().Format("2006-01-02T15:04:05Z")
	m.whole("dc:title", d.doc.title())
	m.whole("dc:subject", line(d.doc.Properties.Subject))
	m.whole("dc:creator", line(d.doc.Issuer))
	m.whole("dc:language", tag(d.doc.Language))
	m.whole("dcterms:created", at, "xsi:type", "dcterms:W3CDTF")
	m.whole("dcterms:modified", at, "xsi:type", "dcterms:W3CDTF")
	m.close(1)
	return m.Bytes()
}

func (d *docx) application() []byte {
	m := newMarkup()
	m.open("Properties", "xmlns", extendedSpace)
	m.whole("Application", maker)
	m.close(1)
	return m.Bytes()
}

// custom are the properties no standard names: the hash of the record.
func (d *docx) custom() []byte {
	m := newMarkup()
	m.open("Properties", "xmlns", customSpace, "xmlns:vt", variantSpace)
	id := 2
	for _, p := range [][2]string{{"RecordHash", line(d.doc.Properties.Hash)}, {"Language", tag(d.doc.Language)}} {
		if p[1] == "" {
			continue
		}
		m.open("property", "fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", "pid", strconv.Itoa(id), "name", p[0])
		m.whole("vt:lpwstr", p[1])
		m.close(1)
		id++
	}
	m.close(1)
	return m.Bytes()
}
