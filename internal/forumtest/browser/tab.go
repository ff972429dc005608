package browser

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// patience is how long one act may take before a test gives up. Nothing is measured by it.
const patience = 30 * time.Second

// Tab is one page of a reader. A test that fails goes no further.
type Tab struct {
	t      testing.TB
	ctx    context.Context
	cancel context.CancelFunc
	reader *Reader
}

// Tab opens a page beside those the reader has.
func (r *Reader) Tab() *Tab {
	r.t.Helper()
	ctx, cancel := chromedp.NewContext(r.ctx)
	r.t.Cleanup(cancel)
	p := &Tab{t: r.t, ctx: ctx, cancel: cancel, reader: r}
	p.do(chromedp.Do(ctx)) // a page lives as long as the context it begins with
	p.answerDialogs()
	p.Look(r.view)
	return p
}

// Beside opens another page of the same reader.
func (p *Tab) Beside() *Tab {
	p.t.Helper()
	return p.reader.Tab()
}

// Look changes what the reader looks through.
func (p *Tab) Look(v View) {
	p.t.Helper()
	p.command("Emulation.setDeviceMetricsOverride", fmt.Sprintf(`{"width":%d,"height":%d,"deviceScaleFactor":1,"mobile":%t}`, v.Width, v.Height, v.Touch))
	p.command("Emulation.setTouchEmulationEnabled", fmt.Sprintf(`{"enabled":%t}`, v.Touch))
	p.command("Emulation.setScriptExecutionDisabled", fmt.Sprintf(`{"value":%t}`, v.Scriptless))
	p.reader.view = v
}

// Print shows the page as a printer would get it.
func (p *Tab) Print(on bool) {
	p.t.Helper()
	p.command("Emulation.setEmulatedMedia", fmt.Sprintf(`{"media":%q}`, map[bool]string{true: "print"}[on]))
}

// answerDialogs lets the reader leave a page that asks first: tests that kill pages mean it.
func (p *Tab) answerDialogs() {
	p.do(chromedp.Do(p.ctx, func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		asked, _ := target.Subscribe("Page.javascriptDialogOpening")
		go func() {
			for {
				select {
				case <-p.ctx.Done():
					return
				case <-asked:
					// A page that went away meanwhile asks nothing any more.
					_ = target.Call(p.ctx, "Page.handleJavaScriptDialog", json.RawMessage(`{"accept":true}`), nil)
				}
			}
		}()
		return chromedp.Void{}, nil
	}))
}

// command sends one command of the DevTools protocol.
func (p *Tab) command(method, params string) {
	p.t.Helper()
	p.act(func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		return chromedp.Void{}, target.Call(ctx, method, json.RawMessage(params), nil)
	})
}

// act takes steps, each within patience.
func (p *Tab) act(steps ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	for _, step := range steps {
		ctx, cancel := context.WithTimeout(p.ctx, patience)
		err := chromedp.Do(ctx, step)
		cancel()
		p.do(err)
	}
}

func (p *Tab) do(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// Line takes the page's line down, or puts it up again.
func (p *Tab) Line(up bool) {
	p.t.Helper()
	p.command("Network.enable", `{}`)
	p.command("Network.emulateNetworkConditions", fmt.Sprintf(`{"offline":%t,"latency":0,"downloadThroughput":-1,"uploadThroughput":-1}`, !up))
}

// Strange lets the reader be a stranger to the house: her sign-in has run out.
func (p *Tab) Strange() {
	p.t.Helper()
	p.command("Network.clearBrowserCookies", `{}`)
}

// Go opens an address of the house and waits for the page.
func (p *Tab) Go(path string) {
	p.t.Helper()
	p.act(chromedp.Navigate(p.reader.base + path))
}

// Die ends the page as when its process is killed: nothing of it runs any more, not even a farewell.
func (p *Tab) Die() {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, time.Second)
	defer cancel()
	// There is nobody left to answer this.
	_ = chromedp.Do(ctx, func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		return chromedp.Void{}, target.Call(ctx, "Page.crash", nil, nil)
	})
	p.cancel()
}

// Path is where the page is: the address after the host.
func (p *Tab) Path() string {
	p.t.Helper()
	return Eval[string](p, `location.pathname + location.search + location.hash`)
}

// Text is what the page shows, with single spaces.
func (p *Tab) Text() string {
	p.t.Helper()
	return strings.Join(strings.Fields(Eval[string](p, `document.body.innerText`)), " ")
}

// Main is the end of what the page's main part shows: enough to tell in a failure where a test stood.
func (p *Tab) Main() string {
	p.t.Helper()
	const most = 1200
	text := []rune(strings.Join(strings.Fields(Eval[string](p, `(document.querySelector('main') || document.body).innerText`)), " "))
	return string(text[max(0, len(text)-most):])
}

// Eval asks the page by a script, which may give a promise. It works where the page's own scripts are off.
func Eval[T any](p *Tab, script string) T {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	got, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatalf("%s: %v", short(script), err)
	}
	return got
}

// Until waits until a condition holds in the page.
func (p *Tab) Until(condition string) {
	p.t.Helper()
	const step = 40 * time.Millisecond
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	for ctx.Err() == nil {
		// While a page gives way to the next, there is nobody to ask.
		if yes, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+condition+")")); err == nil && yes {
			return
		}
		time.Sleep(step)
	}
	p.t.Fatalf("never: %s\nat %s:\n%s", short(condition), p.Path(), p.Main())
}

func short(script string) string {
	const most = 300
	if len(script) > most {
		return script[:most] + "…"
	}
	return script
}

// js is a text as a script writes it.
func js(text string) string {
	b, _ := json.Marshal(text) // a text always has a form
	return string(b)
}
