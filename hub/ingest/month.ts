// Months of the books, `YYYY-MM`. A closed month never changes: what comes later is booked in the next one that is open (VS10).
import type { Day } from '../../shared/core/day.ts'

/** A month of Shanghai days, `YYYY-MM`. Plain string comparison is date order. */
export type Month = string & { readonly __month: true }

export function isMonth(text: string): text is Month {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text)
}

export function monthOfDay(on: Day): Month {
  return on.slice(0, 7) as Month
}

export function nextMonth(month: Month): Month {
  const next = Number(month.slice(0, 4)) * 12 + Number(month.slice(5))
  return `${String(Math.floor(next / 12)).padStart(4, '0')}-${String((next % 12) + 1).padStart(2, '0')}` as Month
}

/** Where something that happened on a day is counted: its own month, else the first later one that is open. */
export function bookingMonth(on: Day, locked: ReadonlySet<Month>): Month {
  let month = monthOfDay(on)
  while (locked.has(month)) month = nextMonth(month)
  return month
}
