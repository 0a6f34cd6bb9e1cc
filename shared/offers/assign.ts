// Gives every ticket at most one way, so that the total is lowest and no limit is overrun; of equal totals the offers listed first.
import type { Applicable } from './applicable.ts'
import { cheapestFlow, type Edge } from './cheapest-flow.ts'
import type { Way } from './ticket-price.ts'
import type { Lot } from './tickets.ts'

export interface Assigned {
  readonly way: Way
  readonly quantity: number
}

/** One fen weighs more than any sum of places in the document: 200 offers, 100,000 tickets. */
const FEN_WEIGHT = 2 ** 25

/** `free[i]`: tickets of lot i that may still be given a way. */
export function assign(
  lots: readonly Lot[],
  free: readonly number[],
  allWays: readonly Way[],
): readonly Assigned[] {
  const ways = worthTrying(allWays, lots)
  const offers = [...new Set(ways.map(({ base }) => base))]
  const source = lots.length
  const sink = source + 1
  const nodeOf = (offer: Applicable, part: number) => sink + 1 + 3 * offers.indexOf(offer) + part

  const fromLots = ways.map(({ lot, base, payFen }): Edge => {
    const { who = 'HOLDER', listFen = 0 } = lots[lot] ?? {}
    return {
      from: lot,
      to: nodeOf(base, who === 'HOLDER' ? 0 : 1),
      capacity: Number.POSITIVE_INFINITY,
      cost: base.index + 1 - (listFen - payFen) * FEN_WEIGHT,
    }
  })
  const edges: Edge[] = [
    ...fromLots,
    ...free.map((capacity, lot) => ({ from: source, to: lot, capacity, cost: 0 })),
    ...offers.flatMap((offer) => {
      const { holder, companions, all } = offer.room
      const [ofHolder, ofCompanions, ofAll] = [nodeOf(offer, 0), nodeOf(offer, 1), nodeOf(offer, 2)]
      return [
        { from: ofHolder, to: ofAll, capacity: holder, cost: 0 },
        { from: ofCompanions, to: ofAll, capacity: companions, cost: 0 },
        { from: ofAll, to: sink, capacity: all, cost: 0 },
      ]
    }),
  ]
  const flow = cheapestFlow(sink + 1 + 3 * offers.length, edges, source, sink)
  return ways.flatMap((way, index) => {
    const quantity = flow[index] ?? 0
    return quantity > 0 ? [{ way, quantity }] : []
  })
}

/** Nobody takes a way where a better one is never full: saves the search what it would find out at length. */
function worthTrying(ways: readonly Way[], lots: readonly Lot[]): readonly Way[] {
  const best = new Map<number, Way>()
  for (const way of ways) {
    const before = best.get(way.lot)
    if (isNeverFull(way, lots) && (!before || way.payFen < before.payFen)) best.set(way.lot, way)
  }
  return ways.filter((way) => {
    const other = best.get(way.lot)
    return !other || way === other || way.payFen < other.payFen || isListedBefore(way, other)
  })
}

function isListedBefore(way: Way, other: Way): boolean {
  return way.payFen === other.payFen && way.base.index < other.base.index
}

function isNeverFull({ lot, base }: Way, lots: readonly Lot[]): boolean {
  const { holder, companions, all } = base.room
  const own = lots[lot]?.who === 'COMPANION' ? companions : holder
  return own === Number.POSITIVE_INFINITY && all === Number.POSITIVE_INFINITY
}
