// Key events as a keyboard scanner sends them, with the moment at which each key falls.
import type { CDPSession } from 'playwright-core'

/** One key to press and release. `gapMs` is the time since the key before. */
export interface Key {
  readonly code: string
  readonly key: string
  readonly keyCode: number
  readonly gapMs: number
  readonly shift?: boolean
  readonly alt?: boolean
  /** Presses of a key that is held down. */
  readonly repeat?: boolean
}

const named: Readonly<Record<string, Pick<Key, 'code' | 'key' | 'keyCode'>>> = {
  '\r': { code: 'Enter', key: 'Enter', keyCode: 13 },
  '\t': { code: 'Tab', key: 'Tab', keyCode: 9 },
  ' ': { code: 'Space', key: ' ', keyCode: 32 },
}

/** A text on a US keyboard, every key after the same gap. */
export function typed(text: string, gapMs = 8): Key[] {
  return [...text].map((character) => ({ ...usKey(character), gapMs }))
}

const shifted: Readonly<Record<string, string>> = { '*': 'Digit8', ':': 'Semicolon', '?': 'Slash' }
const plain: Readonly<Record<string, string>> = {
  ']': 'BracketRight',
  '/': 'Slash',
  '.': 'Period',
  '-': 'Minus',
}

function usKey(character: string): Omit<Key, 'gapMs'> {
  const known = named[character]
  if (known) return known
  const keyCode = character.toUpperCase().charCodeAt(0)
  if (/[0-9]/.test(character)) return { code: `Digit${character}`, key: character, keyCode }
  if (/[a-z]/.test(character)) return { code: `Key${character.toUpperCase()}`, key: character, keyCode }
  if (/[A-Z]/.test(character)) return { code: `Key${character}`, key: character, keyCode, shift: true }
  if (shifted[character]) return { code: shifted[character], key: character, keyCode: 0, shift: true }
  return { code: plain[character] ?? '', key: character, keyCode: 0 }
}

/** On a French layout the digit row types other characters; the codes stay where they are. */
export function typedOnFrenchLayout(digits: string, gapMs = 8): Key[] {
  return typed(digits, gapMs).map((key) =>
    key.code.startsWith('Digit') ? { ...key, key: 'à&é"\'(-è_ç'[Number(key.key)] ?? '' } : key,
  )
}

/** Presses keys in a page. The moments are carried by the events, so a busy machine changes nothing. */
export async function press(cdp: CDPSession, keys: readonly Key[]): Promise<void> {
  let at = Date.now() - keys.reduce((sum, key) => sum + key.gapMs, 0)
  const sent: Promise<unknown>[] = []
  for (const { code, key, keyCode, gapMs, shift, alt, repeat } of keys) {
    at += gapMs
    const text = key === 'Enter' ? '\r' : [...key].length === 1 && !alt ? key : undefined
    const event = {
      code,
      key,
      windowsVirtualKeyCode: keyCode,
      timestamp: at / 1000,
      modifiers: (alt ? 1 : 0) + (shift ? 8 : 0),
    }
    const down = { ...event, type: text ? 'keyDown' : 'rawKeyDown', autoRepeat: repeat ?? false } as const
    sent.push(cdp.send('Input.dispatchKeyEvent', text ? { ...down, text } : down))
    if (!repeat) sent.push(cdp.send('Input.dispatchKeyEvent', { ...event, type: 'keyUp' }))
  }
  await Promise.all(sent)
}
