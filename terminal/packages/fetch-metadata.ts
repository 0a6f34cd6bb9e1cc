// The signed metadata of the set that a source offers, in the order TUF asks for: roots one by one, timestamp, snapshot, targets.
// Nothing is kept here but newer roots.
import { createHash } from 'node:crypto'
import type { MetaFile } from '@tufjs/models'
import { err, ok, type Result } from '../../shared/core/result.ts'
import { METADATA_FOLDER } from '../../shared/packages/package-paths.ts'
import type { PackageProblem } from '../../shared/packages/package-problem.ts'
import { type PackageSource, readWhole } from './package-source.ts'
import type { SetPointer } from './set-pointer.ts'
import type { TrustedMetadata } from './trusted-metadata.ts'

/** Longest files that are read; a snapshot names one file, a thousand unions need 200 kB of targets. */
const MAX_BYTES = { root: 512_000, timestamp: 16_384, snapshot: 65_536, targets: 5_000_000 } as const
/** More new roots at once are a bug or an attack. */
const MAX_NEW_ROOTS = 64

export interface MetadataJob {
  readonly source: PackageSource
  readonly trusted: TrustedMetadata
  readonly present: SetPointer | null
  /** Newer roots were verified; they are kept before anything else is fetched. */
  readonly onRoots: (roots: readonly string[]) => Promise<void>
}

/** Null: the source has what is in use, timestamp and all. */
export async function fetchMetadata(
  job: MetadataJob,
): Promise<Result<Omit<SetPointer, 'roots'> | null, PackageProblem>> {
  const { trusted, present } = job
  const roots = await fetchRoots(job)
  if (!roots.ok) return roots

  if (present) trusted.recallTimestamp(Buffer.from(present.timestamp))
  const timestamp = await read(job, 'timestamp.json', MAX_BYTES.timestamp)
  if (!timestamp.ok) return timestamp
  if (timestamp.value === null) return err({ kind: 'NO_PACKAGES', detail: 'metadata/timestamp.json' })
  const isNew = trusted.takeTimestamp(timestamp.value)
  if (!isNew.ok) return isNew
  if (!isNew.value) return ok(null)

  if (present) trusted.recallSnapshot(Buffer.from(present.snapshot))
  const snapshot = await fetchNamed(job, 'snapshot', trusted.timestamp()?.snapshotMeta)
  if (!snapshot.ok) return snapshot
  const snapshotTaken = trusted.takeSnapshot(snapshot.value)
  if (!snapshotTaken.ok) return snapshotTaken

  const targets = await fetchNamed(job, 'targets', trusted.snapshot()?.meta['targets.json'])
  if (!targets.ok) return targets
  const targetsTaken = trusted.takeTargets(targets.value)
  if (!targetsTaken.ok) return targetsTaken
  return ok({
    format: 'union-card-package-set',
    version: 1,
    timestamp: timestamp.value.toString('utf8'),
    snapshot: snapshot.value.toString('utf8'),
    targets: targets.value.toString('utf8'),
  })
}

async function fetchRoots(job: MetadataJob): Promise<Result<null, PackageProblem>> {
  const { trusted, onRoots } = job
  const fetched: string[] = []
  for (;;) {
    const version = trusted.root().version + 1
    const root = await read(job, `${version}.root.json`, MAX_BYTES.root)
    if (!root.ok) return root
    if (root.value === null) break
    const taken = trusted.takeRoot(root.value)
    if (!taken.ok) return taken
    fetched.push(root.value.toString('utf8'))
    if (fetched.length > MAX_NEW_ROOTS) return err({ kind: 'TOO_LARGE', detail: 'too many roots at once' })
  }
  if (fetched.length > 0) await onRoots(fetched)
  return ok(null)
}

/** Taken from the set in use when it is the same file: a heartbeat fetches one kilobyte. */
async function fetchNamed(
  job: MetadataJob,
  role: 'snapshot' | 'targets',
  meta: MetaFile | undefined,
): Promise<Result<Buffer, PackageProblem>> {
  if (!meta) return err({ kind: 'UNREADABLE', detail: `${role}.json is not named` })
  const known = Buffer.from(job.present?.[role] ?? '')
  const isSame = meta.hashes?.sha256 === createHash('sha256').update(known).digest('hex')
  if (isSame) return ok(known)
  const name = `${meta.version}.${role}.json`
  const found = await read(job, name, MAX_BYTES[role])
  if (!found.ok) return found
  if (found.value === null) return err({ kind: 'MISSING_FILE', detail: name })
  const { length } = found.value
  // Shorter and not even JSON: it broke off. Shorter and whole: it is another file, which the verifier tells.
  if (meta.length !== undefined && length < meta.length && !isJson(found.value))
    return err({ kind: 'CUT_OFF', detail: `${name}: ${length} of ${meta.length} bytes` })
  return ok(found.value)
}

function read({ source }: MetadataJob, name: string, maxBytes: number) {
  return readWhole(source, `${METADATA_FOLDER}/${name}`, maxBytes)
}

function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString('utf8'))
    return true
  } catch {
    return false
  }
}
