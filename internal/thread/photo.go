package thread

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // read, and kept as JPEG
	"io"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// The measures of a photo: what is read, and what is kept of it.
const (
	photoBytes  = 8 << 20
	photoPixels = 25_000_000
	photoMemory = 64 << 20 // what its pixels may take while it is painted anew
	photoSide   = 1600
	altLimit    = 300
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
	content, err := io.ReadAll(io.LimitReader(u.File, photoBytes+1))
	if err != nil || len(content) > photoBytes {
		fields.Add("photo", "photo.too_large", fault.Args{"Most": photoBytes >> 20})
	}
	if err := fields.Err(); err != nil {
		return nil, err
	}
	if found := s.Look(alt); len(found) > 0 {
		return nil, stop("alt", found, false)
	}
	measure, _, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return nil, fault.Invalid(fault.Says("photo", "photo.not_a_photo", nil))
	}
	if measure.Width <= 0 || measure.Height <= 0 || measure.Width > photoPixels/measure.Height ||
		measure.Width*measure.Height > photoMemory/pixelBytes(measure.ColorModel) {
		return nil, fault.Invalid(fault.Says("photo", "photo.too_many_pixels", nil))
	}
	s.painting.Lock() // one at a time: a few at once could take all the memory there is
	defer s.painting.Unlock()
	picture, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return nil, fault.Invalid(fault.Says("photo", "photo.not_a_photo", nil))
	}
	small := shrink(picture, photoSide)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, small, &jpeg.Options{Quality: 82}); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(out.Bytes())
	return &Photo{ID: clock.NewID(), Content: out.Bytes(), Width: small.Bounds().Dx(), Height: small.Bounds().Dy(), Alt: alt, Language: language,
		Hash: hex.EncodeToString(sum[:])}, nil
}

// pixelBytes is what one pixel takes in memory once it is read, at least.
func pixelBytes(m color.Model) int {
	switch m {
	case color.GrayModel, color.YCbCrModel:
		return 2 // YCbCr: one and a half, or three
	case color.Gray16Model:
		return 2
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	}
	return 4
}

// shrink makes a picture whose longer side is at most side, each pixel the mean of those it stands for.
func shrink(src image.Image, side int) *image.RGBA {
	b := src.Bounds()
	w, h := b.Dx(), b.Dy()
	if longer := max(w, h); longer > side {
		w, h = max(1, w*side/longer), max(1, h*side/longer)
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			box := image.Rect(b.Min.X+x*b.Dx()/w, b.Min.Y+y*b.Dy()/h, b.Min.X+(x+1)*b.Dx()/w, b.Min.Y+(y+1)*b.Dy()/h)
			mean(dst, x, y, src, box)
		}
	}
	return dst
}

func mean(dst *image.RGBA, x, y int, src image.Image, box image.Rectangle) {
	var r, g, b, n uint64
	for sy := box.Min.Y; sy < max(box.Max.Y, box.Min.Y+1); sy++ {
		for sx := box.Min.X; sx < max(box.Max.X, box.Min.X+1); sx++ {
			pr, pg, pb, _ := src.At(sx, sy).RGBA()
			r, g, b, n = r+uint64(pr), g+uint64(pg), b+uint64(pb), n+1
		}
	}
	i := dst.PixOffset(x, y)
	dst.Pix[i], dst.Pix[i+1], dst.Pix[i+2], dst.Pix[i+3] = uint8(r/n>>8), uint8(g/n>>8), uint8(b/n>>8), 255
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
