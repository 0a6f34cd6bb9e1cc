// 买一送一 and 第二件半价: which tickets are paired, and what the reduced one of each pair costs.
import { thousandthsOf } from '../money/thousandths.ts'
import type { Applicable } from './applicable.ts'
import type { PairRule } from './rule.ts'
import type { Lot } from './tickets.ts'

/** Tickets of a lot in pairs. */
export interface PairedTickets {
  readonly lot: number
  readonly quantity: number
  readonly payFen: number
}

export interface Pairing {
  readonly pairs: number
  readonly savedFen: number
  readonly tickets: readonly PairedTickets[]
}

/** Null: no pair saves anything. A ticket that is left over belongs to no pair. */
export function pairUp(
  { lots: held, room }: Applicable,
  rule: PairRule,
  lots: readonly Lot[],
): Pairing | null {
  const thousandths = rateOf(rule)
  const saves = ({ listFen }: OneTicket) => listFen - thousandthsOf(listFen, thousandths)
  // What costs nothing neither buys a ticket nor is one.
  const tickets = fallingTickets(held, room.companions, lots).filter((ticket) => saves(ticket) > 0)
  const most = Math.min(Math.floor(tickets.length / 2), room.holder, room.all)
  const paired =
    rule.pairing === 'CHEAPEST_HALF' ? tickets.slice(tickets.length - 2 * most) : tickets.slice(0, 2 * most)
  const isReduced = (at: number) => (rule.pairing === 'CHEAPEST_HALF' ? at >= most : at % 2 === 1)
  if (most === 0) return null
  return {
    pairs: most,
    savedFen: paired.reduce((sum, ticket, at) => sum + (isReduced(at) ? saves(ticket) : 0), 0),
    tickets: together(
      paired.map((ticket, at) => ({
        lot: ticket.lot,
        payFen: isReduced(at) ? ticket.listFen - saves(ticket) : ticket.listFen,
      })),
    ),
  }
}

/** Share of the price of the second ticket that is paid. */
export function rateOf(rule: PairRule): number {
  return rule.kind === 'BUY_ONE_GET_ONE' ? 0 : rule.thousandths
}

interface OneTicket {
  readonly lot: number
  readonly listFen: number
}

/** One by one, the dearest first; of the companions no more than may take part. */
function fallingTickets(
  held: ReadonlySet<number>,
  companions: number,
  lots: readonly Lot[],
): readonly OneTicket[] {
  let companionsLeft = companions
  return [...held]
    .map((lot) => ({ lot, ticket: lots[lot] }))
    .sort((a, b) => (b.ticket?.listFen ?? 0) - (a.ticket?.listFen ?? 0) || a.lot - b.lot)
    .flatMap(({ lot, ticket }) => {
      if (!ticket) return []
      const quantity =
        ticket.who === 'COMPANION' ? Math.min(ticket.quantity, companionsLeft) : ticket.quantity
      if (ticket.who === 'COMPANION') companionsLeft -= quantity
      return Array.from({ length: quantity }, () => ({ lot, listFen: ticket.listFen }))
    })
}

function together(tickets: readonly { readonly lot: number; readonly payFen: number }[]): PairedTickets[] {
  const groups = new Map<string, PairedTickets>()
  for (const { lot, payFen } of tickets) {
    const key = `${lot} ${payFen}`
    groups.set(key, { lot, payFen, quantity: (groups.get(key)?.quantity ?? 0) + 1 })
  }
  return [...groups.values()]
}
