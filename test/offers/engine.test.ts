// The engine, case by case: what the cookbook does not show.
import { describe, expect, it } from 'vitest'
import { readOffers } from '../../shared/offers/check-offers.ts'
import type { OffersDocument } from '../../shared/offers/offers-document.ts'
import { priceSale } from '../../shared/offers/price-sale.ts'
import { saleSchema } from '../../shared/offers/sale.ts'
import { sayStep } from '../../shared/offers/say-step.ts'
import type { Step } from '../../shared/offers/trail.ts'
import { voidTickets } from '../../shared/offers/void-sale.ts'
import { priceOf, saleOf, validCard } from './any-document.ts'

type Json = Record<string, unknown>

const example = {
  about: 'not run here',
  sale: { at: '2014-09-10T10:00:00+08:00', lines: [{ item: 'swim' }] },
  expect: { payFen: 0 },
}

function documentOf(offers: readonly Json[], more: Json = {}): OffersDocument {
  const read = readOffers({
    format: 'union-card-offers',
    version: 1,
    facility: 'F',
    title: 'T',
    items: [
      { id: 'swim', name: '游泳', nameEn: 'Swim', unit: 'TICKET', listFen: 5000 },
      { id: 'tea', name: '茶', nameEn: 'Tea', unit: 'PIECE', listFen: 1000 },
      { id: 'court', name: '场地', nameEn: 'Court', unit: 'HOUR', listFen: 4000, stepMinutes: 30 },
      { id: 'room', name: '客房', nameEn: 'Room', unit: 'NIGHT', listFen: 40000 },
      { id: 'open', name: '餐饮', nameEn: 'Bill', unit: 'OPEN' },
    ],
    offers: offers.map((offer) => ({
      name: offer.id,
      nameEn: offer.id,
      items: ['swim'],
      examples: [example],
      ...offer,
    })),
    ...more,
  })
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  return read.value
}

const percent = (thousandths: number) => ({ kind: 'PERCENT', thousandths })
const spend = (spendFen: number, saveFen: number) => ({
  kind: 'SPEND_AND_SAVE',
  spendFen,
  saveFen,
  times: 'ONCE',
})
const line = (item: string, quantity = 1, who: 'HOLDER' | 'COMPANION' = 'HOLDER') => ({ item, quantity, who })
const refusals = (trail: readonly Step[]) =>
  trail.flatMap((step) => ('offer' in step && !('item' in step) ? [[step.offer, step.code]] : []))

