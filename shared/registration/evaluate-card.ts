// Both answers at once, from the roster row, the plan and the clock. Total and pure: the hub derives the same answer again.
import { type Day, dayOfInstant } from '../core/day.ts'
import type { CardAnswer } from './answer.ts'
import { cardStateOn } from './card-state.ts'
import { historyBy } from './history.ts'
import type { Membership } from './member.ts'
import type { Plan } from './plan.ts'
import { protectionOn, unconfirmedProtection } from './protection-state.ts'

export interface EvaluationInput {
  /** Null: not in the roster. */
  readonly membership: Membership | null
  /** As-of date of the list that was asked. */
  readonly rosterAsOf: Day
  readonly plan: Plan
  /** The terminal's clock, milliseconds since the epoch. */
  readonly now: number
  /** The day asked about; normally the Shanghai day of `now`. */
  readonly on: Day
  readonly julyGraceDays?: number
}

export type Evaluation =
  | { readonly kind: 'answer'; readonly answer: CardAnswer }
  | { readonly kind: 'refused'; readonly why: 'CLOCK_BEFORE_ROSTER' }

export function evaluateCard(input: EvaluationInput): Evaluation {
  const { membership, rosterAsOf, plan, now, on, julyGraceDays = 0 } = input
  if (dayOfInstant(now) < rosterAsOf) return { kind: 'refused', why: 'CLOCK_BEFORE_ROSTER' }
  if (membership === null) {
    return {
      kind: 'answer',
      answer: { card: 'UNKNOWN', validUntil: null, flags: [], ...unconfirmedProtection },
    }
  }
  const question = { on, rosterAsOf, plan, julyGraceDays }
  const history = historyBy(membership, on)
  const { card, validUntil, flags } = cardStateOn(membership, history, question)
  return {
    kind: 'answer',
    answer: { card, validUntil, flags: [...flags], ...protectionOn(membership, history, question) },
  }
}
