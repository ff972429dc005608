package annex

import (
	"bytes"
	"image"
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// mostWords is how much text is looked through, in bytes: three hundred thousand Chinese characters.
const mostWords = 1 << 20

// seen is what a file turned out to be.
type seen struct {
	kind   string
	words  string // what can be read in it, paragraph by paragraph or page by page
	pages  bool   // the words are parted by pages
	unread bool   // there is something in it that nobody can read through: a picture, a scan
}

// pageEnd parts the pages of a file that has some.
const pageEnd = '\f'

// place is the message that says where in a file a passage stands, and the number of the page or paragraph, from the place of its first
// character.
func (s seen) place(at int) (id string, n int) {
	id, part, n := "annexed.stopped_paragraph", '\n', 1
	if s.pages {
		id, part = "annexed.stopped_page", pageEnd
	}
	for i, r := range []rune(s.words) {
		if i >= at {
			break
		}
		if r == part {
			n++
		}
	}
	return id, n
}

// look tells what a file is, by its content, and reads what can be read in it. Its name matters for plain text alone, which has no mark: what is
// called otherwise is something else than what its reader expects.
func look(content []byte, name string) (seen, error) {
	switch {
	case bytes.HasPrefix(content, []byte("%PDF-")):
		return lookPDF(content)
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		return lookPackage(content)
	}
	if _, format, err := image.DecodeConfig(bytes.NewReader(content)); err == nil && (format == "jpeg" || format == "png" || format == "webp") {
		return seen{kind: JPEG, unread: true}, nil
	}
	if ending(name) == "txt" {
		if words, ok := plain(content); ok {
			if len(words) > mostWords {
				return seen{}, errSwollen
			}
			return seen{kind: Text, words: words}, nil
		}
	}
	return seen{}, errUnknown
}

// plain reads plain text, in UTF-8 or, as Chinese offices still write it, in GB 18030.
func plain(content []byte) (string, bool) {
	if !strings.HasPrefix(http.DetectContentType(content), "text/plain") {
		return "", false // a page, or what a browser takes for one
	}
	content = bytes.TrimPrefix(content, []byte("\ufeff"))
	if !utf8.Valid(content) {
		var err error
		if content, err = simplifiedchinese.GB18030.NewDecoder().Bytes(content); err != nil {
			return "", false
		}
	}
	words := strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "\n").Replace(string(content))
	for _, r := range words {
		if r == utf8.RuneError || r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Co, r)) {
			return "", false
		}
	}
	return words, strings.TrimSpace(words) != ""
}
