// What may be given on top of what. An offer on top must have no count of tickets of its own: it is given wherever it may.
import type { Offer, OffersDocument } from './offers-document.ts'
import type { OfferProblem } from './offers-problem.ts'
import { isPairRule, isTicketRule } from './rule.ts'

export function stackingProblems(offer: Offer, { offers }: OffersDocument): OfferProblem[] {
  const { stacksOn, rule, limits = [], companions, excludes = [] } = offer
  if (!stacksOn) return []
  const problems: OfferProblem[] = []
  if (isPairRule(rule)) problems.push(['stacksOn', 'a pair is not given on top of another offer'])
  for (const id of stacksOn) {
    const below = offers.find((one) => one.id === id)
    if (!below) continue
    if (excludes.includes(id) || below.excludes?.includes(offer.id))
      problems.push(['stacksOn', `"${id}" and this offer exclude each other`])
    if (isTicketRule(rule) && !isTicketRule(below.rule))
      problems.push(['stacksOn', `"${id}" is over several tickets, this offer is over one`])
  }
  if (isTicketRule(rule)) {
    const counting = limits.findIndex(({ counts }) => counts !== 'SALES')
    if (counting !== -1)
      problems.push([`limits.${counting}.counts`, 'an offer that stacks on others counts SALES, not tickets'])
    if (companions) problems.push(['companions', 'an offer that stacks on others is for the holder'])
  }
  return problems
}
