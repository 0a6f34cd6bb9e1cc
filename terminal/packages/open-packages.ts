// The packages as a terminal uses them: roster, plan and stop list of the set in use, and where there is none, what the terminal had
// before. Opens the store when there is a root to trust, which an enrolment may bring while the terminal runs.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { PackagesLight } from '../../shared/bridge/state.ts'
import { type Day, daysBetween } from '../../shared/core/day.ts'
import { noStops } from '../../shared/packages/stop-list.ts'
import type { Plan } from '../../shared/registration/plan.ts'
import { findPlan } from '../../shared/registration/plans.ts'
import type { Roster } from '../../shared/roster/roster.ts'
import type { Clock } from '../counter/clock.ts'
import type { Log } from '../log.ts'
import type { Settings } from '../settings/settings.ts'
import type { ClockTrust } from '../sync/clock-trust.ts'
import { TRUSTED_ROOT_FILE } from '../sync/enrolment-files.ts'
import { createHttpSource } from './http-source.ts'
import { openPackageStore, type PackageStore } from './package-store.ts'
import { type RefreshLoop, startRefreshLoop } from './refresh-loop.ts'
import { withStopList } from './stop-list-roster.ts'

export const PACKAGES_DIR = 'packages'

export interface PackagesDeps {
  /** Where journal and roster are; the packages lie beside them. */
  readonly dir: string
  readonly settings: Settings
  /** Undefined: there is no hub to fetch from. */
  readonly hubUrl: string | undefined
  /** The roster of a terminal without packages. */
  readonly ownRoster: Roster
  readonly clock: Clock
  readonly clockTrust: ClockTrust
  /** From 0 up to but not 1. */
  readonly random: () => number
  readonly log: Log
}

export interface Packages {
  readonly roster: Roster
  plan(): Plan | undefined
  /** Version of the set in use; null: none. */
  version(): number | null
  /** Undefined: this terminal takes no signed packages. */
  light(today: Day): PackagesLight | undefined
  /** An enrolment has brought a root to trust. */
  rootArrived(): void
  /** Removes the packages and the trust in their publisher: this terminal was revoked (EN6). */
  wipe(): void
  onChange(listener: () => void): void
  close(): void
}

/** Another program may import a stick beside a running terminal; it is seen within this time. */
const LOOK_AGAIN_MS = 5_000

export function openPackages(deps: PackagesDeps): Packages {
  const { dir, settings, hubUrl, ownRoster, clock, clockTrust, random, log } = deps
  let listener = () => {}
  let shown = ''
  let loop: RefreshLoop | null = null
  let isWiped = false
  let store = openStore()
  let stopLooking = clock.after(LOOK_AGAIN_MS, look)

  function openStore(): PackageStore | null {
    const rootPath = join(dir, TRUSTED_ROOT_FILE)
    if (!existsSync(rootPath)) return null
    try {
      const opened = openPackageStore({
        dir: join(dir, PACKAGES_DIR),
        trustedRoot: readFileSync(rootPath),
        now: clock.now,
        hubTime: () => clockTrust.hubTime() ?? 0,
        maxCachedRawBytes: settings.rosterCacheMiB * 1024 * 1024,
        onDamage: ({ kind }) => log.error('packages.damaged', { kind }),
        onChange: changed,
      })
      startLoop(opened)
      hear(opened)
      return opened
    } catch {
      // The root cannot be read: nothing signed is taken until it is replaced.
      log.error('packages.no-trusted-root')
      return null
    }
  }

  function startLoop(opened: PackageStore): void {
    if (hubUrl === undefined) return
    const source = createHttpSource({ baseUrl: new URL('packages', withSlash(hubUrl)).href })
    loop = startRefreshLoop({
      refresh: () => opened.refresh(source),
      clock,
      random,
      onResult: (result) =>
        result.ok
          ? log.info('packages.refreshed', { what: result.value.what, version: result.value.set.version })
          : log.warn('packages.refused', { kind: result.error.kind }),
      onBroken: (thrown) => log.crash('packages.refresh-broke', thrown),
    })
  }

  function hear({ status }: PackageStore): void {
    const signedAt = status().set?.signedAt
    if (signedAt !== undefined) clockTrust.heardFromPackages(signedAt)
  }

  /** Progress comes by the piece; screens are told by the hundredth. */
  function changed(): void {
    if (store) hear(store)
    const next = JSON.stringify(lightOf(store, null))
    if (next === shown) return
    shown = next
    listener()
  }

  function look(): void {
    if (store) store.lookAgain()
    else store = openStore()
    stopLooking = clock.after(LOOK_AGAIN_MS, look)
  }

  function rootArrived(): void {
    isWiped = false
    loop?.stop()
    store = openStore()
    changed()
  }

  function wipe(): void {
    isWiped = true
    loop?.stop()
    store = null
    for (const name of [TRUSTED_ROOT_FILE, PACKAGES_DIR])
      rmSync(join(dir, name), { recursive: true, force: true })
    changed()
  }

  const set = () => store?.status().set ?? null
  const roster = () => {
    if (isWiped) return noRoster
    return store && set()?.rosterManifest ? store.roster : ownRoster
  }
  return {
    roster: withStopList(
      {
        find: (number) => roster().find(number),
        summary: () => roster().summary(),
        unionName: (code) => roster().unionName(code),
      },
      () => set()?.stopList ?? noStops,
    ),
    plan: () => set()?.plan(settings.plan) ?? findPlan(settings.plan),
    version: () => set()?.version ?? null,
    light: (today) => lightOf(store, today),
    rootArrived,
    wipe,
    onChange(next) {
      listener = next
    },
    close() {
      stopLooking()
      loop?.stop()
    },
  }
}

const noRoster: Roster = {
  find: () => ({ kind: 'MISSING' }),
  summary: () => ({ status: 'MISSING', oldestAsOf: null, newestAsOf: null, members: 0 }),
  unionName: () => null,
}

function lightOf(store: PackageStore | null, today: Day | null): PackagesLight | undefined {
  if (!store) return undefined
  const { set, progress, problem } = store.status()
  return {
    version: set?.version ?? null,
    signedOn: set?.signedOn ?? null,
    ageDays: set && today ? daysBetween(set.signedOn, today) : null,
    progress: progress && {
      step: progress.step,
      percent: progress.total === 0 ? 100 : Math.floor((100 * progress.done) / progress.total),
    },
    problem: problem?.kind ?? null,
  }
}

function withSlash(url: string): string {
  return url.endsWith('/') ? url : `${url}/`
}
