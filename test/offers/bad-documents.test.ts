// Documents that are not taken: always with the path and a sentence, and with the offer's name where one is to blame.
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { checkOffers } from '../../shared/offers/check-offers.ts'
import { sayProblem } from '../../shared/offers/offers-problem.ts'
import { cookbookFiles, cookbookJson } from './cookbook.ts'

type Json = Record<string, unknown>

const example = (payFen: number, more: Json = {}) => ({
  about: 'one ticket',
  sale: { at: '2014-09-10T10:00:00+08:00', lines: [{ item: 'swim' }] },
  expect: { payFen },
  ...more,
})

const offer = (id: string, more: Json = {}): Json => ({
  id,
  name: `名称-${id}`,
  nameEn: id,
  items: ['swim'],
  rule: { kind: 'PERCENT', thousandths: 800 },
  examples: [example(2800)],
  ...more,
})

const documentWith = (offers: readonly Json[], more: Json = {}): Json => ({
  format: 'union-card-offers',
  version: 1,
  facility: 'F',
  title: 'T',
  items: [{ id: 'swim', name: '游泳', nameEn: 'Swim', unit: 'TICKET', listFen: 3500 }],
  offers,
  ...more,
})

function problemsOf(json: unknown): string[] {
  const checked = checkOffers(json)
  return checked.ok ? [] : checked.error.map(sayProblem)
}

const spend = (spendFen: number, saveFen: number) => ({
  kind: 'SPEND_AND_SAVE',
  spendFen,
  saveFen,
  times: 'ONCE',
})

test('the document all others are made from is good', () => {
  expect(problemsOf(documentWith([offer('a')]))).toEqual([])
})

