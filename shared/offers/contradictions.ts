// What the form of a document cannot say: names that name nothing, circles, and rules that contradict each other.
import { STANDARD_CLASS } from './conditions.ts'
import { dependencyOrder } from './dependency-order.ts'
import { itemProblems } from './item-problems.ts'
import type { Offer, OffersDocument } from './offers-document.ts'
import type { OfferProblem, OffersProblem } from './offers-problem.ts'
import { isTicketRule } from './rule.ts'
import { ruleProblems } from './rule-problems.ts'
import { stackingProblems } from './stacking-problems.ts'

/** Offers over several tickets in one document: every combination of them is tried at the counter. */
export const MAX_BUNDLES = 8

/** Earlier sales of all examples together: checking a document must not keep a counter waiting. */
const MAX_EARLIER_SALES = 5_000

export function contradictionsIn(document: OffersDocument): readonly OffersProblem[] {
  const duplicates = duplicateProblems(document)
  if (duplicates.length > 0) return duplicates
  return [
    ...itemProblems(document),
    ...document.offers.flatMap((offer, index) =>
      [
        ...referenceProblems(offer, document),
        ...ruleProblems(offer, document),
        ...stackingProblems(offer, document),
      ].map(([path, sentence]) => ({ path: `offers.${index}.${path}`, offer: offer.name, sentence })),
    ),
    ...circleProblems(document, 'excludes'),
    ...circleProblems(document, 'stacksOn'),
    ...bundleProblems(document),
    ...exampleProblems(document),
  ]
}

function duplicateProblems(document: OffersDocument): OffersProblem[] {
  return (['categories', 'classes', 'items', 'surcharges', 'offers'] as const).flatMap((list) => {
    const ids = (document[list] ?? []).map(({ id }) => id)
    return ids.flatMap((id, index) => {
      if (ids.indexOf(id) === index) return []
      const offer = list === 'offers' ? (document.offers[index]?.name ?? null) : null
      return { path: `${list}.${index}.id`, offer, sentence: `"${id}" is there twice` }
    })
  })
}

function referenceProblems(offer: Offer, document: OffersDocument): OfferProblem[] {
  const { items, classes = [], categories = [], offers } = document
  const missing = (path: string, what: string, ids: readonly string[], known: readonly { id: string }[]) =>
    ids
      .filter((id) => !known.some((one) => one.id === id))
      .map((id): OfferProblem => [path, `there is no ${what} "${id}"`])
  const standard = { id: STANDARD_CLASS }
  return [
    ...(offer.items === 'ALL' ? [] : missing('items', 'item', offer.items, items)),
    ...missing('who.classes', 'class', offer.who?.classes ?? [], [...classes, standard]),
    ...missing('who.categories', 'category', offer.who?.categories ?? [], categories),
    ...missing('excludes', 'offer', offer.excludes ?? [], offers),
    ...missing('stacksOn', 'offer', offer.stacksOn ?? [], offers),
  ]
}

function circleProblems({ offers }: OffersDocument, by: 'excludes' | 'stacksOn'): OffersProblem[] {
  const sorted = dependencyOrder(new Map(offers.map((offer) => [offer.id, offer[by] ?? []])))
  if (!('cycle' in sorted)) return []
  const index = offers.findIndex(({ id }) => id === sorted.cycle[0])
  return [
    {
      path: `offers.${index}.${by}`,
      offer: offers[index]?.name ?? null,
      sentence: `goes round in a circle: ${sorted.cycle.join(' → ')}`,
    },
  ]
}

function bundleProblems({ offers }: OffersDocument): OffersProblem[] {
  const bundles = offers.filter(({ rule }) => !isTicketRule(rule)).length
  if (bundles <= MAX_BUNDLES) return []
  const sentence = `${bundles} offers over several tickets; at most ${MAX_BUNDLES}. One offer can list many items`
  return [{ path: 'offers', offer: null, sentence }]
}

function exampleProblems({ offers, examples = [] }: OffersDocument): OffersProblem[] {
  const earlier = [...offers.flatMap((offer) => offer.examples), ...examples].flatMap((one) => one.earlier)
  const sales = earlier.reduce((sum, { members = 1 }) => sum + members, 0)
  if (sales <= MAX_EARLIER_SALES) return []
  const sentence = `the examples tell of ${sales} earlier sales; at most ${MAX_EARLIER_SALES}`
  return [{ path: 'offers', offer: null, sentence }]
}
