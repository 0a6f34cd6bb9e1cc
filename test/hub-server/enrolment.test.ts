// Enrolment and tokens over a real socket: EN1–EN7, one test for every rule and for every way around it.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDevice, enrol, facility, ROOT_TEXT, type RunningServer, runServer } from './running-server.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

let server: RunningServer
beforeAll(async () => {
  server = await runServer()
})
afterAll(() => server.close())

const now = () => server.clock.now
const newDevice = () => createDevice(randomUUID())
const status = (terminal: string) => ({
  ...{ terminal, at: new Date(now()).toISOString(), version: '1.0.0', lastSeq: 0, queued: 0, heldOut: 0 },
  ...{ clock: 'OK', rosterAsOf: null, packageVersion: null },
})
/** From an address of its own, so that tests do not use up each other's tries. */
const from = (address: string) => ({ headers: { 'x-forwarded-for': address } })

it('[EN1] [EN2] a terminal enrols with a code and gets its facility, a token and the root', async () => {
  const device = newDevice()
  const { code } = await server.office.enrol({ facility })
  const reply = await server.post('/v1/enrolments', device.enrolment(code, now()))
  expect(reply).toMatchObject({
    status: 200,
    body: { facility, root: ROOT_TEXT, tokenEndsAt: new Date(now() + HOUR).toISOString() },
  })
  expect(reply.headers.get('card-protocol')).toBe('1')
  const { status: answered } = await server.post('/v1/status', status(device.terminal), {
    token: reply.body.token,
  })
  expect(answered).toBe(200)
})

describe('[EN1] one and the same refusal for', () => {
  it('a used, an expired and an unknown code', async () => {
    const used = await server.office.enrol({ facility })
    await server.post('/v1/enrolments', newDevice().enrolment(used.code, now()))
    const expired = await server.office.enrol({ facility, hours: 1 })
    server.clock.now += HOUR
    const answers = await Promise.all(
      [used.code, expired.code, '22222-22222'].map((code) =>
        server.post('/v1/enrolments', newDevice().enrolment(code, now()), from('10.0.0.1')),
      ),
    )
    for (const answer of answers)
      expect(answer).toMatchObject({
        status: 404,
        body: { code: 'NO_SUCH_CODE', message: answers[0]?.body.message },
      })
  })
})

it('[EN1] of two terminals with one code at the same time one is enrolled', async () => {
  const { code } = await server.office.enrol({ facility })
  const answers = await Promise.all(
    Array.from({ length: 5 }, () =>
      server.post('/v1/enrolments', newDevice().enrolment(code, now()), from('10.0.0.2')),
    ),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404, 404, 404, 404])
})

it('[EN1] codes cannot be guessed: an address that fails too often waits, others do not', async () => {
  const guess = (address: string) =>
    server.post('/v1/enrolments', newDevice().enrolment('33333-33333', now()), from(address))
  const statuses: number[] = []
  for (let tries = 0; tries < 12; tries++) statuses.push((await guess('2001:db8::1')).status)
  expect(statuses).toEqual([...Array(10).fill(404), 429, 429])
  // The whole network of the guesser, and with a good code too.
  const { code } = await server.office.enrol({ facility })
  const good = newDevice()
  const waiting = await server.post('/v1/enrolments', good.enrolment(code, now()), from('2001:db8::2'))
  expect(waiting).toMatchObject({ status: 429, body: { code: 'TOO_MANY' } })
  expect(Number(waiting.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await guess('10.0.0.3')).status).toBe(404)
  server.clock.now += 10 * MINUTE
  expect((await server.post('/v1/enrolments', good.enrolment(code, now()), from('2001:db8::2'))).status).toBe(
    200,
  )
})

it('[EN1] a code that was tried by somebody who cannot sign is not used up', async () => {
  const { code } = await server.office.enrol({ facility })
  const device = newDevice()
  const forged = { ...device.enrolment(code, now()), publicKey: newDevice().publicKey }
  expect((await server.post('/v1/enrolments', forged)).status).toBe(401)
  expect((await server.post('/v1/enrolments', device.enrolment(code, now()))).status).toBe(200)
})

it('[EN2] nobody enrols or renews with another’s key, or with 32 bytes that are none', async () => {
  const device = newDevice()
  await enrol(server, device)
  const thief = { ...createDevice(device.terminal).tokenRequest(now()) }
  expect((await server.post('/v1/tokens', thief)).body.code).toBe('BAD_TOKEN')
  const { code } = await server.office.enrol({ facility })
  const noKey = { ...newDevice().enrolment(code, now()), publicKey: '_'.repeat(43) }
  expect((await server.post('/v1/enrolments', noKey)).status).toBe(401)
})

