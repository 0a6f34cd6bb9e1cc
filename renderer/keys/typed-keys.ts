// Digits as people type them. A key is told on only when the scanner's judgement of its run is known: a run that became a
// scan or a disturbance is dropped, all others are a person's, however quick.
import { wedgeSettings } from '../../drivers/wedge/wedge-settings.ts'

export interface TypedKeys {
  onTyped(listener: (key: string) => void): () => void
  /** The run under way was a machine's. After a disturbance its remains may still come, and are dropped too. */
  drop(why: 'scan' | 'disturbance'): void
}

/** Longer than the scanner waits before it judges a run without suffix. */
const JUDGED_AFTER_MS = wedgeSettings().silenceMs + 60
/** A timer later than this was held up by a busy page, and so was the scanner's. */
const BUSY_MS = 40

const told = /^(?:Enter|Escape|Backspace|ArrowUp|ArrowDown|PageUp|PageDown|F(?:[1-9]|1[0-2]))$/
/** Keys of the page that a browser would take for itself. */
const ours = /^F(?:[1-4]|8)$/

export function createTypedKeys(window: Window): TypedKeys {
  const { maxGapMs, disturbanceMs } = wedgeSettings()
  const listeners = new Set<(key: string) => void>()
  let waiting: string[] = []
  let lastAt = Number.NEGATIVE_INFINITY
  let closedUntil = Number.NEGATIVE_INFINITY
  let timer = 0

  function tell(key: string): void {
    for (const listener of [...listeners]) listener(key)
  }

  function flush(): void {
    const keys = waiting
    waiting = []
    for (const key of keys) tell(key)
  }

  function flushAt(due: number): void {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => {
      const now = window.performance.now()
      if (now - due > BUSY_MS) flushAt(now + 2 * BUSY_MS)
      else flush()
    }, due - window.performance.now())
  }

  /** After every listener of the event, so that the scanner's judgement of it is known. */
  function judged(event: KeyboardEvent): void {
    const digit = digitOf(event)
    if (digit !== null) {
      if (event.timeStamp - lastAt > maxGapMs) flush()
      lastAt = event.timeStamp
      if (event.timeStamp > closedUntil) waiting.push(digit)
      flushAt(window.performance.now() + JUDGED_AFTER_MS)
    } else if (told.test(event.key) && (ours.test(event.key) || !event.defaultPrevented)) {
      flush()
      if (event.key !== 'Enter' || !isOnButton(event.target)) tell(event.key)
    } else waiting = []
  }

  window.addEventListener(
    'keydown',
    (event) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.keyCode === 229) return
      if (event.repeat && event.key !== 'Backspace') return
      if (isModifier(event.key)) return
      if (ours.test(event.key)) event.preventDefault()
      window.setTimeout(() => judged(event), 0)
    },
    { capture: true },
  )

  return {
    onTyped(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    drop(why) {
      waiting = []
      // Keys of this very event are still on their way to `judged`.
      closedUntil = window.performance.now() + (why === 'disturbance' ? disturbanceMs : 0)
    },
  }
}

function digitOf(event: KeyboardEvent): string | null {
  return event.shiftKey ? null : (/^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1] ?? null)
}

function isModifier(key: string): boolean {
  return key === 'Shift' || key === 'CapsLock' || key === 'NumLock'
}

/** Enter on a button presses it, and nothing else. */
function isOnButton(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('button, a') !== null
}
