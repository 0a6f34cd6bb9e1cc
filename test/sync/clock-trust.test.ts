// The terminal's clock against what hub and packages say.
import { describe, expect, it } from 'vitest'
import { createClockTrust } from '../../terminal/sync/clock-trust.ts'
import { createMemoryJournal, createSimulatedDisk } from '../journal/memory-journal.ts'
import { createSteeredClock } from '../support/steered-clock.ts'
import { createIds, openDesk } from '../support/terminal-at-desk.ts'

const NOW = Date.parse('2014-09-10T10:00:00+08:00')
const MINUTE = 60_000

function prepare() {
  const disk = createSimulatedDisk()
  const newId = createIds()
  const clock = createSteeredClock(NOW)
  const open = () => {
    const journal = createMemoryJournal({ disk, newId })
    return { journal, trust: createClockTrust({ clock, marks: journal.marks }) }
  }
  return { clock, open, ...open() }
}

describe('a bound', () => {
  it('[CK2] is missed by more than 5 minutes, not by less', () => {
    const { trust } = prepare()
    trust.heardFromHub(NOW + 5 * MINUTE)
    expect(trust.isBehind()).toBe(false)
    trust.heardFromHub(NOW + 5 * MINUTE + 1)
    expect(trust.isBehind()).toBe(true)
  })

  it('[CK1] of the packages only rises; of the hub it is the last one heard', () => {
    const { trust } = prepare()
    trust.heardFromPackages(NOW + 60 * MINUTE)
    trust.heardFromPackages(NOW - 60 * MINUTE)
    expect(trust.isBehind()).toBe(true)
    const other = prepare().trust
    other.heardFromHub(NOW + 60 * MINUTE)
    other.heardFromHub(NOW)
    expect(other.isBehind()).toBe(false)
  })

  it('[CK1] outlives the program', () => {
    const { clock, journal, trust, open } = prepare()
    trust.heardFromHub(NOW)
    journal.close()
    clock.jump(NOW - 60 * MINUTE)
    expect(open().trust.isBehind()).toBe(true)
  })

  it('is written to the disk once in 5 minutes of change, not with every answer', () => {
    const { journal, trust } = prepare()
    trust.heardFromHub(NOW)
    trust.heardFromHub(NOW + 5 * MINUTE - 1)
    expect(journal.marks.clockBounds().hub).toBe(NOW)
    trust.heardFromHub(NOW + 5 * MINUTE)
    expect(journal.marks.clockBounds().hub).toBe(NOW + 5 * MINUTE)
  })

  it('that is crossed is told, once', () => {
    const { trust } = prepare()
    let turns = 0
    trust.onTurn(() => {
      turns += 1
    })
    trust.heardFromHub(NOW)
    trust.heardFromHub(NOW + 60 * MINUTE)
    trust.heardFromHub(NOW + 61 * MINUTE)
    trust.heardFromHub(NOW)
    expect(turns).toBe(2)
  })
})

it('[CK2] a clock that was set back is marked in every visit, and records all the same', async () => {
  const desk = openDesk()
  desk.roster.add('9010000123', {})
  desk.clockTrust.heardFromHub(desk.clock.now())
  desk.clock.jump('2014-09-10T09:00:00+08:00')
  desk.scanner.scan('9010000123')
  await desk.call('recordService', { service: 'POLICY' })
  desk.clock.jump('2014-09-10T10:05:00+08:00')
  desk.scanner.scan('9020000001')
  expect([...desk.journal.all()].map(({ clock }) => clock)).toEqual(['BEHIND', 'BEHIND', 'OK'])
})
