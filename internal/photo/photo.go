// Package photo paints photos anew from their pixels, so that nothing a camera wrote beside them is kept: no place, no time, no owner.
// What a small file would take in memory is reckoned before it is read.
package photo

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // read, and kept as JPEG
	"sync"

	_ "golang.org/x/image/webp" // the same

	"sametable/internal/fault"
)

// The measures of a photo: what is read of a file, and what its pixels may take while it is painted anew.
const (
	Bytes  = 8 << 20
	pixels = 25_000_000
	memory = 96 << 20
)

// Painter paints one photo at a time: a few at once could take all the memory there is.
type Painter struct{ one sync.Mutex }

// Painted is a photo as it is kept.
type Painted struct {
	Content       []byte // JPEG
	Width, Height int
}

// Paint paints a JPEG, PNG or WebP, known by its content, once for each side, the largest first: how long its longer side may be. The way the camera was held is
// kept, and what is transparent becomes white. It adds photo.not_a_photo or photo.too_many_pixels to f, and then gives nothing.
func (p *Painter) Paint(f *fault.Fields, name string, content []byte, sides ...int) ([]Painted, error) {
	measure, _, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		f.Add(name, "photo.not_a_photo", nil)
		return nil, nil
	}
	if measure.Width <= 0 || measure.Height <= 0 || measure.Width > pixels/measure.Height ||
		measure.Width*measure.Height > memory/(pixelBytes(measure.ColorModel)+waveBytes(content)) {
		f.Add(name, "photo.too_many_pixels", nil)
		return nil, nil
	}
	p.one.Lock()
	defer p.one.Unlock()
	read, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		f.Add(name, "photo.not_a_photo", nil)
		return nil, nil
	}
	var all []Painted
	for i, side := range sides {
		small := shrink(read, side)
		if i == 0 {
			small = turn(small, orientation(content))
		}
		var out bytes.Buffer
		if err := jpeg.Encode(&out, small, &jpeg.Options{Quality: 82}); err != nil {
			return nil, err
		}
		all = append(all, Painted{Content: out.Bytes(), Width: small.Bounds().Dx(), Height: small.Bounds().Dy()})
		read = small
	}
	return all, nil
}

// pixelBytes is what one pixel takes in memory while it is read, at least.
func pixelBytes(m color.Model) int {
	switch m {
	case color.GrayModel, color.Gray16Model, color.YCbCrModel:
		return 2 // YCbCr: one and a half, or three
	case color.RGBA64Model, color.NRGBA64Model, color.CMYKModel:
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
			pr, pg, pb, pa := src.At(sx, sy).RGBA()
			white := 0xffff - pa
			r, g, b, n = r+uint64(pr+white), g+uint64(pg+white), b+uint64(pb+white), n+1
		}
	}
	i := dst.PixOffset(x, y)
	dst.Pix[i], dst.Pix[i+1], dst.Pix[i+2], dst.Pix[i+3] = uint8(r/n>>8), uint8(g/n>>8), uint8(b/n>>8), 255
}
