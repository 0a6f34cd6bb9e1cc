// `terminal offers price FILE --sale …`: what a draft asks for a sale, and why. Records nothing, asks no roster.
import { z } from 'zod'
import { err, ok, type Result } from '../../shared/core/result.ts'
import { roundCash } from '../../shared/money/cash-rounding.ts'
import { formatFen } from '../../shared/money/fen.ts'
import type { OffersDocument } from '../../shared/offers/offers-document.ts'
import type { Shopper } from '../../shared/offers/price-context.ts'
import { priceSale } from '../../shared/offers/price-sale.ts'
import type { Priced } from '../../shared/offers/priced.ts'
import { saleSchema } from '../../shared/offers/sale.ts'
import { sayStep } from '../../shared/offers/say-step.ts'
import { useSchema } from '../../shared/offers/use.ts'
import type { Holidays } from '../../shared/packages/holidays.ts'
import type { Standing } from '../../shared/visit/visit.ts'

export interface Trial {
  readonly sale: unknown
  /** Instant to use where the sale has none. */
  readonly at: string
  readonly card: Standing
  readonly shopper: Shopper
  readonly holidays: Holidays
  readonly uses: unknown
  readonly terminal: string
}

/** `[{"item":"swim"}]` is enough: a list of lines, at the instant given. */
export function tryPrice(document: OffersDocument, trial: Trial): Result<Priced, string> {
  const { at, card, shopper, holidays, terminal } = trial
  const asked = Array.isArray(trial.sale) ? { lines: trial.sale } : trial.sale
  const sale = saleSchema.safeParse(isRecord(asked) ? { at, ...asked } : asked)
  if (!sale.success) return err(`--sale: ${z.prettifyError(sale.error)}`)
  const uses = z.array(useSchema).safeParse(trial.uses)
  if (!uses.success) return err(`--uses: ${z.prettifyError(uses.error)}`)
  const context = { card, allowUnconfirmed: false, shopper, holidays, uses: uses.data, terminal }
  const priced = priceSale(document, sale.data, context)
  return priced.ok
    ? ok(priced.value)
    : err(`${priced.error.kind} in line ${priced.error.line + 1} of the sale`)
}

export function linesOfPrice(document: OffersDocument, priced: Priced): readonly string[] {
  const cash = roundCash(priced.payFen, document.cashRounding)
  return [
    `应收 / payable ${formatFen(priced.payFen)}  (原价 / list ${formatFen(priced.listFen)}, 优惠 / discount ${formatFen(priced.savedFen)})`,
    ...(cash.differenceFen === 0
      ? []
      : [
          `抹零 / cash rounding ${formatFen(cash.differenceFen)}, 实收 / received ${formatFen(cash.receivedFen)}`,
        ]),
    ...priced.trail.map(
      (step) =>
        `  ${step.code.padEnd(16)} ${sayStep(step, document, 'zh-CN')} / ${sayStep(step, document, 'en')}`,
    ),
    ...priced.uses.map(
      ({ offer, tickets, companions }) => `  uses ${offer}: ${tickets} tickets, ${companions} companions`,
    ),
  ]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
