// The lowest total for tickets that offers connect. Bundles are tried in every combination that does not use a ticket twice; all other
// tickets take their cheapest way. Of equal totals the one with the offers listed first (DOMAIN §5).
import type { Applicable } from './applicable.ts'
import { assign } from './assign.ts'
import { bundleSets, mayStack } from './bundle-sets.ts'
import { overlap } from './components.ts'
import { type Pairing, pairUp, rateOf } from './pairs.ts'
import { isPairRule, type SpendRule } from './rule.ts'
import { inStackingOrder, type PricedBy, waysOf } from './ticket-price.ts'
import type { Lot } from './tickets.ts'

/** Equal tickets of a lot at one price. */
export interface SoldTickets {
  readonly lot: number
  readonly quantity: number
  readonly payFen: number
  /** What lowered the price, in order; empty: the list price, or a pair. */
  readonly links: readonly PricedBy[]
  /** The offer they are bundled by and voided with. */
  readonly bundle: Applicable | null
}

export interface PairsGiven extends Pick<Pairing, 'pairs' | 'savedFen'> {
  readonly by: Applicable
  readonly thousandths: number
}

export interface SaveGiven {
  readonly by: Applicable
  readonly rule: SpendRule
  readonly spentFen: number
  readonly times: number
  readonly savedFen: number
}

export interface Outcome {
  readonly totalFen: number
  readonly sold: readonly SoldTickets[]
  readonly pairs: readonly PairsGiven[]
  readonly saves: readonly SaveGiven[]
  /** Offers that lower the total, in listed order. */
  readonly used: readonly Applicable[]
}

/** `own`: indices of the lots to price; `offers`: in listed order. */
export function cheapest(
  lots: readonly Lot[],
  own: readonly number[],
  offers: readonly Applicable[],
): Outcome {
  let best = outcomeWith([], lots, own, offers)
  for (const chosen of bundleSets(offers)) {
    const outcome = outcomeWith(chosen, lots, own, offers)
    if (outcome && (!best || isBetter(outcome, best))) best = outcome
  }
  if (!best) throw new Error('the sale without bundles has always a price')
  return best
}

function isBetter(one: Outcome, other: Outcome): boolean {
  if (one.totalFen !== other.totalFen) return one.totalFen < other.totalFen
  for (const [at, { index }] of one.used.entries()) {
    const otherIndex = other.used[at]?.index
    if (otherIndex === undefined) return false
    if (index !== otherIndex) return index < otherIndex
  }
  return one.used.length < other.used.length
}

/** Null: one of the bundles does not come about. */
function outcomeWith(
  bundles: readonly Applicable[],
  lots: readonly Lot[],
  own: readonly number[],
  offers: readonly Applicable[],
): Outcome | null {
  const free = lots.map((lot, index) => (own.includes(index) ? lot.quantity : 0))
  const sold: SoldTickets[] = []
  const pairs: PairsGiven[] = []
  for (const by of bundles) {
    const { rule } = by.offer
    if (!isPairRule(rule)) continue
    const pairing = pairUp(by, rule, lots)
    if (!pairing) return null
    pairs.push({ by, pairs: pairing.pairs, savedFen: pairing.savedFen, thousandths: rateOf(rule) })
    for (const { lot, quantity, payFen } of pairing.tickets) {
      free[lot] = (free[lot] ?? 0) - quantity
      sold.push({ lot, quantity, payFen, links: [], bundle: by })
    }
  }

  const spends = bundles.filter(({ offer }) => offer.rule.kind === 'SPEND_AND_SAVE')
  const bundleOf = (lot: number) => spends.find((spend) => spend.lots.has(lot)) ?? null
  const ways = own.flatMap((index) => {
    const lot = lots[index]
    // A ticket that counts towards 满减 keeps to what that may be given on top of.
    const allowed = offers.filter((one) =>
      spends.every((spend) => !spend.lots.has(index) || mayStack(spend, one)),
    )
    return lot ? waysOf(index, lot, allowed) : []
  })
  for (const { way, quantity } of assign(lots, free, ways)) {
    const { lot, links, payFen } = way
    free[lot] = (free[lot] ?? 0) - quantity
    sold.push({ lot, quantity, payFen, links, bundle: bundleOf(lot) })
  }
  for (const index of own) {
    const quantity = free[index] ?? 0
    const payFen = lots[index]?.listFen ?? 0
    if (quantity > 0) sold.push({ lot: index, quantity, payFen, links: [], bundle: bundleOf(index) })
  }

  const saves = savesOf(spends, sold)
  if (!saves) return null
  const totalFen =
    sold.reduce((sum, { quantity, payFen }) => sum + quantity * payFen, 0) -
    saves.reduce((sum, { savedFen }) => sum + savedFen, 0)
  const usedIds = new Set([
    ...[...pairs, ...saves].map(({ by }) => by.offer.id),
    ...sold.flatMap(({ links }) => links.map(({ by }) => by.offer.id)),
  ])
  return { totalFen, sold, pairs, saves, used: offers.filter(({ offer }) => usedIds.has(offer.id)) }
}

/** What is saved by spending, each on what is left after those below it. Null: not enough was spent. */
function savesOf(spends: readonly Applicable[], sold: readonly SoldTickets[]): readonly SaveGiven[] | null {
  const saves: SaveGiven[] = []
  for (const by of inStackingOrder(spends)) {
    const { rule } = by.offer
    if (rule.kind !== 'SPEND_AND_SAVE') continue
    const before = saves.filter((save) => overlap(save.by.lots, by.lots))
    const spentFen =
      sold
        .filter(({ lot }) => by.lots.has(lot))
        .reduce((sum, { quantity, payFen }) => sum + quantity * payFen, 0) -
      before.reduce((sum, { savedFen }) => sum + savedFen, 0)
    const most = Math.min(by.room.holder, by.room.all, rule.times === 'ONCE' ? 1 : Number.POSITIVE_INFINITY)
    const times = Math.min(most, Math.floor(spentFen / rule.spendFen))
    if (times < 1) return null
    saves.push({ by, rule, spentFen, times, savedFen: times * rule.saveFen })
  }
  return saves
}
