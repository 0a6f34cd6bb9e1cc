// The judgement over runs of keys, with events as plain values.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createKeyRunJudge, type RunOutcome } from '../../../drivers/wedge/key-run.ts'
import type { KeyStroke } from '../../../drivers/wedge/key-stroke.ts'
import { wedgeSettings } from '../../../drivers/wedge/wedge-settings.ts'
import { character, stroke, strokes, taken } from './strokes.ts'

const NUMBER = '9010000123'

/** What is reported when these keys fall and then nothing more. */
function judged(...keys: readonly (KeyStroke | readonly KeyStroke[])[]): RunOutcome[] {
  const judge = createKeyRunJudge(wedgeSettings())
  const all = keys.flat()
  const outcomes = all.map((key) => judge.press(key).outcome)
  const last = all.at(-1)?.timeStamp ?? 0
  return [...outcomes, judge.elapse(last + 10_000)].filter((outcome) => outcome !== null)
}

const kinds = (outcomes: readonly RunOutcome[]): string[] =>
  outcomes.map((outcome) => {
    if (outcome.kind === 'read') return outcome.text
    return outcome.kind === 'disturbed' ? outcome.disturbance : 'rest'
  })

const report = (...keys: readonly (KeyStroke | readonly KeyStroke[])[]): string[] => kinds(judged(...keys))

describe('a scan', () => {
  it.each([1, 6, 10, 19, 35])('with %i ms between its keys is read', (gapMs) => {
    expect(report(strokes(`${NUMBER}\r`, 1000, gapMs))).toEqual([NUMBER])
  })

  it('ends with Enter, keypad Enter, Tab or silence', () => {
    expect(report(strokes(`${NUMBER}\t`, 1000))).toEqual([NUMBER])
    expect(report(strokes(NUMBER, 1000))).toEqual([NUMBER])
    const keypad = stroke({ code: 'NumpadEnter', key: 'Enter', timeStamp: 1100 })
    expect(report(strokes(NUMBER, 1000), keypad)).toEqual([NUMBER])
  })

  it('is stamped with its last key', () => {
    expect(judged(strokes(`${NUMBER}\r`, 1000, 10))[0]?.at).toBe(1100)
    expect(judged(strokes(NUMBER, 1000, 10))[0]?.at).toBe(1090)
  })

  it('may stall once, up to the largest gap', () => {
    expect(report(strokes('90100', 1000), strokes('00123\r', 1132))).toEqual([NUMBER])
  })

  it('is read twice in a row', () => {
    expect(report(strokes(`${NUMBER}\r`, 1000), strokes('9020000456\r', 1200))).toEqual([
      NUMBER,
      '9020000456',
    ])
  })

  it.each([`]C0${NUMBER}`, `*${NUMBER}*`, 'ab6220001234', '901 000 0123'])(
    'keeps its wrapping: %s',
    (text) => {
      expect(report(strokes(`${text}\r`, 1000))).toEqual([text])
    },
  )

  it.each(['6222020200112233445', '11010519491231002X', 'https://example.org/x', '901000012', '90100'])(
    'that is no card goes to the terminal, which has the words: %s',
    (text) => expect(report(strokes(`${text}\r`, 1000))).toEqual([text]),
  )

  it('presses Shift around letters', () => {
    const shift = (timeStamp: number): KeyStroke =>
      stroke({ code: 'ShiftLeft', key: 'Shift', shiftKey: true, timeStamp })
    const keys = strokes('AB90100\r', 1000).flatMap((key) => [shift(key.timeStamp - 1), key])
    expect(report(keys)).toEqual(['AB90100'])
  })

  it('is what was typed on other layouts, with CapsLock, full-width and without NumLock', () => {
    const sent = (key: (digit: string) => string, code = 'Digit'): KeyStroke[] =>
      [...NUMBER].map((digit, at) =>
        stroke({ code: `${code}${digit}`, key: key(digit), timeStamp: 1000 + at * 8 }),
      )
    const enter = character('\r', 1080)
    expect(
      report(
        sent((digit) => 'à&é"\'(-è_ç'[Number(digit)] ?? ''),
        enter,
      ),
    ).toEqual([NUMBER])
    expect(
      report(
        sent((digit) => String.fromCodePoint(0xff10 + Number(digit))),
        enter,
      ),
    ).toEqual([NUMBER])
    expect(
      report(
        sent((digit) => digit, 'Numpad'),
        enter,
      ),
    ).toEqual([NUMBER])
    expect(
      report(
        sent(() => 'End', 'Numpad'),
        enter,
      ),
    ).toEqual([NUMBER])
  })

  it('of signs above the digits does not become a number', () => {
    const signs = [...'(!)!))))!@'].map((key, at) =>
      stroke({ code: `Digit${NUMBER[at]}`, key, shiftKey: true, timeStamp: 1000 + at * 8 }),
    )
    expect(report(signs)).toEqual(['(!)!))))!@'])
  })

  it('that says it read nothing is no text', () => {
    expect(report(strokes('NoRead\r', 1000))).toEqual(['NO_READ'])
  })

  it('that is too long is said once', () => {
    expect(report(strokes(`${'9'.repeat(256)}\r`, 1000))).toEqual(['9'.repeat(256)])
    expect(report(strokes(`${'9'.repeat(3000)}\r`, 1000))).toEqual(['TOO_LONG'])
  })
})

