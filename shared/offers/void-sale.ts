// Taking a sale back: the whole of it, or single tickets that are no part of a bundle. A void is a record of its own with the
// opposite numbers; the sale stays as it was written.
import { err, ok, type Result } from '../core/result.ts'
import type { Priced, PricedTickets } from './priced.ts'
import { inverseOf, type Use } from './use.ts'

export interface Voided {
  /** Negative: what is given back, before cash rounding. */
  readonly payFen: number
  /** To be recorded: gives every limit back what the sale took. */
  readonly uses: readonly Use[]
}

export function voidWhole({ payFen, uses }: Pick<Priced, 'payFen' | 'uses'>): Voided {
  return { payFen: 0 - payFen, uses: uses.map(inverseOf) }
}

export type VoidProblem =
  /** 买一送一 and 满减 are voided whole. */
  { readonly kind: 'BUNDLED'; readonly offer: string } | { readonly kind: 'NO_SUCH_TICKETS' }

/** `at`: index into `priced.tickets`. Everything: take `voidWhole`, which also gives back
 *  what counts by sale and surcharges of the whole sale. */
export function voidTickets(
  { tickets, uses }: Pick<Priced, 'tickets' | 'uses'>,
  at: number,
  quantity: number,
): Result<Voided, VoidProblem> {
  const picked = tickets[at]
  if (!picked || !Number.isInteger(quantity) || quantity < 1 || quantity > picked.quantity)
    return err({ kind: 'NO_SUCH_TICKETS' })
  if (picked.bundle !== null) return err({ kind: 'BUNDLED', offer: picked.bundle })
  return ok({
    payFen: 0 - quantity * (picked.payFen + picked.surchargeFen),
    uses: uses
      .filter(({ offer }) => picked.offers.includes(offer))
      .map((use) => ({ ...use, ...countsOf(picked, quantity), sales: 0 })),
  })
}

function countsOf({ who }: PricedTickets, quantity: number): Pick<Use, 'tickets' | 'companions'> {
  const isHolder = who === 'HOLDER'
  return { tickets: isHolder ? 0 - quantity : 0, companions: isHolder ? 0 : 0 - quantity }
}
