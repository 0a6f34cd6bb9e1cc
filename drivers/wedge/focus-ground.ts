// Keeps the focus on one non-editable element whenever nothing else wants it, so that no input method ever sees a scan.
// Must not know scans or keys.

/**
 * Makes `ground` focusable by program and gives it the focus each time the page would be left without one. Never takes the focus from
 * anything else. Returns the way out.
 */
export function keepFocusOnGround(ground: HTMLElement): () => void {
  const document = ground.ownerDocument
  const { defaultView: window } = document
  ground.tabIndex = -1

  function check(): void {
    const focused = document.activeElement
    if (focused === null || focused === document.body) ground.focus({ preventScroll: true })
  }

  /** Between two elements the focus is nowhere for a moment; only what stays nowhere is ours. */
  function checkSoon(): void {
    window?.setTimeout(check, 0)
  }

  const bound = new AbortController()
  // Chromium says `focusout` also when the focused element is removed, hidden or disabled.
  for (const type of ['focusout', 'pointerup'] as const)
    document.addEventListener(type, checkSoon, { capture: true, signal: bound.signal })
  window?.addEventListener('focus', checkSoon, { signal: bound.signal })
  check()

  return () => bound.abort()
}
