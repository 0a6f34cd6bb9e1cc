// A terminal as it stands on a desk: real journal in a real file, a roster given by hand, a virtual scanner, a steered clock.
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createVirtualScanner, type VirtualScanner } from '../../drivers/virtual/virtual-scanner.ts'
import type { Screen } from '../../shared/bridge/state.ts'
import { plan2014 } from '../../shared/registration/plans.ts'
import type { Roster } from '../../shared/roster/roster.ts'
import { createTerminal } from '../../terminal/create-terminal.ts'
import type { Journal } from '../../terminal/journal/journal.ts'
import { openSqliteJournal } from '../../terminal/journal/sqlite-journal.ts'
import { type ClockTrust, createClockTrust } from '../../terminal/sync/clock-trust.ts'
import type { HubSide } from '../../terminal/sync/sync.ts'
import type { Terminal } from '../../terminal/terminal.ts'
import { createLogLines, type LogLines } from '../host/support/log-lines.ts'
import { createListedRoster, type ListedRoster } from './listed-roster.ts'
import { createSteeredClock, type SteeredClock } from './steered-clock.ts'
import { temporaryFolder } from './temporary-folder.ts'

export interface Desk {
  readonly terminal: Terminal
  readonly clock: SteeredClock
  readonly roster: ListedRoster
  readonly journal: Journal
  readonly clockTrust: ClockTrust
  readonly scanner: VirtualScanner
  readonly log: LogLines
  readonly folder: string
  screen(): Screen
  /** A call that must succeed. */
  call(method: string, params?: unknown): Promise<unknown>
}

export const JOURNAL_KEY = Buffer.alloc(32, 7)

/** UUIDs in order, so that runs are the same. */
export function createIds(): () => string {
  let count = 0
  return () => {
    count += 1
    return `01940000-0000-7000-8000-${count.toString(16).padStart(12, '0')}`
  }
}

export interface DeskOptions {
  readonly now?: string
  readonly rosterAsOf?: string
  readonly journal?: (real: Journal) => Journal
  /** Instead of the roster given by hand. */
  readonly roster?: Roster
  readonly hub?: HubSide | null
}

export function openDesk({
  now = '2014-09-10T10:00:00+08:00',
  rosterAsOf = '2014-09-09',
  journal,
  hub = null,
  roster: given,
}: DeskOptions = {}): Desk {
  const folder = temporaryFolder()
  const clock = createSteeredClock(now)
  const newId = createIds()
  const roster = createListedRoster(rosterAsOf)
  const scanner = createVirtualScanner({ now: clock.now, newId })
  const log = createLogLines()
  const onDisk = openSqliteJournal({ path: join(folder, 'journal.db'), key: JOURNAL_KEY, newId })
  const clockTrust = createClockTrust({ clock, marks: onDisk.marks })
  const terminal = createTerminal({
    clock,
    newId,
    journal: journal?.(onDisk) ?? onDisk,
    roster: given ?? roster,
    plan: plan2014,
    julyGraceDays: 0,
    rosterOldAfterDays: 35,
    facility: { id: 'TEST', name: '测试援助中心', nameEn: 'Test aid centre' },
    stays: { resultMs: 60_000, recordedMs: 20_000, refusalMs: 12_000, noCardMs: 60_000, confirmMs: 60_000 },
    scanners: [scanner.scanner],
    demo: null,
    clockTrust,
    hub,
    log: log.log,
  })
  onTestFinished(() => terminal.close())
  return {
    terminal,
    clock,
    roster,
    journal: onDisk,
    clockTrust,
    scanner,
    log,
    folder,
    screen: () => terminal.state().screen,
    async call(method, params = {}) {
      const result = await terminal.call(method, params)
      if (!result.ok) throw new Error(`${method}: ${result.error}`)
      return result.value
    },
  }
}
