// Cases of the kind `card-input`: raw text as a device or a person gives it, and what it means.
import { z } from 'zod'
import { parseCardInput } from '../../shared/card/card-input.ts'
import type { CaseOutcome } from './case-outcome.ts'
import { compareCase } from './compare.ts'

const cardInputCase = z.strictObject({
  id: z.string().optional(),
  about: z.string().optional(),
  input: z.string(),
  expect: z.union([
    z.strictObject({ number: z.string(), warning: z.literal('READ_TWICE').optional() }),
    z.strictObject({ refused: z.union([z.string(), z.literal(true)]) }),
  ]),
})

export const cardInputCaseFile = z.strictObject({
  kind: z.literal('card-input'),
  what: z.string().optional(),
  cases: z.array(cardInputCase),
})

export function runCardInputCase(example: z.infer<typeof cardInputCase>, index: number): CaseOutcome {
  const input = parseCardInput(example.input)
  const got =
    input.kind === 'number'
      ? { number: input.number, ...(input.readTwice ? { warning: 'READ_TWICE' } : {}) }
      : { refused: input.code }
  return compareCase(example.id ?? `card-input ${index + 1}`, example.expect, got)
}
