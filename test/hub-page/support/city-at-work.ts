// A hub as a manager finds it on a Friday: six terminals that each stand differently, and some services of the month.
import { createChainOfVisits } from '../../hub-server/chain-of-visits.ts'
import { createDevice } from '../../hub-server/running-server.ts'
import type { RunningOffice } from './running-office.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

export const complete = '0194aaaa-0000-7000-8000-00000000000a'
export const gappy = '0194bbbb-0000-7000-8000-00000000000b'
const [silent, fresh, revoked, behind] = [
  '0194cccc-0000-7000-8000-00000000000c',
  '0194dddd-0000-7000-8000-00000000000d',
  '0194eeee-0000-7000-8000-00000000000e',
  '0194ffff-0000-7000-8000-00000000000f',
]

const palace = { id: 'PALACE-02', name: '测试工人文化宫', nameEn: "Test workers' palace" }
const centre = {
  id: 'AID-01',
  name: '测试区总工会职工援助服务中心',
  nameEn: "Test district workers' aid centre",
}
/** As long as the hub takes them. */
const hall = {
  id: 'HALL-0123456789-ABCDEFGHIJKLMNOP',
  name: '测试单位名称很长的'.repeat(7),
  nameEn: 'A facility with a very long name of the sixty-four allowed signs',
}

export async function putCityToWork(server: RunningOffice): Promise<void> {
  const { clock, office } = server
  const now = clock.now
  const enrol = async (terminal: string, facility = centre) => {
    const { code } = await office.enrol({ facility })
    return (await server.enrolWith(code, createDevice(terminal))).token
  }
  clock.now = now - 9 * DAY_MS
  const silentToken = await enrol(silent, palace)
  await server.report(silentToken, { terminal: silent, rosterAsOf: null, packageVersion: null, heldOut: 2 })
  const revokedToken = await enrol(revoked, palace)
  await server.report(revokedToken, { terminal: revoked })
  await office.revoke(revoked)

  clock.now = now
  await enrol(fresh, palace)
  const behindToken = await enrol(behind, hall)
  clock.now = now - 5 * 60 * MINUTE_MS
  await server.report(behindToken, { terminal: behind, clock: 'BEHIND', queued: 1234 })
  clock.now = now

  const whole = createChainOfVisits(complete)
  for (const [number, service] of [
    ['9010000001', 'POLICY'],
    ['9010000002', 'LEGAL'],
    ['9010000001', 'EMPLOYMENT'],
  ] as const)
    whole.serve(number, service)
  const [, taken] = whole.serve('9020000003', 'POLICY', '902')
  whole.voidOf(taken)
  const completeToken = await enrol(complete)
  await server.sendVisits(completeToken, complete, whole.events())
  await server.report(completeToken, { terminal: complete, lastSeq: whole.visits.length })

  const cut = createChainOfVisits(gappy, { at: '2026-07-08T09:00:00+08:00' })
  for (const serial of [1, 2, 3, 4, 5]) cut.serve(`902000001${serial}`, 'PSYCHOLOGY', '902')
  cut.service('POLICY', null)
  const gappyToken = await enrol(gappy)
  const [first, ...others] = cut.events(cut.visits.filter(({ seq }) => seq < 4 || seq > 6))
  await server.sendVisits(gappyToken, gappy, [{ ...first, extra: 1 }, ...others])
  await server.report(gappyToken, { terminal: gappy, lastSeq: cut.visits.length + 1, queued: 1 })
}
