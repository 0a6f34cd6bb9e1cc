// When cards of a prefix were issued and when a union registered its members: in batches, on few days, mostly in May and June.
// Days are day numbers (shared/roster/day-number.ts).
import { type Day, dayIn, yearOf } from '../../shared/core/day.ts'
import { numberOfDay } from '../../shared/roster/day-number.ts'
import { createRandom, cumulative, type Random } from './random.ts'

export interface IssueBatch {
  readonly on: number
  /** Share of the prefix's cards issued up to and including this batch, 0–1. */
  readonly upTo: number
}

const FIRST_YEAR = 2014
/** How many years of registrations a list carries. */
const YEARS_LISTED = 4
const REGISTRATION_DAYS = 5

export function issueBatches(random: Random, asOf: Day): readonly IssueBatch[] {
  const last = numberOfDay(asOf)
  const lastYear = yearOf(asOf)
  const batches: { on: number; weight: number }[] = []
  for (let year = Math.min(FIRST_YEAR, lastYear - 4); year <= lastYear; year++) {
    const weight = year <= FIRST_YEAR + 1 ? 3 : 1
    for (let i = 0; i < 4; i++) batches.push({ on: dayBetween(random, year, '05-04', 55), weight })
    batches.push({ on: dayBetween(random, year, '07-10', 160), weight: weight * 0.4 })
    batches.push({ on: dayBetween(random, year, '01-10', 100), weight: weight * 0.2 })
  }
  const issued = batches.filter(({ on }) => on <= last).sort((a, b) => a.on - b.on)
  const total = issued.reduce((sum, { weight }) => sum + weight, 0)
  const upTo = cumulative(issued.map(({ weight }) => weight / total))
  return issued.map(({ on }, i) => ({ on, upTo: upTo[i] ?? 1 }))
}

export interface Registrations {
  /** The registrations of the next member of the list. */
  next(issuedOn: number): readonly number[]
}

/** A union registers workplace by workplace, and neighbours in the list are colleagues. One in twelve goes another way. */
export function createRegistrations(seed: number, union: number, asOf: Day): Registrations {
  const random = createRandom(seed, union, 2)
  const last = numberOfDay(asOf)
  const lastYear = yearOf(asOf)
  const years = Array.from({ length: YEARS_LISTED }, (_, i) => lastYear - YEARS_LISTED + 1 + i).map(
    (year) => ({
      startsOn: numberOfDay(dayIn(year, '01-01')),
      endsOn: numberOfDay(dayIn(year, '12-31')),
      usual: Array.from({ length: REGISTRATION_DAYS }, () => dayBetween(random, year, '05-05', 54)),
      late: Array.from({ length: 3 }, () => dayBetween(random, year, '07-03', 175)),
      early: Array.from({ length: 2 }, () => dayBetween(random, year, '01-15', 95)),
    }),
  )
  /** The last year whose window is over: whoever is missing there is not registered now. */
  const lastComplete = years.findLastIndex(({ startsOn }) => startsOn + 181 <= last)

  let colleaguesLeft = 0
  let slots: readonly number[] = []
  let sameHistory: readonly number[] = []
  let sameIssue = -1

  function history(
    issuedOn: number,
    dayIn: (year: (typeof years)[number], index: number) => number | undefined,
  ) {
    const days: number[] = []
    for (const [index, year] of years.entries()) {
      const on = year.endsOn > issuedOn && year.startsOn > issuedOn ? dayIn(year, index) : undefined
      if (on !== undefined && on <= last) days.push(on)
    }
    return days
  }

  function asColleagues(issuedOn: number): readonly number[] {
    if (issuedOn !== sameIssue) {
      sameHistory = history(issuedOn, ({ usual }, index) => usual[slots[index] ?? 0])
      sameIssue = issuedOn
    }
    return sameHistory
  }

  function differently(issuedOn: number): readonly number[] {
    const way = random.next()
    const odd = way < 0.75 ? lastComplete : random.below(YEARS_LISTED)
    return history(issuedOn, ({ usual, late, early }, index) => {
      if (index !== odd) return usual[slots[index] ?? 0]
      if (way < 0.4) return undefined // not registered this year
      if (way < 0.6) return late[random.below(late.length)]
      if (way < 0.75) return early[random.below(early.length)]
      return way < 0.9 ? undefined : usual[random.below(usual.length)]
    })
  }

  return {
    next(issuedOn) {
      if (colleaguesLeft-- <= 0) {
        colleaguesLeft = 20 + random.below(260)
        const usualSlot = random.below(REGISTRATION_DAYS)
        slots = years.map(() => (random.chance(0.2) ? random.below(REGISTRATION_DAYS) : usualSlot))
        sameIssue = -1
      }
      return random.chance(0.08) ? differently(issuedOn) : asColleagues(issuedOn)
    },
  }
}

function dayBetween(random: Random, year: number, first: string, days: number): number {
  return numberOfDay(dayIn(year, first)) + random.below(days)
}
