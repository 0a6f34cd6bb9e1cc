// The hub over HTTP: terminals, packages, admin page, and the document that describes them. Builds the server, listens nowhere.
import { mkdirSync } from 'node:fs'
import { sep } from 'node:path'
import fastifyStatic from '@fastify/static'
import fastifySwagger from '@fastify/swagger'
import fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify'
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import { PROTOCOL_VERSION } from '../../shared/protocol/version.ts'
import { addAdminPage } from './admin-page.ts'
import { type AdminDeps, addAdminRoutes } from './admin-routes.ts'
import type { HubLog } from './hub-log.ts'
import type { Hub } from './open-hub.ts'
import { addProtocolRoutes } from './protocol-routes.ts'
import { MAX_BODY_BYTES, readJsonBody } from './read-body.ts'
import { refuse } from './refuse.ts'
import { securityHeaders } from './security-headers.ts'

export interface ServerDeps {
  readonly hub: Hub
  readonly admin: Omit<AdminDeps, 'dataDir' | 'now'>
  readonly log: HubLog
  /** Where the built admin page lies, if it was built. */
  readonly pageDir: string
  /** One proxy stands in front and says whom it speaks for. */
  readonly isBehindProxy?: boolean
}

/** From the first byte of a request to its last: a slow sender holds a connection, not the hub. */
const REQUEST_TIMEOUT_MS = 120_000

export async function createHubServer(deps: ServerDeps): Promise<FastifyInstance> {
  const { hub, log } = deps
  const { now } = hub
  const server = fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    trustProxy: deps.isBehindProxy ? (_address: string, hop: number) => hop === 0 : false,
    routerOptions: { maxParamLength: 200 },
    logger: false,
  })
  server.setValidatorCompiler(validatorCompiler)
  server.setSerializerCompiler(serializerCompiler)
  readBodies(server)

  server.addHook('onSend', async (_request, reply) => {
    reply.headers(securityHeaders)
  })
  server.addHook('onResponse', async (request, reply) => {
    // The route, not the address: what is asked for may stand in an address.
    const { url = 'none', method } = request.routeOptions
    const ms = Math.round(reply.elapsedTime)
    log.info('request', { method: String(method), route: url, status: reply.statusCode, ms })
  })
  server.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error.statusCode ?? 500
    if (error.validation || (status >= 400 && status < 500))
      return refuse(reply, status === 413 ? 'TOO_LARGE' : 'BAD_REQUEST', now())
    log.crash('request.failed', error)
    // What passes by itself is 503; a bug is 500, which a terminal answers by sending less at a time (OB4).
    return refuse(reply, 'BUSY', now(), { status: isPassing(error) ? 503 : 500 })
  })
  server.setNotFoundHandler((_request, reply) =>
    refuse(reply, 'BAD_REQUEST', now(), { status: 404, message: 'there is nothing here' }),
  )

  await server.register(fastifySwagger, { openapi: description, transform: jsonSchemaTransform })
  await server.register(async (routes) => addProtocolRoutes(routes, hub))
  await server.register(
    async (routes) => {
      routes.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload))
      addAdminRoutes(routes, { ...deps.admin, dataDir: hub.dataDir, now })
    },
    { prefix: '/admin/api' },
  )
  await addFiles(server, deps)
  server.get('/openapi.json', { schema: { hide: true } }, async () => server.swagger())
  return server
}

function readBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, bytes: Buffer) => {
      const body = await readJsonBody(bytes, request.headers['content-encoding'])
      if (body.ok) return body.value
      throw Object.assign(new Error('the body cannot be read'), {
        statusCode: body.error === 'TOO_LARGE' ? 413 : 400,
      })
    },
  )
}

async function addFiles(server: FastifyInstance, { hub, pageDir }: ServerDeps): Promise<void> {
  mkdirSync(hub.packagesDir, { recursive: true })
  await server.register(fastifyStatic, {
    root: hub.packagesDir,
    prefix: '/packages/',
    index: false,
    dotfiles: 'deny',
    decorateReply: false,
    // What is being written is not there yet.
    allowedPath: (path) => !path.endsWith('.part'),
    cacheControl: false,
    setHeaders: (reply, path) => {
      // Every other file has its version or its hash in its name, and never changes.
      const isReplaced = path.endsWith(`${sep}timestamp.json`)
      reply.header('cache-control', isReplaced ? 'no-cache' : 'public, max-age=31536000, immutable')
    },
  })
  await addAdminPage(server, pageDir)
}

/** PostgreSQL is away, restarting, full of connections, or had two transactions wait for each other. */
function isPassing(error: Error): boolean {
  const code = 'code' in error ? String(error.code) : ''
  return (
    /^(08|53|57P|40001|40P01|55P03)/.test(code) ||
    /^(ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT)$/.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect/i.test(error.message)
  )
}

const description = {
  info: {
    title: 'Hub of the union service card terminals',
    description:
      'See shared/protocol/SPEC.md for the rules. Every request of a terminal carries `card-protocol`.',
    version: String(PROTOCOL_VERSION),
  },
  components: {
    securitySchemes: {
      terminal: { type: 'http', scheme: 'bearer' },
      admin: { type: 'http', scheme: 'bearer' },
    },
  },
} as const