it('[EN3] the same terminal and key with a new code keep their watermark', async () => {
  const device = newDevice()
  await enrol(server, device)
  await server.hub.store.filing(device.terminal, (filing) => filing.setAckSeq(7))
  const token = await enrol(server, device)
  const reply = await server.post('/v1/status', status(device.terminal), { token })
  expect(reply.body.ackSeq).toBe(7)
})

it('[EN3] a known terminal comes back with another key only by a code made for it', async () => {
  const device = newDevice()
  const token = await enrol(server, device)
  const other = createDevice(device.terminal)
  const open = await server.office.enrol({ facility })
  const taken = await server.post('/v1/enrolments', other.enrolment(open.code, now()), from('10.0.0.4'))
  expect(taken.body.code).toBe('NO_SUCH_CODE')
  const own = await server.office.enrol({ facility, terminal: device.terminal })
  // Nor is that code good for anybody else.
  const stranger = await server.post(
    '/v1/enrolments',
    newDevice().enrolment(own.code, now()),
    from('10.0.0.4'),
  )
  expect(stranger.body.code).toBe('NO_SUCH_CODE')
  expect((await server.post('/v1/enrolments', other.enrolment(own.code, now()))).status).toBe(200)
  expect((await server.post('/v1/status', status(device.terminal), { token })).status).toBe(401)
  expect((await server.post('/v1/tokens', device.tokenRequest(now()))).status).toBe(401)
  expect((await server.post('/v1/tokens', other.tokenRequest(now()))).status).toBe(200)
})

it('[EN4] a token is renewed by the device key; the old one stays good until its own end', async () => {
  const device = newDevice()
  const old = await enrol(server, device)
  server.clock.now += 50 * MINUTE
  const renewed = await server.post('/v1/tokens', device.tokenRequest(now()))
  expect(renewed.body.tokenEndsAt).toBe(new Date(now() + HOUR).toISOString())
  const isGood = async (token: string) =>
    (await server.post('/v1/status', status(device.terminal), { token })).status === 200
  expect([await isGood(old), await isGood(renewed.body.token)]).toEqual([true, true])
  server.clock.now += 10 * MINUTE
  expect([await isGood(old), await isGood(renewed.body.token)]).toEqual([false, true])
})

it('[EN5] a signature is good for five minutes around the hub’s clock; the refusal tells the time', async () => {
  const device = newDevice()
  await enrol(server, device)
  const renew = (at: number) => server.post('/v1/tokens', device.tokenRequest(at))
  expect((await renew(now() - 5 * MINUTE)).status).toBe(200)
  expect((await renew(now() + 5 * MINUTE)).status).toBe(200)
  for (const wrong of [now() - 5 * MINUTE - 1, now() + 5 * MINUTE + 1, 0]) {
    const refused = await renew(wrong)
    expect(refused).toMatchObject({ status: 401, body: { hubTime: new Date(now()).toISOString() } })
    expect((await renew(Date.parse(refused.body.hubTime))).status).toBe(200)
  }
})

it('[EN6] a revoked terminal gets REVOKED on every request, with old tokens and for new ones', async () => {
  const device = newDevice()
  const token = await enrol(server, device)
  expect(await server.office.revoke(device.terminal)).toBe(true)
  const batch = { terminal: device.terminal, events: [{ id: randomUUID() }] }
  for (const answer of [
    await server.post('/v1/status', status(device.terminal), { token }),
    await server.post('/v1/visits', batch, { token }),
    await server.post('/v1/tokens', device.tokenRequest(now())),
  ])
    expect(answer).toMatchObject({ status: 403, body: { code: 'REVOKED' } })
  // A new code lets it in again: somebody decided so.
  expect(
    (await server.post('/v1/status', status(device.terminal), { token: await enrol(server, device) })).status,
  ).toBe(200)
})

it('[EN7] a code is also a barcode text, in an alphabet without look-alikes', async () => {
  const issued = await server.office.enrol({ facility })
  expect(issued.code).toMatch(/^[2-9A-HJKMNP-Z]{5}-[2-9A-HJKMNP-Z]{5}$/)
  expect(issued.barcodeText).toBe(`ENROL:${issued.code.replace('-', '')}`)
})

it('keeps neither codes nor tokens as they are', async () => {
  const device = newDevice()
  const { code } = await server.office.enrol({ facility })
  const { body } = await server.post('/v1/enrolments', device.enrolment(code, now()))
  expect(server.log.join('\n')).not.toContain(code.replace('-', ''))
  expect(server.log.join('\n')).not.toContain(body.token)
  expect(await server.hub.enrolment.terminalOf(body.token)).toMatchObject({
    ok: true,
    value: device.terminal,
  })
})
