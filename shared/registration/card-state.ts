// The first answer: is the card's registration valid on a day? Knows nothing of protection.
import type { Day } from '../core/day.ts'
import type { AnswerFlag, CardState } from './answer.ts'
import type { History } from './history.ts'
import type { Membership } from './member.ts'
import type { Plan } from './plan.ts'
import { isEarly, isLate, isRosterTooOldToTell, type Source, validityOf } from './readings.ts'

export interface RegistrationAnswer {
  readonly card: CardState
  /** Last valid day, only for `VALID`. */
  readonly validUntil: Day | null
  readonly flags: readonly AnswerFlag[]
}

export interface Question {
  readonly on: Day
  readonly rosterAsOf: Day
  readonly plan: Plan
  /** Days after 1 July during which an older roster is still believed not to tell (A6). */
  readonly julyGraceDays: number
}

export function cardStateOn(
  member: Membership,
  { governing }: History,
  { on, rosterAsOf, plan, julyGraceDays }: Question,
): RegistrationAnswer {
  const flags = governing ? flagsOf(member, governing, plan) : []
  const answer = (card: CardState, validUntil: Day | null = null): RegistrationAnswer => ({
    card,
    validUntil,
    flags,
  })

  if (member.cancelledOn !== null && member.cancelledOn <= on) return answer('CANCELLED')
  if (member.stoppedOn !== null && member.stoppedOn <= on) return answer('STOPPED')
  if (on < member.issuedOn) return answer('NOT_YET')
  if (governing) return answer('VALID', validityOf(governing).to)
  return answer(isRosterTooOldToTell(rosterAsOf, on, julyGraceDays) ? 'UNCONFIRMED' : 'EXPIRED')
}

function flagsOf(member: Membership, governing: Source, plan: Plan): readonly AnswerFlag[] {
  const flags: AnswerFlag[] = []
  if (member.issuedOn < plan.appliesFrom) flags.push('PRE_2014')
  if (isEarly(governing)) flags.push('REG_EARLY')
  if (isLate(governing)) flags.push('REG_LATE')
  return flags
}
