// A price as it is shown, recorded and printed. All amounts in fen.
import type { Step } from './trail.ts'
import type { Use } from './use.ts'

/** Equal tickets at one price. */
export interface PricedTickets {
  readonly item: string
  readonly class: string
  readonly who: 'HOLDER' | 'COMPANION'
  /** Milliseconds since the epoch. */
  readonly startsAt: number
  readonly quantity: number
  /** Of one ticket. */
  readonly listFen: number
  /** Of one ticket, without surcharge and before what the whole sale saves. */
  readonly payFen: number
  /** Surcharges of one ticket. */
  readonly surchargeFen: number
  /** Offers that made this price. */
  readonly offers: readonly string[]
  /** The offer these are bundled by: they are voided with the whole sale or not at all. */
  readonly bundle: string | null
}

export interface Priced {
  /** 原价, without surcharges. */
  readonly listFen: number
  /** 优惠. */
  readonly savedFen: number
  readonly surchargeFen: number
  /** 应收: list price less what is saved, with surcharges; before cash rounding. */
  readonly payFen: number
  readonly tickets: readonly PricedTickets[]
  /** What the whole sale saves, 满减; already taken off `payFen`. */
  readonly reductions: readonly { readonly offer: string; readonly fen: number }[]
  readonly surcharges: readonly {
    readonly surcharge: string
    readonly quantity: number
    readonly fen: number
  }[]
  /** What each offer saved, in listed order; together `savedFen`. */
  readonly offers: readonly { readonly offer: string; readonly savedFen: number }[]
  /** Remind the cashier: holder only. */
  readonly holderOnly: boolean
  /** To be recorded with the sale. */
  readonly uses: readonly Use[]
  readonly trail: readonly Step[]
}
