// One counter of the simulation: the real terminal over a simulated disk, clock and network. Remembers everything that was ever
// written and everything a screen ever showed, to hold the hub to it.
import { createVirtualScanner, type VirtualScanner } from '../../drivers/virtual/virtual-scanner.ts'
import type { TerminalState } from '../../shared/bridge/state.ts'
import { plan2014 } from '../../shared/registration/plans.ts'
import type { Roster } from '../../shared/roster/roster.ts'
import { canonicalVisit } from '../../shared/visit/visit-chain.ts'
import { createTerminal } from '../../terminal/create-terminal.ts'
import type { Journal } from '../../terminal/journal/journal.ts'
import { silentLog } from '../../terminal/log.ts'
import { createClockTrust } from '../../terminal/sync/clock-trust.ts'
import type { Terminal } from '../../terminal/terminal.ts'
import { createMemoryJournal, createSimulatedDisk, type SimulatedDisk } from '../journal/memory-journal.ts'
import type { SimulatedHub } from './simulated-hub.ts'
import { createSimulatedNetwork, type SimulatedNetwork } from './simulated-network.ts'
import { createSimulatedClock, type SimulatedClock, type World } from './world.ts'

export interface SimulatedTerminal {
  readonly name: string
  readonly clock: SimulatedClock
  readonly disk: SimulatedDisk
  readonly network: SimulatedNetwork
  /** Null while it is switched off. */
  running(): {
    readonly terminal: Terminal
    readonly scanner: VirtualScanner
    readonly journal: Journal
  } | null
  switchOn(): void
  switchOff(): Promise<void>
  /** Everything that was not on the disk is lost. */
  powerCut(): void
  /** By `seq`: the text of every visit that was ever durable. */
  readonly written: ReadonlyMap<number, string>
  /** Ids of visits a screen showed as recorded. */
  readonly shown: ReadonlySet<string>
  /** Ids of services a screen showed as taken back. */
  readonly shownVoided: ReadonlySet<string>
}

export function createSimulatedTerminal(
  name: string,
  { world, hub, roster }: { readonly world: World; readonly hub: SimulatedHub; readonly roster: Roster },
): SimulatedTerminal {
  const clock = createSimulatedClock(world)
  const disk = createSimulatedDisk()
  const network = createSimulatedNetwork(name, hub, world)
  const written = new Map<number, string>()
  const shown = new Set<string>()
  const shownVoided = new Set<string>()
  let running: ReturnType<SimulatedTerminal['running']> = null
  let stop: () => Promise<void> = async () => {}
  /** Changes with every start: a program that lost its power reaches the disk no more. */
  let run = 0

  function remember({ screen }: TerminalState): void {
    if (screen.kind === 'result') shown.add(screen.checkId)
    if (screen.kind !== 'result' && screen.kind !== 'noCard') return
    for (const { visitId, voided } of screen.services) {
      shown.add(visitId)
      if (voided) shownVoided.add(visitId)
    }
  }

  function switchOn(): void {
    run += 1
    const ownRun = run
    const journal = createMemoryJournal({ disk, newId: world.newId })
    for (const visit of journal.above(Math.max(0, written.size - 1), Number.MAX_SAFE_INTEGER))
      written.set(visit.seq, canonicalVisit(visit))
    const scanner = createVirtualScanner({ now: clock.now, newId: world.newId })
    const terminal = createTerminal({
      clock,
      newId: world.newId,
      journal: {
        ...journal,
        append(draft) {
          const result = journal.append(draft)
          if (result.ok) written.set(result.value.seq, canonicalVisit(result.value))
          world.note(`${name} ${result.ok ? `wrote ${result.value.seq} ${result.value.id}` : result.error}`)
          return result
        },
        close() {
          if (run === ownRun) journal.close()
        },
      },
      roster,
      plan: plan2014,
      julyGraceDays: 0,
      rosterOldAfterDays: 35,
      facility: { id: name, name, nameEn: name },
      stays: { resultMs: 60_000, recordedMs: 20_000, refusalMs: 12_000, noCardMs: 60_000, confirmMs: 60_000 },
      scanners: [scanner.scanner],
      demo: null,
      clockTrust: createClockTrust({ clock, marks: journal.marks }),
      hub: {
        client: network.client,
        deviceKey: { publicKey: 'A'.repeat(43), sign: () => 'A'.repeat(86) },
        random: world.random.next,
        keepDays: 90,
        version: '0.0.0',
        packageVersion: () => null,
        isEnrolled: true,
        keepEnrolment: () => {},
        wipePackages: () => world.note(`${name} was wiped`),
      },
      log: silentLog,
    })
    terminal.onState(remember)
    running = { terminal, scanner, journal }
    stop = () => terminal.close()
    world.note(`${name} on, ${journal.lastSeq()} visits`)
  }

  return {
    name,
    clock,
    disk,
    network,
    running: () => running,
    switchOn,
    async switchOff() {
      running = null
      await stop()
      world.note(`${name} off`)
    },
    powerCut() {
      running = null
      run += 1
      disk.powerCut()
      // Its timers and the answers under way die with it.
      void stop()
      world.note(`${name} lost its power`)
    },
    written,
    shown,
    shownVoided,
  }
}
