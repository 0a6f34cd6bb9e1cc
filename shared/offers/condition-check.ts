// Does an offer hold for a ticket? The first reason why not, in the order of `refusalCodes`. Counts no uses and compares no prices.
import type { Day } from '../core/day.ts'
import { dayKindOf, type Holidays } from '../packages/holidays.ts'
import type { OfferDayKind, When } from './conditions.ts'
import type { Offer } from './offers-document.ts'
import type { Shopper } from './price-context.ts'
import { clockTimeMs, type TicketTime } from './ticket-time.ts'
import type { Lot } from './tickets.ts'
import type { Refusal } from './trail.ts'

export function covers({ items }: Pick<Offer, 'items'>, item: string): boolean {
  return items === 'ALL' || items.includes(item)
}

/** Everything but the minimum spend, limits and other offers. Null: it holds. */
export function refusalFor(offer: Offer, lot: Lot, shopper: Shopper, holidays: Holidays): Refusal | null {
  const { who = {}, companions, rule } = offer
  if (who.classes && !who.classes.includes(lot.class)) return { code: 'CLASS' }
  if (lot.who === 'COMPANION' && !companions) return { code: 'HOLDER_ONLY' }
  if (who.unions && !who.unions.includes(shopper.union)) return { code: 'UNION' }
  if (who.categories && !who.categories.some((id) => shopper.categories.includes(id)))
    return { code: 'CATEGORY' }
  const untimely = untimelyFor(offer.when, lot.time, holidays)
  if (untimely) return untimely
  const applied = lot.who === 'COMPANION' ? (companions?.rule ?? rule) : rule
  if (applied.kind === 'BY_WEEKDAY' && applied.priceFen[lot.time.weekday] === undefined)
    return { code: 'NO_PRICE_THAT_DAY' }
  return null
}

export function untimelyFor(when: When | undefined, time: TicketTime, holidays: Holidays): Refusal | null {
  if (!when) return null
  const isWithin = (ranges: readonly { from: Day; to: Day }[]) =>
    ranges.some(({ from, to }) => from <= time.on && time.on <= to)
  if (when.dates && !isWithin(when.dates)) return { code: 'DATES' }
  if (when.exceptDates && isWithin(when.exceptDates)) return { code: 'EXCEPT_DATES' }
  if (when.weekdays && !when.weekdays.includes(time.weekday)) return { code: 'WEEKDAY' }
  if (when.dayKinds) {
    const kind = offerDayKindOf(time, holidays)
    if (!kind) return { code: 'HOLIDAYS_UNKNOWN' }
    if (!when.dayKinds.includes(kind)) return { code: 'DAY_KIND' }
  }
  const isInWindow = when.times?.some(
    ({ from, to }) => clockTimeMs(from) <= time.timeMs && time.timeMs < clockTimeMs(to),
  )
  return isInWindow === false ? { code: 'TIME' } : null
}

/** Null: the holiday table does not hold that year, and nothing is guessed. */
function offerDayKindOf({ on, weekday }: TicketTime, holidays: Holidays): OfferDayKind | null {
  switch (dayKindOf(holidays, on)) {
    case 'UNKNOWN':
      return null
    case 'HOLIDAY':
      return 'HOLIDAY'
    case 'MAKE_UP_WORKDAY':
      return 'WORKING_DAY'
    case 'ORDINARY':
      return weekday === 'SAT' || weekday === 'SUN' ? 'REST_DAY' : 'WORKING_DAY'
  }
}