describe('several offers', () => {
  it('[OF1] for different goods do not wait for each other', () => {
    const document = documentOf([
      { id: 'swim-80', rule: percent(800) },
      { id: 'tea-half', items: ['tea'], rule: percent(500) },
    ])
    const priced = priceOf(document, saleOf([line('swim'), line('tea', 2)]))
    expect(priced).toMatchObject({
      payFen: 5000,
      offers: [
        { offer: 'swim-80', savedFen: 1000 },
        { offer: 'tea-half', savedFen: 1000 },
      ],
    })
    expect(priced.trail.some(({ code }) => code === 'CHOSEN')).toBe(false)
  })

  it('[OF1] of one price: the first listed wins and says so', () => {
    for (const [first, second] of [
      ['a', 'b'],
      ['b', 'a'],
    ] as const) {
      const document = documentOf([
        { id: first, rule: percent(800) },
        { id: second, rule: { kind: 'AMOUNT_OFF', offFen: 1000 } },
      ])
      const priced = priceOf(document, saleOf([line('swim', 3)]))
      expect(priced.offers.map(({ offer }) => offer)).toEqual([first])
      expect(priced.trail).toContainEqual({
        code: 'CHOSEN',
        offers: [first],
        because: 'FIRST_LISTED',
        totalFen: 12000,
      })
    }
  })

  it('[OF1] the first listed wins on every ticket, whatever else is sold', () => {
    const document = documentOf([
      { id: 'a', rule: percent(800) },
      { id: 'b', items: 'ALL', rule: percent(800) },
    ])
    const sale = saleSchema.parse({
      at: '2014-09-10T10:00:00+08:00',
      lines: [{ item: 'open', priceFen: 1000 }, { item: 'swim' }],
    })
    expect(priceOf(document, sale).tickets).toMatchObject([
      { item: 'open', offers: ['b'] },
      { item: 'swim', offers: ['a'] },
    ])
  })

  it('[OF1] a limited better one goes where it saves most', () => {
    const document = documentOf([
      {
        id: 'two-free',
        items: 'ALL',
        rule: { kind: 'FREE' },
        limits: [{ per: 'MEMBER', period: 'DAY', uses: 2 }],
      },
      { id: 'swim-80', rule: percent(800) },
    ])
    expect(priceOf(document, saleOf([line('tea', 3), line('swim', 2)])).payFen).toBe(3000)
  })

  it('[OF6] [OF7] that are both 满减 do not add up, unless one says so', () => {
    const two = [
      { id: 'a', rule: spend(10000, 1000) },
      { id: 'b', rule: spend(5000, 600) },
    ]
    const sale = saleOf([line('swim', 3)])
    expect(priceOf(documentOf(two), sale)).toMatchObject({ payFen: 14000, offers: [{ offer: 'a' }] })
    const stacked = [two[0] ?? {}, { ...two[1], stacksOn: ['a'] }]
    expect(priceOf(documentOf(stacked), sale)).toMatchObject({
      payFen: 13400,
      reductions: [
        { offer: 'a', fen: 1000 },
        { offer: 'b', fen: 600 },
      ],
    })
  })

  it('[OF6] 满减 leaves tickets to other offers where that is cheaper', () => {
    const document = documentOf([
      { id: 'swim-80', rule: percent(800) },
      { id: 'spend-100', items: 'ALL', rule: spend(10000, 2000) },
    ])
    const at = '2014-09-10T10:00:00+08:00'
    const bill = (priceFen: number) =>
      saleSchema.parse({ at, lines: [{ item: 'swim' }, { item: 'open', priceFen }] })
    expect(priceOf(document, bill(12000))).toMatchObject({
      payFen: 4000 + 10000,
      tickets: [
        { item: 'open', bundle: 'spend-100' },
        { item: 'swim', bundle: null },
      ],
    })
    expect(priceOf(document, bill(6000))).toMatchObject({ payFen: 9000, offers: [{ offer: 'spend-100' }] })
    expect(priceOf(document, bill(4000))).toMatchObject({ payFen: 8000, offers: [{ offer: 'swim-80' }] })
  })

  it('[OF6] a discount below 满减 is left out where it would cost the reduction', () => {
    const document = documentOf([
      { id: 'swim-99', rule: percent(990) },
      { id: 'spend-100', rule: spend(10000, 2000), stacksOn: ['swim-99'] },
    ])
    const priced = priceOf(document, saleOf([line('swim', 2)]))
    expect(priced).toMatchObject({ payFen: 8000, offers: [{ offer: 'spend-100' }] })
    expect(priced.uses).toMatchObject([{ offer: 'spend-100', tickets: 1 }])
    expect(priceOf(document, saleOf([line('swim', 3)])).payFen).toBe(3 * 4950 - 2000)
  })

  it('[OF7] what is given on top is given once, also alone', () => {
    const document = documentOf([
      { id: 'swim-80', rule: percent(800), when: { weekdays: ['SAT'] } },
      { id: 'on-top', rule: percent(900), stacksOn: ['swim-80'] },
    ])
    expect(priceOf(document, saleOf([line('swim')])).payFen).toBe(4500)
    expect(priceOf(document, saleOf([line('swim')], '2014-09-13T10:00:00+08:00')).payFen).toBe(3600)
  })

  it('[OF5] a pair and a discount: the ticket left over takes the discount', () => {
    const document = documentOf([
      { id: 'swim-80', rule: percent(800) },
      { id: 'bogo', rule: { kind: 'BUY_ONE_GET_ONE' } },
    ])
    expect(priceOf(document, saleOf([line('swim', 3)])).payFen).toBe(5000 + 4000)
  })

  it('[OF8] an exclusion speaks only where the excluding offer holds, and is named', () => {
    const document = documentOf([
      { id: 'saturday', rule: percent(900), when: { weekdays: ['SAT'] }, excludes: ['always'] },
      { id: 'wednesday', rule: percent(950), when: { weekdays: ['WED'] }, excludes: ['always'] },
      { id: 'always', rule: percent(500) },
    ])
    expect(priceOf(document, saleOf([line('swim')]))).toMatchObject({ payFen: 4750 })
    expect(priceOf(document, saleOf([line('swim')])).trail).toContainEqual({
      code: 'EXCLUDED',
      offer: 'always',
      by: 'wednesday',
      tickets: 1,
      partly: false,
    })
    expect(priceOf(document, saleOf([line('swim')], '2014-09-11T10:00:00+08:00')).payFen).toBe(2500)
  })

  it('[OF8] an exclusion of some of the tickets is told for these', () => {
    const document = documentOf([
      { id: 'swim-90', rule: percent(900), excludes: ['half'] },
      { id: 'half', items: 'ALL', rule: percent(500) },
    ])
    const { payFen, trail } = priceOf(document, saleOf([line('swim', 2), line('tea', 1)]))
    expect(payFen).toBe(2 * 4500 + 500)
    const step = { code: 'EXCLUDED', offer: 'half', by: 'swim-90', tickets: 2, partly: true }
    expect(trail).toContainEqual(step)
  })

  it('[OF8] an excluded offer excludes nothing itself', () => {
    const document = documentOf([
      { id: 'c', rule: percent(500) },
      { id: 'b', rule: percent(700), excludes: ['c'] },
      { id: 'a', rule: percent(900), excludes: ['b'] },
    ])
    expect(priceOf(document, saleOf([line('swim')]))).toMatchObject({ payFen: 2500 })
  })
})

