// Publishes a package set: what changed gets new files, new versions and new signatures; what did not only a new timestamp.
// `timestamp.json` is replaced last: until then terminals see the set before, whole (PK1, PK6).

import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Metadata, Root, Targets } from '@tufjs/models'
import { err, ok, type Result } from '../../shared/core/result.ts'
import type { PackageIndex } from '../../shared/packages/package-index.ts'
import { INDEX_PATH, SIGNED_AT_FIELD } from '../../shared/packages/package-paths.ts'
import { formatDocument } from '../../shared/packages/read-document.ts'
import { takeFolderLock } from '../db/folder-lock.ts'
import { collectDocuments, type DocumentProblem } from './collect-documents.ts'
import { collectRoster, type SourceTarget, targetOf } from './collect-roster.ts'
import { isEnding } from './lifetimes.ts'
import { openRepository, type Present, type Repository, type RepositoryDisk } from './repository.ts'
import { metaOf, signSnapshot, signTargets, signTimestamp } from './sign-metadata.ts'
import { type PackageRole, readKeys, type SigningKey } from './signing-key.ts'

export interface PublishOrder {
  /** Folder of the hub: `roster/` and `documents/` are read, `packages/` is written. */
  readonly dataDir: string
  readonly keysDir: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** Only vouch for the present set anew. */
  readonly isHeartbeat?: boolean
  /** The hub was restored from a backup: terminals may have seen later versions than it remembers. */
  readonly isRestored?: boolean
  readonly disk?: RepositoryDisk
}

export interface PublishedSet {
  /** `CONTENT` terminals will fetch something · `SIGNATURES` the same content, signed anew · `HEARTBEAT` a new timestamp only. */
  readonly what: 'CONTENT' | 'SIGNATURES' | 'HEARTBEAT'
  /** Version of the package set. */
  readonly version: number
  readonly signedAt: string
  /** Day until which terminals take the set as new. */
  readonly goodUntil: string
  readonly files: number
  /** Files that were not in the set before, and their bytes. */
  readonly newFiles: number
  readonly newBytes: number
  readonly roster: PackageIndex['roster']
}

export type PublishProblem =
  | { readonly kind: 'NO_ROOT' | 'NOTHING_PUBLISHED' | 'BUSY' }
  | { readonly kind: 'KEY_MISSING'; readonly role: PackageRole }
  | { readonly kind: 'BAD_REPOSITORY' | 'BAD_ROSTER' | 'ROOT_ENDED'; readonly detail: string }
  | { readonly kind: 'BAD_DOCUMENTS'; readonly documents: readonly DocumentProblem[] }

export const PACKAGES_FOLDER = 'packages'
/** Beside the packages, which are public. */
export const PUBLISH_LOCK = 'publish.lock'
/** More sets and heartbeats than a hub publishes between two backups. */
const VERSIONS_LOST_AT_MOST = 10_000

export function publishPackages(order: PublishOrder): Result<PublishedSet, PublishProblem> {
  mkdirSync(order.dataDir, { recursive: true })
  const lock = takeFolderLock(join(order.dataDir, PUBLISH_LOCK))
  if (!lock) return err({ kind: 'BUSY' })
  try {
    return publishLocked(order)
  } finally {
    lock.release()
  }
}

function publishLocked(order: PublishOrder): Result<PublishedSet, PublishProblem> {
  const repository = openRepository(join(order.dataDir, PACKAGES_FOLDER), order.disk)
  const read = repository.read()
  if (!read.ok) return err({ kind: 'BAD_REPOSITORY', detail: read.error })
  if (read.value === null) return err({ kind: 'NO_ROOT' })
  const present = read.value
  if (Date.parse(present.root.signed.expires) <= order.now)
    return err({ kind: 'ROOT_ENDED', detail: present.root.signed.expires })
  const keys = onlineKeys(present.root, readKeys(order.keysDir))
  if (!keys.ok) return keys
  if (order.isHeartbeat) {
    return present.set
      ? ok(heartbeat(repository, present, keys.value, order.now))
      : err({ kind: 'NOTHING_PUBLISHED' })
  }
  const content = collectContent(order, repository, present)
  return content.ok ? ok(publish(repository, present, keys.value, content.value, order)) : content
}

type OnlineKeys = Readonly<Record<Exclude<PackageRole, 'root'>, SigningKey[]>>

/** The keys the root lists, of those that are here. */
export function keysOf(root: Metadata<Root>, role: PackageRole, keys: readonly SigningKey[]): SigningKey[] {
  const listed = root.signed.roles[role]?.keyIDs ?? []
  return keys.filter(({ keyId }) => listed.includes(keyId))
}

function onlineKeys(root: Metadata<Root>, keys: readonly SigningKey[]): Result<OnlineKeys, PublishProblem> {
  const online = {
    targets: keysOf(root, 'targets', keys),
    snapshot: keysOf(root, 'snapshot', keys),
    timestamp: keysOf(root, 'timestamp', keys),
  }
  for (const role of ['targets', 'snapshot', 'timestamp'] as const)
    if (online[role].length === 0) return err({ kind: 'KEY_MISSING', role })
  return ok(online)
}

interface Content {
  readonly targets: readonly SourceTarget[]
  readonly roster: PackageIndex['roster']
  readonly isChanged: boolean
}

