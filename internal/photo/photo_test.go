package photo_test

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"sametable/internal/fault"
	"sametable/internal/photo"
)

// quarters is a picture whose four corners tell where they were: red, green, blue, white from the top left on, row by row.
func quarters(w, h int) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	corners := []color.RGBA{{255, 0, 0, 255}, {0, 255, 0, 255}, {0, 0, 255, 255}, {255, 255, 255, 255}}
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, corners[2*(2*y/h)+2*x/w])
		}
	}
	return img
}

// taken is a JPEG with what a camera writes beside the pixels: how it was held, and where.
func taken(t *testing.T, img image.Image, order binary.AppendByteOrder, held uint16) []byte {
	t.Helper()
	var plain bytes.Buffer
	if err := jpeg.Encode(&plain, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	tiff := []byte("MM\x00*")
	if order == binary.AppendByteOrder(binary.LittleEndian) {
		tiff = []byte("II*\x00")
	}
	tiff = order.AppendUint32(tiff, 8)
	tiff = order.AppendUint16(tiff, 2)
	for _, line := range [][2]uint16{{0x010f, 7}, {0x0112, held}} {
		tiff = order.AppendUint32(order.AppendUint16(order.AppendUint16(tiff, line[0]), 3), 1)
		tiff = order.AppendUint16(order.AppendUint16(tiff, line[1]), 0)
	}
	body := append([]byte("Exif\x00\x00"), append(tiff, "GPS 36.62N 101.77E"...)...)
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(body)+2))
	return append(append(head, body...), plain.Bytes()[2:]...)
}

func paint(t *testing.T, content []byte, sides ...int) ([]photo.Painted, string) {
	t.Helper()
	var p photo.Painter
	var fields fault.Fields
	all, err := p.Paint(&fields, "file", content, sides...)
	if err != nil {
		t.Fatal(err)
	}
	if len(fields) > 0 {
		return all, fields[0].ID
	}
	return all, ""
}

// corner names the colour near a corner.
func corner(img image.Image, right, low bool) string {
	b := img.Bounds()
	x, y := b.Dx()/4, b.Dy()/4
	if right {
		x = b.Dx() - 1 - x
	}
	if low {
		y = b.Dy() - 1 - y
	}
	r, g, bl, _ := img.At(x, y).RGBA()
	name := ""
	for i, v := range []uint32{r, g, bl} {
		if v > 0x8000 {
			name += "rgb"[i : i+1]
		}
	}
	return name
}

// TestAPhotoStandsUpright: in each of the eight ways a camera can be held, and nothing of what it wrote is kept.
func TestAPhotoStandsUpright(t *testing.T) {
	// what is seen from the top left on, row by row: r, g, b and w for white
	want := map[uint16]string{1: "r g b rgb", 2: "g r rgb b", 3: "rgb b g r", 4: "b rgb r g", 5: "r b g rgb", 6: "b r rgb g", 7: "rgb g b r", 8: "g rgb r b", 9: "r g b rgb"}
	for _, order := range []binary.AppendByteOrder{binary.BigEndian, binary.LittleEndian} {
		for held, corners := range want {
			all, wrong := paint(t, taken(t, quarters(96, 64), order, held), 1600, 48)
			if wrong != "" || len(all) != 2 {
				t.Fatalf("%d: %s", held, wrong)
			}
			lies := held >= 5 && held <= 8
			for i, p := range all {
				img, err := jpeg.Decode(bytes.NewReader(p.Content))
				if err != nil {
					t.Fatal(err)
				}
				got := strings.Join([]string{corner(img, false, false), corner(img, true, false), corner(img, false, true), corner(img, true, true)}, " ")
				if got != corners || (p.Width < p.Height) != lies || img.Bounds().Dx() != p.Width {
					t.Errorf("held %d, size %d: %s, want %s, %d × %d", held, i, got, corners, p.Width, p.Height)
				}
				if bytes.Contains(p.Content, []byte("GPS")) || bytes.Contains(p.Content, []byte("Exif")) {
					t.Errorf("held %d: the camera's words were kept", held)
				}
			}
			if long := max(all[1].Width, all[1].Height); long != 48 {
				t.Errorf("the small one is %d long", long)
			}
		}
	}
}

// TestWhatIsTransparentBecomesWhite: a chart without a ground stays legible.
func TestWhatIsTransparentBecomesWhite(t *testing.T) {
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewNRGBA(image.Rect(0, 0, 9, 9))); err != nil {
		t.Fatal(err)
	}
	all, wrong := paint(t, out.Bytes(), 100)
	if wrong != "" {
		t.Fatal(wrong)
	}
	img, err := jpeg.Decode(bytes.NewReader(all[0].Content))
	if err != nil || corner(img, false, false) != "rgb" {
		t.Errorf("%v %v", img.At(4, 4), err)
	}
}

// waves is the head of a JPEG that comes in waves, of some size, with one sample a pixel for each of three colours.
func waves(side uint16) []byte {
	head := append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"), 0xff, 0xc2, 0, 17, 8)
	head = binary.BigEndian.AppendUint16(head, side)
	return append(binary.BigEndian.AppendUint16(head, side), 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0)
}

// TestWhatWouldTakeTooMuchMemoryIsNotRead: by the head alone, before a pixel is read.
func TestWhatWouldTakeTooMuchMemoryIsNotRead(t *testing.T) {
	for name, c := range map[string]struct {
		content []byte
		wrong   string
	}{"words": {[]byte("a letter"), "photo.not_a_photo"}, "empty": {nil, "photo.not_a_photo"}, "cut short": {waves(64), "photo.not_a_photo"},
		"in waves": {waves(3000), "photo.too_many_pixels"}, "huge": {waves(65535), "photo.too_many_pixels"}} {
		if all, wrong := paint(t, c.content, 100); wrong != c.wrong || all != nil {
			t.Errorf("%s: %q", name, wrong)
		}
	}
}

// FuzzPaint: no file brings the painter down, whatever its head says.
func FuzzPaint(f *testing.F) {
	f.Add(waves(3))
	f.Add([]byte("\xff\xd8\xff\xe1\x00\x1eExif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00"))
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) < 1<<12 {
			paint(t, content, 16)
		}
	})
}