describe('companions', () => {
  const document = documentOf([
    { id: 'family', rule: percent(800), companions: { max: 2, rule: percent(900) } },
  ])

  it('are at most as many as the rule says, in one sale', () => {
    const { payFen, uses, trail } = priceOf(document, saleOf([line('swim', 1), line('swim', 3, 'COMPANION')]))
    expect(payFen).toBe(4000 + 2 * 4500 + 5000)
    expect(trail).toContainEqual({ code: 'COMPANIONS_MAX', offer: 'family', max: 2, tickets: 1 })
    expect(uses).toMatchObject([{ tickets: 1, companions: 2, sales: 1 }])
  })

  it('[OF10] get nothing from an offer that does not speak of them', () => {
    const alone = documentOf([{ id: 'a', rule: percent(800) }])
    const { payFen, trail } = priceOf(alone, saleOf([line('swim', 1, 'COMPANION')]))
    expect(payFen).toBe(5000)
    expect(refusals(trail)).toEqual([['a', 'HOLDER_ONLY']])
  })

  it('are told so also where the holder has it', () => {
    const alone = documentOf([{ id: 'a', rule: percent(800) }])
    const { payFen, trail } = priceOf(alone, saleOf([line('swim', 1), line('swim', 2, 'COMPANION')]))
    expect(payFen).toBe(14000)
    expect(trail).toContainEqual({ code: 'HOLDER_ONLY', offer: 'a', tickets: 2, partly: true })
    expect(trail.map((step) => sayStep(step, alone, 'zh-CN'))).toContain(
      'a：限本人使用，同行家属按原价（2张）',
    )
  })
})

it('a class may be called anything', () => {
  const document = documentOf([], { classes: [{ id: 'constructor', name: '某', nameEn: 'Some' }] })
  const sale = saleSchema.parse({
    at: '2014-09-10T10:00:00+08:00',
    lines: [{ item: 'swim', class: 'constructor' }],
  })
  expect(priceOf(document, sale).payFen).toBe(5000)
})

describe('hours and nights', () => {
  it('[OF4] are charged by the started step, each at its own time', () => {
    const document = documentOf([
      {
        id: 'morning',
        items: ['court'],
        rule: percent(500),
        when: { times: [{ from: '08:00', to: '09:00' }] },
      },
    ])
    const sale = saleSchema.parse({
      at: '2014-09-10T07:00:00+08:00',
      lines: [{ item: 'court', minutes: 61, startsAt: '2014-09-10T08:30:00+08:00' }],
    })
    expect(priceOf(document, sale)).toMatchObject({ listFen: 12000, payFen: 10000 })
  })

  it('a stay is free for so many nights a year', () => {
    const document = documentOf([
      {
        id: 'free-nights',
        items: ['room'],
        rule: { kind: 'FREE' },
        limits: [{ per: 'MEMBER', period: 'CALENDAR_YEAR', uses: 2 }],
      },
    ])
    const sale = saleSchema.parse({ at: '2014-09-10T10:00:00+08:00', lines: [{ item: 'room', nights: 3 }] })
    expect(priceOf(document, sale).payFen).toBe(40000)
  })

  it('an instant with another offset is the same Shanghai moment', () => {
    const document = documentOf([
      { id: 'a', rule: percent(500), when: { times: [{ from: '08:30', to: '10:00' }] } },
    ])
    expect(priceOf(document, saleOf([line('swim')], '2014-09-10T00:30:00Z')).payFen).toBe(2500)
    expect(priceOf(document, saleOf([line('swim')], '2014-09-10T02:00:00Z')).payFen).toBe(5000)
  })
})

