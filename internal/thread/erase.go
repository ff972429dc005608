package thread

import (
	"slices"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// erase takes the words of a post away for good: every version and translation, photo and letter, what its author and moderators
// said of it in the register, what was begun on devices' behalf here, and the quotations of it. Notices, letters and the search
// index are made from these rows, so they follow. Numbers, times and hashes stay, and the register stays whole.
func (s *Threads) erase(tx *register.Tx, p *Post) error {
	_, _, translations, err := text.Of(tx.DB, p.Record())
	if err != nil {
		return err
	}
	versions, err := text.Versions(tx.DB, p.Record())
	if err != nil {
		return err
	}
	versions = slices.DeleteFunc(versions, func(v text.Version) bool { return v.Erased })
	if err := text.Erase(tx, versions, translations); err != nil {
		return err
	}
	if err := dropPhotos(tx, p.ID); err != nil {
		return err
	}
	if err := dropLetters(tx, p.ID); err != nil {
		return err
	}
	if err := tx.EraseValues(p.Record(), "actor"); err != nil {
		return err
	}
	p.Explanation, p.QuoteText = "", ""
	if err := dropQuoted(tx, *p); err != nil {
		return err
	}
	return unquote(tx, *p)
}

// unquote takes a post's words out of the posts that quote it. That they answer it stays.
func unquote(tx *register.Tx, p Post) error {
	var quoting []Post
	if err := tx.Where("quote_post_id = ? AND quote_text <> ''", p.ID).Order("id").Find(&quoting).Error; err != nil {
		return err
	}
	for i := range quoting {
		q := &quoting[i]
		var t Thread
		if err := tx.Where("id = ?", q.ThreadID).Take(&t).Error; err != nil {
			return err
		}
		q.QuoteText = ""
		tx.Permit(policy.Allow(PostNoun, q.ID, "unquote"))
		if err := tx.Save(q); err != nil {
			return err
		}
		n := q.note(t, "post.quote_erased", q.State)
		n.Version = ""
		tx.Enter(n)
	}
	return nil
}
