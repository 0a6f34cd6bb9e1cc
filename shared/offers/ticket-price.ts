// What one ticket costs by a ticket rule, and by the rules that may be given on top of it. Pure arithmetic in fen.
import { thousandthsOf } from '../money/thousandths.ts'
import type { Applicable } from './applicable.ts'
import { dependencyOrder } from './dependency-order.ts'
import { isTicketRule, type TicketRule } from './rule.ts'
import type { Lot } from './tickets.ts'

/** Never above `fromFen`, never below zero. */
export function ticketPrice(rule: TicketRule, fromFen: number, lot: Lot): number {
  switch (rule.kind) {
    case 'PERCENT':
      return thousandthsOf(fromFen, rule.thousandths)
    case 'AMOUNT_OFF':
      return Math.max(0, fromFen - rule.offFen)
    case 'FIXED_PRICE':
      return Math.min(fromFen, rule.priceFen)
    case 'FREE':
      return 0
    case 'BY_WEEKDAY':
      return Math.min(fromFen, rule.priceFen[lot.time.weekday] ?? fromFen)
  }
}

export interface PricedBy {
  readonly by: Applicable
  readonly rule: TicketRule
  readonly fromFen: number
  readonly toFen: number
}

/** One way to price a ticket of a lot: an offer and what stacks on it. Every link lowers the price. */
export interface Way {
  readonly lot: number
  readonly base: Applicable
  readonly links: readonly PricedBy[]
  readonly payFen: number
}

/** All ways for a lot with the offers that may touch it. What may be given on top is always given: it has no room of its own to
 *  save (`contradictions.ts`) and never makes a ticket dearer. */
export function waysOf(index: number, lot: Lot, offers: readonly Applicable[]): readonly Way[] {
  const here = offers.filter(({ lots, offer }) => lots.has(index) && isTicketRule(offer.rule))
  const tops = inStackingOrder(here.filter(({ offer }) => offer.stacksOn))
  return here.flatMap((base) => {
    const links: PricedBy[] = []
    for (const by of [base, ...tops]) {
      // Nothing stacks on itself, so the base comes once.
      const mayFollow = links.every(({ by: below }) => by.offer.stacksOn?.includes(below.offer.id))
      const rule = ruleFor(by, lot)
      if (!rule || !mayFollow) continue
      const fromFen = links.at(-1)?.toFen ?? lot.listFen
      const toFen = ticketPrice(rule, fromFen, lot)
      if (toFen < fromFen) links.push({ by, rule, fromFen, toFen })
      // A base that saves nothing bears nothing.
      if (links.length === 0) break
    }
    const payFen = links.at(-1)?.toFen ?? lot.listFen
    return payFen < lot.listFen ? [{ lot: index, base, links, payFen }] : []
  })
}

function ruleFor({ offer }: Applicable, { who }: Lot): TicketRule | null {
  const rule = who === 'COMPANION' ? (offer.companions?.rule ?? offer.rule) : offer.rule
  return isTicketRule(rule) ? rule : null
}

export function inStackingOrder(offers: readonly Applicable[]): readonly Applicable[] {
  const sorted = dependencyOrder(new Map(offers.map(({ offer }) => [offer.id, offer.stacksOn ?? []])))
  if (!('order' in sorted)) throw new Error('a checked document has no circle of stacking')
  return sorted.order.flatMap((id) => offers.filter(({ offer }) => offer.id === id))
}
