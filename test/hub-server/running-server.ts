// A hub on a real socket over a real embedded database, and terminals that know how to sign. The database is made once a file of
// tests: making one takes seconds.
import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { createAdminSessions } from '../../hub/server/admin-session.ts'
import { createHubServer } from '../../hub/server/create-server.ts'
import { createHubLog } from '../../hub/server/hub-log.ts'
import { createLocalOffice } from '../../hub/server/local-office.ts'
import type { Office } from '../../hub/server/office.ts'
import { type Hub, openHub } from '../../hub/server/open-hub.ts'
import { enrolmentText, tokenText } from '../../shared/protocol/enrolment.ts'
import { keptFolder } from '../support/temporary-folder.ts'

export const ADMIN_TOKEN = 'admin-token-of-the-tests'
export const ROOT_TEXT = '{"signed":{},"signatures":[]}'

export interface RunningServer {
  readonly hub: Hub
  readonly office: Office
  readonly dataDir: string
  readonly address: string
  /** What was logged so far. */
  readonly log: readonly string[]
  /** Milliseconds; moved by tests. */
  readonly clock: { now: number }
  /** A POST as terminals make it. */
  post(path: string, body: unknown, options?: PostOptions): Promise<Answer>
  /** As a program with the admin token. */
  admin(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer>
  close(): Promise<void>
}

export interface PostOptions {
  readonly token?: string
  readonly gzip?: boolean
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into replies of every shape.
  readonly body: any
}

export async function runServer(options: { readonly databaseUrl?: string } = {}): Promise<RunningServer> {
  const folder = keptFolder()
  const clock = { now: Date.parse('2026-07-10T12:00:00+08:00') }
  const opened = await openHub({ dataDir: folder.path, now: () => clock.now, ...options })
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
  const hub = opened.value
  mkdirSync(join(hub.packagesDir, 'metadata'), { recursive: true })
  writeFileSync(join(hub.packagesDir, 'metadata', '1.root.json'), ROOT_TEXT)
  const log: string[] = []
  const office = createLocalOffice(hub)
  const server = await createHubServer({
    hub,
    log: createHubLog({ write: (line) => log.push(line) }),
    pageDir: join(folder.path, 'page'),
    isBehindProxy: true,
    admin: { office, sessions: createAdminSessions(ADMIN_TOKEN) },
  })
  const address = await server.listen({ port: 0, host: '127.0.0.1' })

  async function ask(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(new URL(path, address), init)
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }

  return {
    hub,
    office,
    dataDir: folder.path,
    address,
    log,
    clock,
    post(path, body, { token, gzip = false, headers = {} } = {}) {
      const text = typeof body === 'string' ? body : JSON.stringify(body)
      return ask(path, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'card-protocol': '1',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(gzip ? { 'content-encoding': 'gzip' } : {}),
          ...headers,
        },
        body: gzip ? new Uint8Array(gzipSync(text)) : text,
      })
    },
    admin: (method, path, body) =>
      ask(`/admin/api/${path}`, {
        method,
        headers: {
          authorization: `Bearer ${ADMIN_TOKEN}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    async close() {
      await server.close()
      await hub.close()
      folder.remove()
    },
  }
}

export interface TestDevice {
  readonly terminal: string
  readonly publicKey: string
  enrolment(code: string, at: number): Record<string, unknown>
  tokenRequest(at: number): Record<string, unknown>
}

export function createDevice(terminal: string): TestDevice {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const x = String(publicKey.export({ format: 'jwk' }).x)
  const signed = (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64url')
  return {
    terminal,
    publicKey: x,
    enrolment(code, at) {
      const request = {
        ...{ code: code.replace('-', ''), terminal, publicKey: x },
        ...{ at: new Date(at).toISOString(), version: '1.0.0' },
      }
      return { ...request, signature: signed(enrolmentText(request)) }
    },
    tokenRequest(at) {
      const request = { terminal, at: new Date(at).toISOString() }
      return { ...request, signature: signed(tokenText(request)) }
    },
  }
}

export const facility = { id: 'AID-01', name: '测试援助中心', nameEn: 'Test aid centre' }

/** Enrolled with a fresh code; the token it got. */
export async function enrol(server: RunningServer, device: TestDevice): Promise<string> {
  const { code } = await server.office.enrol({ facility })
  const { status, body } = await server.post('/v1/enrolments', device.enrolment(code, server.clock.now))
  if (status !== 200) throw new Error(`not enrolled: ${status}`)
  return body.token
}
