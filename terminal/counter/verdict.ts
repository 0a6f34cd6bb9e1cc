// Turns an answer into what the screen shows: adds the reminder, the plan's amounts and the dates a clerk needs. Judges nothing.
import type { ProtectionLine, Verdict } from '../../shared/bridge/state.ts'
import { type Day, dayIn, yearOf } from '../../shared/core/day.ts'
import type { CardAnswer, JudgementRefusal } from '../../shared/registration/answer.ts'
import type { Membership } from '../../shared/registration/member.ts'
import type { Plan } from '../../shared/registration/plan.ts'
import { isInRegistrationWindow } from '../../shared/registration/readings.ts'

export function verdictOf(
  answer: CardAnswer | { readonly refused: JudgementRefusal },
  facts: {
    readonly membership: Membership | null
    readonly on: Day
    readonly rosterAsOf: Day | null
    readonly plan: Plan
  },
): Verdict {
  const { membership, on, rosterAsOf, plan } = facts
  if ('refused' in answer || rosterAsOf === null) {
    return { kind: 'notJudged', why: 'refused' in answer ? answer.refused : 'ROSTER_MISSING', rosterAsOf }
  }
  return {
    kind: 'answer',
    card: answer.card,
    validUntil: answer.validUntil,
    validFrom: answer.card === 'NOT_YET' ? (membership?.issuedOn ?? null) : null,
    reminder: reminderOf(answer, on),
    flags: answer.flags,
    protection: protectionLineOf(answer, on),
    benefits:
      answer.protection === 'IN_FORCE' ? plan.benefits.map(({ id, amountFen }) => ({ id, amountFen })) : [],
    rosterAsOf,
  }
}

export function protectionLineOf(answer: CardAnswer, on: Day): ProtectionLine {
  const { protection, protectionFrom, protectionTo, nextProtectionFrom, nextProtectionTo } = answer
  return { on, protection, protectionFrom, protectionTo, nextProtectionFrom, nextProtectionTo }
}

/** From 1 May to 30 June a valid card without this year's registration shows a soft reminder. */
function reminderOf(answer: CardAnswer, on: Day): 'OPEN' | 'LAST_DAY' | null {
  const lastDay = dayIn(yearOf(on), '06-30')
  if (answer.card !== 'VALID' || answer.validUntil !== lastDay || !isInRegistrationWindow(on)) return null
  return on === lastDay ? 'LAST_DAY' : 'OPEN'
}
