// The admin API as typed calls: every reply is decoded, every failure is a value. Knows no screen.
import type { z } from 'zod'
import { err, ok, type Result } from '../../../shared/core/result.ts'
import { refusalSchema } from '../../../shared/protocol/refusal.ts'
import { monthReportSchema } from '../../report/month-report.ts'
import { type EnrolOrder, shownCodeSchema } from '../../server/office.ts'
import { publishAnswerSchema } from '../../server/publish-answer.ts'
import { verificationSchema } from '../../verify/verify-terminal.ts'
import { doneSchema, importReplySchema, terminalsSchema } from './replies.ts'

export type HubFailure =
  | { readonly kind: 'TOO_MANY'; readonly waitS: number }
  | {
      readonly kind:
        | 'UNREACHABLE'
        | 'SESSION_OVER'
        | 'TOO_LARGE'
        | 'REFUSED'
        | 'NOT_FOUND'
        | 'BUSY'
        | 'UNEXPECTED'
    }

export interface RosterOrder {
  readonly union: string
  readonly name: string
  readonly asOf: string
  readonly file: Blob
}

export type HubApi = ReturnType<typeof createHubApi>
type Answer<S extends z.ZodType> = Promise<Result<z.infer<S>, HubFailure>>

/** `base` is the address of the API, ending in a slash. */
export function createHubApi(ask: typeof fetch, base: string) {
  async function read<S extends z.ZodType>(schema: S, path: string, init?: RequestInit): Answer<S> {
    try {
      const response = await ask(base + path, { cache: 'no-store', credentials: 'same-origin', ...init })
      const body: unknown = await response.json().catch(() => null)
      if (!response.ok) return err(failureOf(response, body))
      const reply = schema.safeParse(body)
      return reply.success ? ok(reply.data) : err({ kind: 'UNEXPECTED' })
    } catch {
      return err({ kind: 'UNREACHABLE' })
    }
  }

  const post = <S extends z.ZodType>(schema: S, path: string, body?: unknown) =>
    read(schema, path, {
      method: 'POST',
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    })

  return {
    login: (token: string) => post(doneSchema, 'login', { token }),
    logout: () => post(doneSchema, 'logout'),
    terminals: () => read(terminalsSchema, 'terminals'),
    enrol: (order: EnrolOrder) => post(shownCodeSchema, 'enrolments', order),
    revoke: (terminal: string) => post(doneSchema, `terminals/${terminal}/revoke`),
    verify: (terminal: string) => read(verificationSchema, `terminals/${terminal}/verification`),
    month: (month: string) => read(monthReportSchema, `months/${month}`),
    lockMonth: (month: string) => post(doneSchema, `months/${month}/lock`),
    monthCsvAddress: (month: string) => `${base}months/${month}/csv`,
    publish: () => post(publishAnswerSchema, 'publish'),
    importRoster({ union, name, asOf, file }: RosterOrder) {
      const query = new URLSearchParams({ union, asOf, ...(name === '' ? {} : { name }) })
      return read(importReplySchema, `roster?${query}`, {
        method: 'POST',
        body: file,
        headers: { 'content-type': 'text/csv' },
      })
    },
  }
}

function failureOf(response: Response, body: unknown): HubFailure {
  const refusal = refusalSchema.safeParse(body)
  // A proxy's page, or a hub of another kind: what it means by its status is all there is.
  if (!refusal.success) return { kind: response.status >= 500 ? 'BUSY' : 'UNEXPECTED' }
  switch (refusal.data.code) {
    case 'BAD_TOKEN':
      return { kind: 'SESSION_OVER' }
    case 'TOO_MANY':
      return { kind: 'TOO_MANY', waitS: Number(response.headers.get('retry-after') ?? 60) }
    case 'TOO_LARGE':
      return { kind: 'TOO_LARGE' }
    case 'BUSY':
      return { kind: 'BUSY' }
    default:
      return { kind: response.status === 404 ? 'NOT_FOUND' : 'REFUSED' }
  }
}
