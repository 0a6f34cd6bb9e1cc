// The hub on a real socket: what it takes, what it refuses and how, what it gives away, and who may ask for more.
import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { batchReplySchema } from '../../shared/protocol/visit-batch.ts'
import { createChainOfVisits } from './chain-of-visits.ts'
import {
  ADMIN_TOKEN,
  createDevice,
  enrol,
  facility,
  type RunningServer,
  runServer,
} from './running-server.ts'

let server: RunningServer
const device = createDevice(randomUUID())
let token = ''
beforeAll(async () => {
  server = await runServer()
  token = await enrol(server, device)
})
afterAll(() => server.close())

const chain = createChainOfVisits(device.terminal)

describe('POST /v1/visits', () => {
  it('[VS2] [VS3] files a batch, packed or not', async () => {
    chain.serve('9010000001', 'POLICY')
    const plain = await server.post(
      '/v1/visits',
      { terminal: device.terminal, events: chain.events() },
      { token },
    )
    expect(batchReplySchema.parse(plain.body)).toMatchObject({
      ackSeq: 2,
      replies: [{ outcome: 'ACCEPTED' }, {}],
    })
    chain.serve('9010000002', 'LEGAL')
    const packed = await server.post(
      '/v1/visits',
      { terminal: device.terminal, events: chain.events() },
      { token, gzip: true },
    )
    expect(packed.body).toMatchObject({ ackSeq: 4 })
    expect(packed.body.replies.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      ...['DUPLICATE', 'DUPLICATE', 'ACCEPTED', 'ACCEPTED'],
    ])
  })

  it('[VS6] quarantines an event with unknown fields and files its neighbours', async () => {
    const [check, service] = chain.serve('9010000003', 'POLICY')
    const events = chain.events([check, service])
    const odd = { ...events[0], extra: 1 }
    const { body } = await server.post(
      '/v1/visits',
      { terminal: device.terminal, events: [odd, events[1]] },
      { token },
    )
    expect(body.replies).toEqual([
      { id: check.id, outcome: 'QUARANTINED', code: 'UNREADABLE' },
      { id: service.id, outcome: 'ACCEPTED' },
    ])
  })

  it.each([
    ['no token', {}, 401, 'BAD_TOKEN'],
    ['a made-up token', { token: 'x'.repeat(43) }, 401, 'BAD_TOKEN'],
    ['another version of the protocol', { headers: { 'card-protocol': '2' } }, 409, 'PROTOCOL'],
    ['no version', { headers: { 'card-protocol': '' } }, 409, 'PROTOCOL'],
  ])('refuses %s', async (_name, options, status, code) => {
    const answer = await server.post(
      '/v1/visits',
      { terminal: device.terminal, events: chain.events() },
      options,
    )
    expect(answer).toMatchObject({ status, body: { code } })
  })

  it.each([
    ['unknown fields of a request', () => ({ terminal: device.terminal, events: chain.events(), more: 1 })],
    ['an empty batch', () => ({ terminal: device.terminal, events: [] })],
    ['an event without an id', () => ({ terminal: device.terminal, events: [{}] })],
    ['501 events', () => ({ terminal: device.terminal, events: Array(501).fill({ id: randomUUID() }) })],
    ['another terminal’s batch', () => ({ terminal: randomUUID(), events: chain.events() })],
    ['what is not JSON', () => '{"terminal":'],
    ['what is not UTF-8', () => '"\ud800"'],
    ['a body of brackets', () => '['.repeat(1_000_000)],
    ['nothing', () => ''],
  ])('refuses %s with 400', async (_name, body) => {
    const answer = await server.post('/v1/visits', body(), { token })
    expect(answer).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST' } })
    expect(Date.parse(answer.body.hubTime)).toBe(server.clock.now)
  })

  it('refuses more than 4 MiB, packed or not, and never unpacks a bomb', async () => {
    const big = JSON.stringify({
      terminal: device.terminal,
      events: [{ id: randomUUID(), fill: 'x'.repeat(5e6) }],
    })
    const plain = await server.post('/v1/visits', big, { token })
    expect(plain).toMatchObject({ status: 413, body: { code: 'TOO_LARGE' } })
    const bomb = gzipSync(gzipSync(Buffer.alloc(512 * 1024 * 1024)))
    const once = gzipSync(Buffer.alloc(256 * 1024 * 1024, ' '))
    for (const packed of [once, bomb]) {
      const before = process.memoryUsage().rss
      const response = await fetch(new URL('/v1/visits', server.address), {
        method: 'POST',
        headers: {
          ...{ 'content-type': 'application/json', 'content-encoding': 'gzip', 'card-protocol': '1' },
          authorization: `Bearer ${token}`,
        },
        body: new Uint8Array(packed),
      })
      expect(response.status).toBe(packed === once ? 413 : 400)
      expect(process.memoryUsage().rss - before).toBeLessThan(128 * 1024 * 1024)
    }
  })

  it('refuses an encoding or a type it does not know, and gzip that is none', async () => {
    const batch = { terminal: device.terminal, events: chain.events() }
    for (const headers of [
      { 'content-encoding': 'br' },
      { 'content-encoding': 'gzip' },
      { 'content-type': 'text/plain' },
    ]) {
      const answer = await server.post('/v1/visits', batch, { token, headers })
      expect(answer).toMatchObject({ status: 400, body: { code: 'BAD_REQUEST' } })
    }
  })
})

