// What comes on top of the tickets and is never discounted.
import type { Holidays } from '../packages/holidays.ts'
import { untimelyFor } from './condition-check.ts'
import type { Surcharge } from './offers-document.ts'
import type { Priced } from './priced.ts'
import type { Lot } from './tickets.ts'

/** Surcharges of one ticket of a lot, in fen. */
export function ticketSurchargeFen(surcharges: readonly Surcharge[], lot: Lot, holidays: Holidays): number {
  return surcharges
    .filter((one) => one.per === 'TICKET' && isDue(one, lot, holidays))
    .reduce((sum, { fen }) => sum + fen, 0)
}

export function surchargesOf(
  surcharges: readonly Surcharge[],
  lots: readonly Lot[],
  holidays: Holidays,
): Priced['surcharges'] {
  return surcharges.flatMap((one) => {
    const tickets = lots
      .filter((lot) => isDue(one, lot, holidays))
      .reduce((sum, { quantity }) => sum + quantity, 0)
    const quantity = one.per === 'SALE' ? Math.min(1, tickets) : tickets
    return quantity === 0 ? [] : [{ surcharge: one.id, quantity, fen: quantity * one.fen }]
  })
}

function isDue({ items, when }: Surcharge, lot: Lot, holidays: Holidays): boolean {
  return items.includes(lot.item) && untimelyFor(when, lot.time, holidays) === null
}
