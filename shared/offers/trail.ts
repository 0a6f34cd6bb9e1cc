// How a price came about: steps with codes and numbers, in order. Screen and slip say them in words (`say-step.ts`).
import type { Standing } from '../visit/visit.ts'
import type { Limit } from './limits.ts'

/** Why an offer does not hold for a ticket that it covers, in the order in which it is asked. */
export const refusalCodes = [
  'CLASS',
  'HOLDER_ONLY',
  'UNION',
  'CATEGORY',
  'DATES',
  'EXCEPT_DATES',
  'WEEKDAY',
  'HOLIDAYS_UNKNOWN',
  'DAY_KIND',
  'TIME',
  'NO_PRICE_THAT_DAY',
  'MIN_SPEND',
  'LIMIT_REACHED',
  'EXCLUDED',
] as const
export type RefusalCode = (typeof refusalCodes)[number]

/** Where a limit stands before this sale. */
export interface LimitStand extends Pick<Limit, 'per' | 'period' | 'counts'> {
  /** This terminal's share where a quota is allotted. */
  readonly uses: number
  readonly used: number
}

export type Refusal =
  | { readonly code: Exclude<RefusalCode, 'MIN_SPEND' | 'LIMIT_REACHED' | 'EXCLUDED'> }
  | { readonly code: 'MIN_SPEND'; readonly needFen: number; readonly spentFen: number }
  | { readonly code: 'LIMIT_REACHED'; readonly limit: LimitStand }
  | { readonly code: 'EXCLUDED'; readonly by: string }

/** A ticket's price went from `fromFen` to `toFen`, for `quantity` equal tickets of an item. */
interface TicketStep {
  readonly offer: string
  readonly item: string
  readonly quantity: number
  readonly fromFen: number
  readonly toFen: number
}

export type Step =
  | { readonly code: 'LIST'; readonly fen: number }
  /** The card gives no discount; four different sentences and more. */
  | { readonly code: `CARD_${Exclude<Standing, 'VALID'>}` }
  /** A supervisor allowed an unconfirmed card. */
  | { readonly code: 'ALLOWED' }
  /** `tickets`: how many it does not hold for. `partly`: for others it does. */
  | ({ readonly offer: string; readonly tickets: number; readonly partly: boolean } & Refusal)
  /** More companions than the offer takes. */
  | {
      readonly code: 'COMPANIONS_MAX'
      readonly offer: string
      readonly max: number
      readonly tickets: number
    }
  | { readonly code: 'LIMIT'; readonly offer: string; readonly limit: LimitStand }
  /** What the same tickets would cost with this offer alone. */
  | { readonly code: 'CANDIDATE'; readonly offer: string; readonly totalFen: number }
  /** Of several: the lowest total, or of equal totals the one listed first. */
  | {
      readonly code: 'CHOSEN'
      readonly offers: readonly string[]
      readonly because: 'LOWEST' | 'FIRST_LISTED'
      readonly totalFen: number
    }
  | ({ readonly code: 'PERCENT'; readonly thousandths: number } & TicketStep)
  | ({ readonly code: 'AMOUNT_OFF' | 'FIXED_PRICE' | 'FREE' | 'BY_WEEKDAY' } & TicketStep)
  | {
      readonly code: 'PAIRS'
      readonly offer: string
      readonly pairs: number
      readonly thousandths: number
      readonly savedFen: number
    }
  | {
      readonly code: 'SPENT'
      readonly offer: string
      readonly spendFen: number
      readonly spentFen: number
      readonly times: number
      readonly savedFen: number
    }
  | {
      readonly code: 'SURCHARGE'
      readonly surcharge: string
      readonly quantity: number
      readonly fen: number
    }
  | { readonly code: 'PAYABLE'; readonly fen: number }
