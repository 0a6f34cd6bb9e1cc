// Takes the set a source offers: metadata, files, checks, and then the switch. Until its last step nothing of it counts (PK2, PK3).
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { ok, type Result } from '../../shared/core/result.ts'
import type { PackageProblem } from '../../shared/packages/package-problem.ts'
import type { Manifest } from '../../shared/roster/manifest.ts'
import { FILES, PART } from '../roster/roster-paths.ts'
import { checkRoster } from './check-roster.ts'
import { fetchFile, INCOMING, type SetFile } from './fetch-file.ts'
import { fetchMetadata } from './fetch-metadata.ts'
import type { PackageDisk } from './package-disk.ts'
import { filesOfSet, openPackageSet, type PackageSet, signedAtOf } from './package-set.ts'
import type { PackageSource } from './package-source.ts'
import { BEFORE, PRESENT, readRoots, type SetPointer, writePointer, writeRoots } from './set-pointer.ts'
import { createTrustedMetadata, type TrustedMetadata } from './trusted-metadata.ts'

/** `FILES` counts bytes, `CHECKING` lists of the roster. */
export interface SyncProgress {
  readonly step: 'METADATA' | 'FILES' | 'CHECKING'
  readonly done: number
  readonly total: number
}

export interface TakeJob {
  readonly disk: PackageDisk
  readonly dir: string
  readonly trustedRoot: Uint8Array
  readonly source: PackageSource
  /** The instant against which expiry is judged. */
  readonly judgedAt: number
  readonly present: { readonly pointer: SetPointer; readonly manifest: Manifest | null } | null
  readonly onProgress: (progress: SyncProgress) => void
}

/** What was switched to. `content` is null where it is that of the set before, signed anew. */
export interface TakenSet {
  readonly pointer: SetPointer
  readonly signedAt: number
  readonly content: { readonly set: PackageSet; readonly files: readonly SetFile[] } | null
}

/** Null: the source offers what is in use. */
export async function takeSet(job: TakeJob): Promise<Result<TakenSet | null, PackageProblem>> {
  const { disk, dir, source, present, onProgress } = job
  onProgress({ step: 'METADATA', done: 0, total: 1 })
  const roots = [...readRoots(disk, dir)]
  const trusted = trustedAfter(job.trustedRoot, roots, job.judgedAt)
  const onRoots = async (newer: readonly string[]) => {
    roots.push(...newer)
    await writeRoots(disk, dir, roots)
  }
  const metadata = await fetchMetadata({ source, trusted, present: present?.pointer ?? null, onRoots })
  if (!metadata.ok || metadata.value === null) return metadata.ok ? ok(null) : metadata
  const pointer: SetPointer = { ...metadata.value, roots }
  // The same content, signed anew: there is nothing to bring.
  let content: TakenSet['content'] = null
  if (present?.pointer.targets !== pointer.targets) {
    const brought = await bringContent(job, trusted)
    if (!brought.ok) return brought
    content = brought.value
    if (present) await writePointer(disk, dir, BEFORE, present.pointer)
  }
  await writePointer(disk, dir, PRESENT, pointer)
  return ok({ pointer, signedAt: signedAtOf(trusted) ?? content?.set.signedAt ?? 0, content })
}

/** The roots that are known, in order; what does not follow is left and fetched again. */
export function trustedAfter(
  trustedRoot: Uint8Array,
  roots: readonly string[],
  judgedAt: number,
): TrustedMetadata {
  const trusted = createTrustedMetadata(trustedRoot, judgedAt)
  for (const root of roots) trusted.takeRoot(Buffer.from(root))
  return trusted
}

/** Every file of the set onto this disk, checked and safe. */
async function bringContent(
  job: TakeJob,
  trusted: TrustedMetadata,
): Promise<Result<NonNullable<TakenSet['content']>, PackageProblem>> {
  const { disk, dir, present, onProgress } = job
  const files = filesOfSet(trusted)
  if (!files.ok) return files
  const fetched = await fetchFiles(job, files.value)
  if (!fetched.ok) return fetched
  await nextTurn()
  const set = openPackageSet(disk, dir, trusted)
  if (!set.ok) return set
  const content = { set: set.value, files: files.value }
  if (set.value.rosterManifest === null) return ok(content)
  const onChecked = (done: number, total: number) => onProgress({ step: 'CHECKING', done, total })
  const roster = await checkRoster({
    disk,
    dir,
    files: files.value,
    present: present?.manifest ?? null,
    onChecked,
  })
  return roster.ok ? ok(content) : roster
}

export async function fetchFiles(
  { disk, dir, source, onProgress }: Pick<TakeJob, 'disk' | 'dir' | 'source' | 'onProgress'>,
  files: readonly SetFile[],
): Promise<Result<null, PackageProblem>> {
  await disk.makeFolder(join(dir, FILES))
  await disk.makeFolder(join(dir, INCOMING))
  const total = files.reduce((sum, { length }) => sum + length, 0)
  let done = 0
  const onBytes = (bytes: number) => {
    done += bytes
    onProgress({ step: 'FILES', done: Math.min(done, total), total })
  }
  for (const file of files) {
    const fetched = await fetchFile({ disk, dir, source, onBytes }, file)
    if (!fetched.ok) return fetched
  }
  await disk.syncFolder(join(dir, FILES))
  await disk.syncFolder(dir)
  return ok(null)
}

/** Removes what neither the set in use nor the one before it names, and parts of files that no set wants any more. The set is in
 *  place already: what cannot be removed now goes the next time. */
export async function sweepFiles(disk: PackageDisk, dir: string, kept: readonly SetFile[]): Promise<void> {
  const named = new Set(kept.map(({ sha256 }) => sha256))
  try {
    for (const folder of [join(dir, FILES), join(dir, INCOMING)])
      for (const name of await disk.list(folder)) if (!named.has(name)) await disk.remove(join(folder, name))
    for (const name of await disk.list(dir)) if (name.endsWith(PART)) await disk.remove(join(dir, name))
  } catch {
    // Nothing is lost but room.
  }
}
