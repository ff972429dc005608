package thread

import (
	"context"
	"time"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Letter is the signed paper behind a statement, as it was scanned. It is closed: whoever entered it and those who check it see
// it, no reader does. It is kept as it came, since it is compared with the paper.
type Letter struct {
	ID      string `gorm:"primaryKey"`
	PostID  string
	Content []byte
	Kind    string // media type, by its content
	Name    string
	Hash    string // SHA-256 of the content
	AddedBy policy.PersonID
	AddedAt time.Time
}

// Record is the post the letter belongs to.
func (l Letter) Record() policy.Ref { return policy.Ref{Noun: PostNoun, ID: l.PostID} }

// Piece names it in the entries that seal it.
func (l Letter) Piece() string { return "letter " + l.ID }

// readLetter takes a scanned letter in, or says what is wrong with it. Its name passes the gate.
func (s *Threads) readLetter(tx *register.Tx, sent *input.Sent) (*Letter, error) {
	if sent == nil || sent.File == nil {
		return nil, nil
	}
	var fields fault.Fields
	scan := input.Paper(&fields, "file", *sent)
	if err := fields.Err(); err != nil {
		return nil, err
	}
	if len(s.gate.CheckName(scan.Name, tx.Now())) > 0 {
		return nil, fault.Invalid(fault.Says("file", "letter.name_stopped", nil))
	}
	return &Letter{ID: clock.NewID(), Content: scan.Content, Kind: scan.Kind, Name: scan.Name, Hash: scan.Hash, AddedBy: tx.Actor.Person, AddedAt: tx.Now()}, nil
}

// dropLetters takes a post's letters away, for good.
func dropLetters(tx *register.Tx, post string) error {
	var letters []Letter
	if err := tx.Select("id", "post_id").Where("post_id = ?", post).Find(&letters).Error; err != nil {
		return err
	}
	for i := range letters {
		if err := tx.Drop(&letters[i]); err != nil {
			return err
		}
	}
	return nil
}

// LetterOf gives the letter behind a post to those who may open it, without its content; nil to everybody else.
func (s *Threads) LetterOf(ctx context.Context, viewer policy.Actor, p Post) (*Letter, error) {
	if !s.opens(viewer, p) {
		return nil, nil
	}
	var found []Letter
	err := s.r.Read(ctx).Select("id", "post_id", "kind", "name", "hash", "added_by", "added_at").Where("post_id = ?", p.ID).Order("added_at DESC, id").Limit(1).Find(&found).Error
	if err != nil || len(found) == 0 {
		return nil, store.Found(err)
	}
	return &found[0], nil
}

// Paper gives the letter itself. To everybody who may not open it, it does not exist.
func (s *Threads) Paper(ctx context.Context, viewer policy.Actor, id string) (Letter, error) {
	var l Letter
	if err := s.r.Read(ctx).Where("id = ?", id).Take(&l).Error; err != nil {
		return l, store.Found(err)
	}
	row, err := s.Post(ctx, viewer, l.PostID, "")
	if err != nil {
		return Letter{}, err
	}
	if !s.opens(viewer, row.Post) {
		return Letter{}, fault.NotFound()
	}
	return l, nil
}

// opens tells who may open a letter: whoever entered it, those who check letters in the forum, and moderators.
func (s *Threads) opens(viewer policy.Actor, p Post) bool {
	return !viewer.Visitor() && (viewer.Person == p.EnteredBy || policy.May(policy.CheckLetter, viewer.RolesIn(p.Forum, s.r.Now())))
}
