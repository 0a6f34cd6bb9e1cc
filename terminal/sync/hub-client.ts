// The port to the hub: five requests, and every way they can fail, as values. Held by test/sync/hub-client.contract.ts.
import type { Result } from '../../shared/core/result.ts'
import type { EnrolReply, EnrolRequest, TokenReply, TokenRequest } from '../../shared/protocol/enrolment.ts'
import type { Refusal } from '../../shared/protocol/refusal.ts'
import type { StatusReply, StatusReport } from '../../shared/protocol/status-report.ts'
import type { BatchReply, VisitBatch } from '../../shared/protocol/visit-batch.ts'

export type HubFault =
  /** No answer, or one that cannot be read: cut off, too long, too late, not the protocol. The hub may have done what was asked. */
  | { readonly kind: 'UNREACHABLE' }
  | {
      readonly kind: 'REFUSED'
      readonly status: number
      /** Null: something between here and the hub answered. */
      readonly code: Refusal['code'] | null
      readonly retryAfterMs: number | null
      /** The hub's clock, milliseconds since the epoch. */
      readonly hubTime: number | null
    }

export type HubAnswer<T> = Promise<Result<T, HubFault>>

/**
 * Duties:
 * - Never rejects, and answers within its own time-out.
 * - A reply that does not fit the protocol is `UNREACHABLE`: nothing of it is used.
 */
export interface HubClient {
  enrol(request: EnrolRequest): HubAnswer<EnrolReply>
  renewToken(request: TokenRequest): HubAnswer<TokenReply>
  sendVisits(token: string, batch: VisitBatch): HubAnswer<BatchReply>
  report(token: string, report: StatusReport): HubAnswer<StatusReply>
}

/** Statuses that speak of the terminal, the way, or the hub, never of what was sent. */
const NOT_ABOUT_CONTENT: ReadonlySet<number> = new Set([
  401, 403, 404, 405, 407, 408, 409, 421, 425, 426, 429,
])

/** Whether something in the body may be to blame: then a smaller body may pass (OB4). */
export function isAboutContent({ status }: Extract<HubFault, { kind: 'REFUSED' }>): boolean {
  return status >= 400 && !NOT_ABOUT_CONTENT.has(status)
}
