// Package printing makes the papers of issued minutes and keeps them: soon after the issue, a certified translation or an erratum, and else
// when somebody is the first to ask. What is kept is given out as it is, whatever the layout has become since.
package printing

import (
	"context"
	"log/slog"

	"sametable/internal/fault"
	"sametable/internal/minutes"
	"sametable/internal/paper"
	"sametable/internal/printed"
	"sametable/internal/register"
	"sametable/internal/rendering"
)

// The endings of the files that are made. The JSON of a version is kept as the version itself.
const (
	PDF  = "pdf"
	DOCX = "docx"
)

// Verb is what the register says of papers that were kept.
const Verb = minutes.Noun + ".printed"

// MessageIDs lists every id this room puts together while it runs.
func MessageIDs() []string { return []string{"entry." + Verb} }

// Printings is the room's door.
type Printings struct {
	r      *register.Register
	origin string
}

// New opens the room. Origin is the address people use, which stands on the papers.
func New(r *register.Register, origin string) *Printings { return &Printings{r, origin} }

// make sets a paper. A character that no font has is said and not printed as a box.
func (p *Printings) make(s source, language, reader, ending string) ([]byte, error) {
	v := s.in(language)
	doc := rendering.Show(v, language, reader == printed.Outside).Print(v, p.origin+"/"+language+"/verify?code="+s.set.Code)
	if ending == DOCX {
		made, err := paper.MakeDOCX(doc, paper.Options{OfficeFonts: true})
		if err != nil {
			return nil, err
		}
		return made.Bytes, nil
	}
	made, err := paper.MakePDF(doc)
	if err != nil {
		return nil, err
	}
	if len(made.Missing) > 0 {
		return nil, fault.Conflict("minutes.glyphs", fault.Args{"Letters": string(made.Missing)})
	}
	return made.Bytes, nil
}

// File gives the paper of a page of minutes as a file: as it was kept, or made now. What is final is kept then; where the record cannot be
// written, the paper is given all the same, since the same record makes the same bytes until the layout changes.
func (p *Printings) File(ctx context.Context, page minutes.Page, language, ending string) ([]byte, error) {
	s := sourceOf(page)
	reader := s.reader(page.Inside)
	if !s.final() || !s.stands(language) {
		if !page.Inside {
			reader = printed.Outside
		}
		return p.make(s, language, reader, ending)
	}
	k := s.key(language, reader, ending)
	f, err := printed.Find(ctx, p.r, s.set.Record(), k)
	if err != nil || f.ID != "" {
		return f.Content, err
	}
	content, err := p.make(s, language, reader, ending)
	if err != nil {
		return nil, err
	}
	kept, err := p.keep(ctx, s.set.ID, []paperOf{{k, content}})
	if err != nil {
		slog.WarnContext(ctx, "a paper could not be kept", "minutes", s.set.ID, "error", err)
	}
	if len(kept) > 0 {
		content = kept[0].Content
	}
	return content, nil
}
