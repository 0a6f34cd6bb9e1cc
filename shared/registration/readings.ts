// The agreed readings A1–A10 of DOMAIN §2–3: where the leaflet is silent, this file says how we read it, and only this file.
import { addDays, type Day, dayIn, monthOf, yearOf } from '../core/day.ts'
import type { Period } from './member.ts'
import type { Plan } from './plan.ts'

/** What a source of validity is: the card was issued, or it was registered for a year. */
export type Source = { readonly kind: 'ISSUED' | 'REGISTERED'; readonly on: Day }

/** Card year Y runs Y-07-01 … (Y+1)-06-30. The first day of the card year that holds `on`. */
export function cardYearStart(on: Day): Day {
  return dayIn(monthOf(on) >= 7 ? yearOf(on) : yearOf(on) - 1, '07-01')
}

/** [A1] issuing counts as that year's registration · [A2] a registration lasts to 30 June of the next year · [A3] from the day itself. */
export function validityOf(source: Source): Period {
  return { from: source.on, to: dayIn(yearOf(source.on) + 1, '06-30') }
}

/** [A4] July–December on an existing card: valid from the day, but its protection cannot be derived. */
export function isLate(source: Source): boolean {
  return source.kind === 'REGISTERED' && monthOf(source.on) >= 7
}

/** [A5] January–April, before the window 1 May – 30 June opens: counts the same, but is flagged. */
export function isEarly(source: Source): boolean {
  return source.kind === 'REGISTERED' && monthOf(source.on) <= 4
}

/** [A6] Unions confirm their lists during July from a 30 June snapshot: a roster older than the card year (plus `julyGraceDays`)
 *  cannot know who has not registered, and must never turn a member away. */
export function isRosterTooOldToTell(rosterAsOf: Day, on: Day, julyGraceDays: number): boolean {
  return rosterAsOf < (julyGraceDays === 0 ? cardYearStart(on) : addDays(cardYearStart(on), julyGraceDays))
}

/** [A8] a membership cancelled in mid-period: whether the protection goes on is not for the terminal to say.
 *  [A9] a lost or stopped card changes nothing: protection belongs to the person. */
export function isProtectionOpenToDoubt(cancelledOn: Day | null, on: Day): boolean {
  return cancelledOn !== null && cancelledOn <= on
}

/** Protection that a source brings under a plan: a period, or `UNKNOWN` where the terms are not ours to derive (A4, earlier plans). */
export function protectionOf(source: Source, plan: Plan): Period | 'UNKNOWN' {
  if (isLate(source) || source.on < plan.appliesFrom) return 'UNKNOWN'
  const month = monthOf(source.on)
  const rule = plan.periods.find((period) => period.months.includes(month))
  if (!rule) return 'UNKNOWN'
  const year = yearOf(source.on)
  return {
    from:
      rule.from === 'NEXT_DAY' ? addDays(source.on, 1) : dayIn(year + rule.from.years, rule.from.monthDay),
    to: dayIn(year + rule.to.years, rule.to.monthDay),
  }
}

/** The registration window of a year: 1 May – 30 June, inclusive. */
export function isInRegistrationWindow(on: Day): boolean {
  const month = monthOf(on)
  return month === 5 || month === 6
}
