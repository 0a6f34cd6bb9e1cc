// The second answer: is the member protected on a day (A10: the day of the event, not today)? Knows nothing of discounts.
import type { Day } from '../core/day.ts'
import type { ProtectionState } from './answer.ts'
import type { Question } from './card-state.ts'
import type { History } from './history.ts'
import type { Membership, Period } from './member.ts'
import type { Plan } from './plan.ts'
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

export function protectionOn(member: Membership, history: History, question: Question): ProtectionAnswer {
  const { on, rosterAsOf, julyGraceDays } = question
  const { periods, unknownSource } = periodsOf(member, history, question.plan)
  const current = periods.find((period) => period.from <= on && on <= period.to)
  const upcoming = periods.find((period) => period.from > on)

  if ((current || upcoming) && isProtectionOpenToDoubt(member.cancelledOn, on)) return unconfirmedProtection
  if (current) return periodAnswer('IN_FORCE', current, upcoming)
  if (upcoming) return periodAnswer('PENDING', upcoming, undefined)
  // No period is known for this day. Say "no" only where the roster could have known better.
  if (unknownSource || (history.sources.length > 0 && isRosterTooOldToTell(rosterAsOf, on, julyGraceDays))) {
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
  { sources, governing }: History,
  plan: Plan,
): { readonly periods: readonly Period[]; readonly unknownSource: boolean } {
  if (member.protection !== undefined) {
    return { periods: member.protection.toSorted(byFirstDay), unknownSource: false }
  }
  const periods: Period[] = []
  let derivedNothing = false
  for (const source of sources) {
    const period = protectionOf(source, plan)
    if (period === 'UNKNOWN') derivedNothing = true
    // One share per person: the same period twice counts once.
    else if (!periods.some(({ from }) => from === period.from)) periods.push(period)
  }
  return {
    periods: periods.sort(byFirstDay),
    unknownSource: governing
      ? protectionOf(governing, plan) === 'UNKNOWN'
      : derivedNothing && periods.length === 0,
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
