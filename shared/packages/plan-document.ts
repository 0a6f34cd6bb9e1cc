// A protection plan as it is published: the plan and its own examples (PK7). Hub and terminal refuse a plan whose example fails.
import { z } from 'zod'
import { type Plan, planSchema } from '../registration/plan.ts'
import { evaluateExample, type PlanExample, planExampleSchema } from '../registration/plan-example.ts'

export const planDocumentSchema = z.strictObject({
  ...planSchema.shape,
  /** A plan without an example proves nothing. */
  examples: z.array(planExampleSchema).min(1).max(500),
})
export type PlanDocument = z.infer<typeof planDocumentSchema>

export function planOf({ examples: _examples, ...plan }: PlanDocument): Plan {
  return plan
}

/** A sentence about the first example that does not come out; null: all do. */
export function failingExample(document: PlanDocument): string | null {
  const plan = planOf(document)
  for (const example of document.examples) {
    const failure = failureOf(plan, example)
    if (failure) return `example ${example.id}: ${failure}`
  }
  return null
}

function failureOf(plan: Plan, example: PlanExample): string | null {
  if (example.plan !== plan.id) return `is for plan ${example.plan}, not ${plan.id}`
  const evaluation = evaluateExample(plan, example)
  const got: Record<string, unknown> =
    evaluation.kind === 'answer' ? evaluation.answer : { refused: evaluation.why }
  if (got.refused !== undefined && !('refused' in example.expect)) return `is refused with ${got.refused}`
  for (const [field, expected] of Object.entries(example.expect))
    if (!fits(expected, got[field]))
      return `${field} is ${JSON.stringify(got[field] ?? null)}, expected ${JSON.stringify(expected)}`
  return null
}

/** Lists hold at least what is expected; `true` is any refusal. */
function fits(expected: unknown, got: unknown): boolean {
  if (Array.isArray(expected)) return Array.isArray(got) && expected.every((item) => got.includes(item))
  if (expected === true) return got !== undefined
  return expected === got
}