describe('a person', () => {
  it.each([40, 60, 150, 400])('who types with %i ms between keys is not a scan', (gapMs) => {
    expect(report(strokes(`${NUMBER}\r`, 1000, gapMs))).toEqual([])
  })

  it('may roll four keys', () => {
    expect(report(strokes('1234', 1000, 10))).toEqual([])
  })

  it('may hold a key', () => {
    const held = Array.from({ length: 40 }, (_, at) =>
      stroke({ code: 'Digit5', key: '5', repeat: at > 0, timeStamp: at === 0 ? 1000 : 1470 + at * 30 }),
    )
    expect(report(held)).toEqual([])
  })

  it('may write Chinese', () => {
    const pinyin = Array.from({ length: 20 }, (_, at) => taken(1000 + at * 70))
    expect(report(pinyin)).toEqual([])
  })
})

describe('a disturbed scan is never a shorter number:', () => {
  it('an input method took the first digit', () => {
    expect(report(taken(1000), strokes(`${NUMBER.slice(1)}\r`, 1008))).toEqual(['INPUT_METHOD'])
  })

  it('an input method took a digit a moment before, or several, or all', () => {
    expect(report(taken(1000), strokes(`${NUMBER}\r`, 1400))).toEqual(['INPUT_METHOD'])
    expect(report(taken(1000), taken(1008), taken(1016), strokes('0000123\r', 1024))).toEqual([
      'INPUT_METHOD',
    ])
    expect(report(Array.from({ length: 11 }, (_, at) => taken(1000 + at * 8)))).toEqual(['INPUT_METHOD'])
  })

  it('an input method took a digit in the middle', () => {
    expect(report(strokes('9010', 1000), taken(1032), strokes('00123\r', 1040))).toEqual(['INPUT_METHOD'])
  })

  it('a key is marked as composing, or cannot be identified', () => {
    const composing = { ...character('9', 1000), isComposing: true }
    const unknown = stroke({ key: 'Unidentified', timeStamp: 1000 })
    expect(report(composing, strokes('010000123\r', 1008))).toEqual(['INPUT_METHOD'])
    expect(report(unknown, strokes('010000123\r', 1008))).toEqual(['INPUT_METHOD'])
  })

  it('a composition was open', () => {
    const judge = createKeyRunJudge(wedgeSettings())
    judge.compose(900)
    const outcomes = strokes(`${NUMBER}\r`, 1000).map((key) => judge.press(key).outcome)
    expect(kinds(outcomes.filter((outcome) => outcome !== null))).toEqual(['INPUT_METHOD'])
  })

  it('an input method was at work long before, and that is over', () => {
    expect(report(taken(400), strokes(`${NUMBER}\r`, 1000))).toEqual([NUMBER])
  })

  it.each(['F9', 'ArrowLeft', 'Backspace', 'Dead', 'Escape'])('the key %s fell into it', (key) => {
    const foreign = stroke({ code: key, key, timeStamp: 1037 })
    expect(report(strokes('90100', 1000), foreign, strokes('00123\r', 1045))).toEqual(['WRONG_KEYS'])
  })

  it('a key fell with Ctrl, Alt or the system key', () => {
    for (const chord of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }])
      expect(report(strokes(`${NUMBER}\r`, 1000).map((key) => ({ ...key, ...chord })))).toEqual([
        'WRONG_KEYS',
      ])
  })

  it('a key was held down before or in it', () => {
    const held = (timeStamp: number): KeyStroke => ({ ...character('5', timeStamp), repeat: true })
    expect(report(held(800), strokes(`${NUMBER}\r`, 1000))).toEqual(['WRONG_KEYS'])
    expect(report(strokes('90100', 1000), held(1036), strokes('00123\r', 1040))).toEqual(['WRONG_KEYS'])
  })

  it('the first part of a longer code came too early', () => {
    expect(report(strokes('690', 1000), strokes(`${NUMBER}\r`, 1180))).toEqual(['WRONG_KEYS'])
    expect(report(strokes('6900000', 1000), strokes(`${NUMBER}\r`, 1180))).toEqual(['6900000', 'WRONG_KEYS'])
  })

  it('a scanner that sends a suffix stalled, and the first half looks like a number', () => {
    const good = strokes(`${NUMBER}\r`, 1000)
    const halves = [...strokes('6222020200', 3000), ...strokes('112233445\r', 3250)]
    expect(report(good, halves)).toEqual([NUMBER, 'WRONG_KEYS', 'rest'])
    expect(report(good, halves, strokes(`${NUMBER}\r`, 5000))).toEqual([NUMBER, 'WRONG_KEYS', 'rest', NUMBER])
    // The habit is also known from a short code, and from a suffix that came late.
    expect(report(strokes('12\r', 1000), strokes('6222020200', 3000))).toEqual(['WRONG_KEYS'])
    expect(report(strokes(NUMBER, 1000), character('\r', 1300), strokes(NUMBER, 3000))).toEqual([
      NUMBER,
      'WRONG_KEYS',
    ])
  })

  it('but a scanner without suffix may take over, at the cost of one more scan', () => {
    const good = strokes(`${NUMBER}\r`, 1000)
    expect(report(good, strokes(NUMBER, 3000), strokes(NUMBER, 5000), strokes(NUMBER, 7000))).toEqual([
      NUMBER,
      'WRONG_KEYS',
      NUMBER,
      NUMBER,
    ])
  })

  it('and is reported once, though it comes in two parts', () => {
    const broken = [taken(1000), ...strokes('01000', 1008), ...strokes('00123\r', 1190)]
    expect(report(broken)).toEqual(['INPUT_METHOD', 'rest'])
  })

  it('and the next scan is good', () => {
    const first = [taken(1000), ...strokes(`${NUMBER.slice(1)}\r`, 1008)]
    expect(report(first, strokes(`${NUMBER}\r`, 1300))).toEqual(['INPUT_METHOD', NUMBER])
  })

  it('a scanner that types character codes is named', () => {
    const codes = [...NUMBER].flatMap((digit) => [...`0${digit.charCodeAt(0)}`])
    const keys = codes.map((digit, at) =>
      stroke({ code: `Numpad${digit}`, key: digit, altKey: true, timeStamp: 1000 + at * 5 }),
    )
    expect(report(keys, character('\r', 1160))).toEqual(['ALT_CODES'])
  })
})

