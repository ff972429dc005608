// On minutes that go round: words selected in a paragraph come along to the form that asks for their correction. Without this file they are
// copied there by hand. The contract of the data attributes stands in doc.go.
(() => {
  'use strict'
  const d = document
  const way = d.getElementById('passage')
  if (!way) return
  let hides = 0
  way.addEventListener('mousedown', e => e.preventDefault()) // pressing the link keeps what is selected
  d.addEventListener('selectionchange', () => {
    const s = d.getSelection()
    const words = String(s).trim()
    clearTimeout(hides)
    hides = setTimeout(() => { way.hidden = true }, 400) // a finger takes the selection away before it presses
    if (!words || Array.from(words).length > +way.dataset.most || !s.rangeCount) return
    const range = s.getRangeAt(0)
    const of = node => (node.nodeType === 1 ? node : node.parentNode).closest('[data-passage]')
    const part = of(range.startContainer)
    if (!part || !part.contains(range.endContainer)) return
    const before = d.createRange()
    before.selectNodeContents(part)
    before.setEnd(range.startContainer, range.startOffset)
    way.firstElementChild.href = part.dataset.passage + '&quote=' + encodeURIComponent(words) + '&place=' + Array.from(String(before)).length
    clearTimeout(hides)
    way.hidden = false
  })
})()
