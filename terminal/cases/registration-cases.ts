// Cases of the kind `registration`: a roster row, the clock and a day, and the two answers.
import { z } from 'zod'
import {
  evaluateExample,
  type PlanExample,
  planExampleSchema,
} from '../../shared/registration/plan-example.ts'
import { findPlan } from '../../shared/registration/plans.ts'
import type { CaseOutcome } from './case-outcome.ts'
import { compareCase } from './compare.ts'

export const registrationCaseFile = z.strictObject({
  kind: z.literal('registration'),
  what: z.string().optional(),
  cases: z.array(planExampleSchema),
})

export function runRegistrationCase(example: PlanExample): CaseOutcome {
  const plan = findPlan(example.plan)
  if (!plan) return { id: example.id, failure: { expected: `plan ${example.plan}`, got: 'no such plan' } }
  const evaluation = evaluateExample(plan, example)
  const got: Record<string, unknown> =
    evaluation.kind === 'answer' ? evaluation.answer : { refused: evaluation.why }
  return compareCase(example.id, example.expect, got)
}