function collectContent(
  { dataDir, now }: PublishOrder,
  repository: Repository,
  { set }: Present,
): Result<Content, PublishProblem> {
  const { documents, problems } = collectDocuments(join(dataDir, 'documents'))
  if (problems.length > 0) return err({ kind: 'BAD_DOCUMENTS', documents: problems })
  const roster = collectRoster(join(dataDir, 'roster'))
  if (!roster.ok) return err({ kind: 'BAD_ROSTER', detail: roster.error })
  const targets = [
    ...documents.map(({ entry, bytes }) => targetOf(entry.path, bytes)),
    ...(roster.value?.targets ?? []),
  ]
  const summary = roster.value?.summary ?? null
  const index = set && isSameContent(set.targets, targets) ? presentIndex(repository, set.targets) : null
  if (index) return ok({ targets: [index, ...targets], roster: summary, isChanged: false })
  const entries = documents.map(({ entry }) => entry)
  const written: PackageIndex = {
    format: 'union-card-packages',
    version: 1,
    createdAt: new Date(now).toISOString(),
    roster: summary,
    documents: summary ? [{ kind: 'roster', path: 'roster/manifest.json' }, ...entries] : entries,
  }
  const bytes = Buffer.from(formatDocument(written))
  return ok({ targets: [targetOf(INDEX_PATH, bytes), ...targets], roster: summary, isChanged: true })
}

/** The index carries a date and is left out: it changes when something else does. */
function isSameContent({ signed }: Metadata<Targets>, targets: readonly SourceTarget[]): boolean {
  const others = Object.values(signed.targets).filter(({ path }) => path !== INDEX_PATH)
  return (
    others.length === targets.length &&
    targets.every(({ path, sha256 }) => signed.targets[path]?.hashes.sha256 === sha256)
  )
}

function presentIndex(repository: Repository, { signed }: Metadata<Targets>): SourceTarget | null {
  const bytes = repository.readTarget(INDEX_PATH, signed.targets[INDEX_PATH]?.hashes.sha256 ?? '')
  return bytes && targetOf(INDEX_PATH, bytes)
}

function publish(
  repository: Repository,
  present: Present,
  keys: OnlineKeys,
  { targets, roster, isChanged }: Content,
  { now, isRestored = false }: PublishOrder,
): PublishedSet {
  const { set } = present
  const gap = isRestored ? VERSIONS_LOST_AT_MOST : 1
  const isDue =
    set !== null &&
    (isRestored ||
      isEnding('targets', set.targets.signed.expires, now) ||
      isEnding('snapshot', set.snapshot.signed.expires, now))
  // A file that was lost from the disk is put back, whether or not anything changed.
  const written = targets.filter(({ path, sha256, read }) => repository.addTarget(path, sha256, read))
  if (written.length > 0) repository.syncTargets()
  if (set && !isChanged && !isDue) return heartbeat(repository, present, keys, now, roster)

  const version = (set?.targets.signed.version ?? 0) + gap
  const targetsBytes = repository.writeVersioned(signTargets(version, targets, keys.targets, now))
  const snapshotVersion = (set?.snapshot.signed.version ?? 0) + gap
  const snapshotBytes = repository.writeVersioned(
    signSnapshot(snapshotVersion, { version, bytes: targetsBytes }, keys.snapshot, now),
  )
  const signedAt = later(now, present)
  const meta = metaOf({ version: snapshotVersion, bytes: snapshotBytes })
  const timestamp = signTimestamp((set?.timestamp.signed.version ?? 0) + gap, meta, signedAt, keys.timestamp)
  repository.writeTimestamp(timestamp)
  repository.sweep()

  const before = new Set(Object.values(set?.targets.signed.targets ?? {}).map(({ hashes }) => hashes.sha256))
  const added = targets.filter(({ sha256 }) => !before.has(sha256))
  return {
    what: isChanged ? 'CONTENT' : 'SIGNATURES',
    version,
    signedAt: new Date(signedAt).toISOString(),
    goodUntil: timestamp.signed.expires,
    files: targets.length,
    newFiles: added.length,
    newBytes: added.reduce((sum, { length }) => sum + length, 0),
    roster,
  }
}

function heartbeat(
  repository: Repository,
  present: Present & { readonly set: Present['set'] },
  keys: OnlineKeys,
  now: number,
  roster: PackageIndex['roster'] = null,
): PublishedSet {
  const { set } = present
  if (!set) throw new Error('nothing is published')
  const signedAt = later(now, present)
  const { version, snapshotMeta } = set.timestamp.signed
  const timestamp = signTimestamp(version + 1, snapshotMeta, signedAt, keys.timestamp)
  repository.writeTimestamp(timestamp)
  return {
    what: 'HEARTBEAT',
    version: set.targets.signed.version,
    signedAt: new Date(signedAt).toISOString(),
    goodUntil: timestamp.signed.expires,
    files: Object.keys(set.targets.signed.targets).length,
    newFiles: 0,
    newBytes: 0,
    roster,
  }
}

/** The signed date never goes back, whatever the hub's clock does: terminals take it as a lower bound of theirs (CK1). */
export function later(now: number, { set }: Present): number {
  const before = set?.timestamp.signed.unrecognizedFields[SIGNED_AT_FIELD]
  return typeof before === 'string' ? Math.max(now, Date.parse(before)) : now
}