describe('POST /v1/status', () => {
  it('keeps what a terminal tells of itself and answers the watermark', async () => {
    const told = {
      ...{
        at: new Date(server.clock.now).toISOString(),
        version: '1.4.0',
        lastSeq: 9,
        queued: 3,
        heldOut: 0,
      },
      ...{ clock: 'BEHIND', rosterAsOf: '2026-07-01', packageVersion: 4 },
    }
    const answer = await server.post('/v1/status', { terminal: device.terminal, ...told }, { token })
    expect(answer.status).toBe(200)
    const { body } = await server.admin('GET', 'terminals')
    expect(body.terminals).toContainEqual(
      expect.objectContaining({
        ...{ terminal: device.terminal, facility, status: told, version: '1.4.0', rosterAgeDays: 9 },
        lastContactAt: new Date(server.clock.now).toISOString(),
      }),
    )
  })

  it('refuses to speak for another terminal', async () => {
    const answer = await server.post('/v1/status', { terminal: randomUUID() }, { token })
    expect(answer.status).toBe(400)
  })
})

describe('GET /packages', () => {
  beforeAll(() => {
    const { packagesDir } = server.hub
    mkdirSync(join(packagesDir, 'targets'), { recursive: true })
    writeFileSync(join(packagesDir, 'targets', 'abc.roster'), 'roster')
    writeFileSync(join(packagesDir, 'targets', 'abd.roster.part'), 'half')
    writeFileSync(join(packagesDir, 'metadata', 'timestamp.json'), '{}')
    writeFileSync(join(server.dataDir, 'secret'), 'secret')
  })
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(new URL(path, server.address), { headers })

  it('[PK1] gives published files to anybody, whole or from any byte on', async () => {
    const file = await get('/packages/targets/abc.roster')
    expect([file.status, await file.text()]).toEqual([200, 'roster'])
    expect(file.headers.get('cache-control')).toContain('immutable')
    const rest = await get('/packages/targets/abc.roster', { range: 'bytes=2-' })
    expect([rest.status, await rest.text()]).toEqual([206, 'ster'])
    expect((await get('/packages/metadata/timestamp.json')).headers.get('cache-control')).toBe('no-cache')
  })

  it.each([
    '/packages/',
    '/packages/targets',
    '/packages/targets/abd.roster.part',
    '/packages/../secret',
    '/packages/..%2fsecret',
    '/packages/%2e%2e/secret',
    '/packages/..%5csecret',
    '/packages/metadata/%00',
    '/packages//etc/passwd',
    '/secret',
  ])('gives nothing else: %s', async (path) => {
    // fetch would tidy the address up: this is what a hostile program sends.
    const { status, text } = await rawGet(path)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(text).not.toContain('secret\n')
    expect(text).not.toMatch(/^secret$/m)
  })

  async function rawGet(path: string): Promise<{ status: number; text: string }> {
    const { request } = await import('node:http')
    const { hostname, port } = new URL(server.address)
    return new Promise((resolve, reject) => {
      request({ hostname, port, path }, (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      })
        .on('error', reject)
        .end()
    })
  }
})

