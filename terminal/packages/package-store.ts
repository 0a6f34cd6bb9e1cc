// The packages of this terminal: always the last complete verified set, whatever goes wrong while a newer one is taken (PK2). The
// set in use never expires (PK4). Taking a newer one is `take-set.ts`; here is what serves meanwhile.
import { join } from 'node:path'
import { dayOfInstant } from '../../shared/core/day.ts'
import { err, ok, type Result } from '../../shared/core/result.ts'
import type { PackageProblem } from '../../shared/packages/package-problem.ts'
import { MAX_MANIFEST_BYTES, type Manifest, parseManifest } from '../../shared/roster/manifest.ts'
import type { Roster } from '../../shared/roster/roster.ts'
import { takeInstanceLock } from '../journal/instance-lock.ts'
import { systemCode } from '../roster/roster-disk.ts'
import { FILES } from '../roster/roster-paths.ts'
import type { RosterStore, StoreProblem } from '../roster/roster-store.ts'
import type { SetFile } from './fetch-file.ts'
import { type PackageDisk, realPackageDisk } from './package-disk.ts'
import { filesOfSet, openPackageSet, type PackageSet } from './package-set.ts'
import type { PackageSource } from './package-source.ts'
import { BEFORE, PRESENT, readPointer, type SetPointer } from './set-pointer.ts'
import { openSetRoster } from './set-roster.ts'
import {
  fetchFiles,
  type SyncProgress,
  sweepFiles,
  type TakenSet,
  takeSet,
  trustedAfter,
} from './take-set.ts'

export interface PackageStoreOptions {
  /** Folder of the packages; made by the first refresh. */
  readonly dir: string
  /** The root this terminal trusts from the start, as it was signed. */
  readonly trustedRoot: Uint8Array
  /** Milliseconds since the epoch, by the terminal's clock. */
  readonly now: () => number
  /** The last time a hub gave, a lower bound of the clock (CK1); 0: none. */
  readonly hubTime?: () => number
  /** Memory for open lists, in bytes. */
  readonly maxCachedRawBytes: number
  /** Something on this disk is damaged. Carries no personal data. */
  readonly onDamage?: (damage: StoreProblem | PackageProblem) => void
  /** The set, the progress or the last problem changed. */
  readonly onChange?: () => void
  readonly disk?: PackageDisk
}

/** `SWITCHED` another set serves now · `VOUCHED` the same content, signed later · `UNCHANGED` · `REPAIRED` damaged files were replaced. */
export interface Refreshed {
  readonly what: 'SWITCHED' | 'VOUCHED' | 'UNCHANGED' | 'REPAIRED'
  readonly set: PackageSet
}

export interface PackageStatus {
  readonly set: PackageSet | null
  /** A refresh is running. */
  readonly progress: SyncProgress | null
  /** Why the last refresh brought nothing; null after one that did. */
  readonly problem: PackageProblem | null
}

export interface PackageStore {
  status(): PackageStatus
  /** The roster of the set in use, whichever it is by then. */
  readonly roster: Roster
  /** On any failure the set in use keeps serving. */
  refresh(source: PackageSource): Promise<Result<Refreshed, PackageProblem>>
  /** Another program (`terminal import`) may have switched the set. */
  lookAgain(): void
  /** Lower bound of the clock: the signed date of the set, and the last time a hub gave (CK1). */
  floorAt(): number
}

/** What serves. */
interface Serving {
  readonly pointer: SetPointer
  readonly set: PackageSet
  readonly files: readonly SetFile[]
  readonly filesBefore: readonly SetFile[]
  readonly roster: RosterStore | null
}

