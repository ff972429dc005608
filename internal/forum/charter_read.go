package forum

import (
	"context"

	"sametable/internal/store"
	"sametable/internal/text"
)

// CharterPage is a charter with its text for one reader.
type CharterPage struct {
	Forum        Forum
	Charter      Charter
	Text         text.Version
	Reading      text.Reading
	Sources      map[string]string // Markdown by language, for the form
	Translations []text.Translation
	InForce      int // number of the charter the forum goes by
	Next         int // number of one on its way that would supersede it; 0: there is none
	Last         int // number of the newest
}

// Charter gives the charter a forum goes by: the adopted one, else the newest. Charters are public; only their form is not.
func (s *Forums) Charter(ctx context.Context, key, reader string) (CharterPage, error) {
	return s.charter(ctx, key, reader, func(page CharterPage) int { return page.InForce })
}

// CharterNumber gives one charter of a forum, superseded ones included.
func (s *Forums) CharterNumber(ctx context.Context, key string, number int, reader string) (CharterPage, error) {
	return s.charter(ctx, key, reader, func(CharterPage) int { return number })
}

// CharterDraft gives the charter of a forum that is on its way, or NotFound where there is none.
func (s *Forums) CharterDraft(ctx context.Context, key, reader string) (CharterPage, error) {
	return s.charter(ctx, key, reader, func(page CharterPage) int { return page.Next })
}

// CharterByID gives one charter by its id.
func (s *Forums) CharterByID(ctx context.Context, id, reader string) (CharterPage, error) {
	var found struct {
		Key    string
		Number int
	}
	err := s.r.Read(ctx).Table("charters").Select("forums.key, charters.number").Joins("JOIN forums ON forums.id = charters.forum_id").Where("charters.id = ?", id).Take(&found).Error
	if err != nil {
		return CharterPage{}, store.Found(err)
	}
	return s.CharterNumber(ctx, found.Key, found.Number, reader)
}

func (s *Forums) charter(ctx context.Context, key, reader string, which func(CharterPage) int) (CharterPage, error) {
	f, err := s.Find(ctx, key)
	if err != nil {
		return CharterPage{}, err
	}
	page := CharterPage{Forum: f, Sources: map[string]string{}}
	var all []Charter
	if err := s.r.Read(ctx).Where("forum_id = ?", f.ID).Order("number").Find(&all).Error; err != nil {
		return page, store.Found(err)
	}
	page.number(all)
	number := which(page)
	for _, c := range all {
		if c.Number == number {
			page.Charter = c
			return page, s.charterText(ctx, &page, reader)
		}
	}
	return page, missing(nil)
}

// number tells the charter in force from the draft after it.
func (page *CharterPage) number(all []Charter) {
	for _, c := range all {
		switch {
		case c.State == CharterAdopted:
			page.InForce = c.Number
		case c.OnItsWay():
			page.Next = c.Number
		}
		page.Last = c.Number
	}
	if page.InForce == 0 {
		page.InForce = page.Last
	}
}

func (s *Forums) charterText(ctx context.Context, page *CharterPage, reader string) error {
	if page.Charter.TextID == "" {
		return nil
	}
	_, v, trs, err := text.Of(s.r.Read(ctx), page.Charter.Record())
	if err != nil {
		return store.Found(err)
	}
	page.Text, page.Translations, page.Reading = v, trs, text.Read(v, nil, reader)
	page.Sources[v.Language] = v.Source
	for i, tr := range trs {
		page.Sources[tr.Language] = tr.Source
		if tr.Language == reader {
			page.Reading = readable(v, &trs[i], reader)
		}
	}
	return nil
}

// readable is what a reader gets of a charter. Unlike what people say, a charter is shown in a translation that nobody has
// reviewed yet: it says so, and the authentic text stands beside it.
func readable(v text.Version, tr *text.Translation, reader string) text.Reading {
	r := text.Read(v, tr, reader)
	if r.State != text.Original || v.Erased || tr.State != text.Drafted && tr.State != text.InReview {
		return r
	}
	return text.Reading{Language: tr.Language, State: tr.State, Stale: tr.SourceHash != v.Hash, Title: tr.Title, HTML: tr.HTML, Original: &r}
}
