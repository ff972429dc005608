// Progressive enhancement only: every page works without this file. The contract of the data attributes stands in doc.go.
// Written for Chromium 69: no optional chaining, no replaceAll, no flat imports.
(() => {
  'use strict'
  const d = document
  const say = d.body.dataset
  const all = (css, from) => Array.from((from || d).querySelectorAll(css))
  const byId = id => d.getElementById(id)
  const on = (node, event, act) => node.addEventListener(event, act)
  const make = (tag, cls, text) => {
    const n = d.createElement(tag)
    if (cls) n.className = cls
    if (text) n.textContent = text
    return n
  }

  // Storage may be forbidden or full; then nothing is kept and nothing breaks.
  const put = (area, key, value) => {
    try { window[area].setItem(key, JSON.stringify(value)); return true } catch (e) { return false }
  }
  const take = (area, key) => {
    try { return JSON.parse(window[area].getItem(key)) } catch (e) { return null }
  }
  const drop = key => {
    try { localStorage.removeItem(key) } catch (e) { /* nothing was kept */ }
  }
  const post = (url, body) => fetch(url, {
    method: 'POST', body: new URLSearchParams(body), credentials: 'same-origin', headers: { Accept: 'application/json, text/html' }
  })

  let dirty = false
  let leaving = false

  // Language switch: page, query, anchor, scroll and unsaved text come along.
  const bare = () => location.pathname.replace(/^\/[a-z]{2}(?=\/|$)/, '')
  const fields = () => all('form[method=post] input,form[method=post] textarea,form[method=post] select')
    .filter(f => f.name && !/^(hidden|password|file|submit)$/.test(f.type))
  all('a[data-lang]').forEach(a => on(a, 'click', () => {
    a.hash = location.hash
    leaving = true
    put('sessionStorage', 'switch', {
      at: bare(), y: window.pageYOffset, was: dirty, f: dirty ? fields().map(f => [f.name, f.value, f.checked]) : []
    })
  }))
  const moved = take('sessionStorage', 'switch')
  put('sessionStorage', 'switch', 0)
  if (moved && moved.at === bare()) {
    fields().forEach((f, i) => {
      const k = moved.f[i]
      if (!k || k[0] !== f.name) return
      if (/^(radio|checkbox)$/.test(f.type)) f.checked = k[2]
      else f.value = k[1]
    })
    dirty = moved.was
    window.scrollTo(0, moved.y)
  }

  // Drafts stay on the device, for this person, for 30 days at most.
  const own = 'draft:' + (say.who || '') + ':'
  const kept = () => {
    try { return Object.keys(localStorage).filter(k => k.indexOf('draft:') === 0) } catch (e) { return [] }
  }
  const gone = (say.accepted || '').split(' ') // a key stands for those below it as well
  kept().forEach(k => {
    const v = take('localStorage', k)
    if (!v || Date.now() - v.t > 2592e6 || gone.some(a => (k + ':').indexOf(own + a + ':') === 0)) drop(k)
  })
  let signedOut = false
  all('form[data-signout]').forEach(f => on(f, 'submit', () => {
    signedOut = true
    kept().forEach(k => drop(k))
  }))
  // A text in which the check found a child does not stay on the device either. What the findings stand for was seen last.
  const seen = new Map()
  const found = f => {
    const out = byId(f.id + '-hits')
    return out && seen.get(f.id) === f.value && out.firstElementChild
  }
  all('[data-check]').forEach(f => seen.set(f.id, f.defaultValue))
  const clock = t => new Date(t).toTimeString().slice(0, 5).replace(':', d.documentElement.lang === 'sv' ? '.' : ':')
  all('[data-draft]').forEach(f => {
    const key = own + f.dataset.draft
    const status = byId(f.id + '-status')
    const tell = text => { status.textContent = text }
    const had = take('localStorage', key)
    if (had && had.v === f.value && found(f)) drop(key)
    if (had && had.v !== f.value) {
      // What was begun on the text that stands here goes on. Where that has moved on since, it stays, and the device's is offered.
      const goes = had.b === f.dataset.stored
      const other = goes ? f.value : had.v
      if (goes) { f.value = had.v; dirty = true }
      tell((goes ? say.restored : say.older).replace('{time}', clock(had.t)) + ' ')
      const swap = make('button', 'quiet', goes ? say.discard : say.take)
      swap.type = 'button'
      on(swap, 'click', () => {
        f.value = other
        drop(key)
        tell('')
        f.focus()
        f.dispatchEvent(new Event('input', { bubbles: true }))
      })
      status.appendChild(swap)
    }
    let timer = 0
    f.keep = () => {
      clearTimeout(timer)
      timer = 0
      if (signedOut) return
      if (f.value === f.defaultValue || found(f)) { drop(key); tell(''); return }
      const t = Date.now()
      if (put('localStorage', key, { v: f.value, t: t, b: f.dataset.stored })) tell((navigator.onLine ? say.saved : say.offline).replace('{time}', clock(t)))
    }
    const save = () => { if (timer) f.keep() }
    on(f, 'input', () => { clearTimeout(timer); timer = setTimeout(save, 600) })
    on(window, 'pagehide', save)
    on(d, 'visibilitychange', save)
  })

  // Safeguarding: what may identify a child is shown while she types; the answer is used only if the text is still the same.
  // The words a finding is about are named here alone: no page of the server repeats them.
  const name = (box, f, start, end) => {
    const words = Array.from(f.value).slice(start, end).join('')
    if (words) { box.appendChild(d.createTextNode(' ')); box.appendChild(make('mark', '', words)) }
  }
  all('.hit button[data-of]').forEach(b => {
    const what = b.closest('.hit').firstElementChild
    if (!what.children.length) name(what, byId(b.dataset.of), +b.dataset.start, +b.dataset.end)
  })
  all('[data-check]').forEach(f => {
    const out = byId(f.id + '-hits')
    const form = f.form || {}
    let timer = 0
    const show = hits => {
      out.textContent = ''
      f.setAttribute('aria-invalid', hits.some(h => h.severity !== 'warn'))
      hits.forEach(h => {
        const box = make('div', 'note hit ' + (h.severity === 'warn' ? 'waiting' : 'overdue'))
        const what = make('p', 'hit-what', h.message)
        name(what, f, h.start, h.end)
        box.appendChild(what)
        if (h.why) box.appendChild(make('p', '', h.why))
        const row = make('p', 'row')
        h.offers.forEach(o => {
          const b = make('button', 'btn', o.label)
          b.type = 'button'
          Object.assign(b.dataset, { of: f.id, start: h.start, end: h.end, with: o.replacement })
          row.appendChild(b)
        })
        box.appendChild(row)
        out.appendChild(box)
      })
      if (f.keep && found(f)) f.keep()
    }
    const ask = () => {
      const text = f.value
      if (!navigator.onLine || seen.get(f.id) === text) return
      if (form.asking) { timer = setTimeout(ask, 400); return }
      // A draft is kept whole: what else stands in the form goes along. A photo does not. One form asks once at a time, so that
      // the number of what was kept last is known before the next is sent.
      const whole = new URLSearchParams()
      if (form.action && /draft=/.test(f.dataset.check)) new FormData(form).forEach((v, k) => { if (typeof v === 'string') whole.append(k, v) })
      whole.set('text', text)
      whole.set('field', f.name)
      form.asking = 1
      const over = () => { form.asking = 0 }
      post(f.dataset.check, whole)
        .then(r => { if (!r.ok) throw r; return r.json() })
        .then(a => {
          if (a.version) form.version.value = a.version
          // What the device keeps goes on from what the server has now.
          if (a.saved) {
            all('[data-draft]', form).forEach(g => {
              g.dataset.stored = a.version || a.saved
              if (g.value !== g.defaultValue) g.keep()
            })
          }
          if (a.said) byId(f.id + '-status').textContent = a.said
          if (f.value === text) { seen.set(f.id, text); show(a.hits) }
        })
        .then(over, over)
    }
    on(f, 'input', () => { clearTimeout(timer); timer = setTimeout(ask, 800) })
    on(window, 'online', ask)
  })
  on(d, 'click', e => {
    const b = e.target.closest('button[data-of]')
    const f = b && byId(b.dataset.of)
    if (!f) return
    e.preventDefault()
    f.focus()
    if (seen.get(f.id) === f.value) {
      const runes = Array.from(f.value)
      const start = +b.dataset.start
      const cut = runes.slice(0, start).join('') + b.dataset.with
      f.value = cut + runes.slice(+b.dataset.end).join('')
      f.setSelectionRange(cut.length, cut.length)
    }
    f.dispatchEvent(new Event('input', { bubbles: true }))
  })

  // Preview: the server renders, as it will when the text is published.
  all('button[data-preview]').forEach(b => on(b, 'click', e => {
    const out = byId(b.dataset.into)
    if (!out || !navigator.onLine) return
    e.preventDefault()
    post(b.dataset.preview, new FormData(b.form))
      .then(r => { if (!r.ok) throw r; return r.text() }) // refused: the form goes there and back, and says why
      .then(html => { out.innerHTML = html; out.hidden = false; out.focus() })
      .catch(() => { b.dataset.into = ''; b.click() })
  }))

  // Characters left, counted as people count them.
  all('[data-left]').forEach(n => {
    const f = byId(n.dataset.of)
    const count = () => {
      const left = +n.dataset.max - Array.from(f.value).length
      n.textContent = (left < 0 ? n.dataset.over : n.dataset.left).replace('{n}', Math.abs(left))
      n.classList.toggle('over', left < 0)
    }
    on(f, 'input', count)
    count()
  })

  // Leaving with unsaved text asks first; a form is sent once.
  on(d, 'input', e => { if (e.target.form && e.target.form.hasAttribute('data-guard')) dirty = true })
  on(window, 'beforeunload', e => {
    if (dirty && !leaving) { e.preventDefault(); e.returnValue = '' }
  })
  on(d, 'submit', e => {
    const f = e.target
    if (f.dataset.sent) { e.preventDefault(); return }
    setTimeout(() => {
      if (e.defaultPrevented || f.method !== 'post') return
      leaving = true
      f.dataset.sent = '1'
      all('button', f).forEach(b => { b.disabled = true })
      setTimeout(release, 8000)
    })
  })
  // Coming back by the history, or after a download that left the page where it was.
  const release = () => all('form[data-sent]').forEach(f => {
    delete f.dataset.sent
    leaving = false
    all('button', f).forEach(b => { b.disabled = false })
  })
  on(window, 'pageshow', release)

  // Copying a link, closing menus, going to the errors.
  all('button[data-copy]').forEach(b => {
    b.hidden = false
    on(b, 'click', () => {
      const t = make('textarea', 'vh')
      t.value = new URL(b.dataset.copy, location.href).href
      d.body.appendChild(t)
      t.select()
      if (d.execCommand('copy')) b.lastElementChild.textContent = b.dataset.copied
      t.remove()
      b.focus()
    })
  })
  const menus = () => all('details[data-menu][open]')
  on(d, 'keydown', e => {
    if (e.key === 'Escape') menus().forEach(m => { m.open = false; m.firstElementChild.focus() })
  })
  on(d, 'click', e => menus().forEach(m => { if (!m.contains(e.target)) m.open = false }))
  all('button[data-print]').forEach(b => { b.hidden = false; on(b, 'click', () => window.print()) })
  if (window.innerWidth < 760) all('details[data-wide]').forEach(m => { m.open = false })
  const errors = d.querySelector('[data-focus]')
  if (errors) errors.focus()
})()
