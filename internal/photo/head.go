package photo

import (
	"bytes"
	"encoding/binary"
	"image"
)

// The marks of a JPEG's segments that matter here.
const (
	markExif        = 0xe1
	markProgressive = 0xc2
	markScan        = 0xda
	tagOrientation  = 0x0112
)

// segments calls see with each segment of a JPEG before its pixels, until see has enough.
func segments(content []byte, see func(mark byte, body []byte) (enough bool)) {
	if !bytes.HasPrefix(content, []byte{0xff, 0xd8}) {
		return
	}
	for at := 2; at+4 <= len(content) && content[at] == 0xff; {
		mark := content[at+1]
		if mark == 0xff { // filling
			at++
			continue
		}
		size := int(binary.BigEndian.Uint16(content[at+2:]))
		if mark == markScan || size < 2 || at+2+size > len(content) || see(mark, content[at+4:at+2+size]) {
			return
		}
		at += 2 + size
	}
}

// waveBytes is what a pixel takes beside itself in a JPEG that comes in waves, each finer than the one before: all of them are held, four
// bytes a sample, before there is a pixel.
func waveBytes(content []byte) int {
	took := 0
	segments(content, func(mark byte, body []byte) bool {
		if mark != markProgressive || len(body) < 6 {
			return false
		}
		samples, across, down := 0, 1, 1
		for part := body[6:]; len(part) >= 3; part = part[3:] {
			h, v := int(part[1]>>4), int(part[1]&15)
			samples, across, down = samples+h*v, max(across, h), max(down, v)
		}
		took = (4*samples + across*down - 1) / (across * down)
		return true
	})
	return took
}

// orientation is how the camera was held, as it wrote it into a JPEG: 1 to 8 of EXIF, 1 where it says nothing.
func orientation(content []byte) int {
	held := 1
	segments(content, func(mark byte, body []byte) bool {
		exif, is := bytes.CutPrefix(body, []byte("Exif\x00\x00"))
		if mark != markExif || !is {
			return false
		}
		held = held1to8(exif)
		return true
	})
	return held
}

// held1to8 reads the orientation from the first directory of a TIFF block.
func held1to8(tiff []byte) int {
	var order binary.ByteOrder = binary.BigEndian
	switch {
	case len(tiff) < 8:
		return 1
	case bytes.HasPrefix(tiff, []byte("II*\x00")):
		order = binary.LittleEndian
	case !bytes.HasPrefix(tiff, []byte("MM\x00*")):
		return 1
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 1
	}
	count := order.Uint16(tiff[at:])
	for i := range int64(count) {
		line := at + 2 + 12*i
		if line+12 > int64(len(tiff)) {
			return 1
		}
		if order.Uint16(tiff[line:]) != tagOrientation {
			continue
		}
		if held := int(order.Uint16(tiff[line+8:])); held >= 1 && held <= 8 {
			return held
		}
		return 1
	}
	return 1
}

// turn shows a picture as it was seen, whichever way the camera was held.
func turn(src *image.RGBA, held int) *image.RGBA {
	w, h := src.Bounds().Dx(), src.Bounds().Dy()
	from := map[int]func(x, y int) (int, int){
		2: func(x, y int) (int, int) { return w - 1 - x, y },
		3: func(x, y int) (int, int) { return w - 1 - x, h - 1 - y },
		4: func(x, y int) (int, int) { return x, h - 1 - y },
		5: func(x, y int) (int, int) { return y, x },
		6: func(x, y int) (int, int) { return y, h - 1 - x },
		7: func(x, y int) (int, int) { return w - 1 - y, h - 1 - x },
		8: func(x, y int) (int, int) { return w - 1 - y, x },
	}[held]
	if from == nil {
		return src
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	if held >= 5 { // it lay on its side
		dst = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range dst.Bounds().Dy() {
		for x := range dst.Bounds().Dx() {
			sx, sy := from(x, y)
			dst.SetRGBA(x, y, src.RGBAAt(sx, sy))
		}
	}
	return dst
}
