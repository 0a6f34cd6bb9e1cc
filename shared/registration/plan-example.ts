// An example of a plan: a roster row, the clock, a day, and the answer that must come out. The format of `vectors/registration.json`;
// plans carry their own (PK7).
import { z } from 'zod'
import { daySchema } from '../core/day.ts'
import { cardAnswerSchema } from './answer.ts'
import { type Evaluation, evaluateCard } from './evaluate-card.ts'
import { membershipSchema } from './member.ts'
import type { Plan } from './plan.ts'

export const planExampleSchema = z.strictObject({
  id: z.string(),
  about: z.string().optional(),
  /** Id of the plan. */
  plan: z.string(),
  member: membershipSchema.nullable(),
  rosterAsOf: daySchema,
  now: z.iso.datetime({ offset: true }),
  on: daySchema,
  julyGraceDays: z.int().min(0).max(365).optional(),
  /** Only the fields that matter; `flags` at least those listed; `refused: true` for any refusal. */
  expect: z.union([
    cardAnswerSchema.partial(),
    z.strictObject({ refused: z.union([z.string(), z.literal(true)]) }),
  ]),
})
export type PlanExample = z.infer<typeof planExampleSchema>

export function evaluateExample(plan: Plan, example: PlanExample): Evaluation {
  return evaluateCard({
    membership: example.member,
    rosterAsOf: example.rosterAsOf,
    plan,
    now: Date.parse(example.now),
    on: example.on,
    ...(example.julyGraceDays === undefined ? {} : { julyGraceDays: example.julyGraceDays }),
  })
}
