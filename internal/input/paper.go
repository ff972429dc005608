package input

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	_ "image/jpeg" // known by their heads; kept as they came
	_ "image/png"
	"io"
	"path"
	"strings"

	"sametable/internal/fault"
)

// The largest scanned paper that is taken, in bytes, and the longest name of one, in characters.
const (
	paperBytes = 8 << 20
	paperName  = 120
)

// Sent is a file as it was sent.
type Sent struct {
	File io.Reader
	Name string
}

// Scan is a scanned paper. It is kept as it came, since it is compared with the paper.
type Scan struct {
	Content []byte
	Kind    string // media type, by its content: PDF, JPEG or PNG
	Name    string // without the folders a browser may send
	Hash    string // SHA-256 of the content, in hex
}

// Paper reads a scanned paper. It adds input.required, letter.too_large, letter.not_a_letter, input.file_name or a message of Line
// to f, and then
// gives the zero value. Its name has yet to pass the gate.
func Paper(f *fault.Fields, name string, sent Sent) Scan {
	if sent.File == nil {
		f.Add(name, "input.required", nil)
		return Scan{}
	}
	content, err := io.ReadAll(io.LimitReader(sent.File, paperBytes+1))
	if err != nil || len(content) > paperBytes {
		f.Add(name, "letter.too_large", fault.Args{"Most": paperBytes >> 20})
		return Scan{}
	}
	kind := paperKind(content)
	if kind == "" {
		f.Add(name, "letter.not_a_letter", nil)
		return Scan{}
	}
	base := path.Base(strings.ReplaceAll(sent.Name, `\`, "/"))
	if taken, some := Taken(base); some { // no form can give the file back under a better name
		f.Add(name, "input.file_name", taken.Args)
		return Scan{}
	}
	called := Line(f, name, base, paperName, true)
	if called == "" {
		return Scan{}
	}
	sum := sha256.Sum256(content)
	return Scan{Content: content, Kind: kind, Name: called, Hash: hex.EncodeToString(sum[:])}
}

// paperKind is the media type of a file; empty for a kind that is not taken.
func paperKind(content []byte) string {
	if bytes.HasPrefix(content, []byte("%PDF-")) {
		return "application/pdf"
	}
	_, format, err := image.DecodeConfig(bytes.NewReader(content))
	if err == nil && (format == "jpeg" || format == "png") {
		return "image/" + format
	}
	return ""
}
