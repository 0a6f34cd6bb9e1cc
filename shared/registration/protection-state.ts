// The second answer: is the member protected on a day (A10: the day of the event, not today)? Knows nothing of discounts.
import type { Day } from '../core/day.ts'
import type { ProtectionState } from './answer.ts'
import { governingSource, type Question, sourcesBy } from './card-state.ts'
import type { Membership, Period } from './member.ts'
import { isProtectionOpenToDoubt, isRosterTooOldToTell, protectionOf } from './readings.ts'

export interface ProtectionAnswer {
  readonly protection: ProtectionState
  readonly protectionFrom: Day | null
  readonly protectionTo: Day | null
  readonly nextProtectionFrom: Day | null
  readonly nextProtectionTo: Day | null
}

export const unconfirmedProtection: ProtectionAnswer = {
  protection: 'UNCONFIRMED',
  protectionFrom: null,
  protectionTo: null,
  nextProtectionFrom: null,
  nextProtectionTo: null,
}

export function protectionOn(member: Membership, question: Question): ProtectionAnswer {
  const { on, rosterAsOf, julyGraceDays } = question
  const { periods, unknownSource } = periodsOf(member, question)
  const current = periods.find((period) => period.from <= on && on <= period.to)
  const upcoming = periods.find((period) => period.from > on)

  if ((current || upcoming) && isProtectionOpenToDoubt(member.cancelledOn, on)) return unconfirmedProtection
  if (current) return periodAnswer('IN_FORCE', current, upcoming)
  if (upcoming) return periodAnswer('PENDING', upcoming, undefined)
  // No period is known for this day. Say "no" only where the roster could have known better.
  if (
    unknownSource ||
    (sourcesBy(member, on).length > 0 && isRosterTooOldToTell(rosterAsOf, on, julyGraceDays))
  ) {
    return unconfirmedProtection
  }
  const last = periods.at(-1)
  return last
    ? { ...unconfirmedProtection, protection: 'LAPSED', protectionTo: last.to }
    : { ...unconfirmedProtection, protection: 'NONE' }
}

/** Known periods, ascending and each once, and whether the card is valid by a source whose protection we cannot derive. */
function periodsOf(
  member: Membership,
  { on, plan }: Question,
): { periods: readonly Period[]; unknownSource: boolean } {
  if (member.protection !== undefined) {
    return { periods: member.protection.toSorted(byFirstDay), unknownSource: false }
  }
  const byStart = new Map<Day, Period>()
  let derivedNothing = false
  for (const source of sourcesBy(member, on)) {
    const period = protectionOf(source, plan)
    if (period === 'UNKNOWN') derivedNothing = true
    else if (!byStart.has(period.from)) byStart.set(period.from, period) // one share per person
  }
  const governing = governingSource(member, on)
  return {
    periods: [...byStart.values()].sort(byFirstDay),
    unknownSource: governing
      ? protectionOf(governing, plan) === 'UNKNOWN'
      : derivedNothing && byStart.size === 0,
  }
}

function periodAnswer(
  protection: 'IN_FORCE' | 'PENDING',
  period: Period,
  next: Period | undefined,
): ProtectionAnswer {
  return {
    protection,
    protectionFrom: period.from,
    protectionTo: period.to,
    nextProtectionFrom: next?.from ?? null,
    nextProtectionTo: next?.to ?? null,
  }
}

function byFirstDay(a: Period, b: Period): number {
  return a.from < b.from ? -1 : a.from > b.from ? 1 : 0
}
