// A person's single key against the first key of a scan.
import { expect, it } from 'vitest'
import type { KeyStroke } from '../../../drivers/wedge/key-stroke.ts'
import { createSingleKeyGate } from '../../../drivers/wedge/single-key.ts'
import { wedgeSettings } from '../../../drivers/wedge/wedge-settings.ts'
import { character, stroke, strokes, taken } from './strokes.ts'

/** The single keys found when these keys fall and then nothing more. */
function singles(keys: readonly KeyStroke[], typing = false): string[] {
  const gate = createSingleKeyGate(wedgeSettings())
  const found = keys.map((key) => {
    const single = gate.elapse(key.timeStamp)
    gate.press(key, typing)
    return single
  })
  return [...found, gate.elapse((keys.at(-1)?.timeStamp ?? 0) + 1000)].filter((key) => key !== null)
}

it('is a key alone in its time', () => {
  expect(singles([character('1', 1000), character('2', 1500), character('3', 1700)])).toEqual(['1', '2', '3'])
})

it('is a digit on any layout and on the keypad', () => {
  expect(singles([stroke({ code: 'Digit2', key: 'é', timeStamp: 1000 })])).toEqual(['2'])
  expect(singles([stroke({ code: 'Numpad4', key: '4', timeStamp: 1000 })])).toEqual(['4'])
})

it('is no key of a scan, with or without suffix, nor the first', () => {
  expect(singles(strokes('1234123412\r', 1000))).toEqual([])
  expect(singles(strokes('1234123412', 1000))).toEqual([])
})

it('is no key of a scanner as slow as they come', () => {
  expect(singles(strokes('1234123412', 1000, 150))).toEqual([])
})

it('is one key, however long it is held', () => {
  const held = Array.from({ length: 20 }, (_, at) => ({ ...character('1', 1000 + at * 50), repeat: at > 0 }))
  expect(singles(held)).toEqual(['1'])
})

it('is not written into a field, taken by an input method, pressed with Ctrl, or one of the keys of the page', () => {
  expect(singles([character('1', 1000)], true)).toEqual([])
  expect(singles([taken(1000)])).toEqual([])
  expect(singles([{ ...character('1', 1000), ctrlKey: true }])).toEqual([])
  expect(singles([character('\r', 1000), character('\t', 2000), character(' ', 3000)])).toEqual([])
  expect(singles([stroke({ code: 'Escape', key: 'Escape', timeStamp: 1000 })])).toEqual([])
})

it('is not the remains of a broken scan', () => {
  const gate = createSingleKeyGate(wedgeSettings())
  gate.closeUntil(1500)
  gate.press(character('3', 1400), false)
  expect(gate.elapse(2000)).toBeNull()
  gate.press(character('3', 2100), false)
  expect(gate.dueAt()).toBe(2261)
  expect(gate.elapse(2261)).toBe('3')
})
