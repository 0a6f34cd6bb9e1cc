// Tells a person's single key from the first key of a scan, so that a scan's digits never press a shortcut. Pure.
// Must not know what the keys do. Enter, Tab, Escape and Space are left to the page.
import { type KeyStroke, meaningOf } from './key-stroke.ts'
import type { WedgeSettings } from './wedge-settings.ts'

export interface SingleKeyGate {
  /** A key went down. `typing`: the focus is where text can be written, so it is no shortcut. */
  press(stroke: KeyStroke, typing: boolean): void
  /** Nothing before this time is a single key: pieces of a broken scan may still come. */
  closeUntil(timeStamp: number): void
  /** The key that is now known to be single: a digit by where it sits, else the character. */
  elapse(timeStamp: number): string | null
  /** When `elapse` will have a key, if no other falls; null: never. */
  dueAt(): number | null
  reset(): void
}

export function createSingleKeyGate(settings: WedgeSettings): SingleKeyGate {
  let waiting: { readonly key: string; readonly at: number } | null = null
  let lastKeyAt = Number.NEGATIVE_INFINITY
  let closedUntil = Number.NEGATIVE_INFINITY

  return {
    press(stroke, typing) {
      const at = stroke.timeStamp
      const meaning = meaningOf(stroke)
      if (meaning.kind === 'modifier' || meaning.kind === 'repeat') return
      const alone = at - lastKeyAt > settings.singleKeyMs && at > closedUntil
      const key = meaning.kind === 'character' ? meaning.character : ' '
      waiting = alone && !typing && key !== ' ' ? { key, at } : null
      lastKeyAt = at
    },
    closeUntil(timeStamp) {
      closedUntil = timeStamp
    },
    elapse(timeStamp) {
      if (waiting === null || timeStamp - waiting.at <= settings.singleKeyMs) return null
      const { key } = waiting
      waiting = null
      return key
    },
    dueAt: () => (waiting === null ? null : waiting.at + settings.singleKeyMs + 1),
    reset() {
      waiting = null
      lastKeyAt = Number.NEGATIVE_INFINITY
      closedUntil = Number.NEGATIVE_INFINITY
    },
  }
}
