// The package repository on the hub's disk, as TUF lays it out: `metadata/` and `targets/`, every file named so that it is never
// changed in place, except `timestamp.json`, which is replaced last. Knows nothing of rosters or plans.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Metadata, MetadataKind, type Root, type Snapshot, type Targets, type Timestamp } from '@tufjs/models'
import { err, ok, type Result } from '../../shared/core/result.ts'
import { hashedPath, METADATA_FOLDER, TARGETS_FOLDER } from '../../shared/packages/package-paths.ts'
import { syncFolder, writeDurably } from '../roster/write-durably.ts'

/** The disk as the publisher uses it: small enough to fail at every step. After `write` the content is safe, after `syncFolder`
 *  the name. */
export interface RepositoryDisk {
  write(path: string, bytes: Uint8Array): void
  syncFolder(folder: string): void
  remove(path: string): void
}

export const realRepositoryDisk: RepositoryDisk = {
  write(path, bytes) {
    mkdirSync(dirname(path), { recursive: true })
    writeDurably(path, bytes)
  },
  syncFolder,
  remove: (path) => rmSync(path, { force: true }),
}

/** What is published now. */
export interface Present {
  readonly root: Metadata<Root>
  /** Null: there are keys, and nothing is published yet. */
  readonly set: {
    readonly timestamp: Metadata<Timestamp>
    readonly snapshot: Metadata<Snapshot>
    readonly targets: Metadata<Targets>
  } | null
}

export interface Repository {
  readonly dir: string
  /** Null: no root yet. */
  read(): Result<Present | null, string>
  /** Bytes of a metadata file that is there. */
  readMetadata(name: string): Uint8Array
  readTarget(path: string, sha256: string): Uint8Array | null
  /** False: it was there. */
  addTarget(path: string, sha256: string, read: () => Uint8Array): boolean
  /** Makes every name in `targets/` safe. */
  syncTargets(): void
  writeVersioned(metadata: Metadata<Root> | Metadata<Targets> | Metadata<Snapshot>): Uint8Array
  writeTimestamp(metadata: Metadata<Timestamp>): void
  /** Removes what neither the present set nor the one before it names; the earlier one is still being fetched somewhere. */
  sweep(): void
}

export function openRepository(dir: string, disk: RepositoryDisk = realRepositoryDisk): Repository {
  const metadataDir = join(dir, METADATA_FOLDER)
  const targetsDir = join(dir, TARGETS_FOLDER)
  const path = (name: string) => join(metadataDir, name)

  function readSet(): Present['set'] {
    const stamp = readIfThere(path('timestamp.json'))
    if (stamp === null) return null
    const timestamp = Metadata.fromJSON(MetadataKind.Timestamp, parse(stamp))
    const { version } = timestamp.signed.snapshotMeta
    const snapshot = Metadata.fromJSON(
      MetadataKind.Snapshot,
      parse(readFileSync(path(`${version}.snapshot.json`))),
    )
    const targetsVersion = snapshot.signed.meta['targets.json']?.version ?? 0
    return { timestamp, snapshot, targets: readTargets(targetsVersion) }
  }

  function readTargets(version: number): Metadata<Targets> {
    return Metadata.fromJSON(MetadataKind.Targets, parse(readFileSync(path(`${version}.targets.json`))))
  }

  function read(): Result<Present | null, string> {
    try {
      const version = Math.max(
        0,
        ...namesIn(metadataDir).map((name) => Number(/^(\d+)\.root\.json$/.exec(name)?.[1] ?? 0)),
      )
      if (version === 0) return ok(null)
      const root = Metadata.fromJSON(MetadataKind.Root, parse(readFileSync(path(`${version}.root.json`))))
      return ok({ root, set: readSet() })
    } catch (error) {
      return err(error instanceof Error ? error.message : 'unknown')
    }
  }

  function addTarget(target: string, sha256: string, readBytes: () => Uint8Array): boolean {
    const file = join(dir, hashedPath(target, sha256))
    if (isThere(file)) return false
    disk.write(file, readBytes())
    return true
  }

  function writeVersioned(metadata: Metadata<Root> | Metadata<Targets> | Metadata<Snapshot>): Uint8Array {
    const bytes = bytesOf(metadata)
    disk.write(path(`${metadata.signed.version}.${metadata.signed.type}.json`), bytes)
    disk.syncFolder(metadataDir)
    return bytes
  }

  function sweep(): void {
    const set = readSet()
    if (!set) return
    const kept = {
      targets: keptVersions('targets', set.targets.signed.version),
      snapshot: keptVersions('snapshot', set.snapshot.signed.version),
    }
    const keptTargets = new Set<string>()
    for (const version of kept.targets)
      for (const [name, { hashes }] of Object.entries(readTargets(version).signed.targets))
        keptTargets.add(join(dir, hashedPath(name, hashes.sha256 ?? '')))
    for (const file of filesUnder(targetsDir)) if (!keptTargets.has(file)) disk.remove(file)
    for (const name of namesIn(metadataDir)) {
      const [, number = '', role] = /^(\d+)\.(targets|snapshot)\.json$/.exec(name) ?? []
      const isOld = (role === 'targets' || role === 'snapshot') && !kept[role].includes(Number(number))
      if (isOld || name.endsWith('.part')) disk.remove(path(name))
    }
  }

  /** The present version and the newest before it. */
  function keptVersions(role: 'targets' | 'snapshot', present: number): number[] {
    const pattern = new RegExp(`^(\\d+)\\.${role}\\.json$`)
    const earlier = namesIn(metadataDir)
      .map((name) => Number(pattern.exec(name)?.[1] ?? 0))
      .filter((version) => version > 0 && version < present)
    return earlier.length === 0 ? [present] : [present, Math.max(...earlier)]
  }

  return {
    dir,
    read,
    readMetadata: (name) => readFileSync(path(name)),
    readTarget: (target, sha256) => readIfThere(join(dir, hashedPath(target, sha256))),
    addTarget,
    syncTargets() {
      for (const folder of foldersUnder(targetsDir)) disk.syncFolder(folder)
    },
    writeVersioned,
    writeTimestamp(metadata) {
      disk.write(path('timestamp.json'), bytesOf(metadata))
      disk.syncFolder(metadataDir)
    },
    sweep,
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function bytesOf(
  metadata: Metadata<Root> | Metadata<Targets> | Metadata<Snapshot> | Metadata<Timestamp>,
): Uint8Array {
  return Buffer.from(`${JSON.stringify(metadata.toJSON(), null, 1)}\n`)
}

function parse(bytes: Uint8Array) {
  return JSON.parse(Buffer.from(bytes).toString('utf8'))
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined
}

function readIfThere(path: string): Uint8Array | null {
  return isThere(path) ? readFileSync(path) : null
}

function namesIn(folder: string): string[] {
  return isThere(folder) ? readdirSync(folder) : []
}

function filesUnder(folder: string): string[] {
  if (!isThere(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** The folder, those in it, and the one it lies in: a new folder's name must be safe too. */
function foldersUnder(folder: string): string[] {
  const inner = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
  return [...inner, folder, dirname(folder)]
}