describe('after Escape', () => {
  it('a scan may follow at once, for Escape clears the screen', () => {
    expect(
      report(stroke({ code: 'Escape', key: 'Escape', timeStamp: 950 }), strokes(`${NUMBER}\r`, 1000)),
    ).toEqual([NUMBER])
  })
})

describe('keys kept from the page', () => {
  const held = (...keys: readonly KeyStroke[]): boolean[] => {
    const judge = createKeyRunJudge(wedgeSettings())
    return keys.map((key) => judge.press(key).hold)
  }

  it('are all of a scan but the first', () => {
    expect(held(...strokes(`${NUMBER}\r`, 1000))).toEqual([false, ...Array.from({ length: 10 }, () => true)])
  })

  it('are none of a person', () => {
    expect(held(...strokes(`${NUMBER}\r`, 1000, 150))).not.toContain(true)
    expect(held(character('\r', 1000), character('\t', 2000))).toEqual([false, false])
  })

  it('are the suffix of a code too short to report, a second suffix, and one that comes late', () => {
    expect(held(...strokes('12\r', 1000)).at(-1)).toBe(true)
    expect(held(...strokes(`${NUMBER}\r\r`, 1000)).at(-1)).toBe(true)
    expect(held(...strokes(NUMBER, 1000), character('\r', 1300)).at(-1)).toBe(true)
    const lineFeed = { ...stroke({ code: 'KeyJ', key: 'j', ctrlKey: true, timeStamp: 1090 }) }
    expect(held(...strokes(`${NUMBER}\r`, 1000), lineFeed).at(-1)).toBe(true)
  })

  it('are not the Enter of a person some time after a scan', () => {
    expect(held(...strokes(`${NUMBER}\r`, 1000), character('\r', 1300)).at(-1)).toBe(false)
  })
})

