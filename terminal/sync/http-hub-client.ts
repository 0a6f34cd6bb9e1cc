// The hub over HTTP: one request, one checked reply. Tries nothing twice; that is the outbox's business.
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { z } from 'zod'
import { err, ok } from '../../shared/core/result.ts'
import { enrolReplySchema, tokenReplySchema } from '../../shared/protocol/enrolment.ts'
import { refusalSchema } from '../../shared/protocol/refusal.ts'
import { statusReplySchema } from '../../shared/protocol/status-report.ts'
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../shared/protocol/version.ts'
import { batchReplySchema } from '../../shared/protocol/visit-batch.ts'
import type { HubAnswer, HubClient, HubFault } from './hub-client.ts'

export interface HttpHubClientOptions {
  /** Address of the hub, e.g. `https://hub.example/`; a path in it stays in front of the protocol's own. */
  readonly hubUrl: string
  /** From the first byte sent to the last byte received. */
  readonly timeoutMs?: number
}

const TIMEOUT_MS = 60_000
/** Far above any reply: 500 events answered are 60 kB. Longer bodies are not read. */
const MAX_REPLY_BYTES = 512 * 1024
/** A hub may ask for patience, not for ever. */
const MAX_RETRY_AFTER_MS = 60 * 60_000

const pack = promisify(gzip)
const UNREACHABLE: HubFault = { kind: 'UNREACHABLE' }

export function createHttpHubClient({ hubUrl, timeoutMs = TIMEOUT_MS }: HttpHubClientOptions): HubClient {
  const base = hubUrl.endsWith('/') ? hubUrl : `${hubUrl}/`

  async function post<S extends z.ZodType>(
    path: string,
    schema: S,
    body: unknown,
    options: { readonly token?: string; readonly packed?: boolean } = {},
  ): HubAnswer<z.infer<S>> {
    const headers: Record<string, string> = {
      'content-type': 'application/json',
      [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
    }
    if (options.token !== undefined) headers.authorization = `Bearer ${options.token}`
    if (options.packed) headers['content-encoding'] = 'gzip'
    const text = JSON.stringify(body)
    try {
      const response = await fetch(new URL(path, base), {
        method: 'POST',
        headers,
        body: options.packed ? new Uint8Array(await pack(text)) : text,
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
      const json = await readJson(response)
      if (!response.ok) return err(refusedOf(response, json))
      const reply = schema.safeParse(json)
      return reply.success ? ok(reply.data) : err(UNREACHABLE)
    } catch {
      // Whatever a network does to a request: refused, reset, cut off, timed out.
      return err(UNREACHABLE)
    }
  }

  return {
    enrol: (request) => post('v1/enrolments', enrolReplySchema, request),
    renewToken: (request) => post('v1/tokens', tokenReplySchema, request),
    sendVisits: (token, batch) => post('v1/visits', batchReplySchema, batch, { token, packed: true }),
    report: (token, report) => post('v1/status', statusReplySchema, report, { token }),
  }
}

/** Undefined: not JSON. Rejects when the body is cut off or too long. */
async function readJson(response: Response): Promise<unknown> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > MAX_REPLY_BYTES) throw new Error('reply too long')
    chunks.push(chunk)
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'))
  } catch {
    return undefined
  }
}

function refusedOf(response: Response, json: unknown): HubFault {
  const refusal = refusalSchema.safeParse(json)
  return {
    kind: 'REFUSED',
    status: response.status,
    code: refusal.success ? refusal.data.code : null,
    hubTime: refusal.success ? Date.parse(refusal.data.hubTime) : null,
    retryAfterMs: retryAfterMsOf(response),
  }
}

/** `Retry-After` as seconds, or as a date measured by the clock of whoever answered; null: none, or nonsense. */
function retryAfterMsOf({ headers }: Response): number | null {
  const text = headers.get('retry-after')
  if (text === null) return null
  const ms = /^\d+$/.test(text)
    ? Number(text) * 1000
    : Date.parse(text) - Date.parse(headers.get('date') ?? '')
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_MS) : null
}
