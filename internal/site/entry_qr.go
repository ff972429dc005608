package site

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"

	"sametable/web"
)

// quiet is the white border a QR code needs to be found, in modules (ISO/IEC 18004).
const quiet = 4

// qrCode draws a text as a QR code that still reads with a sixth of it gone: slips are folded and carried in pockets.
func qrCode(text string) (web.QRCode, error) {
	code, err := qr.Encode(text, qr.M, qr.Unicode)
	if err != nil {
		return web.QRCode{}, fmt.Errorf("draw a QR code: %w", err)
	}
	size := code.Bounds().Dx()
	dark := func(x, y int) bool {
		return x < size && color.GrayModel.Convert(code.At(x, y)).(color.Gray).Y < 128
	}
	var path strings.Builder
	for y := range size {
		for x := 0; x < size; x++ {
			run := 0
			for dark(x+run, y) {
				run++
			}
			if run > 0 {
				_, _ = fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", x+quiet, y+quiet, run, run)
				x += run
			}
		}
	}
	return web.QRCode{Path: path.String(), Size: size + 2*quiet}, nil
}
