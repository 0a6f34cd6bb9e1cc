// Which offers hold in this sale, and for which of its tickets; of the others, why not.
import type { Day } from '../core/day.ts'
import { covers, refusalFor } from './condition-check.ts'
import { dependencyOrder } from './dependency-order.ts'
import type { Offer } from './offers-document.ts'
import type { PriceContext, Shopper } from './price-context.ts'
import { type Room, roomOf } from './room.ts'
import type { Lot } from './tickets.ts'
import { type Refusal, refusalCodes } from './trail.ts'

/** An offer that holds in this sale. */
export interface Applicable {
  readonly offer: Offer
  /** Place in the document: of equal totals the first listed wins. */
  readonly index: number
  /** Indices of the lots it holds for; never empty. */
  readonly lots: ReadonlySet<number>
  readonly room: Room
  /** Tickets it covers and does not hold for; null: none. */
  readonly partly: RefusedTickets | null
}

export interface RefusedTickets {
  readonly refusal: Refusal
  readonly tickets: number
}

export interface Applicability {
  readonly applicable: readonly Applicable[]
  /** In listed order; an offer that covers nothing in the sale is not mentioned. */
  readonly refused: readonly (RefusedTickets & { readonly offer: string })[]
}

export function applicabilityOf(
  offers: readonly Offer[],
  lots: readonly Lot[],
  on: Day,
  shopper: Shopper,
  context: PriceContext,
): Applicability {
  const judged = offers.flatMap((offer, index) => {
    const covered = lots.filter(({ item }) => covers(offer, item))
    if (covered.length === 0) return []
    const judgement = judge(offer, lots, on, shopper, context)
    return [{ offer, index, ...judgement }]
  })
  const excluded = exclusionsAmong(judged)
  const applicable: Applicable[] = []
  const refused: (RefusedTickets & { offer: string })[] = []
  for (const { offer, index, room, lots: held, refusal: partly } of judged) {
    const out = excluded.get(offer.id)
    const lost = new Set([...held].filter((lot) => out?.lots.has(lot)))
    const left = new Set([...held].filter((lot) => !lost.has(lot)))
    const loss =
      out && lost.size > 0
        ? { refusal: { code: 'EXCLUDED', by: out.by } as const, tickets: ticketsIn(lost, lots) }
        : partly
    if (left.size > 0) applicable.push({ offer, index, lots: left, room, partly: loss })
    else if (loss) refused.push({ offer: offer.id, ...loss })
  }
  return { applicable, refused }
}

interface Judgement {
  readonly lots: ReadonlySet<number>
  readonly room: Room
  readonly refusal: RefusedTickets | null
}

function judge(
  offer: Offer,
  lots: readonly Lot[],
  on: Day,
  shopper: Shopper,
  context: PriceContext,
): Judgement {
  const room = roomOf(offer, on, shopper, context)
  const held = new Set<number>()
  let spentFen = 0
  let refusal: Refusal | null = null
  let tickets = 0
  for (const [index, lot] of lots.entries()) {
    if (!covers(offer, lot.item)) continue
    const why = refusalFor(offer, lot, shopper, context.holidays)
    if (!why) {
      held.add(index)
      spentFen += lot.listFen * lot.quantity
    } else {
      tickets += lot.quantity
      if (!refusal || isLater(why, refusal)) refusal = why
    }
  }
  const none = (why: Refusal | null) => ({
    lots: new Set<number>(),
    room,
    refusal: why && { refusal: why, tickets: tickets + ticketsIn(held, lots) },
  })
  if (held.size === 0) return none(refusal)
  const needFen = offer.when?.minSpendFen ?? 0
  if (spentFen < needFen) return none({ code: 'MIN_SPEND', needFen, spentFen })
  if (room.reached) return none({ code: 'LIMIT_REACHED', limit: room.reached })
  return { lots: held, room, refusal: refusal && { refusal, tickets } }
}

function ticketsIn(held: ReadonlySet<number>, lots: readonly Lot[]): number {
  return [...held].reduce((sum, lot) => sum + (lots[lot]?.quantity ?? 0), 0)
}

/** Of several tickets that were refused for different reasons the one that came nearest speaks. */
function isLater(a: Refusal, b: Refusal): boolean {
  return refusalCodes.indexOf(a.code) > refusalCodes.indexOf(b.code)
}

/** Which lots every offer loses to offers that exclude it. An offer that is itself out somewhere excludes nothing there. */
function exclusionsAmong(judged: readonly ({ readonly offer: Offer } & Judgement)[]) {
  const excludedBy = new Map<string, string[]>(judged.map(({ offer }) => [offer.id, []]))
  for (const { offer } of judged) for (const id of offer.excludes ?? []) excludedBy.get(id)?.push(offer.id)
  const sorted = dependencyOrder(excludedBy)
  if (!('order' in sorted)) throw new Error('a checked document has no circle of exclusions')
  const out = new Map<string, { by: string; lots: Set<number> }>()
  for (const id of sorted.order) {
    const one = judged.find(({ offer }) => offer.id === id)
    const holding = [...(one?.lots ?? [])].filter((lot) => !out.get(id)?.lots.has(lot))
    for (const target of one?.offer.excludes ?? []) {
      if (holding.length === 0) continue
      const entry = out.get(target) ?? { by: id, lots: new Set<number>() }
      for (const lot of holding) entry.lots.add(lot)
      out.set(target, entry)
    }
  }
  return out
}
