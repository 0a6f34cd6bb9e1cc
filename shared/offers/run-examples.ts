// Runs the examples that a document carries: each situation is priced by the engine itself, the earlier sales first.
import { type Day, dayOfInstant, yearOf } from '../core/day.ts'
import { roundCash } from '../money/cash-rounding.ts'
import { formatFen } from '../money/fen.ts'
import type { Holidays } from '../packages/holidays.ts'
import type { Example } from './example.ts'
import type { OffersDocument } from './offers-document.ts'
import type { PriceContext } from './price-context.ts'
import { priceSale } from './price-sale.ts'
import type { Priced } from './priced.ts'
import type { Sale, SaleProblem } from './sale.ts'
import type { Use } from './use.ts'

export interface ExampleOutcome {
  readonly path: string
  /** Name of the offer that carries it; null: the document does. */
  readonly offer: string | null
  readonly example: Example
  readonly priced: Priced | null
  /** A sentence; null: it comes out as expected. */
  readonly failure: string | null
}

export function runExamples(document: OffersDocument): readonly ExampleOutcome[] {
  const run = (path: string, offer: string | null) => (example: Example, index: number) => ({
    path: `${path}.${index}`,
    offer,
    ...outcomeOf(document, example),
  })
  return [
    ...document.offers.flatMap(({ name, examples }, at) => examples.map(run(`offers.${at}.examples`, name))),
    ...(document.examples ?? []).map(run('examples', null)),
  ]
}

function outcomeOf(
  document: OffersDocument,
  example: Example,
): Pick<ExampleOutcome, 'example' | 'priced' | 'failure'> {
  const { about } = example
  const fails = (why: string) => ({ example, priced: null, failure: `example "${about}": ${why}` })
  const holidays = holidaysIn(example)
  const uses: Use[] = []
  for (const earlier of example.earlier) {
    for (let at = 0; at < (earlier.members ?? 1); at += 1) {
      const member = earlier.members === undefined ? earlier.member : `${earlier.member} ${at + 1}`
      const shopper = { ...earlier, member, card: 'VALID', allowUnconfirmed: false } as const
      const priced = priceSale(document, earlier.sale, contextOf(shopper, holidays, uses))
      if (!priced.ok) return fails(`an earlier sale ${saleSentence(priced.error)}`)
      uses.push(...priced.value.uses)
    }
  }
  const priced = priceSale(document, example.sale, contextOf(example, holidays, uses))
  if (!priced.ok) return fails(`the sale ${saleSentence(priced.error)}`)
  const wrong = differenceTo(document, example, priced.value)
  return { example, priced: priced.value, failure: wrong && `example "${about}": ${wrong}` }
}

function differenceTo(document: OffersDocument, example: Example, priced: Priced): string | null {
  const { expect, cashRounding = document.cashRounding } = example
  const { receivedFen } = roundCash(priced.payFen, cashRounding)
  const differs = (what: string, got: number, expected: number | undefined) =>
    expected === undefined || got === expected
      ? null
      : `${what} ${got} fen (${formatFen(got)}), expected ${expected} (${formatFen(expected)})`
  const offers = priced.offers.map(({ offer }) => offer)
  return (
    differs('payable is', priced.payFen, expect.payFen) ??
    differs('the list price is', priced.listFen, expect.listFen) ??
    differs('received is', receivedFen, expect.receivedFen) ??
    (expect.offers && offers.join() !== expect.offers.join()
      ? `uses ${offers.join(', ') || 'no offer'}, expected ${expect.offers.join(', ') || 'none'}`
      : null) ??
    (expect.why !== undefined && !priced.trail.some(({ code }) => code === expect.why)
      ? `${expect.why} is not among the reasons: ${priced.trail.map(({ code }) => code).join(', ')}`
      : null)
  )
}

function contextOf(
  {
    member,
    union,
    categories,
    terminal,
    card,
    allowUnconfirmed,
  }: Pick<Example, 'member' | 'union' | 'categories' | 'terminal' | 'card' | 'allowUnconfirmed'>,
  holidays: Holidays,
  uses: readonly Use[],
): PriceContext {
  return { card, allowUnconfirmed, shopper: { member, union, categories }, holidays, uses, terminal }
}

/** The days an example names and nothing else. Without any, every year is unknown. */
function holidaysIn({ holidays, workdays, sale, earlier }: Example): Holidays {
  const named = [...(holidays ?? []), ...(workdays ?? [])]
  const spoken = [sale, ...earlier.map((one) => one.sale)].flatMap(daysOf)
  // A stay over New Year ends in the year after.
  const years =
    holidays || workdays ? [...named, ...spoken].flatMap((on) => [yearOf(on), yearOf(on) + 1]) : []
  const inYear = (year: number, days: readonly Day[] = []) =>
    [...new Set(days)].filter((on) => yearOf(on) === year).map((on) => ({ on, name: on }))
  return {
    format: 'union-card-holidays',
    version: 1,
    years: [...new Set(years)].map((year) => ({
      year,
      holidays: inYear(year, holidays),
      workdays: inYear(year, workdays),
    })),
  }
}

function daysOf({ at, lines }: Sale): Day[] {
  return [at, ...lines.flatMap(({ startsAt }) => startsAt ?? [])].map((instant) =>
    dayOfInstant(Date.parse(instant)),
  )
}

function saleSentence({ kind, line }: SaleProblem): string {
  return `cannot be priced: ${kind} in line ${line + 1}`
}
