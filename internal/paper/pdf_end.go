package paper

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"
)

// errShape says that the library's file is not laid out as it was when this was written.
var errShape = errors.New("paper: the pdf has another shape than expected")

// complete appends what the library does not write: the language, the title in the window, the hash of the record. It is an update as PDF has it
// (ISO 32000, 7.5.6): the catalogue anew, a table that points at the old one, and a trailer.
func complete(file []byte, doc *Document) ([]byte, error) {
	at := bytes.LastIndex(file, []byte("startxref\n"))
	if at < 0 {
		return nil, errShape
	}
	previous, _, _ := strings.Cut(string(file[at+len("startxref\n"):]), "\n")
	trailer := file[:at]
	trailer = trailer[max(bytes.LastIndex(trailer, []byte("trailer\n<<\n")), 0):]
	size := inside(trailer, "/Size ", "\n")
	info := inside(trailer, "/Info <<\n", "\n >>\n")
	catalogue := inside(file, "1 0 obj\n<<\n", ">>\nendobj")
	count, err := strconv.Atoi(size)
	if err != nil || info == "" || !strings.Contains(catalogue, "/Type /Catalog") {
		return nil, errShape
	}
	var b bytes.Buffer
	b.Write(file)
	first := b.Len()
	fmt.Fprintf(&b, "1 0 obj\n<<\n%s  /Lang (%s)\n  /ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\n", catalogue, tag(doc.Language))
	second := b.Len()
	fmt.Fprintf(&b, "%d 0 obj\n<<\n%s\n", count, info)
	if hash := line(doc.Properties.Hash); hash != "" {
		fmt.Fprintf(&b, "/RecordHash <%s>\n", utf16Hex(hash))
	}
	b.WriteString(">>\nendobj\n")
	table := b.Len()
	fmt.Fprintf(&b, "xref\n1 1\n%010d 00000 n \n%d 1\n%010d 00000 n \n", first, count, second)
	fmt.Fprintf(&b, "trailer\n<<\n/Size %d\n/Root 1 0 R\n/Info %d 0 R\n/Prev %s\n>>\nstartxref\n%d\n%%%%EOF\n", count+1, count, previous, table)
	return b.Bytes(), nil
}

// inside is what stands between two marks, or nothing.
func inside(text []byte, from, to string) string {
	_, rest, ok := bytes.Cut(text, []byte(from))
	if !ok {
		return ""
	}
	inner, _, ok := bytes.Cut(rest, []byte(to))
	if !ok {
		return ""
	}
	return string(inner)
}

func utf16Hex(text string) string {
	var b strings.Builder
	b.WriteString("FEFF")
	for _, u := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

// tag is the language as files name it.
func tag(language Language) string {
	switch language {
	case Chinese:
		return "zh-CN"
	case Swedish:
		return "sv-SE"
	}
	return "en-GB"
}
