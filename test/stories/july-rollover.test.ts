// The first days of July: unions confirm their lists, every shard changes at once, and the queue at the counter does not stop.
import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { MemberNumber } from '../../shared/card/member-number.ts'
import { type Day, day } from '../../shared/core/day.ts'
import { foundCity, type Issue } from '../packages/city.ts'
import { openTerminalPackages } from '../packages/terminal-packages.ts'
import { openDesk } from '../support/terminal-at-desk.ts'

const UNIONS = ['901', '902', '903']
const MEMBERS_PER_UNION = 4000

const numberOf = (union: string, index: number) => `${union}${String(index).padStart(7, '0')}` as MemberNumber
/** Every second member was registered for the new card year. */
const isRegistered = (index: number) => index % 2 === 0

function issue(createdAt: string, asOf: Day, registeredOn: (index: number) => Day[]): Issue {
  const lists = UNIONS.map((code) => ({
    code,
    asOf,
    members: Array.from({ length: MEMBERS_PER_UNION }, (_, index) => ({
      number: numberOf(code, index),
      maskedName: '演*示',
      membership: {
        issuedOn: day('2024-05-20'),
        registeredOn: registeredOn(index),
        cancelledOn: null,
        stoppedOn: null,
      },
    })),
  }))
  return { createdAt, lists }
}

const june = issue('2026-06-30T10:00:00.000Z', day('2026-06-30'), () => [day('2025-05-20')])
const july = issue('2026-07-05T10:00:00.000Z', day('2026-07-05'), (index) =>
  isRegistered(index) ? [day('2025-05-20'), day('2026-05-20')] : [day('2025-05-20')],
)

it('scanning goes on while every list is replaced: unconfirmed before, the truth after, and nothing else in between', async () => {
  const city = await foundCity({ issue: june })
  const packages = openTerminalPackages(city)
  expect((await packages.refresh()).ok).toBe(true)
  const desk = openDesk({ now: '2026-07-06T09:00:00+08:00', roster: packages.store.roster })
  let next = 0
  const scanNext = () => {
    const index = next % MEMBERS_PER_UNION
    desk.scanner.scan(numberOf(UNIONS[next % UNIONS.length] ?? '901', index))
    next += 1
    const screen = desk.screen()
    if (screen.kind !== 'result' || screen.verdict.kind !== 'answer') throw new Error(JSON.stringify(screen))
    return { card: screen.verdict.card, truth: isRegistered(index) ? 'VALID' : 'EXPIRED' }
  }
  for (let count = 0; count < 6; count += 1) expect(scanNext().card).toBe('UNCONFIRMED')

  city.now += 60 * 60 * 1000
  await city.setRoster(july)
  city.publish()
  const seen: ReturnType<typeof scanNext>[] = []
  let isDone = false
  const refreshed = packages.refresh().finally(() => {
    isDone = true
  })
  while (!isDone) {
    seen.push(scanNext())
    await nextTurn()
  }
  expect(await refreshed).toMatchObject({ ok: true, value: { what: 'SWITCHED' } })

  expect(seen.length).toBeGreaterThan(10)
  expect(seen.filter(({ card, truth }) => card !== 'UNCONFIRMED' && card !== truth)).toEqual([])
  for (let count = 0; count < 200; count += 1) {
    const { card, truth } = scanNext()
    expect(card).toBe(truth)
  }
  expect(desk.journal.lastSeq()).toBe(next)
  expect(packages.damage).toEqual([])
})
