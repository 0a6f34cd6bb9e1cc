// Why a document of offers is not taken: where, in which offer, and a sentence for the one who wrote it.
import type { z } from 'zod'

export interface OffersProblem {
  /** `offers.3.rule.thousandths`; `document` for the whole. */
  readonly path: string
  /** Name of the offer it is in; null: elsewhere. */
  readonly offer: string | null
  readonly sentence: string
}

/** What is wrong within one offer: path below it, and the sentence. */
export type OfferProblem = readonly [path: string, sentence: string]

/** `offers.2.examples.0: example "3 tickets" …`, with the offer's name in front where there is one. */
export function sayProblem({ path, offer, sentence }: OffersProblem): string {
  return offer === null ? `${path}: ${sentence}` : `${path}: offer "${offer}": ${sentence}`
}

/** More than these help nobody. */
const MAX_PROBLEMS = 20

export function problemsOfForm(error: z.ZodError, json: unknown): readonly OffersProblem[] {
  return error.issues.slice(0, MAX_PROBLEMS).map(({ path, message }) => ({
    path: path.join('.') || 'document',
    offer: nameAt(path, json),
    sentence: message,
  }))
}

function nameAt([list, index]: readonly PropertyKey[], json: unknown): string | null {
  if (list !== 'offers' || typeof index !== 'number') return null
  const { offers } = json as { offers?: readonly { name?: unknown }[] }
  const name = offers?.[index]?.name
  return typeof name === 'string' ? name : null
}
