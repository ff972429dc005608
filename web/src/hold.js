// What is noted at the table is kept on this device until the house has taken it: the line may drop, the browser may be killed. It is sent
// in the order it was noted, each with the minute it was noted at; what arrived although no answer came back is taken in once, by the
// form's key. Without this file every form is sent as forms are. The contract of the data attributes stands in doc.go.
(() => {
  'use strict'
  const d = document
  const box = d.getElementById('line')
  if (!box) return
  const say = box.dataset
  const lead = d.getElementById('line-lead')
  lead.textContent = lead.dataset.lead
  const place = say.back.replace(/^\/[a-z]{2}(?=\/)/, '')
  const key = 'draft:' + (d.body.dataset.who || '') + ':hold:' + place
  const sooner = 15000 // milliseconds an answer may take, and the line is given before it is tried again

  let kept = []
  try { kept = (JSON.parse(localStorage.getItem(key)) || {}).q || [] } catch (e) { /* nothing was kept */ }
  const keep = () => {
    try {
      if (kept.length) localStorage.setItem(key, JSON.stringify({ t: Date.now(), q: kept }))
      else localStorage.removeItem(key)
      return true
    } catch (e) { return false }
  }

  const show = word => {
    box.textContent = ''
    box.hidden = !word
    box.className = 'note ' + (kept.length ? 'waiting' : 'done')
    if (!word) return
    const p = d.createElement('p')
    p.textContent = word
    box.appendChild(p)
    const list = d.createElement('ul')
    kept.forEach(one => {
      const li = d.createElement('li')
      li.textContent = new Date(one.at).toTimeString().slice(0, 5) + ' ' + one.what + ' '
      const b = d.createElement('button')
      b.type = 'button'
      b.className = 'quiet'
      b.textContent = say.drop
      b.addEventListener('click', () => { kept.splice(kept.indexOf(one), 1); keep(); show(kept.length ? say.kept : '') })
      li.appendChild(b)
      list.appendChild(li)
    })
    box.appendChild(list)
  }

  // The house's clock, by how much later than the page's it is.
  const loaded = Date.now()
  const now = () => new Date(Date.parse(say.now) + Date.now() - loaded).toISOString().slice(0, 19) + 'Z'

  // What is refused is sent as forms are: the page that comes back says why, with what was typed.
  const refused = one => {
    const form = d.createElement('form')
    form.method = 'post'
    form.action = one.to
    one.pairs.forEach(pair => {
      const i = d.createElement('input')
      i.type = 'hidden'
      i.name = pair[0]
      i.value = pair[1]
      form.appendChild(i)
    })
    d.body.appendChild(form)
    form.submit()
  }

  const able = (form, can) => Array.from(form.querySelectorAll('button')).forEach(b => { b.disabled = !can })
  let sending = false
  let waits = 0
  let pressed = [] // forms whose words are on their way
  const send = sent => {
    const one = kept[0]
    if (!one) {
      sending = false
      try { sessionStorage.setItem('held', sent.count > 1 ? say.sent : say.noted) } catch (e) { /* then nothing is said */ }
      if (new URL(sent.url).pathname === location.pathname) location.reload()
      else location.assign(sent.url)
      return
    }
    sending = true
    const ends = new AbortController()
    const timer = setTimeout(() => ends.abort(), sooner)
    fetch(one.to, { method: 'POST', body: new URLSearchParams(one.pairs), credentials: 'same-origin', signal: ends.signal }).then(r => {
      clearTimeout(timer)
      if (r.status >= 500 || r.status === 429) throw r
      if (r.status === 401) { location.assign(say.back); return } // she is asked to sign in, and led back
      kept.shift()
      keep()
      if (!r.ok) { refused(one); return }
      send({ url: r.url, count: sent.count + 1 })
    }).catch(() => {
      clearTimeout(timer)
      sending = false
      pressed.forEach(form => { form.reset(); able(form, true) })
      pressed = []
      show(say.kept)
      clearTimeout(waits)
      waits = setTimeout(flush, sooner)
    })
  }
  const flush = () => { if (kept.length && !sending) send({ url: location.href, count: 0 }) }

  d.addEventListener('submit', e => {
    const form = e.target
    if (form.method !== 'post' || !form.closest('main')) return
    const at = now()
    const pairs = Array.from(new FormData(form)).filter(pair => typeof pair[1] === 'string')
    pairs.forEach(pair => { if (pair[0] === 'at' && !pair[1].trim()) pair[1] = at })
    kept.push({ to: form.getAttribute('action'), pairs, at, what: form.getAttribute('aria-label') || '' })
    if (!keep()) { kept.pop(); return } // no room on the device: the form goes its usual way
    e.preventDefault()
    able(form, false)
    pressed.push(form)
    setTimeout(() => { if (kept.length) show(say.kept) }, 1500)
    flush()
  })
  window.addEventListener('online', flush)

  let said = ''
  try { said = sessionStorage.getItem('held'); sessionStorage.removeItem('held') } catch (e) { /* nothing was said */ }
  show(kept.length ? say.kept : said)
  flush()
})()