describe('whatever keys fall', () => {
  const gap = fc.oneof(fc.integer({ min: 0, max: 35 }), fc.integer({ min: 0, max: 700 }))
  const anyKey = fc.record({
    code: fc.oneof(
      fc.constantFrom('Digit1', 'Numpad9', 'KeyA', 'Enter', 'F5', ''),
      fc.string({ maxLength: 8 }),
    ),
    key: fc.oneof(
      fc.constantFrom('1', 'Enter', 'Tab', 'Process', 'Dead', '９', '&', 'Shift'),
      fc.string({ maxLength: 3 }),
    ),
    keyCode: fc.constantFrom(0, 13, 49, 229),
    repeat: fc.boolean(),
    isComposing: fc.boolean(),
    ctrlKey: fc.boolean(),
    altKey: fc.boolean(),
    metaKey: fc.boolean(),
    shiftKey: fc.boolean(),
  })

  it('nothing breaks, and no digit appears that did not fall', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyKey, gap), { maxLength: 60 }), (pressed) => {
        let at = 1000
        const keys = pressed.map(([key, gapMs]) => {
          at += gapMs
          return stroke({ ...key, timeStamp: at })
        })
        const fell = keys.map((key) => `${/[0-9]$/.exec(key.code)?.[0] ?? ''}${key.key}`).join('')
        for (const outcome of judged(keys)) {
          if (outcome.kind !== 'read') continue
          expect(outcome.text.length).toBeLessThanOrEqual(256)
          for (const digit of outcome.text.match(/[0-9]/g) ?? []) expect(fell).toContain(digit)
        }
      }),
      { numRuns: 2000 },
    )
  })

  const text = fc.stringMatching(/^[0-9A-Za-z]{5,40}$/)
  const gaps = (count: number): fc.Arbitrary<number[]> =>
    fc.array(fc.integer({ min: 0, max: 35 }), { minLength: count, maxLength: count })
  const timed = (content: string, gapsMs: readonly number[]): KeyStroke[] => {
    let at = 1000
    return [...content].map((each, index) => {
      at += gapsMs[index] ?? 0
      return character(each, at)
    })
  }

  it('an undisturbed machine is read exactly', () => {
    fc.assert(
      fc.property(
        text.chain((sent) =>
          fc.tuple(fc.constant(sent), gaps(sent.length + 1), fc.constantFrom('\r', '\t', '')),
        ),
        ([sent, gapsMs, suffix]) => {
          fc.pre(!/noread/i.test(sent))
          expect(report(timed(sent + suffix, gapsMs))).toEqual([sent])
        },
      ),
    )
  })

  it('a disturbed machine is never read', () => {
    const disturber = fc.constantFrom<(at: number) => KeyStroke>(
      taken,
      (at) => stroke({ code: 'F5', key: 'F5', timeStamp: at }),
      (at) => stroke({ code: 'Digit5', key: '5', repeat: true, timeStamp: at }),
      (at) => stroke({ code: 'Numpad5', key: '5', altKey: true, timeStamp: at }),
      (at) => stroke({ code: 'KeyC', key: 'c', ctrlKey: true, timeStamp: at }),
    )
    const scan = text.chain((sent) =>
      fc.tuple(fc.constant(sent), gaps(sent.length + 1), fc.nat(sent.length - 1)),
    )
    fc.assert(
      fc.property(scan, disturber, fc.boolean(), ([sent, gapsMs, where], disturb, replaces) => {
        const keys = timed(`${sent}\r`, gapsMs)
        const hit = keys[where]
        if (!hit) throw new Error('no such key')
        keys.splice(where, replaces ? 1 : 0, disturb(hit.timeStamp))
        expect(judged(keys).map((outcome) => outcome.kind)).not.toContain('read')
      }),
      { numRuns: 1000 },
    )
  })

  it('a number whose first keys an input method took is an input method, not a shorter number', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[0-9]{10}$/),
        fc.integer({ min: 1, max: 9 }),
        gaps(12),
        (sent, swallowed, gapsMs) => {
          const keys = timed(`${sent}\r`, gapsMs).map((key, at) =>
            at < swallowed ? taken(key.timeStamp) : key,
          )
          expect(report(keys)).toEqual(['INPUT_METHOD'])
        },
      ),
    )
  })
})
