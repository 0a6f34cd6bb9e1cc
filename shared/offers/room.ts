// How much room the limits of an offer leave in this sale. Uses come in as facts; nothing is counted here but what is handed in.
import type { Day } from '../core/day.ts'
import type { Limit } from './limits.ts'
import type { Offer } from './offers-document.ts'
import type { PriceContext, Shopper } from './price-context.ts'
import type { LimitStand } from './trail.ts'
import { isSamePeriod, type Use } from './use.ts'

/** How many tickets the offer may still be given to in this sale; `Infinity` without a limit. */
export interface Room {
  readonly holder: number
  readonly companions: number
  readonly all: number
  readonly limits: readonly LimitStand[]
  /** The first limit that leaves nothing; null: there is room. */
  readonly reached: LimitStand | null
}

export function roomOf(offer: Offer, on: Day, shopper: Shopper, context: PriceContext): Room {
  const limits = (offer.limits ?? []).map((limit) => standOf(limit, offer.id, on, shopper, context))
  const left = (counts: Limit['counts']) =>
    limits
      .filter((limit) => limit.counts === counts)
      .reduce((least, { uses, used }) => Math.min(least, Math.max(0, uses - used)), Number.POSITIVE_INFINITY)
  const isUsedUp = left('SALES') === 0
  return {
    holder: isUsedUp ? 0 : left('TICKETS'),
    companions: isUsedUp ? 0 : Math.min(left('COMPANIONS'), offer.companions?.max ?? 0),
    all: isUsedUp ? 0 : left('ALL_TICKETS'),
    limits,
    // Companions alone being used up does not end the offer for the holder.
    reached: limits.find(({ counts, uses, used }) => counts !== 'COMPANIONS' && used >= uses) ?? null,
  }
}

function standOf(
  { per, period, counts, uses, allotments }: Limit,
  offer: string,
  on: Day,
  shopper: Shopper,
  { uses: before, terminal }: PriceContext,
): LimitStand {
  const isCounted = (use: Use) =>
    use.offer === offer &&
    period !== 'SALE' &&
    isSamePeriod(period, use.on, on) &&
    (per !== 'MEMBER' || use.member === shopper.member) &&
    (per !== 'UNION' || use.union === shopper.union) &&
    (!allotments || use.terminal === terminal)
  const used = before.filter(isCounted).reduce((sum, use) => sum + countOf(use, counts), 0)
  const share = allotments ? (allotments.find((one) => one.terminal === terminal)?.uses ?? 0) : uses
  return { per, period, counts, uses: share, used }
}

function countOf(use: Use, counts: Limit['counts']): number {
  switch (counts) {
    case 'TICKETS':
      return use.tickets
    case 'COMPANIONS':
      return use.companions
    case 'ALL_TICKETS':
      return use.tickets + use.companions
    case 'SALES':
      return use.sales
  }
}
