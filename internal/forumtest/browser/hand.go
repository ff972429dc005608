package browser

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/chromedp/chromedp"
)

// at gives the middle of an element, after bringing it into view. A field that something lies over is a fault of the page.
func (p *Tab) at(css string) (x, y float64) {
	p.t.Helper()
	p.Until(`document.querySelector(` + js(css) + `)`)
	where := Eval[[]float64](p, `(() => {
		const e = document.querySelector(`+js(css)+`)
		e.scrollIntoView({block: 'center', behavior: 'instant'})
		const r = Array.from(e.getClientRects()).find(r => r.width > 0 && r.height > 0)
		if (!r) return []
		const x = r.left + r.width / 2, y = r.top + r.height / 2, top = document.elementFromPoint(x, y)
		return top && (e.contains(top) || top.contains(e) || Array.from(e.labels || []).some(l => l.contains(top))) ? [x, y] : [x, y, 0]
	})()`)
	switch len(where) {
	case 2:
	case 0:
		p.t.Fatalf("nobody sees %s at %s:\n%s", css, p.Path(), p.Main())
	default:
		p.t.Fatalf("something lies over %s at %s", css, p.Path())
	}
	return where[0], where[1]
}

// Press presses an element: with a finger on a phone, else with the mouse.
func (p *Tab) Press(css string) {
	p.t.Helper()
	x, y := p.at(css)
	if p.reader.view.Touch {
		p.act(chromedp.TapXY(x, y))
		return
	}
	p.act(chromedp.MouseClickXY(x, y))
}

// PressTwice presses an element twice, as fast as a nervous hand.
func (p *Tab) PressTwice(css string) {
	p.t.Helper()
	x, y := p.at(css)
	p.act(chromedp.MouseClickXY(x, y), chromedp.MouseClickXY(x, y, chromedp.ClickCount(2)))
}

// Follow presses an element that leads away, and waits until the next page has come.
func (p *Tab) Follow(css string) {
	p.t.Helper()
	p.Leave(func() { p.Press(css) })
}

// Leave does something that leads to another page, and waits until that has come.
func (p *Tab) Leave(do func()) {
	p.t.Helper()
	Eval[bool](p, `window.before = true`)
	do()
	p.Until(`!window.before && document.readyState === 'complete' && location.protocol !== 'about:'`)
}

// Write puts the cursor into a field, at the end of what stands there, and writes as an input method does: the words come at once.
func (p *Tab) Write(css, text string) {
	p.t.Helper()
	p.Press(css)
	Eval[bool](p, `(e => { e.setSelectionRange(e.value.length, e.value.length); return document.activeElement === e })(document.querySelector(`+js(css)+`))`)
	p.act(func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		return chromedp.Void{}, target.Call(ctx, "Input.insertText", json.RawMessage(fmt.Sprintf(`{"text":%s}`, js(text))), nil)
	})
}

// Rewrite writes in place of what stands in a field.
func (p *Tab) Rewrite(css, text string) {
	p.t.Helper()
	p.Press(css)
	Eval[bool](p, `(document.querySelector(`+js(css)+`).select(), true)`)
	p.act(func(ctx context.Context, target *chromedp.Target) (chromedp.Void, error) {
		return chromedp.Void{}, target.Call(ctx, "Input.insertText", json.RawMessage(fmt.Sprintf(`{"text":%s}`, js(text))), nil)
	})
}

// Key presses a key on the keyboard, wherever the focus is.
func (p *Tab) Key(key string) {
	p.t.Helper()
	p.act(chromedp.KeyEvent(key))
}

// Value is what stands in a field.
func (p *Tab) Value(css string) string {
	p.t.Helper()
	p.Until(`document.querySelector(` + js(css) + `)`)
	return Eval[string](p, `document.querySelector(`+js(css)+`).value`)
}
