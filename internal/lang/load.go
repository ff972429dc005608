package lang

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
)

// source is one message as a file has it.
type source struct {
	file  string
	texts [forms]string
}

// loading collects what the files say, and every fault in them, so that a translator sees all of them at once.
type loading struct {
	found  [3]map[string]source
	faults []string
}

// Load reads zh/*.zh.toml, en/*.en.toml and sv/*.sv.toml, in the format of go-i18n, and compiles them. The error names every
// fault of every file: an id that a language lacks, placeholders that differ, a plural form that CLDR asks for and is missing
// or knows nothing of, a file whose name says another language than its folder. There is no fallback: what is missing in one
// language stops the program at start and never shows to a reader.
func Load(fsys fs.FS) (*Catalogue, error) {
	var l loading
	for i, code := range Codes() {
		l.found[i] = map[string]source{}
		files, err := fs.Glob(fsys, string(code)+"/*.toml")
		if err != nil {
			return nil, err
		}
		for _, file := range files {
			l.read(fsys, code, file)
		}
	}
	c := newCatalogue()
	for _, id := range l.ids() {
		l.compile(c, id)
	}
	if len(l.faults) > 0 {
		slices.Sort(l.faults)
		return nil, errors.New("the message files have faults:\n" + strings.Join(l.faults, "\n"))
	}
	return c, nil
}

func (l *loading) fault(format string, args ...any) {
	l.faults = append(l.faults, fmt.Sprintf(format, args...))
}

// read takes in one file. go-i18n reads the language from the file's name, not from its folder.
func (l *loading) read(fsys fs.FS, code Code, file string) {
	if parts := strings.Split(path.Base(file), "."); len(parts) != 3 || parts[1] != string(code) {
		l.fault("%s: the name must be topic.%s.toml, because the language is read from it", file, code)
		return
	}
	data, err := fs.ReadFile(fsys, file)
	if err != nil {
		l.fault("%s: %v", file, err)
		return
	}
	parsed, err := i18n.ParseMessageFileBytes(data, file, map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
	if err != nil {
		l.fault("%s: %v", file, err)
		return
	}
	for _, m := range parsed.Messages {
		if earlier, twice := l.found[code.index()][m.ID]; twice {
			l.fault("%s: %s is in %s already", file, m.ID, earlier.file)
			continue
		}
		if m.LeftDelim != "" || m.RightDelim != "" {
			l.fault("%s: %s changes the delimiters", file, m.ID)
		}
		texts := [forms]string{plural.Other: m.Other, plural.Zero: m.Zero, plural.One: m.One, plural.Two: m.Two, plural.Few: m.Few, plural.Many: m.Many}
		l.found[code.index()][m.ID] = source{file: file, texts: texts}
	}
}

// ids gives every id that any language has, sorted.
func (l *loading) ids() []string {
	var ids []string
	for _, language := range l.found {
		for id := range language {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// compile checks one message in all languages and puts it into the catalogue.
func (l *loading) compile(c *Catalogue, id string) {
	counted := l.counted(id)
	var first []string
	firstFile := ""
	for i, s := range c.speakers {
		src, ok := l.found[i][id]
		if !ok {
			l.fault("%s: %s is missing", s.code, id)
			continue
		}
		m, named := l.one(s, src, id, counted)
		if firstFile == "" {
			first, firstFile = named, src.file
		} else if !slices.Equal(first, named) {
			l.fault("%s: %s has the placeholders %v, but %v in %s", src.file, id, named, first, firstFile)
		}
		s.messages[id] = m
	}
	c.ids = append(c.ids, id)
	c.names[id] = first
}

// counted tells whether any language has more than one form of a message.
func (l *loading) counted(id string) bool {
	for _, language := range l.found {
		for form, text := range language[id].texts {
			if text != "" && plural.Form(form) != plural.Other {
				return true
			}
		}
	}
	return false
}

// one compiles a message in one language, and gives the placeholders of its general form. A singular may leave out the number.
func (l *loading) one(s *Speaker, src source, id string, counted bool) (*message, []string) {
	m := &message{plural: counted}
	var general []string
	for form, text := range src.texts {
		name, has := formNames()[form], text != ""
		wanted := plural.Form(form) == plural.Other || counted && s.has[form]
		if has != wanted {
			l.fault("%s: %s %s the form %q", src.file, id, map[bool]string{true: "lacks", false: "has no use for"}[wanted], name)
		}
		segments, err := cut(text)
		if err != nil {
			l.fault("%s: %s (%s) %v", src.file, id, name, err)
		}
		m.forms[form] = segments
		if plural.Form(form) == plural.Other {
			general = names(segments)
			continue
		}
		for _, n := range general {
			if has && n != countName && !slices.Contains(names(segments), n) {
				l.fault("%s: %s (%s) lacks the placeholder %s", src.file, id, name, n)
			}
		}
		for _, n := range names(segments) {
			if !slices.Contains(general, n) {
				l.fault("%s: %s (%s) has the placeholder %s, the form \"other\" has not", src.file, id, name, n)
			}
		}
	}
	m.isPlain = !counted && len(general) == 0
	m.plain = src.texts[plural.Other]
	return m, general
}

// formNames are CLDR's names of the plural forms, in the order of plural.Form.
func formNames() [forms]string {
	return [forms]string{plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many"}
}
