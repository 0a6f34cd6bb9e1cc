// From a member number to the two answers: look up, evaluate, and keep everything the answer was derived from.
// Writes nothing and shows nothing.
import type { Person, Verdict } from '../../shared/bridge/state.ts'
import { maskNumber } from '../../shared/card/mask.ts'
import { type MemberNumber, printedPrefix } from '../../shared/card/member-number.ts'
import { type Day, dayOfInstant } from '../../shared/core/day.ts'
import { evaluateCard } from '../../shared/registration/evaluate-card.ts'
import type { Membership } from '../../shared/registration/member.ts'
import type { Plan } from '../../shared/registration/plan.ts'
import type { Lookup, Roster } from '../../shared/roster/roster.ts'
import type { CardCheck, Standing } from '../../shared/visit/visit.ts'
import { verdictOf } from './verdict.ts'

export interface JudgeDeps {
  readonly roster: Roster
  readonly plan: Plan
  readonly julyGraceDays: number
}

type Answer = CardCheck['answer']

export interface Judgement {
  /** The part of a check that the judgement gives. */
  readonly facts: Pick<CardCheck, 'number' | 'member' | 'roster' | 'plan' | 'answer'>
  readonly person: Person
  readonly verdict: Verdict
  readonly standing: Standing
  readonly isFound: boolean
}

/** `at`: when the card was presented, by the terminal's clock. */
export function judgeCard(deps: JudgeDeps, number: MemberNumber, at: number): Judgement {
  const lookup = deps.roster.find(number)
  const member = lookup.kind === 'FOUND' ? lookup.member : null
  const rosterAsOf = lookup.kind === 'FOUND' || lookup.kind === 'ABSENT' ? lookup.asOf : null
  const on = dayOfInstant(at)
  const answer = answerTo(deps, lookup, at, on)
  return {
    facts: {
      number,
      member: member && {
        maskedName: member.maskedName,
        unionCode: member.unionCode,
        membership: member.membership,
      },
      roster:
        rosterAsOf === null
          ? null
          : { asOf: rosterAsOf, shardSha256: lookup.kind === 'FOUND' ? lookup.shardSha256 : null },
      plan: deps.plan.id,
      answer,
    },
    person: personOf(deps.roster, number, lookup),
    verdict: verdictOf(answer, { membership: member?.membership ?? null, on, rosterAsOf, plan: deps.plan }),
    standing: 'refused' in answer ? 'NOT_JUDGED' : answer.card,
    isFound: member !== null,
  }
}

/** The answer for one day, judged at `at`: today for a presented card, another day for the question "was I covered then?" (A10).
 *  `membership` null: not in the roster. */
export function answerOn(
  deps: JudgeDeps,
  facts: { readonly membership: Membership | null; readonly rosterAsOf: Day },
  at: number,
  on: Day,
): Answer {
  const { plan, julyGraceDays } = deps
  const evaluation = evaluateCard({ ...facts, plan, julyGraceDays, now: at, on })
  return evaluation.kind === 'answer' ? evaluation.answer : { refused: evaluation.why }
}

function answerTo(deps: JudgeDeps, lookup: Lookup, at: number, on: Day): Answer {
  switch (lookup.kind) {
    case 'MISSING':
      return { refused: 'ROSTER_MISSING' }
    case 'DAMAGED':
      return { refused: 'ROSTER_DAMAGED' }
    case 'FOUND':
      return answerOn(deps, { membership: lookup.member.membership, rosterAsOf: lookup.asOf }, at, on)
    case 'ABSENT':
      return answerOn(deps, { membership: null, rosterAsOf: lookup.asOf }, at, on)
  }
}

function personOf(roster: Roster, number: MemberNumber, lookup: Lookup): Person {
  const maskedNumber = maskNumber(number)
  if (lookup.kind !== 'FOUND') return { maskedNumber, maskedName: null, union: null, printedUnion: null }
  const { maskedName, unionCode } = lookup.member
  const printedCode = printedPrefix(number)
  const printedName = printedCode === unionCode ? null : roster.unionName(printedCode)
  return {
    maskedNumber,
    maskedName,
    union: { code: unionCode, name: roster.unionName(unionCode) ?? unionCode },
    printedUnion: printedName === null ? null : { code: printedCode, name: printedName },
  }
}
