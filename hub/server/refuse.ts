// How the hub refuses a request as a whole: one shape for every reason, with nothing in it of what was sent.
import type { FastifyReply } from 'fastify'
import type { Refusal } from '../../shared/protocol/refusal.ts'

const statuses = {
  BAD_REQUEST: 400,
  BAD_TOKEN: 401,
  REVOKED: 403,
  NO_SUCH_CODE: 404,
  PROTOCOL: 409,
  TOO_LARGE: 413,
  TOO_MANY: 429,
  BUSY: 503,
} as const satisfies Record<Refusal['code'], number>

const messages = {
  BAD_REQUEST: 'the request does not fit the protocol',
  BAD_TOKEN: 'not signed by a terminal this hub knows, or its time is over',
  REVOKED: 'this terminal was revoked',
  NO_SUCH_CODE: 'this code is not valid',
  PROTOCOL: 'another version of the protocol',
  TOO_LARGE: 'the request is too large',
  TOO_MANY: 'too many tries, wait',
  BUSY: 'the hub cannot do this now, try again',
} as const satisfies Record<Refusal['code'], string>

export interface RefusalOptions {
  readonly message?: string
  /** Seconds; sent with `TOO_MANY` and `BUSY`. */
  readonly retryAfterS?: number
  /** Where the code's own status would be wrong, e.g. 500. */
  readonly status?: number
}

const RETRY_AFTER_S = 5

/** The body and the head; the caller returns what this returns. */
export function refuse(
  reply: FastifyReply,
  code: Refusal['code'],
  now: number,
  options: RefusalOptions = {},
) {
  const { message = messages[code], retryAfterS = RETRY_AFTER_S, status = statuses[code] } = options
  if (code === 'TOO_MANY' || code === 'BUSY') reply.header('retry-after', String(retryAfterS))
  const body: Refusal = { code, message, hubTime: new Date(now).toISOString() }
  return reply.status(status).header('content-type', 'application/json; charset=utf-8').send(body)
}
