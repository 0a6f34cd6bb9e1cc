// What a price depends on besides the document and the sale: the card, its holder, the days, and what was used before.
import type { Holidays } from '../packages/holidays.ts'
import type { Standing } from '../visit/visit.ts'
import type { Use } from './use.ts'

export interface Shopper {
  /** The same text for the same card; what it is made of is not this room's business. */
  readonly member: string
  /** Code of the current union. */
  readonly union: string
  readonly categories: readonly string[]
}

export interface PriceContext {
  /** Only a `VALID` card gives a discount. Protection has no say. */
  readonly card: Standing
  /** A supervisor allowed the discount for an `UNCONFIRMED` card. */
  readonly allowUnconfirmed: boolean
  /** Null: no card was read, or it is not in the roster. */
  readonly shopper: Shopper | null
  readonly holidays: Holidays
  /** Uses of the present periods, in any order; voids are among them as negative ones. */
  readonly uses: readonly Use[]
  /** This terminal, for quotas that are allotted. */
  readonly terminal: string
}
