// What one key event means for a scan. Pure: it must not know the page, only the fields of the event.

/** The fields of a `KeyboardEvent` that matter. `timeStamp` is milliseconds on the page's clock, when the key fell. */
export interface KeyStroke {
  readonly code: string
  readonly key: string
  readonly timeStamp: number
  readonly repeat: boolean
  readonly isComposing: boolean
  readonly keyCode: number
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
}

export type KeyMeaning =
  | { readonly kind: 'character'; readonly character: string }
  | { readonly kind: 'terminator' }
  /** Shift and the locks, which scanners press around characters. */
  | { readonly kind: 'modifier' }
  /** A key that is held down. */
  | { readonly kind: 'repeat' }
  /** An input method has its hand on it. Its `code` may be wrong, so nothing is read from it. */
  | { readonly kind: 'composing' }
  /** Alt with the keypad: a scanner that types character codes. */
  | { readonly kind: 'altCode' }
  /** Any other key: it belongs in no code. */
  | { readonly kind: 'foreign' }

const modifiers: ReadonlySet<string> = new Set([
  'Shift',
  'CapsLock',
  'NumLock',
  'ScrollLock',
  'Control',
  'Alt',
  'AltGraph',
  'Meta',
  'Fn',
])

export function meaningOf(stroke: KeyStroke): KeyMeaning {
  const { key } = stroke
  if (modifiers.has(key)) return { kind: 'modifier' }
  if (stroke.isComposing || stroke.keyCode === 229 || key === 'Process' || key === 'Unidentified')
    return { kind: 'composing' }
  if (stroke.repeat) return { kind: 'repeat' }
  const digit = digitOf(stroke)
  if (stroke.altKey && !stroke.ctrlKey && digit !== null && stroke.code.startsWith('Numpad'))
    return { kind: 'altCode' }
  if (stroke.ctrlKey || stroke.altKey || stroke.metaKey) return { kind: 'foreign' }
  if (key === 'Enter' || key === 'Tab') return { kind: 'terminator' }
  if (digit !== null) return { kind: 'character', character: digit }
  return [...key].length === 1 ? { kind: 'character', character: key } : { kind: 'foreign' }
}

/**
 * A digit by where the key sits, which beats layout, CapsLock, NumLock and full-width typing. Not with Shift: on a US layout that is
 * `!@#`, and ten of those must not become a number; a scanner set to a French layout presses Shift and then `key` is the digit.
 */
function digitOf(stroke: KeyStroke): string | null {
  if (stroke.shiftKey) return null
  return /^(?:Digit|Numpad)([0-9])$/.exec(stroke.code)?.[1] ?? null
}
