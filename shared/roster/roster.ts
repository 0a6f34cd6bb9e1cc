// The roster as the terminal asks it: one number, one member. Where the shards come from is not its business.
import type { MemberNumber } from '../card/member-number.ts'
import type { Day } from '../core/day.ts'
import type { Membership } from '../registration/member.ts'

export interface FoundMember {
  readonly number: MemberNumber
  readonly maskedName: string
  readonly unionCode: string
  readonly membership: Membership
}

/** The answer of a lookup. `asOf` is the as-of date of the list that was asked: the found member's union, or for `ABSENT`
 *  the list of the union printed on the card (the oldest list of the set where that union is unknown). */
export type Lookup =
  | { readonly kind: 'FOUND'; readonly member: FoundMember; readonly asOf: Day; readonly shardSha256: string }
  | { readonly kind: 'ABSENT'; readonly asOf: Day }
  | { readonly kind: 'MISSING' } // no roster on this disk
  | { readonly kind: 'DAMAGED' } // the shard that would know cannot be read and no earlier one serves

export interface RosterSummary {
  readonly status: 'READY' | 'MISSING' | 'DAMAGED'
  /** Oldest and newest as-of date of the set. */
  readonly oldestAsOf: Day | null
  readonly newestAsOf: Day | null
  readonly members: number
}

export interface Roster {
  find(number: MemberNumber): Lookup
  summary(): RosterSummary
  /** Name of a union by code; null: not in the set. */
  unionName(code: string): string | null
}
