// The routes terminals speak to, as `shared/protocol/SPEC.md` has them. HTTP in, HTTP out: every decision is made elsewhere.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import {
  enrolReplySchema,
  enrolRequestSchema,
  tokenReplySchema,
  tokenRequestSchema,
} from '../../shared/protocol/enrolment.ts'
import { refusalSchema } from '../../shared/protocol/refusal.ts'
import { statusReplySchema, statusReportSchema } from '../../shared/protocol/status-report.ts'
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../shared/protocol/version.ts'
import { batchReplySchema, visitBatchSchema } from '../../shared/protocol/visit-batch.ts'
import { fileBatch } from '../ingest/file-batch.ts'
import type { Hub } from './open-hub.ts'
import { refuse } from './refuse.ts'
import { createTryLimit } from './try-limit.ts'

/** Batches that are filed at the same time; those beyond are told to come again. */
const MAX_FILING = 32
/** Tries of codes that may fail from one address (EN1). */
const CODE_TRIES = { most: 10, withinMs: 10 * 60_000 }
/** A terminal with a wrong clock fails once for every token; a whole centre may share an address. */
const TOKEN_TRIES = { most: 200, withinMs: 10 * 60_000 }

const refusals = {
  400: refusalSchema,
  401: refusalSchema,
  403: refusalSchema,
  404: refusalSchema,
  409: refusalSchema,
  413: refusalSchema,
  429: refusalSchema,
  503: refusalSchema,
}

export function addProtocolRoutes(server: FastifyInstance, hub: Hub): void {
  const { enrolment, terminals, now } = hub
  const routes = server.withTypeProvider<ZodTypeProvider>()
  const codeTries = createTryLimit(CODE_TRIES)
  const tokenTries = createTryLimit(TOKEN_TRIES)
  let filing = 0

  server.addHook('onRequest', async (request, reply) => {
    reply.header(PROTOCOL_HEADER, String(PROTOCOL_VERSION))
    if (request.headers[PROTOCOL_HEADER] !== String(PROTOCOL_VERSION)) return refuse(reply, 'PROTOCOL', now())
  })

  /** Null: it was refused, and the reply is sent. */
  async function bearerOf(request: FastifyRequest, reply: FastifyReply): Promise<string | null> {
    const [, token] = /^Bearer ([A-Za-z0-9_-]{1,128})$/.exec(request.headers.authorization ?? '') ?? []
    const terminal = await enrolment.terminalOf(token ?? '')
    if (terminal.ok) return terminal.value
    refuse(reply, terminal.error, now())
    return null
  }

  routes.post(
    '/v1/enrolments',
    {
      schema: {
        operationId: 'enrol',
        summary: 'Make a terminal known, with a one-time code (EN1–EN3)',
        body: enrolRequestSchema,
        response: { 200: enrolReplySchema, ...refusals },
      },
    },
    async (request, reply) => {
      const wait = codeTries.waitS(request.ip, now())
      if (wait > 0) return refuse(reply, 'TOO_MANY', now(), { retryAfterS: wait })
      const enrolled = await enrolment.enrol(request.body)
      if (enrolled.ok) return enrolled.value
      if (enrolled.error === 'NO_SUCH_CODE') codeTries.failed(request.ip, now())
      switch (enrolled.error) {
        case 'STALE':
          return refuse(reply, 'BAD_TOKEN', now())
        case 'NOT_YET':
          return refuse(reply, 'BUSY', now(), { message: 'no packages are published yet', retryAfterS: 60 })
        default:
          return refuse(reply, enrolled.error, now())
      }
    },
  )

  routes.post(
    '/v1/tokens',
    {
      schema: {
        operationId: 'renewToken',
        summary: 'A new bearer token, by the device key (EN4, EN5)',
        body: tokenRequestSchema,
        response: { 200: tokenReplySchema, ...refusals },
      },
    },
    async (request, reply) => {
      const wait = tokenTries.waitS(request.ip, now())
      if (wait > 0) return refuse(reply, 'TOO_MANY', now(), { retryAfterS: wait })
      const renewed = await enrolment.renewToken(request.body)
      if (renewed.ok) return renewed.value
      if (renewed.error === 'BAD_TOKEN') tokenTries.failed(request.ip, now())
      return refuse(reply, renewed.error === 'STALE' ? 'BAD_TOKEN' : renewed.error, now())
    },
  )

  routes.post(
    '/v1/visits',
    {
      schema: {
        operationId: 'sendVisits',
        summary: 'File a batch of visits, answered one by one (VS1–VS10)',
        security: [{ terminal: [] }],
        body: visitBatchSchema,
        response: { 200: batchReplySchema, ...refusals },
      },
    },
    async (request, reply) => {
      const terminal = await bearerOf(request, reply)
      if (terminal === null) return reply
      if (request.body.terminal.toLowerCase() !== terminal) return refuse(reply, 'BAD_REQUEST', now())
      if (filing >= MAX_FILING) return refuse(reply, 'BUSY', now())
      filing += 1
      try {
        return await fileBatch(hub.filing, terminal, request.body)
      } finally {
        filing -= 1
      }
    },
  )

  routes.post(
    '/v1/status',
    {
      schema: {
        operationId: 'report',
        summary: 'What a terminal tells of itself',
        security: [{ terminal: [] }],
        body: statusReportSchema,
        response: { 200: statusReplySchema, ...refusals },
      },
    },
    async (request, reply) => {
      const terminal = await bearerOf(request, reply)
      if (terminal === null) return reply
      if (request.body.terminal.toLowerCase() !== terminal) return refuse(reply, 'BAD_REQUEST', now())
      await terminals.report(request.body, now())
      const { ackSeq } = await hub.store.chainOf(terminal)
      return { ackSeq, hubTime: new Date(now()).toISOString() }
    },
  )
}
