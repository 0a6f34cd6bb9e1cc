// Fen as people type and read them, rates in thousandths, and cash rounding.
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { cashRoundings, roundCash } from '../../shared/money/cash-rounding.ts'
import { formatFen, formatYuan, MAX_FEN, parseFen } from '../../shared/money/fen.ts'
import { thousandthsOf } from '../../shared/money/thousandths.ts'

describe('a typed price', () => {
  test.each([
    ['4.35', 435],
    ['0', 0],
    ['35', 3500],
    ['0.1', 10],
    ['1.10', 110],
    ['８．５０', 850],
    ['￥12。48', 1248],
    [' ¥ 4.35 ', 435],
    ['1000000', MAX_FEN],
  ])('%s is %i fen', (text, fen) => {
    expect(parseFen(text)).toEqual({ ok: true, value: fen })
  })

  test.each([
    ['', 'EMPTY'],
    ['  ', 'EMPTY'],
    ['4.355', 'TOO_PRECISE'],
    ['4.350', 'TOO_PRECISE'],
    ['-1', 'NEGATIVE'],
    ['−1', 'NEGATIVE'],
    ['1e3', 'NOT_A_PRICE'],
    ['1,000', 'NOT_A_PRICE'],
    ['+1', 'NOT_A_PRICE'],
    ['.5', 'NOT_A_PRICE'],
    ['4.', 'NOT_A_PRICE'],
    ['0x10', 'NOT_A_PRICE'],
    ['NaN', 'NOT_A_PRICE'],
    ['四元', 'NOT_A_PRICE'],
    ['4.3.5', 'NOT_A_PRICE'],
    ['1000000.01', 'TOO_LARGE'],
    ['9'.repeat(400), 'TOO_LARGE'],
  ])('%j is refused as %s', (text, kind) => {
    expect(parseFen(text)).toEqual({ ok: false, error: { kind } })
  })

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MAX_FEN }), (fen) => {
        expect(parseFen(formatFen(fen))).toEqual({ ok: true, value: fen })
      }),
    )
  })

  it('never throws and never invents', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (text) => {
        const parsed = parseFen(text)
        if (parsed.ok) expect(Number.isSafeInteger(parsed.value) && parsed.value >= 0).toBe(true)
      }),
    )
  })

  it('is shown with its yuan sign', () => {
    expect([2800, 0, 5, -435].map(formatYuan)).toEqual(['¥28.00', '¥0.00', '¥0.05', '-¥4.35'])
  })
})

test('thousandths round half up, by whole numbers', () => {
  expect(thousandthsOf(1250, 850)).toBe(1063)
  expect(thousandthsOf(2545, 900)).toBe(2291)
  expect(thousandthsOf(1, 500)).toBe(1)
  expect(thousandthsOf(1, 499)).toBe(0)
  fc.assert(
    fc.property(fc.bigInt(0n, BigInt(MAX_FEN)), fc.bigInt(0n, 1000n), (fen, rate) => {
      expect(thousandthsOf(Number(fen), Number(rate))).toBe(Number((fen * rate + 500n) / 1000n))
    }),
  )
})

describe('cash rounding', () => {
  it('[OF13] is a step of its own with its own difference', () => {
    const received = cashRoundings.map((rounding) => roundCash(1061, rounding).receivedFen)
    expect(received).toEqual([1061, 1060, 1060, 1070, 1000, 1100])
    expect(roundCash(1061, 'UP_TO_JIAO').differenceFen).toBe(9)
  })

  it.each([
    ['DROP_FEN', 1069, 1060],
    ['NEAREST_JIAO', 1064, 1060],
    ['NEAREST_JIAO', 1065, 1070],
    ['UP_TO_JIAO', 1060, 1060],
    ['DROP_JIAO', 1099, 1000],
    ['NEAREST_YUAN', 1049, 1000],
    ['NEAREST_YUAN', 1050, 1100],
    ['NEAREST_YUAN', 49, 0],
  ] as const)('%s: %i → %i', (rounding, payFen, receivedFen) => {
    expect(roundCash(payFen, rounding).receivedFen).toBe(receivedFen)
  })

  it('of a void gives back exactly what was received', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: MAX_FEN }),
        fc.constantFrom(...cashRoundings),
        (fen, rounding) => {
          const sale = roundCash(fen, rounding)
          expect(sale.receivedFen).toBe(fen + sale.differenceFen)
          expect(sale.receivedFen >= 0 && Math.abs(sale.differenceFen) < 100).toBe(true)
          expect(roundCash(0 - fen, rounding).receivedFen + sale.receivedFen).toBe(0)
        },
      ),
    )
  })
})
