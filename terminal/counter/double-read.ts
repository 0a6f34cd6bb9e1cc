// One filter for double reads over all sources: the same card again within 3 s is one event (DOMAIN: the card).
import type { MemberNumber } from '../../shared/card/member-number.ts'

export const SAME_CARD_WITHIN_MS = 3_000

/** How many scan ids are remembered; a scan delivered twice comes within moments. */
const REMEMBERED_SCANS = 64

export interface DoubleReadFilter {
  /** True: this scan was delivered before. Remembers it. */
  isSameScan(scanId: string): boolean
  /** True: the card is still the one that was read a moment ago. A card left under a presentation scanner stays one event for as
   *  long as it lies there, so every read starts the 3 s anew. */
  isSameCard(number: MemberNumber, at: number): boolean
  /** The person is done: the next read counts, also of the same card at once. */
  finish(): void
}

export function createDoubleReadFilter(): DoubleReadFilter {
  const scanIds = new Set<string>()
  let last: { readonly number: MemberNumber; readonly at: number } | null = null
  return {
    isSameScan(scanId) {
      if (scanIds.has(scanId)) return true
      scanIds.add(scanId)
      const [oldest] = scanIds
      if (scanIds.size > REMEMBERED_SCANS && oldest !== undefined) scanIds.delete(oldest)
      return false
    },
    isSameCard(number, at) {
      // A clock that was set back must not make a filter that never opens again.
      const isSame = last !== null && last.number === number && Math.abs(at - last.at) < SAME_CARD_WITHIN_MS
      last = { number, at }
      return isSame
    },
    finish() {
      last = null
    },
  }
}
