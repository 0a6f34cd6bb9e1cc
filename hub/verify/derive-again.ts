// The hub's own answer to every check: derived again from what the visit carries, with the code the terminal derived it with.
// Says where the two differ. Looks nothing up: what is not in the visit does not count.
import { dayOfInstant } from '../../shared/core/day.ts'
import { evaluateCard } from '../../shared/registration/evaluate-card.ts'
import { findPlan } from '../../shared/registration/plans.ts'
import type { CardCheck, Visit } from '../../shared/visit/visit.ts'

export type Derived =
  | { readonly kind: 'SAME' }
  /** The same, if this facility counts so many days of grace in July (A6); a setting that visits do not carry. */
  | { readonly kind: 'SAME_WITH_GRACE'; readonly julyGraceDays: number }
  /** Names of the parts that differ, e.g. `card`. */
  | { readonly kind: 'DIFFERENT'; readonly parts: readonly string[] }
  /** Decided by a plan that this hub does not have. */
  | { readonly kind: 'UNKNOWN_PLAN' }

const MAX_GRACE_DAYS = 31

export function deriveAgain(visit: Visit, check: CardCheck): Derived {
  if ('refused' in check.answer && check.answer.refused !== 'CLOCK_BEFORE_ROSTER')
    // Without a roster there is nothing to derive from, and nothing may have been found.
    return check.roster === null && check.member === null ? { kind: 'SAME' } : different(['roster'])
  if (check.roster === null) return different(['roster'])
  if (!findPlan(check.plan)) return { kind: 'UNKNOWN_PLAN' }
  const parts = differingParts(answerTo(visit, check, 0), check.answer)
  if (parts.length === 0) return { kind: 'SAME' }
  for (let days = 1; days <= MAX_GRACE_DAYS; days++) {
    const withGrace = answerTo(visit, check, days)
    if (differingParts(withGrace, check.answer).length === 0)
      return { kind: 'SAME_WITH_GRACE', julyGraceDays: days }
  }
  return different(parts)
}

function answerTo(visit: Visit, check: CardCheck, julyGraceDays: number): CardCheck['answer'] | null {
  const plan = findPlan(check.plan)
  if (!plan || !check.roster) return null
  const now = Date.parse(visit.at)
  const evaluation = evaluateCard({
    membership: check.member?.membership ?? null,
    rosterAsOf: check.roster.asOf,
    plan,
    now,
    on: dayOfInstant(now),
    julyGraceDays,
  })
  return evaluation.kind === 'answer' ? evaluation.answer : { refused: evaluation.why }
}

function differingParts(ours: object | null, theirs: object): string[] {
  const left: Record<string, unknown> = { ...ours }
  const right: Record<string, unknown> = { ...theirs }
  return [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .filter((part) => JSON.stringify(left[part]) !== JSON.stringify(right[part]))
    .sort()
}

const different = (parts: readonly string[]): Derived => ({ kind: 'DIFFERENT', parts })
