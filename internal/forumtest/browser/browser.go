// Package browser lets tests see the forum as its readers do: in Chromium, on a phone or a desk, with and without scripts, by
// finger, mouse or keyboard. One Chromium serves a whole test binary; every reader has cookies and storage of her own.
package browser

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"

	"github.com/chromedp/chromedp"

	"sametable/internal/forumtest/parts"
)

// running is the one Chromium of this test binary. It ends with the binary.
var running = sync.OnceValues(func() (context.Context, error) {
	profile, err := os.MkdirTemp("", "forum-browser-")
	if err != nil {
		return nil, err
	}
	if err := sweep(profile); err != nil {
		return nil, err
	}
	alloc, _ := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(parts.Browser()), chromedp.UserDataDir(profile), chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck, chromedp.NoSandbox,
		chromedp.Flag("headless", "new"), chromedp.Flag("hide-scrollbars", true), chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-breakpad", true), chromedp.Flag("disable-dev-shm-usage", true),
		// Several readers act at the same time: none of their pages may be slowed down for lying in the background.
		chromedp.Flag("disable-background-timer-throttling", true), chromedp.Flag("disable-backgrounding-occluded-windows", true),
		chromedp.Flag("disable-renderer-backgrounding", true), chromedp.Flag("disable-ipc-flooding-protection", true),
		chromedp.Flag("force-color-profile", "srgb"), chromedp.Flag("password-store", "basic"), chromedp.Flag("enable-automation", true),
		chromedp.Env("XDG_CACHE_HOME="+filepath.Join(profile, "cache"), "XDG_CONFIG_HOME="+filepath.Join(profile, "config")),
	)
	ctx, _ := chromedp.NewContext(alloc)
	return ctx, chromedp.Do(ctx)
})

// sweep leaves a small process behind that removes the profile when the test binary has ended, however it ended. Chromium goes
// by itself as its pipe closes, and may write until then.
func sweep(profile string) error {
	const script = `while kill -0 "$1" 2>/dev/null; do sleep 0.3; done
for i in 1 2 3 4 5 6 7 8; do rm -rf "$2"; sleep 0.3; [ -e "$2" ] || exit 0; done`
	cmd := exec.Command("/bin/sh", "-c", script, "sweep", strconv.Itoa(os.Getpid()), profile)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Dir = "/"
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Process.Release()
}

// View is what a reader looks through.
type View struct {
	Width, Height int64
	Touch         bool // a phone: fingers, and the page as wide as the screen
	Scriptless    bool
}

// Phone and Desk are the two views most tests take.
func Phone() View { return View{Width: 390, Height: 844, Touch: true} }

// Desk is a window on a desk.
func Desk() View { return View{Width: 1280, Height: 900} }

// Reader is somebody with a browser of her own: nobody else's cookies, storage or history.
type Reader struct {
	t    testing.TB
	ctx  context.Context
	base string
	view View
}

// Open gives a reader of the house that is served at base.
func Open(t testing.TB, base string, view View) *Reader {
	t.Helper()
	Need(t)
	parent, err := running()
	if err != nil {
		t.Fatalf("start Chromium: %v", err)
	}
	ctx, cancel := chromedp.NewContext(parent, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("open a browser: %v", err)
	}
	return &Reader{t: t, ctx: ctx, base: base, view: view}
}
