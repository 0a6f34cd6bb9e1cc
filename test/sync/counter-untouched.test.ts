// [OB1] Sending never delays, blocks or changes what happens at the counter.
import { describe, expect, it } from 'vitest'
import type { TerminalState } from '../../shared/bridge/state.ts'
import { deviceKeyOf } from '../../terminal/sync/device-key.ts'
import type { HubClient } from '../../terminal/sync/hub-client.ts'
import type { HubSide } from '../../terminal/sync/sync.ts'
import { openDesk } from '../support/terminal-at-desk.ts'
import { createFakeHub } from './fake-hub.ts'
import { answersArrive, newPrivateKey, openSide, START } from './terminal-side.ts'

const never = new Promise<never>(() => {})
const silent: HubClient = {
  enrol: () => never,
  renewToken: () => never,
  sendVisits: () => never,
  report: () => never,
}
const refusing = createFakeHub({ now: () => Date.parse(START) })
refusing.trouble(() => ({ kind: 'REFUSED', status: 500, code: null, hubTime: null, retryAfterMs: null }))

const sideOf = (client: HubClient): HubSide => ({
  client,
  deviceKey: deviceKeyOf(newPrivateKey()),
  random: () => 0.5,
  keepDays: 90,
  version: '1.0.0',
  packageVersion: () => null,
  isEnrolled: true,
  keepEnrolment: () => {},
  wipePackages: () => {},
})

/** A morning at the counter: what screens saw, and what was written. */
async function morning(hub: HubSide | null) {
  const desk = openDesk({ now: START, hub })
  const screens: TerminalState['screen'][] = []
  desk.terminal.onState(({ screen }) => {
    if (JSON.stringify(screens.at(-1)) !== JSON.stringify(screen)) screens.push(screen)
  })
  for (let person = 0; person < 5; person += 1) {
    const number = `901000012${person}`
    desk.roster.add(number, {})
    desk.scanner.scan(number)
    await desk.call('recordService', { service: 'LEGAL' })
    await answersArrive()
    desk.clock.advance(30_000)
    await answersArrive()
  }
  return { screens, bodies: [...desk.journal.all()].map(({ body }) => body.kind), desk }
}

describe('the counter', () => {
  it.each([
    ['never answers', silent],
    ['answers nothing but errors', refusing.client],
    ['answers', createFakeHub({ now: () => Date.parse(START) }).client],
  ])('[OB1] shows and writes the same with a hub that %s as without one', async (_name, client) => {
    const alone = await morning(null)
    const { screens, bodies } = await morning(sideOf(client))
    expect(screens).toEqual(alone.screens)
    expect(bodies).toEqual(alone.bodies)
    expect(screens.length).toBeGreaterThan(10)
  })

  it('[OB1] is told that a visit is recorded before anything is sent', () => {
    const hub = createFakeHub({ now: () => Date.parse(START) })
    const desk = openDesk({ now: START, hub: sideOf(hub.client) })
    desk.scanner.scan('9010000123')
    expect(desk.screen().kind).toBe('result')
    expect(hub.asked.filter(({ what }) => what === 'sendVisits')).toEqual([])
  })
})

it('a bug in the way to the hub is logged and waited out, and the visits go later', async () => {
  const side = openSide()
  const { sendVisits } = side.hub.client
  Object.assign(side.hub.client, { sendVisits: () => Promise.reject(new TypeError('9010000123')) })
  side.record(2)
  side.outbox.start()
  await side.pass(60_000)
  expect(side.log.events()).toContain('outbox.broke')
  expect(side.log.text()).not.toContain('9010000123')
  Object.assign(side.hub.client, { sendVisits })
  await side.pass(600_000)
  expect(side.journal.marks.ackSeq()).toBe(2)
})
