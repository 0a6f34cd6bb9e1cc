// The agreed prices: every row of the file is an offer of the cookbook, and its numbers come out in the order of the situations.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { roundCash } from '../../shared/money/cash-rounding.ts'
import { voidTickets, voidWhole } from '../../shared/offers/void-sale.ts'
import { cookbookDocument, cookbookFiles } from './cookbook.ts'

const { cases } = z
  .object({
    cases: z.array(
      z.object({
        id: z.string(),
        situation: z.string(),
        listFen: z.int().nullable(),
        payFen: z.array(z.int()),
      }),
    ),
  })
  .parse(JSON.parse(readFileSync('test/fixtures/vectors/prices.json', 'utf8')))

const examples = cookbookFiles.flatMap((file) => cookbookDocument(file).examples)

/** `P05` finds `P05/1`, `P05/2` in order. */
function examplesOf(id: string) {
  return examples
    .filter(({ example }) => example.id === id || example.id?.startsWith(`${id}/`))
    .sort((a, b) => ((a.example.id ?? '') < (b.example.id ?? '') ? -1 : 1))
}

const VOID_ROW = 'P34'

describe('the agreed prices', () => {
  it('are all here', () => {
    expect(cases).toHaveLength(19)
  })

  it.each(cases.filter(({ id }) => id !== VOID_ROW))('$id: $situation', ({ id, listFen, payFen }) => {
    const found = examplesOf(id)
    const got = found.map(({ example, priced }) => {
      const pay = priced?.payFen ?? Number.NaN
      return example.cashRounding ? roundCash(pay, example.cashRounding).receivedFen : pay
    })
    expect(got).toEqual(payFen)
    if (listFen !== null) for (const { priced } of found) expect(priced?.listFen).toBe(listFen)
  })

  it('[OF3] P27: the four messages are different', () => {
    const codes = examplesOf('P27').map(
      ({ priced }) => priced?.trail.find(({ code }) => code.startsWith('CARD_'))?.code,
    )
    expect(codes).toEqual(['CARD_EXPIRED', 'CARD_STOPPED', 'CARD_UNCONFIRMED', 'CARD_UNKNOWN'])
  })

  it('[OF2] P03: one cup is 10.63, and three are three of them', () => {
    expect(examplesOf('P03')[0]?.priced?.tickets).toMatchObject([{ payFen: 1063, quantity: 3 }])
  })

  it('[OF12] P34: a bundle is voided whole, with its uses', () => {
    const row = cases.find(({ id }) => id === VOID_ROW)
    const priced = examplesOf('P08')[0]?.priced
    if (!priced) throw new Error('P08 has no price')
    const voided = voidWhole(priced)
    expect([voided.payFen]).toEqual(row?.payFen)
    expect(priced.uses.map(({ tickets, sales }) => [tickets, sales])).toEqual([[1, 1]])
    expect(voided.uses.map(({ tickets, sales }) => [tickets, sales])).toEqual([[-1, -1]])
    expect(voidTickets(priced, 0, 1)).toEqual({
      ok: false,
      error: { kind: 'BUNDLED', offer: 'cinema-bogo' },
    })
  })
})
