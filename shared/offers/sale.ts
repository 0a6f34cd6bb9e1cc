// What the cashier asks a price for: items, how many, for whom, when. Knows neither card nor price rules.
import { z } from 'zod'
import { idSchema } from './conditions.ts'
import { fenSchema } from './rule.ts'

export const MAX_QUANTITY = 999
export const MAX_LINES = 100
const MAX_MINUTES = 24 * 60
const MAX_NIGHTS = 60

/** An instant with its offset: `2014-09-10T08:30:00+08:00`. */
export const instantSchema = z.iso
  .datetime({ offset: true })
  .refine((at) => at >= '2000' && at < '2100', { error: 'lies outside the years 2000 to 2099' })

export const saleLineSchema = z.strictObject({
  item: idSchema,
  quantity: z.int().min(1).max(MAX_QUANTITY).default(1),
  /** Ticket class, chosen by staff on sight. Absent: standard. */
  class: idSchema.optional(),
  /** `COMPANION`: family that came along. */
  who: z.enum(['HOLDER', 'COMPANION']).default('HOLDER'),
  /** When the session or the first hour starts, or the day of the first night. Absent: at the time of the sale. */
  startsAt: instantSchema.optional(),
  /** Only for items by the hour: every started step is one ticket. */
  minutes: z.int().min(1).max(MAX_MINUTES).optional(),
  /** Only for items by the night. */
  nights: z.int().min(1).max(MAX_NIGHTS).optional(),
  /** Only for items with an open price: list price of one piece. */
  priceFen: fenSchema.optional(),
})
export type SaleLine = z.infer<typeof saleLineSchema>

export const saleSchema = z.strictObject({
  at: instantSchema,
  lines: z.array(saleLineSchema).min(1).max(MAX_LINES),
})
export type Sale = z.infer<typeof saleSchema>

export const saleProblems = [
  'NO_SUCH_ITEM',
  'NO_SUCH_CLASS',
  'NEEDS_MINUTES',
  'NEEDS_NIGHTS',
  'NEEDS_PRICE',
  'NOT_FOR_THIS_ITEM',
  'TOO_LARGE',
] as const
/** Why a sale cannot be priced at all; `line` is its index. */
export interface SaleProblem {
  readonly kind: (typeof saleProblems)[number]
  readonly line: number
}
