// Roster and packages of a data folder, as commands open them: problems go to stderr. Nothing is fetched and nothing is written.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { noStops } from '../../shared/packages/stop-list.ts'
import type { Plan } from '../../shared/registration/plan.ts'
import { findPlan } from '../../shared/registration/plans.ts'
import type { Roster } from '../../shared/roster/roster.ts'
import { PACKAGES_DIR } from '../packages/open-packages.ts'
import { openPackageStore, type PackageStore } from '../packages/package-store.ts'
import { withStopList } from '../packages/stop-list-roster.ts'
import { openRosterStore, type RosterStore } from '../roster/roster-store.ts'
import { TRUSTED_ROOT_FILE } from '../sync/enrolment-files.ts'
import { complain, type DataFolder } from './command-context.ts'

/** The roster a scan would be judged by: that of the packages, else the terminal's own. */
export function rosterOf(folder: DataFolder): Roster {
  const store = packagesOf(folder)
  const set = store?.status().set
  if (!store || !set?.rosterManifest) return ownRosterOf(folder)
  return withStopList(store.roster, () => set.stopList ?? noStops)
}

/** The plan of the settings: that of the packages, else the one the terminal came with. */
export function planOf(folder: DataFolder): Plan | undefined {
  const { plan } = folder.settings
  return packagesOf(folder)?.status().set?.plan(plan) ?? findPlan(plan)
}

/** The roster that lies in a folder of its own, brought in unsigned. */
export function ownRosterOf({ dir, settings }: DataFolder): RosterStore {
  return openRosterStore({
    dir: join(dir, 'roster'),
    maxCachedRawBytes: settings.rosterCacheMiB * 1024 * 1024,
    onProblem: ({ kind, unionCode }) => complain(`roster: ${kind}${unionCode ? ` union ${unionCode}` : ''}`),
  })
}

/** Null: this terminal has no root to trust. */
export function packagesOf({ dir, settings }: DataFolder): PackageStore | null {
  const rootPath = join(dir, TRUSTED_ROOT_FILE)
  if (!existsSync(rootPath)) return null
  return openPackageStore({
    dir: join(dir, PACKAGES_DIR),
    trustedRoot: readFileSync(rootPath),
    now: Date.now,
    maxCachedRawBytes: settings.rosterCacheMiB * 1024 * 1024,
    onDamage: ({ kind }) => complain(`packages: ${kind}`),
  })
}
