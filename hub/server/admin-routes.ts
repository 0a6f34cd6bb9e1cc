// The routes of the admin page and of commands that find the hub running. Behind the admin token; every order is the office's.
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { dayOfInstant } from '../../shared/core/day.ts'
import { refusalSchema } from '../../shared/protocol/refusal.ts'
import { codeBarcodeSvg } from '../enrolment/code-barcode.ts'
import { importRoster } from '../import/import-roster.ts'
import { monthCsv } from '../report/month-csv.ts'
import { monthReportSchema, monthSchema } from '../report/month-report.ts'
import { verificationSchema } from '../verify/verify-terminal.ts'
import type { AdminSessions } from './admin-session.ts'
import {
  enrolOrderSchema,
  importedVisitsSchema,
  type Office,
  rosterOrderSchema,
  shownCodeSchema,
  terminalLineSchema,
} from './office.ts'
import { type PublishAnswer, publishAnswerSchema } from './publish-answer.ts'
import { refuse } from './refuse.ts'
import { createTryLimit } from './try-limit.ts'

export interface AdminDeps {
  readonly office: Office
  readonly sessions: AdminSessions
  readonly dataDir: string
  readonly now: () => number
  /** Publishes what lies ready. Absent: this hub does not publish. */
  readonly publish?: () => Promise<PublishAnswer>
}

const LOGIN_TRIES = { most: 10, withinMs: 10 * 60_000 }
const MAX_ROSTER_BYTES = 1024 * 1024 * 1024

const terminalParams = z.object({ terminal: z.uuid() })
const monthParams = z.object({ month: monthSchema })
const done = z.object({ done: z.boolean() })
const refusals = { 400: refusalSchema, 401: refusalSchema, 404: refusalSchema, 503: refusalSchema }
const security = [{ admin: [] }]

