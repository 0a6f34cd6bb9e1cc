// What holds for every document and every sale.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { covers } from '../../shared/offers/condition-check.ts'
import type { OffersDocument } from '../../shared/offers/offers-document.ts'
import { priceSale } from '../../shared/offers/price-sale.ts'
import { isTicketRule } from '../../shared/offers/rule.ts'
import type { Sale } from '../../shared/offers/sale.ts'
import { ticketPrice } from '../../shared/offers/ticket-price.ts'
import { lotsOf } from '../../shared/offers/tickets.ts'
import { voidTickets, voidWhole } from '../../shared/offers/void-sale.ts'
import { standings } from '../../shared/visit/visit.ts'
import { anyDocument, anyLines, everyone, priceOf, saleOf, validCard } from './any-document.ts'

const anything = { bundles: true, perSale: true } as const
const runs = { numRuns: 400 }

describe('every price', () => {
  it('[OF11] is whole, not below zero and not above the list price, surcharges aside', () => {
    fc.assert(
      fc.property(anyDocument(anything), anyLines(everyone), (document, lines) => {
        const { payFen, listFen, surchargeFen, tickets } = priceOf(document, saleOf(lines))
        expect(Number.isSafeInteger(payFen)).toBe(true)
        expect(payFen - surchargeFen).toBeGreaterThanOrEqual(0)
        expect(payFen - surchargeFen).toBeLessThanOrEqual(listFen)
        for (const ticket of tickets) expect(ticket.payFen >= 0 && ticket.payFen <= ticket.listFen).toBe(true)
      }),
      runs,
    )
  })

  it('is the sum of what it is made of, and every ticket is sold once', () => {
    fc.assert(
      fc.property(anyDocument(anything), anyLines(everyone), (document, lines) => {
        const priced = priceOf(document, saleOf(lines))
        const sum = (amounts: readonly number[]) => amounts.reduce((total, fen) => total + fen, 0)
        const goods = sum(priced.tickets.map(({ payFen, quantity }) => payFen * quantity))
        const reductions = sum(priced.reductions.map(({ fen }) => fen))
        expect(goods - reductions + priced.surchargeFen).toBe(priced.payFen)
        expect(sum(priced.offers.map(({ savedFen }) => savedFen))).toBe(priced.savedFen)
        expect(sum(priced.tickets.map(({ quantity }) => quantity))).toBe(
          sum(lines.map(({ quantity }) => quantity)),
        )
        expect(sum(priced.surcharges.map(({ fen }) => fen))).toBe(priced.surchargeFen)
      }),
      runs,
    )
  })

  it('[OF1] [OF7] never adds up offers that do not say so', () => {
    fc.assert(
      fc.property(anyDocument(anything), anyLines(everyone), (document, lines) => {
        const { tickets, reductions } = priceOf(document, saleOf(lines))
        const stacksOn = (id: string) => document.offers.find((offer) => offer.id === id)?.stacksOn ?? []
        for (const { item, offers } of tickets) {
          for (const [at, top] of offers.entries())
            expect(stacksOn(top)).toEqual(expect.arrayContaining(offers.slice(0, at)))
          const saving = reductions
            .map(({ offer }) => document.offers.find(({ id }) => id === offer))
            .filter((offer) => offer && !offer.when && covers(offer, item))
          for (const one of saving)
            for (const other of saving)
              if (one && other && one !== other)
                expect(stacksOn(one.id).includes(other.id) || stacksOn(other.id).includes(one.id)).toBe(true)
        }
      }),
      runs,
    )
  })

  it('is the same in any order of the lines, and with lines split in two', () => {
    fc.assert(
      fc.property(
        anyDocument(anything),
        anyLines(everyone).chain((lines) =>
          fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
        ),
        (document, [lines, shuffled]) => {
          const singles = shuffled.flatMap((line) =>
            Array.from({ length: line.quantity }, () => ({ ...line, quantity: 1 })),
          )
          const priced = priceOf(document, saleOf(lines))
          expect(priceOf(document, saleOf(shuffled))).toEqual(priced)
          expect(priceOf(document, saleOf(singles))).toEqual(priced)
        },
      ),
      runs,
    )
  })

  it('is the same again, and changes nothing it was given', () => {
    fc.assert(
      fc.property(anyDocument(anything), anyLines(everyone), (document, lines) => {
        const before = structuredClone(document)
        const first = priceOf(document, saleOf(lines))
        expect(priceOf(document, saleOf(lines))).toEqual(first)
        expect(document).toEqual(before)
      }),
    )
  })

  it('is never above what any single offer alone would give', () => {
    fc.assert(
      fc.property(anyDocument({ bundles: true, perSale: false }), anyLines(['HOLDER']), (document, lines) => {
        const { payFen } = priceOf(document, saleOf(lines))
        for (const offer of document.offers) {
          const alone = priceOf(
            { ...document, offers: [{ ...offer, stacksOn: undefined }] } as OffersDocument,
            saleOf(lines),
          )
          expect(payFen).toBeLessThanOrEqual(alone.payFen)
        }
      }),
      runs,
    )
  })
})

describe('the lowest total', () => {
  it('[OF1] is what trying everything finds', () => {
    const plain = anyDocument({ bundles: false, perSale: false }).map(
      (document): OffersDocument => ({
        ...document,
        offers: document.offers.slice(0, 3).map(({ stacksOn: _none, ...offer }) => offer),
      }),
    )
    fc.assert(
      fc.property(plain, anyLines(['HOLDER']), (document, lines) => {
        const sale = saleOf(lines.slice(0, 2))
        const { payFen, surchargeFen } = priceOf(document, sale)
        expect(payFen - surchargeFen).toBe(lowestByTrying(document, sale))
      }),
      { numRuns: 300 },
    )
  })
})

