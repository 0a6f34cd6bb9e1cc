// Key events as a keyboard scanner sends them, with the moment at which each key falls.
import { setTimeout as pause } from 'node:timers/promises'
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

/** Gaps above this are waited for; below it, keys go in one burst. */
const BURST_GAP_MS = 40

/**
 * Presses keys in a page. Within a burst the moments are carried by the events, so a busy machine changes nothing; a longer gap is
 * waited for and is at least as long as asked. Resolves with the moment of the last key. With `behind`, the keys follow that moment
 * directly, whenever they arrive.
 */
export async function press(cdp: CDPSession, keys: readonly Key[], behind?: number): Promise<number> {
  let at = behind ?? 0
  for (const burst of bursts(keys)) {
    const [first, ...others] = burst
    if (!first) continue
    if (first.gapMs > BURST_GAP_MS) await pause(first.gapMs)
    const lengthMs = others.reduce((sum, key) => sum + key.gapMs, 0)
    if (behind === undefined) at = Math.max(at + first.gapMs, Date.now() - lengthMs) - first.gapMs
    const sent: Promise<unknown>[] = []
    for (const key of burst) {
      at += key.gapMs
      sent.push(...dispatch(cdp, key, at))
    }
    await Promise.all(sent)
  }
  return at
}

function bursts(keys: readonly Key[]): Key[][] {
  const all: Key[][] = []
  for (const key of keys) {
    const burst = all.at(-1)
    if (burst && key.gapMs <= BURST_GAP_MS) burst.push(key)
    else all.push([key])
  }
  return all
}

function dispatch(cdp: CDPSession, key: Key, at: number): Promise<unknown>[] {
  const text = key.key === 'Enter' ? '\r' : [...key.key].length === 1 && !key.alt ? key.key : undefined
  const event = {
    code: key.code,
    key: key.key,
    windowsVirtualKeyCode: key.keyCode,
    timestamp: at / 1000,
    modifiers: (key.alt ? 1 : 0) + (key.shift ? 8 : 0),
  }
  const down = { ...event, type: text ? 'keyDown' : 'rawKeyDown', autoRepeat: key.repeat ?? false } as const
  const press = cdp.send('Input.dispatchKeyEvent', text ? { ...down, text } : down)
  return key.repeat ? [press] : [press, cdp.send('Input.dispatchKeyEvent', { ...event, type: 'keyUp' })]
}
