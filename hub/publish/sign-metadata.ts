// TUF metadata from plain facts, signed. Which role says what is here; files and content are not.
import { Metadata, MetaFile, Root, Snapshot, TargetFile, Targets, Timestamp } from '@tufjs/models'
import { SIGNED_AT_FIELD } from '../../shared/packages/package-paths.ts'
import { expiresAt } from './lifetimes.ts'
import { sha256Of } from './repository.ts'
import type { PackageRole, SigningKey } from './signing-key.ts'

/** Two of three people must agree before terminals trust other keys. */
export const ROOT_KEYS = 3
export const ROOT_THRESHOLD = 2

export type KeysByRole = Readonly<Record<PackageRole, readonly SigningKey[]>>

export function signRoot(
  version: number,
  keys: KeysByRole,
  signers: readonly SigningKey[],
  now: number,
): Metadata<Root> {
  const root = new Root({ specVersion, version, expires: expiresAt('root', now), consistentSnapshot: true })
  for (const [role, roleKeys] of Object.entries(keys)) for (const { key } of roleKeys) root.addKey(key, role)
  const rootRole = root.roles.root
  if (rootRole) Object.assign(rootRole, { threshold: ROOT_THRESHOLD })
  return signed(new Metadata(root), signers)
}

/** Version of the TUF specification that is written. */
const specVersion = '1.0.31'

export interface TargetFacts {
  readonly path: string
  readonly length: number
  readonly sha256: string
}

export function signTargets(
  version: number,
  targets: readonly TargetFacts[],
  signers: readonly SigningKey[],
  now: number,
): Metadata<Targets> {
  const files = targets.map(
    ({ path, length, sha256 }) => new TargetFile({ path, length, hashes: { sha256 } }),
  )
  const byPath = Object.fromEntries(files.map((file) => [file.path, file]))
  return signed(
    new Metadata(new Targets({ specVersion, version, expires: expiresAt('targets', now), targets: byPath })),
    signers,
  )
}

export function signSnapshot(
  version: number,
  targets: { readonly version: number; readonly bytes: Uint8Array },
  signers: readonly SigningKey[],
  now: number,
): Metadata<Snapshot> {
  const meta = { 'targets.json': metaOf(targets) }
  return signed(
    new Metadata(new Snapshot({ specVersion, version, expires: expiresAt('snapshot', now), meta })),
    signers,
  )
}

export function signTimestamp(
  version: number,
  snapshotMeta: MetaFile,
  signedAt: number,
  signers: readonly SigningKey[],
): Metadata<Timestamp> {
  const unrecognizedFields = { [SIGNED_AT_FIELD]: new Date(signedAt).toISOString() }
  const expires = expiresAt('timestamp', signedAt)
  return signed(
    new Metadata(new Timestamp({ specVersion, version, expires, snapshotMeta, unrecognizedFields })),
    signers,
  )
}

export function metaOf({
  version,
  bytes,
}: {
  readonly version: number
  readonly bytes: Uint8Array
}): MetaFile {
  return new MetaFile({ version, length: bytes.length, hashes: { sha256: sha256Of(bytes) } })
}

function signed<T extends Root | Targets | Snapshot | Timestamp>(
  metadata: Metadata<T>,
  signers: readonly SigningKey[],
): Metadata<T> {
  for (const { signer } of signers) metadata.sign(signer)
  return metadata
}