/** Throws when the trusted root cannot be read: it is checked when it is given to the terminal. */
export function openPackageStore(options: PackageStoreOptions): PackageStore {
  const { dir, trustedRoot, now, hubTime = () => 0, onDamage = () => {}, onChange = () => {} } = options
  const disk = options.disk ?? realPackageDisk
  let progress: SyncProgress | null = null
  let problem: PackageProblem | null = null
  let isDamaged = false
  let isBusy = false
  let hasBroken = false
  let serving = openServing(null)

  function openServing(known: Serving | null): Serving | null {
    hasBroken = false
    for (const name of [PRESENT, BEFORE]) {
      const opened = openPointed(name, known)
      if (opened) return opened
    }
    return null
  }

  function openPointed(name: string, known: Serving | null): Serving | null {
    const pointer = readPointer(disk, dir, name)
    if (pointer === null) return null
    const opened =
      pointer === 'DAMAGED' ? err<PackageProblem>({ kind: 'UNREADABLE', detail: name }) : openSet(pointer)
    if (!opened.ok) {
      hasBroken = true
      onDamage(opened.error)
      return null
    }
    const { set, files } = opened.value
    // The same lists: what is open stays open.
    const isSameRoster = known !== null && known.set.rosterManifest === set.rosterManifest && !isDamaged
    const filesBefore = name === PRESENT ? filesOfPointer(BEFORE) : []
    const roster = isSameRoster ? known.roster : openRoster(set, filesBefore)
    return { pointer: opened.value.pointer, set, files, filesBefore, roster }
  }

  /** Verified again from the trusted root, but for the expiry: a set in use is good for ever. */
  function openSet(pointer: SetPointer): Result<Pick<Serving, 'pointer' | 'set' | 'files'>, PackageProblem> {
    const trusted = trustedAfter(trustedRoot, pointer.roots, 0)
    for (const taken of [
      () => trusted.takeTimestamp(Buffer.from(pointer.timestamp)),
      () => trusted.takeSnapshot(Buffer.from(pointer.snapshot)),
      () => trusted.takeTargets(Buffer.from(pointer.targets)),
    ]) {
      const result = taken()
      if (!result.ok) return result
    }
    const files = filesOfSet(trusted)
    if (!files.ok) return files
    const set = openPackageSet(disk, dir, trusted)
    return set.ok ? ok({ pointer, set: set.value, files: files.value }) : set
  }

  function filesOfPointer(name: string): readonly SetFile[] {
    const pointer = readPointer(disk, dir, name)
    if (pointer === null || pointer === 'DAMAGED') return []
    const opened = openSet(pointer)
    return opened.ok ? opened.value.files : []
  }

  function openRoster({ rosterManifest }: PackageSet, filesBefore: readonly SetFile[]): RosterStore | null {
    if (rosterManifest === null) return null
    const manifestBefore = filesBefore.find(({ path }) => path === 'roster/manifest.json')?.sha256 ?? null
    return openSetRoster({
      disk,
      dir,
      manifest: rosterManifest,
      manifestBefore: manifestBefore === rosterManifest ? null : manifestBefore,
      maxCachedRawBytes: options.maxCachedRawBytes,
      onProblem(damage) {
        isDamaged = true
        onDamage(damage)
      },
    })
  }

  function presentManifest(): Manifest | null {
    const hash = serving?.set.rosterManifest
    const bytes = hash ? disk.readNow(join(dir, FILES, hash), MAX_MANIFEST_BYTES) : null
    const parsed = bytes && parseManifest(bytes)
    return parsed?.ok ? parsed.value : null
  }

  async function take(source: PackageSource): Promise<Result<Refreshed, PackageProblem>> {
    lookAgain()
    const before = serving
    const onProgress = (next: SyncProgress) => {
      progress = next
      onChange()
    }
    const judgedAt = source.judgedBy === 'CLOCK' ? Math.max(now(), floorAt()) : floorAt()
    const present = before && { pointer: before.pointer, manifest: isDamaged ? null : presentManifest() }
    const taken = await takeSet({ disk, dir, trustedRoot, source, judgedAt, present, onProgress })
    if (!taken.ok) return taken
    if (isDamaged && before && !taken.value?.content) {
      const repaired = await fetchFiles({ disk, dir, source, onProgress }, before.files)
      if (!repaired.ok) return repaired
    }
    const wasDamaged = isDamaged
    const next = servingAfter(taken.value, before)
    serving = next
    isDamaged = false
    if (taken.value?.content) await sweepFiles(disk, dir, [...next.files, ...next.filesBefore])
    const isSame = before?.pointer.targets === next.pointer.targets
    const what = !isSame ? 'SWITCHED' : wasDamaged ? 'REPAIRED' : taken.value ? 'VOUCHED' : 'UNCHANGED'
    return ok({ what, set: next.set })
  }

  /** What was verified a moment ago is not verified again: this happens between two scans. */
  function servingAfter(taken: TakenSet | null, before: Serving | null): Serving {
    const content = taken?.content
    if (content) {
      const { set, files } = content
      const filesBefore = before?.files ?? []
      const isSameRoster = before?.set.rosterManifest === set.rosterManifest && !isDamaged
      const roster = isSameRoster ? before.roster : openRoster(set, filesBefore)
      hasBroken = false
      return { pointer: taken.pointer, set, files, filesBefore, roster }
    }
    if (!before) throw new Error('nothing was taken and there is nothing before')
    const roster = isDamaged ? openRoster(before.set, before.filesBefore) : before.roster
    if (!taken) return { ...before, roster }
    const { pointer, signedAt } = taken
    return { ...before, pointer, roster, set: { ...before.set, signedAt, signedOn: dayOfInstant(signedAt) } }
  }

  async function refresh(source: PackageSource): Promise<Result<Refreshed, PackageProblem>> {
    if (isBusy) return err({ kind: 'BUSY', detail: 'another refresh is running' })
    isBusy = true
    try {
      const result = await locked(source)
      problem = result.ok ? null : result.error
      return result
    } finally {
      isBusy = false
      progress = null
      onChange()
    }
  }

  /** Known failures of the disk become values; two programs never take at once. */
  async function locked(source: PackageSource): Promise<Result<Refreshed, PackageProblem>> {
    let lock: ReturnType<typeof takeInstanceLock> = null
    try {
      await disk.makeFolder(dir)
      lock = takeInstanceLock(join(dir, 'refresh.lock'))
      if (!lock) return err({ kind: 'BUSY', detail: 'another program is importing' })
      return await take(source)
    } catch (error) {
      const code = systemCode(error)
      if (code === 'UNKNOWN') throw error
      if (code === 'ENOSPC')
        await sweepFiles(disk, dir, [...(serving?.files ?? []), ...(serving?.filesBefore ?? [])])
      return err({ kind: code === 'ENOSPC' ? 'DISK_FULL' : 'DISK_FAILED', detail: code })
    } finally {
      lock?.release()
    }
  }

  function lookAgain(): void {
    const pointer = readPointer(disk, dir, PRESENT)
    // A set that is in use and can no longer be read goes on serving from what is open; one that was removed does not (EN6).
    if (pointer === 'DAMAGED' || pointer?.timestamp === serving?.pointer.timestamp) return
    serving = pointer === null ? null : (openServing(serving) ?? serving)
    onChange()
  }

  function floorAt(): number {
    return Math.max(serving?.set.signedAt ?? 0, hubTime())
  }

  return {
    status: () => ({ set: serving?.set ?? null, progress, problem }),
    roster: {
      find: (number) => serving?.roster?.find(number) ?? { kind: hasBroken ? 'DAMAGED' : 'MISSING' },
      summary: () =>
        serving?.roster?.summary() ?? { ...noSummary, status: hasBroken ? 'DAMAGED' : 'MISSING' },
      unionName: (code) => serving?.roster?.unionName(code) ?? null,
    },
    refresh,
    lookAgain,
    floorAt,
  }
}

const noSummary = { oldestAsOf: null, newestAsOf: null, members: 0 } as const
