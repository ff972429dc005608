package browser

import "github.com/chromedp/chromedp"

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
	Eval[bool](p, `(e => { e.setSelectionRange(e.value.length, e.value.length); return true })(document.querySelector(`+js(css)+`))`)
	p.command("Input.insertText", `{"text":`+js(text)+`}`)
}

// Rewrite writes in place of what stands in a field.
func (p *Tab) Rewrite(css, text string) {
	p.t.Helper()
	p.Press(css)
	Eval[bool](p, `(document.querySelector(`+js(css)+`).select(), true)`)
	p.command("Input.insertText", `{"text":`+js(text)+`}`)
}

// Key presses a key on the keyboard, wherever the focus is.
func (p *Tab) Key(key string) {
	p.t.Helper()
	p.act(chromedp.KeyEvent(key))
}

// Focus is what has the focus, with what a sighted person sees of that.
type Focus struct {
	What    string // tag, id, and what it says
	Section string // where it is: "skip", "header", "main", "footer" or elsewhere on the "page"; "none" when nothing has it
	Ring    bool   // an outline or a shadow that can be seen, on it or on its label
	Kind    string // tag, with the type of an input
	In      bool   // in sight
}

// Focus asks for it.
func (p *Tab) Focus() Focus {
	p.t.Helper()
	return Eval[Focus](p, `(() => {
		const e = document.activeElement, ring = x => {
			const s = getComputedStyle(x)
			return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 && !/rgba\(.*, 0\)|transparent/.test(s.outlineColor) || s.boxShadow !== 'none'
		}
		const r = e.getBoundingClientRect(), part = e.closest('header.top, main, footer')
		return {
			What: e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + ' ' + (e.innerText || e.name || '').trim().slice(0, 40),
			Section: e === document.body ? 'none' : e.matches('a.skip') ? 'skip' : part ? part.tagName.toLowerCase() : 'page',
			Ring: ring(e) || Array.from(e.labels || []).some(ring),
			Kind: e.tagName.toLowerCase() + (e.type && e.tagName === 'INPUT' ? ' ' + e.type : ''),
			In: r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth
		}
	})()`)
}

// Value is what stands in a field.
func (p *Tab) Value(css string) string {
	p.t.Helper()
	p.Until(`document.querySelector(` + js(css) + `)`)
	return Eval[string](p, `document.querySelector(`+js(css)+`).value`)
}
