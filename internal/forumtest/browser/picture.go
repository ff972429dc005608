package browser

import (
	"os"
	"path/filepath"

	"github.com/chromedp/chromedp"
)

// Pictures is the folder pictures are asked for in, or "": FORUM_TEST_PICTURES.
func Pictures() string { return os.Getenv("FORUM_TEST_PICTURES") }

// Picture keeps the whole page as name.png where pictures are asked for.
func (p *Tab) Picture(name string) {
	p.t.Helper()
	folder := Pictures()
	if folder == "" {
		return
	}
	const png = 100
	picture, err := chromedp.Run(p.ctx, chromedp.FullScreenshot(png))
	p.do(err)
	p.do(os.MkdirAll(folder, 0o755))
	p.do(os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o644))
}
