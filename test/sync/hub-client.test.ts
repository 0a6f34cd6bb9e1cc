// The contract of every hub client, and what only a network can do to one.
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createHttpHubClient } from '../../terminal/sync/http-hub-client.ts'
import { facility, ROOT_TEXT, type RunningServer, runServer } from '../hub-server/running-server.ts'
import { createFakeHub, FAKE_CODE, FAKE_FACILITY, FAKE_ROOT } from './fake-hub.ts'
import { hubClientContract } from './hub-client.contract.ts'

let server: RunningServer
beforeAll(async () => {
  server = await runServer()
})
afterAll(() => server.close())

hubClientContract('the fake hub', () => {
  const hub = createFakeHub({ now: () => 1_400_000_000_000 })
  return {
    client: hub.client,
    now: () => 1_400_000_000_000,
    newCode: async () => FAKE_CODE,
    revoke: async () => hub.revoke(),
    facilityId: FAKE_FACILITY.id,
    root: FAKE_ROOT,
  }
})

hubClientContract('over HTTP to the real hub', () => ({
  client: createHttpHubClient({ hubUrl: server.address }),
  now: () => server.clock.now,
  newCode: async () => (await server.office.enrol({ facility })).code.replace('-', ''),
  revoke: async (terminal) => void (await server.hub.enrolment.revoke(terminal)),
  facilityId: facility.id,
  root: ROOT_TEXT,
}))

const REPORT = {
  terminal: '01940000-0000-7000-8000-000000000001',
  at: '2014-09-10T02:00:00.000Z',
  version: '1.0.0',
  lastSeq: 0,
  queued: 0,
  heldOut: 0,
  clock: 'OK',
  rosterAsOf: null,
  packageVersion: null,
} as const
const REPLY = JSON.stringify({ ackSeq: 7, hubTime: '2014-09-10T02:00:00.000Z' })

/** A client to a server that answers as it is told. */
async function clientTo(answer: RequestListener, timeoutMs = 5_000) {
  const http = createServer(answer)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    http.closeAllConnections()
    http.close()
  })
  const { port } = http.address() as AddressInfo
  return createHttpHubClient({ hubUrl: `http://127.0.0.1:${port}`, timeoutMs })
}

describe('a network', () => {
  const UNREACHABLE = { ok: false, error: { kind: 'UNREACHABLE' } }

  it('with nobody at the other end', async () => {
    const client = createHttpHubClient({ hubUrl: 'http://127.0.0.1:9' })
    expect(await client.report('t', REPORT)).toEqual(UNREACHABLE)
  })

  it.each([
    ['hangs up', (_, reply) => reply.destroy()],
    ['never answers', () => {}],
    [
      'cuts the answer off',
      (_, reply) => reply.writeHead(200, { 'content-length': '500' }).write(REPLY, () => reply.destroy()),
    ],
    ['stops in the middle of the answer', (_, reply) => void reply.writeHead(200).write('{"ackSeq":')],
    ['answers something else', (_, reply) => reply.end('<html>Welcome to our wireless network</html>')],
    ['answers another shape', (_, reply) => reply.end('{"ackSeq":"7"}')],
    [
      'sends the terminal elsewhere',
      (_, reply) => reply.writeHead(302, { location: 'http://127.0.0.1:9/' }).end(),
    ],
  ] satisfies [string, RequestListener][])('that %s', async (_name, answer) => {
    const client = await clientTo(answer, 400)
    expect(await client.report('t', REPORT)).toEqual(UNREACHABLE)
  })

  it('that never stops answering is not listened to for ever', async () => {
    let sent = 0
    const client = await clientTo((_, reply) => {
      const more = () => {
        sent += 1
        if (!reply.destroyed) reply.write('x'.repeat(64 * 1024), more)
      }
      more()
    }, 20_000)
    expect(await client.report('t', REPORT)).toEqual(UNREACHABLE)
    expect(sent).toBeLessThan(200)
  })

  it.each([
    ['12', 12_000],
    ['0', 0],
    ['Wed, 10 Sep 2014 02:00:30 GMT', 30_000],
    ['999999', 3_600_000],
    ['soon', null],
  ])('that says Retry-After: %s', async (text, retryAfterMs) => {
    const client = await clientTo((_, reply) => {
      reply.writeHead(503, { 'retry-after': text, date: 'Wed, 10 Sep 2014 02:00:00 GMT' }).end('busy')
    })
    expect(await client.report('t', REPORT)).toEqual({
      ok: false,
      error: { kind: 'REFUSED', status: 503, code: null, hubTime: null, retryAfterMs },
    })
  })
})

describe('what is sent', () => {
  it('says the protocol and the token; a batch is packed; unknown fields of a reply are ignored', async () => {
    let seen: { url?: string | undefined; headers: Record<string, unknown>; body: unknown } | null = null
    const client = await clientTo((request, reply) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const bytes = Buffer.concat(chunks)
        seen = { url: request.url, headers: request.headers, body: JSON.parse(gunzipSync(bytes).toString()) }
        reply.end(JSON.stringify({ replies: [], ackSeq: 1, hubTime: '2014-09-10T02:00:00.000Z', more: 1 }))
      })
    })
    const batch = { terminal: REPORT.terminal, events: [{ id: REPORT.terminal }] }
    expect(await client.sendVisits('secret', batch)).toMatchObject({ ok: true, value: { ackSeq: 1 } })
    expect(seen).toMatchObject({
      url: '/v1/visits',
      headers: { authorization: 'Bearer secret', 'card-protocol': '1', 'content-encoding': 'gzip' },
      body: batch,
    })
  })
})
