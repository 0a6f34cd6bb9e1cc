// The rules of TUF over bytes, by tuf-js: its verifier alone, without its updater, which refuses a cache that has expired,
// keeps half a sync, and writes without fsync. What goes wrong becomes a value with a word of its own (PK5).
import {
  Metadata,
  MetadataKind,
  type Root,
  type Snapshot,
  type TargetFile,
  type Timestamp,
} from '@tufjs/models'
import { LengthOrHashMismatchError } from '@tufjs/models/dist/error.js'
import { BadVersionError, EqualVersionError, ExpiredMetadataError } from 'tuf-js/dist/error.js'
import { TrustedMetadataStore } from 'tuf-js/dist/store.js'
import { err, ok, type Result } from '../../shared/core/result.ts'
import type { PackageProblem } from '../../shared/packages/package-problem.ts'
import { kindOfBadMetadata, kindOfForeignMetadata } from './metadata-problem.ts'

export interface TrustedMetadata {
  root(): Root
  timestamp(): Timestamp | null
  snapshot(): Snapshot | null
  /** By path. Empty before `takeTargets`. */
  targets(): readonly TargetFile[]
  targetsVersion(): number
  takeRoot(bytes: Uint8Array): Result<null, PackageProblem>
  /** False: the very timestamp that is recalled. */
  takeTimestamp(bytes: Uint8Array): Result<boolean, PackageProblem>
  takeSnapshot(bytes: Uint8Array): Result<null, PackageProblem>
  takeTargets(bytes: Uint8Array): Result<null, PackageProblem>
  /** What is known from the set in use: nothing older is taken after this. Ignored where a new root has other keys, which is how a
   *  publisher recovers from stolen ones. Before `takeTimestamp`, and before `takeSnapshot`. */
  recallTimestamp(bytes: Uint8Array): void
  recallSnapshot(bytes: Uint8Array): void
}

/** `judgedAt`: the instant against which expiry is judged. Throws when the trusted root itself cannot be read. */
export function createTrustedMetadata(trustedRoot: Uint8Array, judgedAt: number): TrustedMetadata {
  const store = new TrustedMetadataStore(Buffer.from(trustedRoot))
  // tuf-js asks the machine's clock; ours is a port, and a stick is judged by another instant. test/packages holds that this works.
  Object.assign(store, { referenceTime: new Date(judgedAt) })

  return {
    root: () => store.root.signed,
    timestamp: () => store.timestamp?.signed ?? null,
    snapshot: () => store.snapshot?.signed ?? null,
    targets: () => Object.values(store.targets?.signed.targets ?? {}),
    targetsVersion: () => store.targets?.signed.version ?? 0,
    takeRoot(bytes) {
      const before = store.root
      return taken(
        'root',
        bytes,
        () => store.updateRoot(Buffer.from(bytes)),
        (error) =>
          error instanceof BadVersionError
            ? 'ROOT_SKIPPED'
            : kindOfBadMetadata(error, bytes, MetadataKind.Root, before),
      )
    },
    takeTimestamp(bytes) {
      let isNew = true
      const result = taken(
        'timestamp',
        bytes,
        () => {
          try {
            store.updateTimestamp(Buffer.from(bytes))
          } catch (error) {
            if (!(error instanceof EqualVersionError)) throw error
            // A hub that was restored from a backup counts the same numbers again.
            if (!isSameSnapshot(bytes, store.timestamp?.signed))
              throw new BadVersionError('the version in use, of another set')
            if (store.timestamp?.signed.isExpired(new Date(judgedAt)))
              throw new ExpiredMetadataError(`since ${store.timestamp.signed.expires}`)
            isNew = false
          }
        },
        (error) =>
          error instanceof BadVersionError
            ? 'OLDER'
            : kindOfBadMetadata(error, bytes, MetadataKind.Timestamp, store.root),
      )
      return result.ok ? ok(isNew) : result
    },
    takeSnapshot: (bytes) =>
      taken(
        'snapshot',
        bytes,
        () => store.updateSnapshot(Buffer.from(bytes)),
        (error) => {
          if (error instanceof LengthOrHashMismatchError)
            return kindOfForeignMetadata(bytes, MetadataKind.Snapshot, store.root)
          if (error instanceof BadVersionError)
            return versionOf(bytes) === store.timestamp?.signed.snapshotMeta.version
              ? 'OLDER'
              : 'NOT_TOGETHER'
          return kindOfBadMetadata(error, bytes, MetadataKind.Snapshot, store.root)
        },
      ),
    takeTargets: (bytes) =>
      taken(
        'targets',
        bytes,
        () => store.updateDelegatedTargets(Buffer.from(bytes), 'targets', 'root'),
        (error) => {
          if (error instanceof LengthOrHashMismatchError)
            return kindOfForeignMetadata(bytes, MetadataKind.Targets, store.root)
          if (error instanceof BadVersionError) return 'NOT_TOGETHER'
          return kindOfBadMetadata(error, bytes, MetadataKind.Targets, store.root)
        },
      ),
    // Both are taken in before their expiry is looked at, and kept whatever is thrown afterwards.
    recallTimestamp: (bytes) => quietly(() => store.updateTimestamp(Buffer.from(bytes))),
    recallSnapshot: (bytes) => quietly(() => store.updateSnapshot(Buffer.from(bytes), true)),
  }
}

function taken(
  role: string,
  bytes: Uint8Array,
  take: () => unknown,
  kindOf: (error: unknown) => PackageProblem['kind'],
): Result<null, PackageProblem> {
  try {
    take()
    return ok(null)
  } catch (error) {
    const version = versionOf(bytes)
    const why = error instanceof Error ? error.message : 'unknown'
    return err({ kind: kindOf(error), detail: `${role}.json${version ? ` version ${version}` : ''}: ${why}` })
  }
}

function isSameSnapshot(offered: Uint8Array, known: Timestamp | undefined): boolean {
  const json = JSON.parse(Buffer.from(offered).toString('utf8'))
  const { snapshotMeta } = Metadata.fromJSON(MetadataKind.Timestamp, json).signed
  return known?.snapshotMeta.equals(snapshotMeta) ?? false
}

function versionOf(bytes: Uint8Array): number | null {
  try {
    return Number(JSON.parse(Buffer.from(bytes).toString('utf8')).signed.version)
  } catch {
    return null
  }
}

function quietly(recall: () => unknown): void {
  try {
    recall()
  } catch {
    // See `recallTimestamp`.
  }
}
