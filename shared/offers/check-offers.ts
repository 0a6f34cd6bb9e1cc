// From JSON to a document that can be trusted: form, sense, and every example comes out. Used alike by hub, terminal and command line.
import { err, ok, type Result } from '../core/result.ts'
import { contradictionsIn } from './contradictions.ts'
import { type OffersDocument, offersDocumentSchema } from './offers-document.ts'
import { type OffersProblem, problemsOfForm } from './offers-problem.ts'
import { type ExampleOutcome, runExamples } from './run-examples.ts'

export interface CheckedOffers {
  readonly document: OffersDocument
  readonly examples: readonly ExampleOutcome[]
}

/** Form and sense only. */
export function readOffers(json: unknown): Result<OffersDocument, readonly OffersProblem[]> {
  const parsed = offersDocumentSchema.safeParse(json)
  if (!parsed.success) return err(problemsOfForm(parsed.error, json))
  const problems = contradictionsIn(parsed.data)
  return problems.length > 0 ? err(problems) : ok(parsed.data)
}

export function checkOffers(json: unknown): Result<CheckedOffers, readonly OffersProblem[]> {
  const document = readOffers(json)
  if (!document.ok) return document
  const examples = runExamples(document.value)
  const problems = [
    ...examples.flatMap(({ path, offer, failure }) =>
      failure === null ? [] : { path, offer, sentence: failure },
    ),
    ...unprovenOffers(document.value, examples),
  ]
  return problems.length > 0 ? err(problems) : ok({ document: document.value, examples })
}

/** An offer whose examples never use it could do anything. */
function unprovenOffers(
  { offers }: OffersDocument,
  examples: readonly ExampleOutcome[],
): readonly OffersProblem[] {
  return offers.flatMap(({ id, name }, index) => {
    const own = `offers.${index}.examples`
    const isUsed = examples.some(
      ({ path, priced }) => path.startsWith(`${own}.`) && priced?.offers.some(({ offer }) => offer === id),
    )
    return isUsed ? [] : { path: own, offer: name, sentence: 'none of its examples uses it' }
  })
}
