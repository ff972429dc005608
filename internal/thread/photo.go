package thread

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/photo"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// The measures of a photo: what is kept of it.
const (
	photoSide = 1600
	altLimit  = 300
)

// Photo belongs to a post. It is painted anew from the pixels, so nothing the camera wrote beside them is left. A post with a
// photo always waits for a moderator: people may be recognised.
type Photo struct {
	ID       string `gorm:"primaryKey"`
	PostID   string
	Content  []byte // JPEG
	Width    int
	Height   int
	Alt      string // what can be seen, for those who do not see it
	Language string
	Hash     string // SHA-256 of the content
}

// Record is the post the photo belongs to.
func (p Photo) Record() policy.Ref { return policy.Ref{Noun: PostNoun, ID: p.PostID} }

// Piece names it in the entries that seal it.
func (p Photo) Piece() string { return "photo " + p.ID }

// Upload is a photo as it was sent, with the author's words for it.
type Upload struct {
	File io.Reader
	Alt  string
}

// readPhoto paints a photo anew, or says what is wrong with it. Only JPEG and PNG are read, by their content.
func (s *Threads) readPhoto(u *Upload, language string) (*Photo, error) {
	if u == nil || u.File == nil {
		return nil, nil
	}
	var fields fault.Fields
	alt := input.Line(&fields, "alt", u.Alt, altLimit, true)
	content, err := io.ReadAll(io.LimitReader(u.File, photo.Bytes+1))
	if err != nil || len(content) > photo.Bytes {
		fields.Add("photo", "photo.too_large", fault.Args{"Most": photo.Bytes >> 20})
	}
	if err := fields.Err(); err != nil {
		return nil, err
	}
	if found := s.Look(alt); len(found) > 0 {
		return nil, stop("alt", found, false)
	}
	painted, err := s.painter.Paint(&fields, "photo", content, photoSide)
	if err != nil {
		return nil, err
	}
	if err := fields.Err(); err != nil {
		return nil, err
	}
	kept := painted[0]
	sum := sha256.Sum256(kept.Content)
	return &Photo{ID: clock.NewID(), Content: kept.Content, Width: kept.Width, Height: kept.Height, Alt: alt, Language: language, Hash: hex.EncodeToString(sum[:])}, nil
}

// Picture gives a photo to whoever may read its post.
func (s *Threads) Picture(ctx context.Context, viewer policy.Actor, id string) (Photo, error) {
	var p Photo
	if err := s.r.Read(ctx).Where("id = ?", id).Take(&p).Error; err != nil {
		return p, store.Found(err)
	}
	row, err := s.Post(ctx, viewer, p.PostID, "")
	if err != nil {
		return Photo{}, err
	}
	if row.Withheld() && viewer.Person != row.AuthorID && !viewer.Has(policy.Moderator) {
		return Photo{}, fault.NotFound()
	}
	return p, nil
}

// dropPhotos takes a post's photos away, for good.
func dropPhotos(tx *register.Tx, post string) error {
	var photos []Photo
	if err := tx.Select("id", "post_id").Where("post_id = ?", post).Find(&photos).Error; err != nil {
		return err
	}
	for i := range photos {
		if err := tx.Drop(&photos[i]); err != nil {
			return err
		}
	}
	return nil
}
