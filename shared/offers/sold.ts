// From the chosen outcomes to what is recorded: tickets with their prices, what every offer saved, and its uses.
import type { Day } from '../core/day.ts'
import type { Holidays } from '../packages/holidays.ts'
import type { Outcome } from './cheapest.ts'
import type { Surcharge } from './offers-document.ts'
import type { Shopper } from './price-context.ts'
import type { PricedTickets } from './priced.ts'
import { ticketSurchargeFen } from './surcharges.ts'
import type { Lot } from './tickets.ts'
import type { Use } from './use.ts'

/** In the order of the lots, the dearer first. */
export function ticketsOf(
  outcomes: readonly Outcome[],
  lots: readonly Lot[],
  surcharges: readonly Surcharge[],
  holidays: Holidays,
): readonly PricedTickets[] {
  return outcomes
    .flatMap(({ sold }) => sold)
    .sort((a, b) => a.lot - b.lot || b.payFen - a.payFen)
    .flatMap(({ lot: index, quantity, payFen, links, bundle }) => {
      const lot = lots[index]
      if (!lot) return []
      const { time: _time, ...ticket } = lot
      return {
        ...ticket,
        quantity,
        payFen,
        surchargeFen: ticketSurchargeFen(surcharges, lot, holidays),
        offers: links.map(({ by }) => by.offer.id),
        bundle: bundle?.offer.id ?? null,
      }
    })
}

export function savedByOffer(outcomes: readonly Outcome[]): ReadonlyMap<string, number> {
  const saved = new Map<string, number>()
  const add = (offer: string, fen: number) => saved.set(offer, (saved.get(offer) ?? 0) + fen)
  for (const { sold, pairs, saves } of outcomes) {
    for (const { links, quantity } of sold)
      for (const { by, fromFen, toFen } of links) add(by.offer.id, quantity * (fromFen - toFen))
    for (const { by, savedFen } of [...pairs, ...saves]) add(by.offer.id, savedFen)
  }
  return saved
}

/** One use an offer, in listed order. */
export function usesOf(
  outcomes: readonly Outcome[],
  lots: readonly Lot[],
  on: Day,
  { member, union }: Shopper,
  terminal: string,
): readonly Use[] {
  const counts = new Map<string, { index: number; tickets: number; companions: number }>()
  for (const { sold, pairs, saves, used } of outcomes) {
    for (const { offer, index } of used) {
      const before = counts.get(offer.id) ?? { index, tickets: 0, companions: 0 }
      const own = sold.filter(({ links }) => links.some(({ by }) => by.offer.id === offer.id))
      const of = (who: Lot['who']) =>
        own.reduce((sum, { lot, quantity }) => sum + (lots[lot]?.who === who ? quantity : 0), 0)
      const granted =
        (pairs.find(({ by }) => by.offer.id === offer.id)?.pairs ?? 0) +
        (saves.find(({ by }) => by.offer.id === offer.id)?.times ?? 0)
      counts.set(offer.id, {
        index,
        tickets: before.tickets + of('HOLDER') + granted,
        companions: before.companions + of('COMPANION'),
      })
    }
  }
  return [...counts]
    .sort(([, a], [, b]) => a.index - b.index)
    .map(([offer, { tickets, companions }]) => ({
      offer,
      on,
      member,
      union,
      terminal,
      tickets,
      companions,
      sales: 1,
    }))
}
