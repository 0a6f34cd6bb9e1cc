// Cases of the kind `registration`: a roster row, the clock and a day, and the two answers.
import { z } from 'zod'
import { daySchema } from '../../shared/core/day.ts'
import { cardAnswerSchema } from '../../shared/registration/answer.ts'
import { evaluateCard } from '../../shared/registration/evaluate-card.ts'
import { membershipSchema } from '../../shared/registration/member.ts'
import { findPlan } from '../../shared/registration/plans.ts'
import type { CaseOutcome } from './case-file.ts'
import { compareCase } from './compare.ts'

const registrationCase = z.strictObject({
  id: z.string(),
  about: z.string().optional(),
  plan: z.string(),
  member: membershipSchema.nullable(),
  rosterAsOf: daySchema,
  now: z.iso.datetime({ offset: true }),
  on: daySchema,
  julyGraceDays: z.int().min(0).max(365).optional(),
  expect: z.union([
    cardAnswerSchema.partial(),
    z.strictObject({ refused: z.union([z.string(), z.literal(true)]) }),
  ]),
})

export const registrationCaseFile = z.strictObject({
  kind: z.literal('registration'),
  what: z.string().optional(),
  cases: z.array(registrationCase),
})

export function runRegistrationCase(example: z.infer<typeof registrationCase>): CaseOutcome {
  const plan = findPlan(example.plan)
  if (!plan) return { id: example.id, failure: { expected: `plan ${example.plan}`, got: 'no such plan' } }
  const evaluation = evaluateCard({
    membership: example.member,
    rosterAsOf: example.rosterAsOf,
    plan,
    now: Date.parse(example.now),
    on: example.on,
    ...(example.julyGraceDays === undefined ? {} : { julyGraceDays: example.julyGraceDays }),
  })
  const got: Record<string, unknown> =
    evaluation.kind === 'answer' ? evaluation.answer : { refused: evaluation.why }
  return compareCase(example.id, example.expect, got)
}