/** Gives every ticket every offer or none, within the limits. The sale is on a Wednesday, nothing was used before. */
function lowestByTrying({ offers, ...document }: OffersDocument, sale: Sale): number {
  const lots = lotsOf({ ...document, offers }, sale)
  if (!lots.ok) throw new Error(lots.error.kind)
  const tickets = lots.value.flatMap((lot) => Array.from({ length: lot.quantity }, () => lot))
  const room = offers.map(({ limits = [] }) =>
    Math.min(...limits.map(({ uses }) => uses), Number.POSITIVE_INFINITY),
  )
  const lowestFrom = (at: number): number => {
    const ticket = tickets[at]
    if (!ticket) return 0
    let lowest = ticket.listFen + lowestFrom(at + 1)
    for (const [index, offer] of offers.entries()) {
      const left = room[index] ?? 0
      if (left < 1 || !covers(offer, ticket.item) || !isTicketRule(offer.rule)) continue
      room[index] = left - 1
      lowest = Math.min(lowest, ticketPrice(offer.rule, ticket.listFen, ticket) + lowestFrom(at + 1))
      room[index] = left
    }
    return lowest
  }
  return lowestFrom(0)
}

describe('two sales instead of one', () => {
  it('are never cheaper where no rule speaks of a sale', () => {
    fc.assert(
      fc.property(
        anyDocument({ bundles: false, perSale: false }),
        anyLines(['HOLDER']),
        anyLines(['HOLDER']),
        (document, one, other) => {
          const first = priceOf(document, saleOf(one))
          const second = priceOf(document, saleOf(other), first.uses)
          expect(priceOf(document, saleOf([...one, ...other])).payFen).toBeLessThanOrEqual(
            first.payFen + second.payFen,
          )
        },
      ),
      runs,
    )
  })

  it('are never cheaper with one bundle, once a day', () => {
    const limits = [{ per: 'MEMBER', period: 'DAY', uses: 1, counts: 'TICKETS' }] as const
    const one = anyDocument({ bundles: true, perSale: false }).map(
      (document): OffersDocument => ({
        ...document,
        offers: document.offers.slice(0, 1).map((offer) => ({ ...offer, limits: [...limits] })),
      }),
    )
    fc.assert(
      fc.property(one, anyLines(['HOLDER']), anyLines(['HOLDER']), (document, a, b) => {
        // Of a larger heap the cheapest is cheaper: that reading speaks of the sale.
        fc.pre(!JSON.stringify(document).includes('CHEAPEST_HALF'))
        const first = priceOf(document, saleOf(a))
        const second = priceOf(document, saleOf(b), first.uses)
        expect(priceOf(document, saleOf([...a, ...b])).payFen).toBeLessThanOrEqual(
          first.payFen + second.payFen,
        )
      }),
      runs,
    )
  })

  it('[OF9] never get more than the limits say, however a day is cut into sales', () => {
    fc.assert(
      fc.property(
        anyDocument(anything),
        fc.array(anyLines(everyone), { minLength: 1, maxLength: 6 }),
        (document, sales) => {
          const uses = sales.flatMap(
            ((before) => (lines: (typeof sales)[number]) => {
              const priced = priceOf(document, saleOf(lines), before)
              before.push(...priced.uses)
              return priced.uses
            })([] as ReturnType<typeof priceOf>['uses'][number][]),
          )
          for (const { id, limits = [] } of document.offers)
            for (const { period, uses: most } of limits) {
              if (period === 'SALE') continue
              const used = uses
                .filter(({ offer }) => offer === id)
                .reduce((sum, { tickets }) => sum + tickets, 0)
              expect(used).toBeLessThanOrEqual(most)
            }
        },
      ),
      runs,
    )
  })
})

describe('a void', () => {
  it('[OF12] gives the exact inverse, and every limit is as it was', () => {
    fc.assert(
      fc.property(
        anyDocument(anything),
        anyLines(everyone),
        anyLines(everyone),
        (document, before, lines) => {
          const { uses } = priceOf(document, saleOf(before))
          const priced = priceOf(document, saleOf(lines), uses)
          const voided = voidWhole(priced)
          expect(voided.payFen + priced.payFen).toBe(0)
          const after = [...uses, ...priced.uses, ...voided.uses]
          expect(priceOf(document, saleOf(lines), after)).toEqual(priced)
          expect(priceOf(document, saleOf(lines), after.reverse())).toEqual(priced)
        },
      ),
      runs,
    )
  })

  it('[OF12] of single tickets gives back what they cost, unless they are bundled', () => {
    fc.assert(
      fc.property(anyDocument(anything), anyLines(everyone), (document, lines) => {
        const priced = priceOf(document, saleOf(lines))
        for (const [at, { bundle, payFen, surchargeFen, quantity }] of priced.tickets.entries()) {
          const voided = voidTickets(priced, at, 1)
          expect(voided.ok).toBe(bundle === null)
          if (voided.ok) expect(voided.value.payFen + payFen + surchargeFen).toBe(0)
          expect(voidTickets(priced, at, quantity + 1).ok).toBe(false)
        }
      }),
    )
  })
})

describe('without a valid card', () => {
  it('[OF3] nothing is discounted and nothing is used', () => {
    const invalid = fc.constantFrom(...standings.filter((state) => state !== 'VALID'))
    fc.assert(
      fc.property(anyDocument(anything), anyLines(everyone), invalid, (document, lines, card) => {
        const priced = priceSale(document, saleOf(lines), { ...validCard, card })
        expect(priced).toMatchObject({ ok: true, value: { savedFen: 0, uses: [], offers: [] } })
        expect(priced.ok && priced.value.trail.some(({ code }) => code === `CARD_${card}`)).toBe(true)
      }),
    )
  })
})
