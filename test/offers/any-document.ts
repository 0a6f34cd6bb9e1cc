// Documents, sales and contexts of any kind for property tests: small enough that offers meet, strange enough that they collide.
import fc from 'fast-check'
import { readOffers } from '../../shared/offers/check-offers.ts'
import type { OffersDocument } from '../../shared/offers/offers-document.ts'
import type { PriceContext } from '../../shared/offers/price-context.ts'
import { priceSale } from '../../shared/offers/price-sale.ts'
import type { Priced } from '../../shared/offers/priced.ts'
import { type Sale, type SaleLine, saleSchema } from '../../shared/offers/sale.ts'
import type { Use } from '../../shared/offers/use.ts'

const itemIds = ['a', 'b', 'c'] as const
const fen = fc.integer({ min: 0, max: 6000 })

const ticketRule = fc.oneof(
  fc.record({ kind: fc.constant('PERCENT'), thousandths: fc.integer({ min: 0, max: 999 }) }),
  fc.record({ kind: fc.constant('AMOUNT_OFF'), offFen: fc.integer({ min: 1, max: 7000 }) }),
  fc.record({ kind: fc.constant('FIXED_PRICE'), priceFen: fc.integer({ min: 0, max: 500 }) }),
  fc.constant({ kind: 'FREE' }),
  fc.record({ kind: fc.constant('BY_WEEKDAY'), priceFen: fc.record({ WED: fen, SAT: fen }) }),
)

const bundleRule = fc.oneof(
  fc.record({
    kind: fc.constant('BUY_ONE_GET_ONE'),
    pairing: fc.constantFrom('FALLING_PRICE', 'CHEAPEST_HALF'),
  }),
  fc.record({
    kind: fc.constant('SECOND_REDUCED'),
    thousandths: fc.integer({ min: 0, max: 999 }),
    pairing: fc.constantFrom('FALLING_PRICE', 'CHEAPEST_HALF'),
  }),
  fc.record({
    kind: fc.constant('SPEND_AND_SAVE'),
    spendFen: fc.integer({ min: 2000, max: 9000 }),
    saveFen: fc.integer({ min: 1, max: 2000 }),
    times: fc.constantFrom('ONCE', 'EVERY'),
  }),
)

const dayLimit = fc.record({
  per: fc.constantFrom('MEMBER', 'FACILITY'),
  period: fc.constantFrom('DAY', 'MONTH'),
  uses: fc.integer({ min: 1, max: 4 }),
})
const saleLimit = fc.record({
  per: fc.constant('MEMBER'),
  period: fc.constant('SALE'),
  uses: fc.integer({ min: 1, max: 3 }),
})

export interface DocumentChoice {
  readonly bundles: boolean
  /** What a rule can say about one sale, so that two sales are more than one: limits by sale, minimum spend, companions, exclusions. */
  readonly perSale: boolean
}

export function anyDocument({ bundles, perSale }: DocumentChoice): fc.Arbitrary<OffersDocument> {
  const rule = bundles ? fc.oneof(ticketRule, bundleRule) : ticketRule
  const limit = perSale ? fc.oneof(dayLimit, saleLimit) : dayLimit
  const rarely = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 })
  const never = fc.constant(undefined)
  const offer = fc.record({
    items: fc.oneof(fc.constant('ALL'), fc.uniqueArray(fc.constantFrom(...itemIds), { minLength: 1 })),
    rule,
    when: rarely(
      perSale
        ? fc.oneof(
            fc.constant({ weekdays: ['WED'] }),
            fc.record({ minSpendFen: fc.integer({ min: 1, max: 9000 }) }),
          )
        : fc.constant({ weekdays: ['WED'] }),
    ),
    companions: perSale ? rarely(fc.record({ max: fc.integer({ min: 1, max: 2 }) })) : never,
    limits: rarely(fc.array(limit, { minLength: 1, maxLength: 2 })),
    stacksOn: rarely(fc.constant(['o0'])),
    excludes: perSale ? rarely(fc.constant(['o2'])) : never,
  })
  const surcharge = { id: 's', name: '附加', nameEn: 'Extra', items: ['a'], fen: 150, per: 'TICKET' }
  const example = {
    about: 'not run here',
    sale: { at: '2014-09-10T10:00:00+08:00', lines: [{ item: 'a' }] },
    expect: { payFen: 0 },
  }
  return fc
    .tuple(fc.tuple(fen, fen, fen), fc.array(offer, { minLength: 1, maxLength: 4 }), fc.boolean())
    .map(([prices, offers, hasSurcharge]) => ({
      format: 'union-card-offers',
      version: 1,
      facility: 'F',
      title: 'T',
      items: itemIds.map((id, at) => ({
        id,
        name: id,
        nameEn: id,
        unit: 'TICKET',
        listFen: 500 + (prices[at] ?? 0),
      })),
      ...(hasSurcharge ? { surcharges: [surcharge] } : {}),
      offers: offers.map((one, at) => ({
        id: `o${at}`,
        name: `o${at}`,
        nameEn: `o${at}`,
        ...one,
        examples: [example],
      })),
    }))
    .map((json) => readOffers(JSON.parse(JSON.stringify(json))))
    .filter((read) => read.ok)
    .map((read) => {
      if (!read.ok) throw new Error('filtered')
      return read.value
    })
}

export function anyLines(who: readonly SaleLine['who'][]): fc.Arbitrary<SaleLine[]> {
  const line = fc.record({
    item: fc.constantFrom(...itemIds),
    quantity: fc.integer({ min: 1, max: 3 }),
    who: fc.constantFrom(...who),
  })
  return fc.array(line, { minLength: 1, maxLength: 4 })
}

export const everyone = ['HOLDER', 'COMPANION'] as const

export function saleOf(lines: readonly SaleLine[], at = '2014-09-10T10:00:00+08:00'): Sale {
  return saleSchema.parse({ at, lines })
}

export const validCard: PriceContext = {
  card: 'VALID',
  allowUnconfirmed: false,
  shopper: { member: 'A', union: '901', categories: [] },
  holidays: { format: 'union-card-holidays', version: 1, years: [] },
  uses: [],
  terminal: 'T1',
}

/** The price of a sale that can be priced. */
export function priceOf(document: OffersDocument, sale: Sale, uses: readonly Use[] = []): Priced {
  const priced = priceSale(document, sale, { ...validCard, uses })
  if (!priced.ok) throw new Error(priced.error.kind)
  return priced.value
}
