// The terminal's side of the wire for tests: an outbox over a journal in memory and a fake hub, on a steered clock.
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { Journal } from '../../terminal/journal/journal.ts'
import { createClockTrust } from '../../terminal/sync/clock-trust.ts'
import { deviceKeyOf } from '../../terminal/sync/device-key.ts'
import { createOutbox, type Outbox } from '../../terminal/sync/outbox.ts'
import { createSession } from '../../terminal/sync/session.ts'
import { createLogLines, type LogLines } from '../host/support/log-lines.ts'
import { createMemoryJournal, createSimulatedDisk } from '../journal/memory-journal.ts'
import { createSteeredClock, type SteeredClock } from '../support/steered-clock.ts'
import { createIds } from '../support/terminal-at-desk.ts'
import { checkDraft } from '../support/visit-drafts.ts'
import { createFakeHub, type FakeHub } from './fake-hub.ts'

export interface TerminalSide {
  readonly clock: SteeredClock
  readonly journal: Journal
  readonly hub: FakeHub
  readonly outbox: Outbox
  readonly log: LogLines
  /** How often screens were told. */
  changes(): number
  revocations(): number
  record(visits: number, on?: string): void
  /** Moves time on in small steps, letting answers arrive in between. */
  pass(ms: number): Promise<void>
  /** Places sent in batches so far. */
  batches(): (readonly number[])[]
}

export const START = '2014-09-10T10:00:00+08:00'

export function openSide(options: { readonly random?: () => number } = {}): TerminalSide {
  const clock = createSteeredClock(START)
  const newId = createIds()
  const journal = createMemoryJournal({ disk: createSimulatedDisk(), newId })
  const realClock = createSteeredClock(START)
  const hub = createFakeHub({ now: realClock.now })
  const log = createLogLines()
  const clockTrust = createClockTrust({ clock, marks: journal.marks })
  let changes = 0
  let revocations = 0
  const session = createSession({
    hub: hub.client,
    deviceKey: deviceKeyOf(newPrivateKey()),
    terminal: journal.terminal,
    clock,
    onHubTime: clockTrust.heardFromHub,
  })
  const outbox = createOutbox({
    hub: hub.client,
    session,
    journal,
    clock,
    clockTrust,
    random: options.random ?? (() => 0.5),
    about: () => ({ version: '1.0.0', rosterAsOf: null, packageVersion: null }),
    keepDays: 90,
    onChange: () => {
      changes += 1
    },
    onRevoked: () => {
      revocations += 1
    },
    log: log.log,
  })
  onTestFinished(() => outbox.stop())
  return {
    clock,
    journal,
    hub,
    outbox,
    log,
    changes: () => changes,
    revocations: () => revocations,
    record(visits, on) {
      for (let count = 0; count < visits; count += 1) {
        journal.append(checkDraft(newId, journal.terminal, on))
        outbox.written()
      }
    },
    async pass(ms) {
      const stepMs = Math.max(250, ms / 400)
      for (let passed = 0; passed < ms; passed += stepMs) {
        clock.advance(stepMs)
        realClock.advance(stepMs)
        await answersArrive()
      }
    },
    batches: () => hub.asked.filter(({ what }) => what === 'sendVisits').map(({ seqs }) => seqs),
  }
}

export const newPrivateKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey

/** Everything that waits for promises only has run. */
export const answersArrive = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
