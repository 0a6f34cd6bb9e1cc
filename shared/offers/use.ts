// Uses of offers: facts that come in as data and go out as data. A void is the same fact with the opposite sign.
// Must not know who the member is: `member` is any text that is the same for the same card.
import { z } from 'zod'
import { addDays, type Day, dayIn, daySchema, monthOf, yearOf } from '../core/day.ts'
import { cardYearStart } from '../registration/readings.ts'
import { idSchema } from './conditions.ts'
import type { LimitPeriod } from './limits.ts'
import { weekdayOf } from './ticket-time.ts'

const count = z.int().min(-1_000_000).max(1_000_000)

export const useSchema = z.strictObject({
  offer: idSchema,
  /** Shanghai day of the sale. */
  on: daySchema,
  member: z.string().min(1).max(128),
  union: z.string().max(16),
  terminal: z.string().max(64),
  /** The holder's tickets; of a bundle, how often it was granted. */
  tickets: count,
  companions: count,
  sales: count,
})
export type Use = z.infer<typeof useSchema>

export function inverseOf(use: Use): Use {
  return { ...use, tickets: 0 - use.tickets, companions: 0 - use.companions, sales: 0 - use.sales }
}

export function isSamePeriod(period: Exclude<LimitPeriod, 'SALE'>, a: Day, b: Day): boolean {
  return periodStart(period, a) === periodStart(period, b)
}

function periodStart(period: Exclude<LimitPeriod, 'SALE'>, on: Day): Day {
  switch (period) {
    case 'DAY':
      return on
    case 'WEEK':
      return addDays(on, -weekdayOf(on).index)
    case 'MONTH':
      return dayIn(yearOf(on), `${String(monthOf(on)).padStart(2, '0')}-01`)
    case 'CARD_YEAR':
      return cardYearStart(on)
    case 'CALENDAR_YEAR':
      return dayIn(yearOf(on), '01-01')
  }
}
