// Days as numbers for columns: whole days since 1970-01-01, two bytes each, so 1970-01-01 … 2149-06-06.
// Plain arithmetic of the Gregorian calendar: a lookup must not wait for a calendar library.
import type { Day } from '../core/day.ts'

export const MAX_DAY_NUMBER = 0xffff
const MS_PER_DAY = 86_400_000

const texts: (Day | undefined)[] = []

/** `dayNumber` is 0 … 65,535. */
export function dayOfNumber(dayNumber: number): Day {
  let text = texts[dayNumber]
  if (text === undefined) {
    text = new Date(dayNumber * MS_PER_DAY).toISOString().slice(0, 10) as Day
    texts[dayNumber] = text
  }
  return text
}

/** A day outside the range is a bug of the caller and throws: what comes from outside is checked with `isRosterDay`. */
export function numberOfDay(on: Day): number {
  if (!isRosterDay(on)) throw new RangeError(`outside the days a roster can hold: ${on}`)
  return Date.UTC(Number(on.slice(0, 4)), Number(on.slice(5, 7)) - 1, Number(on.slice(8, 10))) / MS_PER_DAY
}

/** Can a roster hold this day? */
export function isRosterDay(on: Day): boolean {
  return on >= '1970-01-01' && on <= '2149-06-06'
}
