package paper

import (
	"bytes"
	"encoding/xml"
	"strconv"
)

// markup writes XML. Names are the program's own; every value and every text is escaped.
type markup struct {
	bytes.Buffer
	names []string
}

// newMarkup begins a part of a file.
func newMarkup() *markup {
	m := &markup{}
	m.WriteString(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n")
	return m
}

func (m *markup) tag(name string, attributes []string) {
	m.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		m.WriteString(" " + attributes[i] + `="`)
		m.escape(attributes[i+1])
		m.WriteByte('"')
	}
}

// open begins an element; attributes are names and values in turn.
func (m *markup) open(name string, attributes ...string) {
	m.tag(name, attributes)
	m.WriteByte('>')
	m.names = append(m.names, name)
}

// close ends the innermost elements.
func (m *markup) close(count int) {
	for range count {
		last := len(m.names) - 1
		m.WriteString("</" + m.names[last] + ">")
		m.names = m.names[:last]
	}
}

// empty writes an element without content.
func (m *markup) empty(name string, attributes ...string) {
	m.tag(name, attributes)
	m.WriteString("/>")
}

// whole writes an element with a text.
func (m *markup) whole(name, text string, attributes ...string) {
	m.open(name, attributes...)
	m.escape(text)
	m.close(1)
}

// escape writes text; a buffer does not fail.
func (m *markup) escape(text string) { _ = xml.EscapeText(&m.Buffer, []byte(text)) }

// twips are the twentieths of a point in which Word measures.
func twips(points float64) string { return strconv.Itoa(int(points*20 + 0.5)) }

// halves are half points, in which it gives sizes of letters.
func halves(points float64) string { return strconv.Itoa(int(points*2 + 0.5)) }
