// Key events as plain values, for the pure judgement.
import type { KeyStroke } from '../../../drivers/wedge/key-stroke.ts'

export function stroke(given: Partial<KeyStroke> & { readonly timeStamp: number }): KeyStroke {
  return {
    code: '',
    key: '',
    repeat: false,
    isComposing: false,
    keyCode: 0,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    shiftKey: false,
    ...given,
  }
}

/** A character on a US keyboard; `\r` and `\t` are the suffix keys. */
export function character(text: string, timeStamp: number): KeyStroke {
  if (text === '\r') return stroke({ code: 'Enter', key: 'Enter', timeStamp })
  if (text === '\t') return stroke({ code: 'Tab', key: 'Tab', timeStamp })
  const code = /[0-9]/.test(text) ? `Digit${text}` : `Key${text.toUpperCase()}`
  return stroke({ code, key: text, shiftKey: /[A-Z]/.test(text), timeStamp })
}

/** A text, one key every `gapMs`, the first at `from`. */
export function strokes(text: string, from: number, gapMs = 8): KeyStroke[] {
  return [...text].map((each, at) => character(each, from + at * gapMs))
}

/** A key that an input method took. Its code is wrong on purpose: on Linux it was. */
export function taken(timeStamp: number): KeyStroke {
  return stroke({ code: 'Enter', key: 'Process', keyCode: 229, timeStamp })
}