describe('a document is refused', () => {
  test.each<[string, Json, RegExp]>([
    [
      'with an unknown field',
      documentWith([offer('a', { discuont: 1 })]),
      /^offers\.0: offer "名称-a": Unrecog.*discuont/,
    ],
    ['with an unknown field at the top', documentWith([offer('a')], { extra: 1 }), /^document: Unrec.*extra/],
    [
      'with a negative price',
      documentWith([offer('a', { rule: { kind: 'FIXED_PRICE', priceFen: -1 } })]),
      /^offers\.0\.rule\.priceFen: offer "名称-a": Too small/,
    ],
    [
      'with a price that is not whole',
      documentWith([offer('a', { rule: { kind: 'FIXED_PRICE', priceFen: 4.355 } })]),
      /^offers\.0\.rule\.priceFen: .*int/,
    ],
    [
      'with a rate above the list price',
      documentWith([offer('a', { rule: { kind: 'PERCENT', thousandths: 1001 } })]),
      /thousandths/,
    ],
    [
      'with a rule nobody knows',
      documentWith([offer('a', { rule: { kind: 'LOTTERY' } })]),
      /^offers\.0\.rule\.kind/,
    ],
    ['of another format', { ...documentWith([offer('a')]), version: 2 }, /^version/],
    ['without an example', documentWith([offer('a', { examples: [] })]), /^offers\.0\.examples/],
    [
      'whose example fails',
      documentWith([offer('a'), offer('b', { examples: [example(2900)] })]),
      /^offers\.1\.examples\.0: offer "名称-b": example "one ticket": payable is 2800 fen \(28\.00\), expected 2900/,
    ],
    [
      'whose example cannot be priced',
      documentWith([
        offer('a', {
          examples: [example(1, { sale: { at: '2014-09-10T10:00:00+08:00', lines: [{ item: 'gym' }] } })],
        }),
      ]),
      /NO_SUCH_ITEM in line 1/,
    ],
    [
      'with an offer that none of its examples uses',
      documentWith([offer('a', { examples: [example(3500, { card: 'EXPIRED' })] })]),
      /^offers\.0\.examples: offer "名称-a": none of its examples uses it/,
    ],
    [
      'with a circle of exclusions',
      documentWith([
        offer('a', { excludes: ['b'] }),
        offer('b', { excludes: ['c'] }),
        offer('c', { excludes: ['a'] }),
      ]),
      /^offers\.\d\.excludes: offer "名称-[abc]": goes round in a circle: (a → b → c → a|b → c → a → b|c → a → b → c)/,
    ],
    ['that excludes itself', documentWith([offer('a', { excludes: ['a'] })]), /circle: a → a/],
    [
      'with a circle of stacking',
      documentWith([offer('a', { stacksOn: ['b'] }), offer('b', { stacksOn: ['a'] })]),
      /stacksOn: .*circle/,
    ],
    [
      'that stacks on what it excludes',
      documentWith([offer('a'), offer('b', { stacksOn: ['a'], excludes: ['a'] })]),
      /exclude each other/,
    ],
    [
      'that stacks and counts tickets',
      documentWith([
        offer('a'),
        offer('b', { stacksOn: ['a'], limits: [{ per: 'MEMBER', period: 'DAY', uses: 1 }] }),
      ]),
      /^offers\.1\.limits\.0\.counts: .*SALES/,
    ],
    [
      'with items that are no list',
      documentWith([offer('a', { items: 'swim' })]),
      /^offers\.0\.items: .*"ALL" or a list/,
    ],
    [
      'with an item nobody sells',
      documentWith([offer('a', { items: ['gym'] })]),
      /^offers\.0\.items: .*no item "gym"/,
    ],
    [
      'with a class nobody knows',
      documentWith([offer('a', { who: { classes: ['child'] } })]),
      /no class "child"/,
    ],
    [
      'with a category nobody knows',
      documentWith([offer('a', { who: { categories: ['vip'] } })]),
      /no category "vip"/,
    ],
    ['with an exclusion of nothing', documentWith([offer('a', { excludes: ['z'] })]), /no offer "z"/],
    ['with one name twice', documentWith([offer('a'), offer('a')]), /^offers\.1\.id: .*twice/],
    [
      'with a fixed price above the list price',
      documentWith([offer('a', { rule: { kind: 'FIXED_PRICE', priceFen: 3600 } })]),
      /above the list price of "swim"/,
    ],
    [
      'that saves more than is spent',
      documentWith([offer('a', { rule: spend(1000, 1001) })]),
      /more is saved than/,
    ],
    [
      'with a window that ends before it starts',
      documentWith([offer('a', { when: { times: [{ from: '22:00', to: '06:00' }] } })]),
      /^offers\.0\.when\.times\.0: .*over midnight/,
    ],
    [
      'whose black-out dates leave no day',
      documentWith([
        offer('a', {
          when: {
            dates: [{ from: '2014-09-01', to: '2014-09-30' }],
            exceptDates: [{ from: '2014-08-01', to: '2014-12-31' }],
          },
        }),
      ]),
      /every day/,
    ],
    [
      'with a day that does not exist',
      documentWith([offer('a', { when: { dates: [{ from: '2014-02-29', to: '2014-03-01' }] } })]),
      /calendar day/,
    ],
    [
      'that allots more than it has',
      documentWith([
        offer('a', {
          limits: [
            {
              per: 'FACILITY',
              period: 'DAY',
              uses: 50,
              allotments: [
                { terminal: 'T1', uses: 30 },
                { terminal: 'T2', uses: 21 },
              ],
            },
          ],
        }),
      ]),
      /^offers\.0\.limits\.0\.allotments: .*more is allotted/,
    ],
    [
      'for the holder only, with companions',
      documentWith([offer('a', { holderOnly: true, companions: { max: 1 } })]),
      /holder only has no companions/,
    ],
    [
      'with an item that has no price',
      documentWith([offer('a')], { items: [{ id: 'swim', name: '游泳', nameEn: 'Swim', unit: 'TICKET' }] }),
      /^items\.0\.listFen: the list price is missing/,
    ],
    [
      'whose examples tell of too many sales',
      documentWith([
        offer('a', {
          examples: Array.from({ length: 11 }, () =>
            example(2800, { earlier: [{ members: 500, sale: example(0).sale }] }),
          ),
        }),
      ]),
      /5500 earlier sales; at most 5000/,
    ],
    [
      'with more bundles than can be tried',
      documentWith(
        Array.from({ length: 9 }, (_, at) => offer(`o${at}`, { rule: { kind: 'BUY_ONE_GET_ONE' } })),
      ),
      /9 offers over several tickets/,
    ],
  ])('%s', (_what, json, sentence) => {
    expect(problemsOf(json).join('\n')).toMatch(sentence)
  })

  it('of 10,000 offers, in one sentence', () => {
    const many = documentWith(Array.from({ length: 10_000 }, (_, at) => offer(`o${at}`)))
    expect(problemsOf(many)).toEqual([expect.stringMatching(/^offers: Too big.*200/)])
  })

  test.each([null, 1, 'text', [], {}, { offers: 'x' }, { offers: [null] }])('that is none: %j', (json) => {
    expect(problemsOf(json).length).toBeGreaterThan(0)
  })
})

describe('whatever is put in the place of anything', () => {
  const json = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom<unknown>(
      0,
      -1,
      1.5,
      1e12,
      '',
      'ALL',
      'swim',
      [],
      {},
      null,
      true,
      '9999-12-31T23:59:59+08:00',
    ),
  )
  const places = cookbookFiles.flatMap((file) => pathsOf(cookbookJson(file)).map((path) => ({ file, path })))

  it('is taken or refused with a sentence, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), json, ({ file, path }, value) => {
        const changed = withValueAt(cookbookJson(file), path, value)
        for (const sentence of problemsOf(changed)) expect(sentence).toMatch(/^.+?: .+/s)
      }),
      { numRuns: 2000 },
    )
  })

  it('no number of an example can be changed by one', () => {
    const expected = places.filter(({ path }) => path.at(-1) === 'payFen')
    for (const { file, path } of expected) {
      const before = path.reduce((node, key) => (node as Json)[key], cookbookJson(file)) as number
      expect(problemsOf(withValueAt(cookbookJson(file), path, before + 1))).toHaveLength(1)
    }
  })
})

function pathsOf(node: unknown, path: readonly string[] = []): (readonly string[])[] {
  const below = typeof node === 'object' && node !== null ? Object.entries(node) : []
  return [path, ...below.flatMap(([key, value]) => pathsOf(value, [...path, key]))]
}

function withValueAt(node: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  const copy = structuredClone(node) as Json
  copy[key] = withValueAt(copy[key], rest, value)
  return copy
}
