package thread

import (
	"strings"

	"sametable/internal/register"
	"sametable/internal/text"
)

// heldReturned is the reason for a moderator to look again: one has returned it before. It stays until she has released it, so
// that what goes back to the author does not come round her.
const heldReturned = "returned"

// rewrite keeps what the author sends again as a new version of the same post. Everything that would hold a new post is asked
// anew: the gate, the watched terms, the youth of the organisation, the photo.
func (s *Threads) rewrite(tx *register.Tx, t *Thread, p *Post, step Step) error {
	doc, current, _, err := text.Of(tx.DB, p.Record())
	if err != nil {
		return err
	}
	kept, err := s.pass(current.Language, step.Body, step.Explanation)
	if err != nil {
		return err
	}
	if err := s.photoAgain(tx, *p, step, &kept); err != nil {
		return err
	}
	if err := s.watchAgain(tx, *t, *p, &kept); err != nil {
		return err
	}
	if err := p.renewLetter(tx); err != nil {
		return err
	}
	p.HeldFor, p.Explanation, p.SentAt = strings.Join(kept.heldFor, " "), kept.explain, tx.Now()
	if text.Digest(kept.draft.Language, "", kept.draft.Source) == current.Hash {
		return nil
	}
	v, err := text.Revise(tx, &doc, kept.draft)
	if err != nil {
		return err
	}
	p.VersionID, p.Revision = v.ID, v.Number
	return nil
}

// photoAgain takes the photo out where the author says so; one that stays is a reason to wait, as before.
func (s *Threads) photoAgain(tx *register.Tx, p Post, step Step, kept *passed) error {
	if step.DropPhoto {
		return dropPhotos(tx, p.ID)
	}
	var n int64
	if err := tx.Model(&Photo{}).Where("post_id = ?", p.ID).Count(&n).Error; err != nil {
		return err
	}
	if n > 0 {
		kept.heldFor = append(kept.heldFor, "photo")
	}
	return nil
}

// watchAgain asks what the forum watches for. The first post of a thread nobody has seen yet stands for title and purpose too.
func (s *Threads) watchAgain(tx *register.Tx, t Thread, p Post, kept *passed) error {
	rules, err := rulesIn(tx, t.Forum)
	if err != nil {
		return err
	}
	heading := ""
	if t.ShownAt == nil {
		_, v, _, err := text.Of(tx.DB, t.Record())
		if err != nil {
			return err
		}
		heading = v.Title + "\n" + v.Source
	}
	if err := s.watch(tx, kept, p.AuthorFor, rules, heading); err != nil {
		return err
	}
	if strings.Contains(" "+p.HeldFor+" ", " "+heldReturned+" ") {
		kept.heldFor = append(kept.heldFor, heldReturned)
	}
	return nil
}
