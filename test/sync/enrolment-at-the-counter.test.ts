// A terminal that knows the address of its hub is enrolled by its own scanner.
import { describe, expect, it } from 'vitest'
import { deviceKeyOf } from '../../terminal/sync/device-key.ts'
import type { HubSide } from '../../terminal/sync/sync.ts'
import { createSteeredClock } from '../support/steered-clock.ts'
import { openDesk } from '../support/terminal-at-desk.ts'
import { createFakeHub, FAKE_CODE, FAKE_FACILITY, FAKE_ROOT } from './fake-hub.ts'
import { answersArrive, newPrivateKey, START } from './terminal-side.ts'

const MEMBER = '9010000123'
const BARCODE = `ENROL:${FAKE_CODE.slice(0, 5)}-${FAKE_CODE.slice(5)}`

function unenrolled(keepEnrolment: HubSide['keepEnrolment'] = () => {}) {
  const hub = createFakeHub({ now: createSteeredClock(START).now })
  const kept: string[] = []
  const desk = openDesk({
    now: START,
    hub: {
      client: hub.client,
      deviceKey: deviceKeyOf(newPrivateKey()),
      random: () => 0.5,
      keepDays: 90,
      version: '1.0.0',
      packageVersion: () => null,
      isEnrolled: false,
      keepEnrolment(reply) {
        keepEnrolment(reply)
        kept.push(reply.root)
      },
      wipePackages: () => {},
    },
  })
  return { hub, desk, kept }
}

describe('a scanned enrolment code', () => {
  it('[EN7] enrols the terminal: the facility changes, visits go up, nothing was taken for a card', async () => {
    const { hub, desk, kept } = unenrolled()
    expect(desk.terminal.state()).toMatchObject({ network: 'NONE' })
    desk.scanner.scan(MEMBER)
    desk.scanner.scan(`${BARCODE}\r`)
    expect(desk.screen()).toMatchObject({ kind: 'result' })
    await desk.call('clear')
    await answersArrive()
    desk.clock.advance(2_000)
    await answersArrive()
    expect(desk.terminal.state()).toMatchObject({ facility: FAKE_FACILITY, network: 'ONLINE' })
    expect(kept).toEqual([FAKE_ROOT])
    desk.scanner.scan('9010000124')
    desk.clock.advance(2_000)
    await answersArrive()
    const facilities = (await hub.visits(desk.journal.terminal)).map(({ facility }) => facility)
    expect(facilities).toEqual(['TEST', FAKE_FACILITY.id])
  })

  it('is shown as it goes, and read twice it is one', async () => {
    const { hub, desk } = unenrolled()
    desk.scanner.scan(BARCODE)
    desk.scanner.scan(BARCODE)
    expect(desk.screen()).toMatchObject({ kind: 'enrolment', outcome: 'WAITING' })
    await answersArrive()
    expect(desk.screen()).toMatchObject({ kind: 'enrolment', outcome: 'ENROLLED' })
    expect(hub.asked.filter(({ what }) => what === 'enrol')).toHaveLength(1)
    desk.scanner.scan(MEMBER)
    expect(desk.screen().kind).toBe('result')
  })

  it.each([
    ['ENROL:ZZZZZ-ZZZZZ', 'NO_SUCH_CODE'],
    ['ENROL:12', 'BAD_CODE'],
  ])('%s says %s, and leaves the terminal as it was', async (text, outcome) => {
    const { desk, kept } = unenrolled()
    desk.scanner.scan(text)
    await answersArrive()
    expect(desk.screen()).toMatchObject({ kind: 'enrolment', outcome })
    expect(desk.terminal.state()).toMatchObject({ facility: { id: 'TEST' }, network: 'NONE' })
    expect(kept).toEqual([])
    expect(desk.log.text()).not.toContain('ZZZZZ')
  })

  it('says so when the hub does not answer, when the disk refuses, and when there is no address', async () => {
    const silent = unenrolled()
    silent.hub.trouble(() => ({ kind: 'UNREACHABLE' }))
    const full = unenrolled(() => {
      throw new Error('ENOSPC')
    })
    const alone = { desk: openDesk() }
    for (const { desk } of [silent, full, alone]) desk.scanner.scan(BARCODE)
    await answersArrive()
    const outcomes = [silent, full, alone].map(({ desk }) => desk.screen())
    expect(outcomes).toMatchObject([
      { outcome: 'UNREACHABLE' },
      { outcome: 'NOT_KEPT' },
      { outcome: 'NO_HUB' },
    ])
    expect(full.desk.terminal.state().network).toBe('NONE')
  })
})
