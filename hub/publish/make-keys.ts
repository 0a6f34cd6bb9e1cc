// The first keys and the first root, and later new keys by a new root that the old threshold and the new one sign (PK1).
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Metadata, Root, Targets } from '@tufjs/models'
import { err, ok, type Result } from '../../shared/core/result.ts'
import { takeFolderLock } from '../db/folder-lock.ts'
import { keysOf, later, PACKAGES_FOLDER, PUBLISH_LOCK } from './publish.ts'
import { openRepository, type Present, type Repository, type RepositoryDisk } from './repository.ts'
import {
  type KeysByRole,
  metaOf,
  ROOT_KEYS,
  ROOT_THRESHOLD,
  signRoot,
  signSnapshot,
  signTargets,
  signTimestamp,
} from './sign-metadata.ts'
import {
  keepKey,
  type NewKey,
  newRandomKey,
  type PackageRole,
  packageRoles,
  readKeys,
  type SigningKey,
} from './signing-key.ts'

export interface KeyOrder {
  readonly dataDir: string
  readonly keysDir: string
  readonly now: number
  readonly newKey?: NewKey
  readonly disk?: RepositoryDisk
}

export interface MadeKeys {
  readonly rootVersion: number
  /** Files of root keys, to be taken offline; and of the keys the hub signs with every day. */
  readonly offline: readonly string[]
  readonly online: readonly string[]
}

export type KeyProblem =
  | { readonly kind: 'KEYS_EXIST' | 'NO_ROOT' | 'BUSY' }
  | { readonly kind: 'BAD_REPOSITORY'; readonly detail: string }
  /** Fewer old root keys lie in `offline/` than must sign. */
  | { readonly kind: 'ROOT_KEYS_MISSING'; readonly found: number; readonly needed: number }
  | { readonly kind: 'KEY_MISSING'; readonly role: PackageRole }

/** The first keys and the first root of a hub. */
export function makeKeys(order: KeyOrder): Result<MadeKeys, KeyProblem> {
  return locked(order, () => makeLocked(order))
}

function makeLocked({
  dataDir,
  keysDir,
  now,
  newKey = newRandomKey,
  disk,
}: KeyOrder): Result<MadeKeys, KeyProblem> {
  const repository = openRepository(join(dataDir, PACKAGES_FOLDER), disk)
  const read = repository.read()
  if (!read.ok) return err({ kind: 'BAD_REPOSITORY', detail: read.error })
  // Terminals trust the first root for good: a second first root would lock them all out.
  if (read.value !== null || readKeys(keysDir).length > 0) return err({ kind: 'KEYS_EXIST' })
  const keys: KeysByRole = {
    root: Array.from({ length: ROOT_KEYS }, () => newKey('root')),
    targets: [newKey('targets')],
    snapshot: [newKey('snapshot')],
    timestamp: [newKey('timestamp')],
  }
  const offline = keys.root.map((key) => keepKey(keysDir, key))
  const online = [...keys.targets, ...keys.snapshot, ...keys.timestamp].map((key) => keepKey(keysDir, key))
  repository.writeVersioned(signRoot(1, keys, keys.root, now))
  return ok({ rootVersion: 1, offline, online })
}

/** A new key (for `root`: three) takes the place of the old one. What is published is signed by both before the new root is
 *  there, so that a terminal finds it valid whichever root it has. */
export function rotateKeys(role: PackageRole, order: KeyOrder): Result<MadeKeys, KeyProblem> {
  return locked(order, () => rotateLocked(role, order))
}

/** Nobody publishes meanwhile. */
function locked(
  { dataDir }: KeyOrder,
  act: () => Result<MadeKeys, KeyProblem>,
): Result<MadeKeys, KeyProblem> {
  mkdirSync(dataDir, { recursive: true })
  const lock = takeFolderLock(join(dataDir, PUBLISH_LOCK))
  if (!lock) return err({ kind: 'BUSY' })
  try {
    return act()
  } finally {
    lock.release()
  }
}

