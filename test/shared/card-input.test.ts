// What scanned and typed text means. The agreed examples run as a case file; the properties hold for everything else.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { parseCardInput } from '../../shared/card/card-input.ts'
import { maskName, maskNumber } from '../../shared/card/mask.ts'
import { isMemberNumber, type MemberNumber } from '../../shared/card/member-number.ts'
import { runCaseFile } from '../../terminal/cases/case-file.ts'

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`))
const memberNumber = digits(10)
const refusal = (text: string) => {
  const input = parseCardInput(text)
  return input.kind === 'refused' ? input.code : input.number
}

test('the agreed examples', () => {
  const outcomes = runCaseFile(readFileSync('test/fixtures/vectors/card-input.json', 'utf8'))
  expect(outcomes).toHaveLength(13)
  expect(Array.isArray(outcomes) && outcomes.filter(({ failure }) => failure)).toEqual([])
})

describe('a number', () => {
  const wrappings: readonly ((number: string) => string)[] = [
    (n) => `${n}\r\n`,
    (n) => `\u0002${n}\u0003`,
    (n) => `]C0${n}`,
    (n) => `]I1${n}\t`,
    (n) => `*${n}*`,
    (n) => `]A0*${n}*`,
    (n) => `A${n}b`,
    (n) => `${n.slice(0, 3)} ${n.slice(3, 6)}\u3000${n.slice(6)}`,
    (n) => [...n].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join(''),
  ]

  it('is the same in every wrapping, leading zeros and all', () => {
    fc.assert(
      fc.property(memberNumber, fc.constantFrom(...wrappings), (number, wrap) => {
        expect(parseCardInput(wrap(number))).toEqual({ kind: 'number', number, readTwice: false })
      }),
    )
  })

  it('delivered twice in one scan counts once, with a warning', () => {
    fc.assert(
      fc.property(memberNumber, (number) => {
        expect(parseCardInput(number + number)).toEqual({ kind: 'number', number, readTwice: true })
      }),
    )
  })

  it('never comes out of text that did not hold exactly its digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const input = parseCardInput(text)
        if (input.kind !== 'number') return
        const folded = [...text.normalize('NFKC')].filter((c) => c >= '0' && c <= '9').join('')
        expect(folded.includes(input.number)).toBe(true)
        expect(isMemberNumber(input.number)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('is not corrected, padded, cut or evaluated', () => {
    for (const text of [
      '9O10000123',
      '90100O0123',
      '1e9',
      '+901000123',
      '-901000123',
      '901000012.',
      '0x12345678',
    ]) {
      expect(refusal(text)).toBe('NOT_A_CARD')
    }
    expect(refusal('901000123')).toBe('WRONG_LENGTH')
    expect(refusal('90100001234')).toBe('WRONG_LENGTH')
    // Digits of other scripts look like digits and are none.
    expect(refusal('٩٠١٠٠٠٠١٢٣')).toBe('NOT_A_CARD')
  })
})

describe('refusals', () => {
  it('tells apart bank card, ID number and phone number', () => {
    for (const length of [16, 17, 19])
      expect(refusal('6222020200112233445'.slice(0, length))).toBe('BANK_CARD')
    expect(refusal('622202020011223344')).toBe('BANK_CARD')
    expect(refusal('110105194912310021')).toBe('ID_NUMBER')
    expect(refusal('11010519491231002x')).toBe('ID_NUMBER')
    expect(refusal('110105491231002')).toBe('ID_NUMBER')
    for (const phone of ['13812345678', '138-1234-5678', '+86 138 1234 5678', '8613812345678']) {
      expect(refusal(phone)).toBe('PHONE_NUMBER')
    }
  })

  it('knows two different cards in one read', () => {
    expect(refusal('90100001239010000124')).toBe('TWO_CARDS')
  })

  it('has an answer for emptiness, damage and documents', () => {
    expect(refusal('')).toBe('EMPTY')
    expect(refusal(' \r\n\t')).toBe('EMPTY')
    expect(refusal('90100\u00000123')).toBe('NOT_A_CARD')
    expect(refusal('x'.repeat(3072))).toBe('NOT_A_CARD')
    expect(refusal('9'.repeat(3072))).toBe('NOT_A_CARD')
    expect(refusal('\uD842')).toBe('NOT_A_CARD')
    expect(refusal('𠮷田の番号12')).toBe('NOT_A_CARD')
  })

  it('answers everything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(['number', 'refused']).toContain(parseCardInput(text).kind)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('masks', () => {
  it.each([
    ['王小明', '王*明'],
    ['王明', '王*'],
    ['欧阳娜娜', '欧**娜'],
    ['王', '*'],
    ['𠮷田', '𠮷*'],
    ['', '*'],
  ])('name %s → %s', (name, masked) => {
    expect(maskName(name)).toBe(masked)
  })

  it('number', () => {
    expect(maskNumber('9010000123' as MemberNumber)).toBe('901****123')
  })
})
