// Tells how the price came about: the steps of the trail, made from what the engine found. Decides nothing.
import type { Applicability, Applicable } from './applicable.ts'
import { cheapest, type Outcome } from './cheapest.ts'
import type { Component } from './components.ts'
import type { Offer } from './offers-document.ts'
import type { PriceContext } from './price-context.ts'
import type { PricedBy } from './ticket-price.ts'
import type { Lot } from './tickets.ts'
import type { Step } from './trail.ts'

export function cardSteps({ card, allowUnconfirmed }: PriceContext): readonly Step[] {
  if (card === 'VALID') return []
  return card === 'UNCONFIRMED' && allowUnconfirmed ? [{ code: 'ALLOWED' }] : [{ code: `CARD_${card}` }]
}

/** In listed order: why an offer does not hold, or where its limits stand. */
export function offerSteps(
  offers: readonly Offer[],
  held: Applicability,
  lots: readonly Lot[],
): readonly Step[] {
  return offers.flatMap(({ id }): Step[] => {
    const refused = held.refused.find(({ offer }) => offer === id)
    if (refused) return [{ offer: id, ...refused.refusal, tickets: refused.tickets, partly: false }]
    const one = held.applicable.find(({ offer }) => offer.id === id)
    if (!one) return []
    return [
      // A class is chosen by staff: that it is not for the others goes without saying.
      ...(one.partly && one.partly.refusal.code !== 'CLASS'
        ? [{ offer: id, ...one.partly.refusal, tickets: one.partly.tickets, partly: true }]
        : []),
      ...companionSteps(one, lots),
      ...one.room.limits.map((limit): Step => ({ code: 'LIMIT', offer: id, limit })),
    ]
  })
}

function companionSteps({ offer, lots: held }: Applicable, lots: readonly Lot[]): readonly Step[] {
  if (!offer.companions) return []
  const came = [...held].reduce(
    (sum, lot) => sum + (lots[lot]?.who === 'COMPANION' ? lots[lot].quantity : 0),
    0,
  )
  const { max } = offer.companions
  return came > max ? [{ code: 'COMPANIONS_MAX', offer: offer.id, max, tickets: came - max }] : []
}

/** Where several offers hold for the same tickets: what each alone would cost, and which was taken. */
export function choiceSteps(
  lots: readonly Lot[],
  { lots: own, offers, outcome }: Component & { readonly outcome: Outcome },
): readonly Step[] {
  if (offers.length < 2 || outcome.used.length === 0) return []
  const candidates = offers.map((one) => ({ one, totalFen: cheapest(lots, own, [one]).totalFen }))
  const { totalFen, used } = outcome
  const isTie = candidates.some(({ one, totalFen: alone }) => !used.includes(one) && alone === totalFen)
  return [
    ...candidates.map(({ one, totalFen }): Step => ({ code: 'CANDIDATE', offer: one.offer.id, totalFen })),
    {
      code: 'CHOSEN',
      offers: used.map(({ offer }) => offer.id),
      because: isTie ? 'FIRST_LISTED' : 'LOWEST',
      totalFen,
    },
  ]
}

export function priceSteps({ sold, pairs, saves }: Outcome, lots: readonly Lot[]): readonly Step[] {
  return [
    ...sold.flatMap(({ lot, quantity, links }) =>
      links.map((link) => linkStep(link, lots[lot]?.item ?? '', quantity)),
    ),
    ...pairs.map(({ by, ...given }): Step => ({ code: 'PAIRS', offer: by.offer.id, ...given })),
    ...saves.map(
      ({ by, rule, spentFen, times, savedFen }): Step => ({
        code: 'SPENT',
        offer: by.offer.id,
        spendFen: rule.spendFen,
        spentFen,
        times,
        savedFen,
      }),
    ),
  ]
}

function linkStep({ by, rule, fromFen, toFen }: PricedBy, item: string, quantity: number): Step {
  const ticket = { offer: by.offer.id, item, quantity, fromFen, toFen }
  return rule.kind === 'PERCENT'
    ? { code: 'PERCENT', thousandths: rule.thousandths, ...ticket }
    : { code: rule.kind, ...ticket }
}