describe('the admin API', () => {
  const login = (given: string, headers: Record<string, string> = {}) =>
    fetch(new URL('/admin/api/login', server.address), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.address, ...headers },
      body: JSON.stringify({ token: given }),
    })

  it('is closed to everybody without the token', async () => {
    for (const path of ['terminals', 'months/2026-07', `terminals/${device.terminal}/verification`]) {
      const answer = await fetch(new URL(`/admin/api/${path}`, server.address))
      expect(answer.status, path).toBe(401)
    }
    const asTerminal = await server.post('/admin/api/enrolments', { facility }, { token })
    expect(asTerminal.status).toBe(401)
  })

  it('trades the token for a cookie that only its own page can use', async () => {
    const entered = await login(ADMIN_TOKEN)
    const cookie = entered.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^hub-admin=[A-Za-z0-9_-]{32}; HttpOnly; SameSite=Strict; Path=\/admin$/)
    const headers = { cookie: cookie.split(';')[0] ?? '', 'content-type': 'application/json' }
    const enrolWith = (more: Record<string, string>) =>
      fetch(new URL('/admin/api/enrolments', server.address), {
        method: 'POST',
        headers: { ...headers, ...more },
        body: JSON.stringify({ facility }),
      })
    expect((await enrolWith({ origin: server.address })).status).toBe(200)
    expect((await enrolWith({ origin: 'https://elsewhere.example' })).status).toBe(401)
    expect((await enrolWith({ origin: server.address, 'sec-fetch-site': 'cross-site' })).status).toBe(401)
    expect((await enrolWith({})).status).toBe(401)
    const left = await fetch(new URL('/admin/api/logout', server.address), {
      method: 'POST',
      headers: { cookie: headers.cookie, origin: server.address },
    })
    expect(left.status).toBe(200)
    expect((await enrolWith({ origin: server.address })).status).toBe(401)
  })

  it('makes guessers wait', async () => {
    const statuses: number[] = []
    for (let tries = 0; tries < 11; tries++)
      statuses.push((await login('guess', { 'x-forwarded-for': '10.9.9.9' })).status)
    expect(statuses).toEqual([...Array(10).fill(401), 429])
  })

  it('verifies, reports and closes months, and imports events', async () => {
    const { body: verification } = await server.admin('GET', `terminals/${device.terminal}/verification`)
    expect(verification).toMatchObject({
      isComplete: false,
      missing: [
        { from: 5, to: 5 },
        { from: 7, to: 9 },
      ],
    })
    expect((await server.admin('GET', `terminals/${randomUUID()}/verification`)).status).toBe(404)
    const other = createChainOfVisits(randomUUID())
    other.serve('9020000001', 'LEGAL', '902')
    const imported = await server.admin('POST', 'visits', { events: other.events() })
    expect(imported.body).toEqual({ accepted: 2, duplicate: 0, quarantined: [], terminals: [other.terminal] })
    const { body: report } = await server.admin('GET', 'months/2026-07')
    expect(report).toMatchObject({ isLocked: false, total: { visits: 4, persons: 3 } })
    const csv = await server.admin('GET', 'months/2026-07/csv')
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(csv.body).toContain('法律援助')
    expect((await server.admin('POST', 'months/2026-08/lock')).status).toBe(400)
    expect((await server.admin('POST', 'months/2026-06/lock')).body).toEqual({ done: true })
    expect((await server.admin('POST', 'months/2026-06/lock')).body).toEqual({ done: false })
    expect((await server.admin('GET', 'months/2026-13')).status).toBe(400)
  })

  it('imports a union’s list and answers its report', async () => {
    const upload = await fetch(new URL('/admin/api/roster?union=901&name=演示工会', server.address), {
      method: 'POST',
      headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'text/csv' },
      body: '会员编号,姓名,办卡日期\n9010000001,王小明,2024-05-20\n901,李明,2024-05-20\n',
    })
    const report = await upload.json()
    expect(report).toMatchObject({ ok: true, rows: 1, report: { accepted: 1, rejected: 1 } })
    expect(JSON.stringify(report)).not.toMatch(/王小明|李明|9010000001/)
  })
})

it('tells every page what it may do', async () => {
  for (const path of ['/openapi.json', '/packages/targets/abc.roster', '/nothing']) {
    const { headers } = await fetch(new URL(path, server.address))
    expect(headers.get('content-security-policy'), path).toContain("default-src 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  }
})

it('logs no member, no name, no token and no address', () => {
  const lines = server.log.join('')
  expect(server.log.length).toBeGreaterThan(20)
  expect(lines).not.toMatch(/901000000|902000000|王|x{10}|127\.0\.0\.1|10\.9\.9\.9/)
  expect(lines).not.toContain(token)
})
