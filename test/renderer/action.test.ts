// The whole key map as a table.
import { describe, expect, it } from 'vitest'
import { type Action, actionOf, type Scene } from '../../renderer/keys/action.ts'
import { aidServices } from '../../shared/visit/services.ts'

const scene = (change: Partial<Scene> = {}): Scene => ({
  screen: 'idle',
  overlay: null,
  typing: false,
  ...change,
})
const does = (key: string, at: Scene): Action['do'] | null => actionOf(key, at)?.do ?? null

describe('keys', () => {
  it.each(['idle', 'refusal', 'fault'] as const)('begin a number on %s with any digit, also 0', (screen) => {
    for (const digit of '0123456789')
      expect(actionOf(digit, scene({ screen }))).toEqual({ do: 'digit', digit })
  })

  it.each(['result', 'noCard'] as const)('record the four services on %s, in their order', (screen) => {
    const services = ['1', '2', '3', '4'].map((key) => actionOf(key, scene({ screen })))
    expect(services).toEqual(aidServices.map((service) => ({ do: 'service', service })))
    for (const key of '56789') expect(does(key, scene({ screen }))).toBeNull()
  })

  it.each([
    ['u', 'result', 'undo'],
    ['Backspace', 'noCard', 'undo'],
    ['d', 'result', 'askDay'],
    ['d', 'noCard', null],
    ['0', 'result', 'withoutCard'],
    ['0', 'noCard', null],
    ['n', 'idle', 'withoutCard'],
    ['l', 'result', 'today'],
    ['Escape', 'result', 'clear'],
    ['Escape', 'fault', 'clear'],
    ['Escape', 'idle', null],
    ['Enter', 'confirm', 'accept'],
    ['Escape', 'confirm', 'reject'],
    ['1', 'confirm', null],
    ['l', 'confirm', null],
  ] as const)('%s on %s: %s', (key, screen, action) => {
    expect(does(key, scene({ screen }))).toBe(action)
  })

  it('edit the number while one is typed, whatever screen lies below', () => {
    for (const screen of ['idle', 'refusal'] as const) {
      const typing = scene({ screen, typing: true })
      expect(does('5', typing)).toBe('digit')
      expect(does('Backspace', typing)).toBe('erase')
      expect(does('Enter', typing)).toBe('submitTyped')
      expect(does('Escape', typing)).toBe('cancelTyped')
      expect(does('l', typing)).toBeNull()
      expect(does('n', typing)).toBeNull()
    }
  })

  it('press nothing below an open page', () => {
    for (const overlay of ['today', 'help', 'day'] as const) {
      const covered = scene({ screen: 'result', overlay })
      for (const key of ['1', '2', '3', '4', '0', 'u', 'd', 'n', 'Enter'])
        expect(does(key, covered)).toBeNull()
      expect(does('Escape', covered)).toBe('closeOverlay')
    }
  })

  it('offer help, language, large text and sound everywhere', () => {
    const keys = ['F1', '?', 'F2', 'F3', 'F4', 'F8']
    const anywhere = [
      scene(),
      scene({ screen: 'confirm' }),
      scene({ typing: true }),
      scene({ overlay: 'day' }),
    ]
    for (const at of anywhere)
      expect(keys.map((key) => does(key, at))).toEqual([
        'help',
        'help',
        'language',
        'largeText',
        'sound',
        'dock',
      ])
  })
})
