// The hand-written basics of the format against the platform's own: UTF-8 and day numbers.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, day } from '../../shared/core/day.ts'
import { dayOfNumber, isRosterDay, MAX_DAY_NUMBER, numberOfDay } from '../../shared/roster/day-number.ts'
import { decodeUtf8, encodeUtf8 } from '../../shared/roster/utf8.ts'

describe('UTF-8', () => {
  it('is written as the platform writes it, lone surrogates included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 0xd7f0, max: 0xe010 }), (text, unit) => {
        for (const one of [text, text + String.fromCharCode(unit), String.fromCharCode(unit) + text]) {
          expect(encodeUtf8(one)).toEqual(new TextEncoder().encode(one))
        }
      }),
    )
  })

  it('is read, or refused, as the platform does', () => {
    const platform = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    const expected = (bytes: Uint8Array) => {
      try {
        return platform.decode(bytes)
      } catch {
        return null
      }
    }
    const lead = fc.constantFrom(0x7f, 0x80, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff)
    const trail = fc.constantFrom(0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0)
    fc.assert(
      fc.property(
        fc.array(fc.oneof(lead, trail), { maxLength: 6 }).map((bytes) => Uint8Array.from(bytes)),
        (bytes) => {
          expect(decodeUtf8(bytes)).toBe(expected(bytes))
        },
      ),
      { numRuns: 5000 },
    )
  })
})

describe('day numbers', () => {
  it('count the days since 1970-01-01, both ways', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_DAY_NUMBER }), (number) => {
        const on = addDays(day('1970-01-01'), number)
        expect(dayOfNumber(number)).toBe(on)
        expect(numberOfDay(on)).toBe(number)
        expect(isRosterDay(on)).toBe(true)
      }),
    )
    expect(dayOfNumber(MAX_DAY_NUMBER)).toBe('2149-06-06')
  })

  it('end where two bytes end', () => {
    for (const on of ['1969-12-31', '2149-06-07', '0075-01-01', '9999-12-31'].map(day)) {
      expect(isRosterDay(on)).toBe(false)
      expect(() => numberOfDay(on)).toThrow(RangeError)
    }
  })
})
