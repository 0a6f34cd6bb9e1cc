// Offers whose own parts contradict each other.
import { covers } from './condition-check.ts'
import type { Offer, OffersDocument } from './offers-document.ts'
import type { OfferProblem } from './offers-problem.ts'
import { isPairRule } from './rule.ts'

export function ruleProblems(offer: Offer, { items }: OffersDocument): OfferProblem[] {
  const { rule, companions, limits = [] } = offer
  const problems: OfferProblem[] = []
  const rules = [
    { path: 'rule', rule },
    ...(companions?.rule ? [{ path: 'companions.rule', rule: companions.rule }] : []),
  ]
  for (const { path, rule } of rules) {
    if (rule.kind !== 'FIXED_PRICE') continue
    const cheaper = items.find(
      (item) => covers(offer, item.id) && item.listFen !== undefined && item.listFen < rule.priceFen,
    )
    if (cheaper) problems.push([`${path}.priceFen`, `is above the list price of "${cheaper.id}"`])
  }
  if (rule.kind === 'SPEND_AND_SAVE' && rule.saveFen > rule.spendFen)
    problems.push(['rule.saveFen', 'more is saved than was spent'])
  if (rule.kind === 'SPEND_AND_SAVE' && companions)
    problems.push(['companions', 'what is spent is counted for the whole sale, companions included'])
  if (isPairRule(rule) && companions?.rule)
    problems.push(['companions.rule', 'companions in a pair have no rule of their own'])
  if (offer.holderOnly && companions)
    problems.push(['holderOnly', 'an offer for the holder only has no companions'])
  for (const [index, { per, period, counts }] of limits.entries()) {
    const isSame = (one: (typeof limits)[number]) =>
      one.per === per && one.period === period && one.counts === counts
    if (limits.findIndex(isSame) !== index)
      problems.push([`limits.${index}`, 'the same limit is there twice'])
    if (counts === 'COMPANIONS' && (!companions || isPairRule(rule)))
      problems.push([`limits.${index}.counts`, 'this offer gives companions nothing to count'])
  }
  const { dates, exceptDates } = offer.when ?? {}
  const isNever = dates?.every((range) =>
    exceptDates?.some(({ from, to }) => from <= range.from && range.to <= to),
  )
  if (isNever) problems.push(['when.exceptDates', 'take away every day that `dates` gives'])
  return problems
}
