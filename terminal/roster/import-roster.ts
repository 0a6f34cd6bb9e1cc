// Brings a published roster from another folder (USB stick, hub, download) onto this disk. Everything is checked and on the
// disk before one rename makes it the present set; a cut at any point leaves the old set or the new one.
import { join } from 'node:path'
import { err, ok, type Result } from '../../shared/core/result.ts'
import {
  asOfRange,
  filesOf,
  MAX_MANIFEST_BYTES,
  type Manifest,
  parseManifest,
  type RosterFile,
} from '../../shared/roster/manifest.ts'
import { openMoved, openUnionShard } from './open-file.ts'
import { type RosterDisk, systemCode } from './roster-disk.ts'
import { FILES, MANIFEST, PART, PREVIOUS_MANIFEST, pathOfFile } from './roster-paths.ts'
import type { RosterSet } from './roster-set.ts'
import { checkPacked, type FileProblem, type FileProblemKind, unpack } from './unpack-file.ts'

/** `NO_ROSTER` no manifest in the folder · `OLDER` than the present set · `SOURCE_FAILED` the folder cannot be read (stick
 *  pulled out) · `DISK_FULL`, `DISK_FAILED` this terminal's disk · `BUSY` another import is running · the rest: what is wrong
 *  with one file. */
export type ImportProblemKind =
  | FileProblemKind
  | 'NO_ROSTER'
  | 'BAD_MANIFEST'
  | 'WRONG_VERSION'
  | 'OLDER'
  | 'SOURCE_FAILED'
  | 'DISK_FULL'
  | 'DISK_FAILED'
  | 'BUSY'

export interface ImportProblem {
  readonly kind: ImportProblemKind
  /** For the log and technicians: the union, file or system code, never a member. */
  readonly detail: string
}

/** Files checked so far, of all. */
export type OnImportProgress = (done: number, total: number) => void

export interface ImportJob {
  readonly disk: RosterDisk
  readonly dir: string
  readonly fromDir: string
  readonly present: RosterSet | null
  readonly onProgress: OnImportProgress
}

export async function importFiles(job: ImportJob): Promise<Result<Manifest, ImportProblem>> {
  const source = await readManifest(job)
  if (!source.ok) return source
  const { manifest, bytes } = source.value
  const { disk, dir, present } = job
  if (present && isOlder(manifest, present.manifest))
    return err({ kind: 'OLDER', detail: manifest.createdAt })
  try {
    const copied = await copyFiles(job, manifest)
    if (!copied.ok) return copied
    // The same set once more repairs its files; it must not push the set before it out.
    if (!present || Buffer.compare(present.manifestBytes, bytes) !== 0) await switchTo(job, bytes)
    await sweep(disk, dir, present ? [manifest, present.manifest] : [manifest])
    return ok(manifest)
  } catch (error) {
    const code = systemCode(error)
    if (code !== 'ENOSPC') return err({ kind: 'DISK_FAILED', detail: code })
    await sweep(disk, dir, present ? [present.manifest] : [])
    return err({ kind: 'DISK_FULL', detail: code })
  }
}

async function readManifest({
  disk,
  fromDir,
}: ImportJob): Promise<Result<{ manifest: Manifest; bytes: Uint8Array }, ImportProblem>> {
  const read = await readSource(disk, join(fromDir, MANIFEST), MAX_MANIFEST_BYTES)
  if (!read.ok) return read
  const bytes = read.value
  if (bytes === null) return err({ kind: 'NO_ROSTER', detail: MANIFEST })
  if (bytes.length > MAX_MANIFEST_BYTES) return err({ kind: 'OVERSIZED_FILE', detail: MANIFEST })
  const parsed = parseManifest(bytes)
  return parsed.ok ? ok({ manifest: parsed.value, bytes }) : parsed
}

/** A set made later is older all the same when its newest list is: a hub restored from a backup takes no news away. */
function isOlder(offered: Manifest, present: Manifest): boolean {
  return offered.createdAt < present.createdAt || asOfRange(offered).newest < asOfRange(present).newest
}

/** Missing and damaged files are copied; every file of the set is checked, also the ones that were here. */
async function copyFiles(job: ImportJob, manifest: Manifest): Promise<Result<null, ImportProblem>> {
  const { disk, dir, fromDir, onProgress } = job
  await disk.makeFolder(join(dir, FILES))
  const files = filesOf(manifest)
  for (const [index, file] of files.entries()) {
    const path = pathOfFile(dir, file)
    const here = await disk.read(path, file.bytes)
    const isHere = checkPacked(here, file) === null
    const packed = isHere ? ok(here) : await readSource(disk, pathOfFile(fromDir, file), file.bytes)
    if (!packed.ok) return packed
    const problem = await checkFile(packed.value, manifest, file)
    if (problem) return err({ kind: problem.kind, detail: `${nameOf(manifest, file)}: ${problem.detail}` })
    if (!isHere && packed.value) {
      await disk.write(path + PART, packed.value)
      await disk.rename(path + PART, path)
    }
    onProgress(index + 1, files.length)
  }
  await disk.syncFolder(join(dir, FILES))
  await disk.syncFolder(dir)
  return ok(null)
}

async function checkFile(
  packed: Uint8Array | null,
  manifest: Manifest,
  file: RosterFile,
): Promise<FileProblem | null> {
  const raw = await unpack(packed, file)
  if (!raw.ok) return raw.error
  const union = manifest.unions.find((candidate) => candidate === file)
  const opened = union ? openUnionShard(raw.value, union) : openMoved(raw.value, manifest)
  return opened.ok ? null : opened.error
}

function nameOf(manifest: Manifest, file: RosterFile): string {
  const union = manifest.unions.find((candidate) => candidate === file)
  return union ? `union ${union.code}` : 'moved index'
}

/** The present manifest becomes the previous one, then one rename changes the set. */
async function switchTo({ disk, dir, present }: ImportJob, bytes: Uint8Array): Promise<void> {
  if (present) await replace(disk, join(dir, PREVIOUS_MANIFEST), present.manifestBytes)
  await replace(disk, join(dir, MANIFEST), bytes)
  await disk.syncFolder(dir)
}

async function replace(disk: RosterDisk, path: string, bytes: Uint8Array): Promise<void> {
  await disk.write(path + PART, bytes)
  await disk.rename(path + PART, path)
}

/** Removes what no manifest names. The set is in place already: what cannot be removed now goes with the next import. */
async function sweep(disk: RosterDisk, dir: string, keep: readonly Manifest[]): Promise<void> {
  const named = new Set(keep.flatMap(filesOf).map(({ sha256 }) => sha256))
  const folder = join(dir, FILES)
  try {
    for (const name of await disk.list(folder)) if (!named.has(name)) await disk.remove(join(folder, name))
    for (const name of await disk.list(dir)) if (name.endsWith(PART)) await disk.remove(join(dir, name))
  } catch {
    // Nothing is lost but room.
  }
}

async function readSource(
  disk: RosterDisk,
  path: string,
  maxBytes: number,
): Promise<Result<Uint8Array | null, ImportProblem>> {
  try {
    return ok(await disk.read(path, maxBytes))
  } catch (error) {
    return err({ kind: 'SOURCE_FAILED', detail: systemCode(error) })
  }
}
