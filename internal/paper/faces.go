package paper

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
	"sync"

	"github.com/signintech/gopdf"
	"github.com/signintech/gopdf/fontmaker/core"
)

//go:embed fonts/*.ttf.gz
var fontFiles embed.FS

// familyOf names the embedded font of a role, as a file and in the PDF.
func familyOf(r role) (file, name string) {
	return [roles]string{"forum-song", "forum-song-bold", "forum-hei", "forum-kai", "forum-latin", "forum-latin-bold", "forum-latin-italic"}[r],
		[roles]string{"ForumSong", "ForumSongBold", "ForumHei", "ForumKai", "ForumLatin", "ForumLatinBold", "ForumLatinItalic"}[r]
}

// fallback lists the faces a character is looked for in, the wanted one first.
func fallback(r role) []role {
	switch r {
	case roleSong:
		return []role{roleSong, roleLatin}
	case roleLatin, roleLatinItalic:
		return []role{r, roleLatin, roleSong}
	case roleLatinBold:
		return []role{r, roleTitle, roleSong}
	}
	return []role{r, roleSong, roleLatin}
}

// face is what the layout has to know of a font: how wide its letters are.
type face struct {
	advance map[rune]float64 // in ems
}

// shelf holds the fonts, parsed once and only read from then on.
type shelf struct {
	container *gopdf.FontContainer
	faces     [roles]*face
}

// openShelf reads the embedded fonts at the first document; it takes most of a second and is kept.
var openShelf = sync.OnceValues(func() (*shelf, error) {
	s := &shelf{container: &gopdf.FontContainer{}}
	for r := range roles {
		file, name := familyOf(r)
		data, err := unpack("fonts/" + file + ".ttf.gz")
		if err != nil {
			return nil, err
		}
		if s.faces[r], err = measure(data); err != nil {
			return nil, fmt.Errorf("paper: font %s: %w", file, err)
		}
		if err := s.container.AddTTFFontData(name, data); err != nil {
			return nil, fmt.Errorf("paper: font %s: %w", file, err)
		}
	}
	return s, nil
})

func unpack(name string) ([]byte, error) {
	packed, err := fontFiles.ReadFile(name)
	if err != nil {
		return nil, err
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}

func measure(data []byte) (*face, error) {
	var parser core.TTFParser
	if err := parser.ParseFontData(data); err != nil {
		return nil, err
	}
	f := &face{advance: map[rune]float64{}}
	widths, em, last := parser.Widths(), float64(parser.UnitsPerEm()), parser.NumberOfHMetrics()-1
	for r, glyph := range parser.Chars() {
		if glyph != 0 {
			f.advance[rune(r)] = float64(widths[min(glyph, last)]) / em
		}
	}
	return f, nil
}

// find gives the first face of a role's list that has the character, and its width in ems.
func (s *shelf) find(r role, c rune) (role, float64, bool) {
	switch {
	case r == roleKai && (c == '“' || c == '”' || c == '‘' || c == '’'):
		r = roleSong // in Kai they are as narrow as between Latin letters
	case r == roleSong && c == '•':
		r = roleLatin // a point that is seen
	}
	for _, candidate := range fallback(r) {
		if w, ok := s.faces[candidate].advance[c]; ok {
			return candidate, w, true
		}
	}
	return r, 0, false
}