function rotateLocked(role: PackageRole, order: KeyOrder): Result<MadeKeys, KeyProblem> {
  const { dataDir, keysDir, now, newKey = newRandomKey, disk } = order
  const repository = openRepository(join(dataDir, PACKAGES_FOLDER), disk)
  const read = repository.read()
  if (!read.ok) return err({ kind: 'BAD_REPOSITORY', detail: read.error })
  if (read.value === null) return err({ kind: 'NO_ROOT' })
  const present = read.value
  const here = readKeys(keysDir)
  const oldRoot = keysOf(present.root, 'root', here)
  if (oldRoot.length < ROOT_THRESHOLD)
    return err({ kind: 'ROOT_KEYS_MISSING', found: oldRoot.length, needed: ROOT_THRESHOLD })
  const missing =
    present.set && packageRoles.find((one) => one !== 'root' && keysOf(present.root, one, here).length === 0)
  if (missing) return err({ kind: 'KEY_MISSING', role: missing })

  const made = Array.from({ length: role === 'root' ? ROOT_KEYS : 1 }, () => newKey(role))
  const paths = made.map((key) => keepKey(keysDir, key))
  if (role !== 'root') signAgain(repository, present, role, [...here, ...made], made, now)
  const version = present.root.signed.version + 1
  const signers = role === 'root' ? [...oldRoot, ...made] : oldRoot
  repository.writeVersioned(signRoot(version, nextKeys(present.root, role, made), signers, now))
  return ok({
    rootVersion: version,
    offline: role === 'root' ? paths : [],
    online: role === 'root' ? [] : paths,
  })
}

/** The public keys of the present root with one role's replaced. */
function nextKeys({ signed }: Metadata<Root>, role: PackageRole, made: readonly SigningKey[]): KeysByRole {
  const listed = (one: PackageRole) => {
    if (one === role) return made
    const keyIds = signed.roles[one]?.keyIDs ?? []
    return keyIds.flatMap((keyId) => {
      const key = signed.keys[keyId]
      return key ? [{ role: one, keyId, key, signer: unusable, pem: '' }] : []
    })
  }
  return {
    root: listed('root'),
    targets: listed('targets'),
    snapshot: listed('snapshot'),
    timestamp: listed('timestamp'),
  }
}

/** The role's metadata and what stands on it, signed by the old keys and the new one. */
function signAgain(
  repository: Repository,
  { root, set }: Present,
  role: Exclude<PackageRole, 'root'>,
  keys: readonly SigningKey[],
  made: readonly SigningKey[],
  now: number,
): void {
  if (!set) return
  const signersOf = (one: PackageRole) => [...keysOf(root, one, keys), ...(one === role ? made : [])]
  let { snapshotMeta } = set.timestamp.signed
  if (role !== 'timestamp') {
    const targets =
      role === 'targets' ? writeTargets(set.targets.signed) : targetsAsTheyAre(set.targets.signed)
    const version = set.snapshot.signed.version + 1
    const snapshot = signSnapshot(version, targets, signersOf('snapshot'), now)
    snapshotMeta = metaOf({ version, bytes: repository.writeVersioned(snapshot) })
  }
  const version = set.timestamp.signed.version + 1
  const signedAt = later(now, { root, set })
  repository.writeTimestamp(signTimestamp(version, snapshotMeta, signedAt, signersOf('timestamp')))
  repository.sweep()

  function writeTargets(present: Targets) {
    const facts = Object.values(present.targets).map(({ path, length, hashes }) => ({
      path,
      length,
      sha256: hashes.sha256 ?? '',
    }))
    const version = present.version + 1
    return {
      version,
      bytes: repository.writeVersioned(signTargets(version, facts, signersOf('targets'), now)),
    }
  }

  function targetsAsTheyAre({ version }: Targets) {
    return { version, bytes: repository.readMetadata(`${version}.targets.json`) }
  }
}

function unusable(): never {
  throw new Error('a key of which only the public half is here')
}