describe('limits', () => {
  it('[OF9] by sales count a sale, however many tickets', () => {
    const document = documentOf([
      { id: 'a', rule: percent(500), limits: [{ per: 'MEMBER', period: 'DAY', uses: 1, counts: 'SALES' }] },
    ])
    const first = priceOf(document, saleOf([line('swim', 4)]))
    expect(first.payFen).toBe(10000)
    expect(priceOf(document, saleOf([line('swim')]), first.uses).payFen).toBe(5000)
  })

  it('that are partly used say so and give what is left', () => {
    const document = documentOf([
      { id: 'a', rule: percent(500), limits: [{ per: 'MEMBER', period: 'DAY', uses: 3 }] },
    ])
    const first = priceOf(document, saleOf([line('swim', 2)]))
    const second = priceOf(document, saleOf([line('swim', 2)]), first.uses)
    expect(second.payFen).toBe(7500)
    expect(second.trail).toContainEqual({
      code: 'LIMIT',
      offer: 'a',
      limit: { per: 'MEMBER', period: 'DAY', counts: 'TICKETS', uses: 3, used: 2 },
    })
  })

  it('[OF12] are as before once a single ticket was voided', () => {
    const document = documentOf([
      { id: 'a', rule: percent(500), limits: [{ per: 'MEMBER', period: 'DAY', uses: 2 }] },
    ])
    const first = priceOf(document, saleOf([line('swim', 2)]))
    const voided = voidTickets(first, 0, 1)
    if (!voided.ok) throw new Error(voided.error.kind)
    expect(voided.value.payFen).toBe(-2500)
    const uses = [...first.uses, ...voided.value.uses]
    expect(priceOf(document, saleOf([line('swim', 2)]), uses).payFen).toBe(7500)
  })
})

describe('a sale that cannot be priced', () => {
  const document = documentOf([])
  it.each([
    [{ item: 'gym' }, 'NO_SUCH_ITEM'],
    [{ item: 'swim', class: 'child' }, 'NO_SUCH_CLASS'],
    [{ item: 'court' }, 'NEEDS_MINUTES'],
    [{ item: 'room' }, 'NEEDS_NIGHTS'],
    [{ item: 'open' }, 'NEEDS_PRICE'],
    [{ item: 'swim', minutes: 60 }, 'NOT_FOR_THIS_ITEM'],
    [{ item: 'swim', priceFen: 1 }, 'NOT_FOR_THIS_ITEM'],
    [{ item: 'open', priceFen: 100_000_000, quantity: 2 }, 'TOO_LARGE'],
  ])('%j: %s', (wrong, kind) => {
    const sale = saleSchema.parse({ at: '2014-09-10T10:00:00+08:00', lines: [{ item: 'swim' }, wrong] })
    expect(priceSale(document, sale, validCard)).toEqual({ ok: false, error: { kind, line: 1 } })
  })

  it.each([0, 1000, -1, 1.5])('a quantity of %d is not taken', (quantity) => {
    expect(
      saleSchema.safeParse({ at: '2014-09-10T10:00:00+08:00', lines: [{ item: 'swim', quantity }] }).success,
    ).toBe(false)
  })
})

it('the largest sale meets eight bundles and many offers, and is still priced', () => {
  const document = documentOf([
    ...Array.from({ length: 8 }, (_, at) => ({
      id: `pair-${at}`,
      items: 'ALL',
      rule: { kind: 'SECOND_REDUCED', thousandths: 500 + at },
    })),
    ...Array.from({ length: 192 }, (_, at) => ({
      id: `off-${at}`,
      items: 'ALL',
      rule: { kind: 'AMOUNT_OFF', offFen: 10 + at },
      limits: [{ per: 'MEMBER', period: 'DAY', uses: 3 }],
    })),
  ])
  const { payFen, listFen } = priceOf(document, saleOf([line('swim', 999), line('tea', 999)]))
  expect(payFen).toBeLessThan(listFen)
})