export function addAdminRoutes(server: FastifyInstance, deps: AdminDeps): void {
  const { office, sessions, now } = deps
  const routes = server.withTypeProvider<ZodTypeProvider>()
  const tries = createTryLimit(LOGIN_TRIES)

  server.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store')
    if (request.routeOptions.config.isLogin) return
    if (isProgram(request)) return
    const isBrowser = sessions.hasSession(request.headers.cookie, now())
    if (!isBrowser || !isFromOwnPage(request)) return refuse(reply, 'BAD_TOKEN', now())
  })

  function isProgram(request: FastifyRequest): boolean {
    const [, token] = /^Bearer (\S{1,128})$/.exec(request.headers.authorization ?? '') ?? []
    return token !== undefined && sessions.isToken(token)
  }

  routes.post(
    '/login',
    {
      config: { isLogin: true },
      schema: {
        operationId: 'login',
        summary: 'Trade the admin token for a cookie of this browser',
        body: z.strictObject({ token: z.string().max(128) }),
        response: { 200: done, 401: refusalSchema, 429: refusalSchema },
      },
    },
    async (request, reply) => {
      const wait = tries.waitS(request.ip, now())
      if (wait > 0) return refuse(reply, 'TOO_MANY', now(), { retryAfterS: wait })
      if (!isFromOwnPage(request) || !sessions.isToken(request.body.token)) {
        tries.failed(request.ip, now())
        return refuse(reply, 'BAD_TOKEN', now())
      }
      reply.header('set-cookie', sessions.open(request.protocol === 'https', now()))
      return { done: true }
    },
  )

  routes.post(
    '/logout',
    { schema: { operationId: 'logout', security, response: { 200: done } } },
    async (request, reply) => {
      reply.header('set-cookie', sessions.end(request.headers.cookie))
      return { done: true }
    },
  )

  routes.get(
    '/terminals',
    {
      schema: {
        operationId: 'listTerminals',
        summary: 'Terminals with roster age, queue, clock, version and last contact',
        security,
        response: {
          200: z.object({ terminals: z.array(terminalLineSchema), hubTime: z.string() }),
          ...refusals,
        },
      },
    },
    async () => ({ terminals: [...(await office.terminals())], hubTime: new Date(now()).toISOString() }),
  )

  routes.post(
    '/enrolments',
    {
      schema: {
        operationId: 'issueCode',
        summary: 'A one-time code for a new terminal of a facility',
        security,
        body: enrolOrderSchema,
        response: { 200: shownCodeSchema, ...refusals },
      },
    },
    async (request) => {
      const issued = await office.enrol(request.body)
      return { ...issued, barcodeSvg: codeBarcodeSvg(issued.barcodeText) }
    },
  )

  routes.post(
    '/terminals/:terminal/revoke',
    {
      schema: {
        operationId: 'revoke',
        summary: 'From now on this terminal is refused and removes its packages (EN6)',
        security,
        params: terminalParams,
        response: { 200: done, ...refusals },
      },
    },
    async (request) => ({ done: await office.revoke(request.params.terminal) }),
  )

  routes.get(
    '/terminals/:terminal/verification',
    {
      schema: {
        operationId: 'verify',
        summary: 'Is anything of this terminal missing, altered or re-ordered?',
        security,
        params: terminalParams,
        response: { 200: verificationSchema, ...refusals },
      },
    },
    async (request, reply) => {
      const verification = await office.verify(request.params.terminal)
      return verification ?? notFound(reply, 'no such terminal')
    },
  )

  routes.get(
    '/months/:month',
    {
      schema: {
        operationId: 'reportMonth',
        summary: 'A month by service, union and day',
        security,
        params: monthParams,
        response: { 200: monthReportSchema, ...refusals },
      },
    },
    async (request) => office.month(request.params.month),
  )

  routes.get(
    '/months/:month/csv',
    {
      schema: {
        operationId: 'reportMonthCsv',
        summary: 'The same as a file for Excel',
        security,
        params: monthParams,
        response: { 200: z.string(), ...refusals },
      },
    },
    async (request, reply) => {
      const csv = monthCsv(await office.month(request.params.month))
      return reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="services-${request.params.month}.csv"`)
        .serializer((text: unknown) => String(text))
        .send(csv)
    },
  )

  routes.post(
    '/months/:month/lock',
    {
      schema: {
        operationId: 'lockMonth',
        summary: 'Close a month for good (封账)',
        security,
        params: monthParams,
        response: { 200: done, ...refusals },
      },
    },
    async (request, reply) => {
      const { month } = request.params
      if (month > dayOfInstant(now()).slice(0, 7)) return refuse(reply, 'BAD_REQUEST', now())
      return { done: await office.lockMonth(month) }
    },
  )

  routes.post(
    '/visits',
    {
      schema: {
        operationId: 'importEvents',
        summary: 'Events of an export, of any terminals (OB8)',
        security,
        body: z.strictObject({ events: z.array(z.unknown()).max(5000) }),
        response: { 200: importedVisitsSchema, ...refusals },
      },
    },
    async (request) => office.importEvents(request.body.events),
  )

  routes.post(
    '/roster',
    {
      bodyLimit: MAX_ROSTER_BYTES,
      schema: {
        operationId: 'importRoster',
        summary: 'Replace one union’s list by a CSV file; the answer is its report by line',
        security,
        consumes: ['text/csv'],
        querystring: rosterOrderSchema,
        response: { 200: z.looseObject({ ok: z.boolean() }), ...refusals },
      },
    },
    async (request, reply) => {
      const { union: unionCode, name, asOf = dayOfInstant(now()) } = request.query
      if (!isStream(request.body)) return refuse(reply, 'BAD_REQUEST', now())
      const folder = await mkdtemp(join(deps.dataDir, 'upload-'))
      try {
        const csvPath = join(folder, 'list.csv')
        await pipeline(request.body, createWriteStream(csvPath, { mode: 0o600 }))
        const order = { dir: join(deps.dataDir, 'roster'), csvPath, unionCode, asOf, now: now() }
        const imported = await importRoster(name === undefined ? order : { ...order, name })
        return imported.ok ? { ok: true, ...imported.value } : { ok: false, ...imported.error }
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    },
  )

  routes.post(
    '/publish',
    {
      schema: {
        operationId: 'publish',
        summary: 'Sign and publish what lies ready',
        security,
        response: { 200: publishAnswerSchema, ...refusals },
      },
    },
    async (_request, reply) => (deps.publish ? deps.publish() : notFound(reply, 'this hub does not publish')),
  )

  function notFound(reply: FastifyReply, message: string) {
    return refuse(reply, 'BAD_REQUEST', now(), { status: 404, message })
  }
}

/** A cookie goes along with whatever a browser sends here: another site's request is told by where it says it comes from. The
 *  cookie itself is `SameSite=Strict`; this holds for browsers that do not know that. */
function isFromOwnPage(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false
  const { origin } = request.headers
  return origin === undefined ? request.method === 'GET' || site !== undefined : isOwn(origin, request)
}

function isOwn(origin: string, request: FastifyRequest): boolean {
  return URL.canParse(origin) && new URL(origin).host === request.host
}

function isStream(body: unknown): body is Readable {
  return body !== null && typeof body === 'object' && 'pipe' in body
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Open to those who have nothing yet. */
    isLogin?: boolean
  }
}
