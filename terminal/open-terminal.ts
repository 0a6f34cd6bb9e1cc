// Builds the real terminal over a data folder: the one place where both hosts get journal, roster, scanners and clock.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { createNodeHidDevices } from '../drivers/hid/node-hid-devices.ts'
import { createNodeSerialPorts } from '../drivers/serial/node-serial-ports.ts'
import { createSerialScanner } from '../drivers/serial/serial-scanner.ts'
import { err, ok, type Result } from '../shared/core/result.ts'
import { findPlan } from '../shared/registration/plans.ts'
import { systemClock } from './counter/clock.ts'
import { createTerminal } from './create-terminal.ts'
import { demoSettings } from './demo/demo-settings.ts'
import { openDemo } from './demo/open-demo.ts'
import { takeInstanceLock } from './journal/instance-lock.ts'
import { readOrCreateKey } from './journal/key-file.ts'
import { openSqliteJournal } from './journal/sqlite-journal.ts'
import type { Log } from './log.ts'
import { openPackages } from './packages/open-packages.ts'
import { openRosterStore, type RosterStore, type StoreProblem } from './roster/roster-store.ts'
import { createHidWatch } from './scanners/hid-watch.ts'
import { serialConfigOf } from './settings/serial-config.ts'
import { readSettings, type Settings } from './settings/settings.ts'
import { createClockTrust } from './sync/clock-trust.ts'
import { openHubSide } from './sync/open-hub-side.ts'
import type { Terminal } from './terminal.ts'

export interface OpenOptions {
  /** Folder of everything this terminal keeps; made when absent. */
  readonly dataDir: string
  readonly log: Log
  /** Says what takes time (demo data on first start), one line at a time. */
  readonly onProgress: (line: string) => void
}

/** Why a terminal cannot start; each has a sentence in `shared/words`. `detail` is for the technician. */
export type StartProblem =
  | { readonly kind: 'ALREADY_RUNNING' }
  | { readonly kind: 'DATA_FOLDER_UNUSABLE'; readonly detail: string }
  | { readonly kind: 'SETTINGS_INVALID'; readonly detail: string }

/** Without a settings file the terminal is unprovisioned: a demo, in a folder of its own, so that nothing invented ever lies
 *  among real records. */
export async function openTerminal(options: OpenOptions): Promise<Result<Terminal, StartProblem>> {
  try {
    mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
    const lock = takeInstanceLock(join(options.dataDir, 'terminal.lock'))
    if (!lock) return err({ kind: 'ALREADY_RUNNING' })
    const opened = await openLocked(options).catch((thrown: unknown) => {
      lock.release()
      throw thrown
    })
    if (!opened.ok) {
      lock.release()
      return opened
    }
    const terminal = opened.value
    return ok({ ...terminal, close: () => terminal.close().finally(lock.release) })
  } catch (thrown) {
    options.log.crash('terminal.not-opened', thrown)
    return err({ kind: 'DATA_FOLDER_UNUSABLE', detail: thrown instanceof Error ? thrown.message : 'unknown' })
  }
}

async function openLocked(options: OpenOptions): Promise<Result<Terminal, StartProblem>> {
  const settings = readSettings(options.dataDir)
  if (!settings.ok) return err({ kind: 'SETTINGS_INVALID', detail: settings.error })
  return openOver(settings.value ?? demoSettings, options)
}

async function openOver(
  settings: Settings,
  { dataDir, log, onProgress }: OpenOptions,
): Promise<Result<Terminal, StartProblem>> {
  const plan = findPlan(settings.plan)
  if (!plan) return err({ kind: 'SETTINGS_INVALID', detail: `plan: there is no plan ${settings.plan}` })
  const dir = settings.demo ? join(dataDir, 'demo') : dataDir
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const ownRoster = openRoster(dir, settings, log)
  const demo = settings.demo
    ? await openDemo({
        dir,
        realClock: systemClock,
        roster: ownRoster,
        newId,
        facility: settings.facility,
        onProgress,
      })
    : null
  const clock = demo?.clock ?? systemClock
  const hubUrl = demo?.hub.url ?? settings.hub?.url
  const ports = createNodeSerialPorts()
  const serial = settings.serialScanners.map((scanner) =>
    createSerialScanner(serialConfigOf(scanner), { now: clock.now, newId, ports }),
  )
  const hid = createHidWatch(settings.hidScanner, {
    now: clock.now,
    newId,
    devices: createNodeHidDevices(),
    seenFile: join(dir, 'hid-scanner.seen'),
    log,
  })
  const onMachine = hid ? [...serial, hid.scanner] : serial
  const { result, recorded, refusal, noCard, confirm } = settings.staysSeconds
  const journal = openJournal(dir)
  const clockTrust = createClockTrust({ clock, marks: journal.marks })
  const packages = openPackages({
    dir,
    settings,
    hubUrl,
    ownRoster,
    clock,
    clockTrust,
    random: Math.random,
    log,
  })
  const terminal = createTerminal({
    clock,
    newId,
    journal,
    roster: packages.roster,
    plan,
    packages,
    julyGraceDays: settings.julyGraceDays,
    rosterOldAfterDays: settings.rosterOldAfterDays,
    facility: settings.facility,
    stays: {
      resultMs: result * 1000,
      recordedMs: recorded * 1000,
      refusalMs: refusal * 1000,
      noCardMs: noCard * 1000,
      confirmMs: confirm * 1000,
    },
    scanners: demo ? [demo.scanner, ...onMachine] : onMachine,
    isUnseen: hid?.isUnseen,
    demo: demo?.deck ?? null,
    clockTrust,
    hub: openHubSide({ dataDir, dir, settings, hubUrl, packages }),
    log,
  })
  return ok(demo ? { ...terminal, close: () => terminal.close().finally(demo.hub.stop) } : terminal)
}

function openJournal(dir: string) {
  const path = join(dir, 'journal.db')
  const key = readOrCreateKey(join(dir, 'journal.key'), !existsSync(path))
  return openSqliteJournal({ path, key, newId })
}

function openRoster(dir: string, settings: Settings, log: Log): RosterStore {
  const onProblem = ({ kind, unionCode }: StoreProblem) =>
    log.error('roster.problem', { kind, union: unionCode === null ? null : Number(unionCode) })
  return openRosterStore({
    dir: join(dir, 'roster'),
    maxCachedRawBytes: settings.rosterCacheMiB * 1024 * 1024,
    onProblem,
  })
}
