// Which word belongs to metadata that was refused: whose signatures are on it, and how many of them count (PK5).
import { Metadata, MetadataKind, type Root } from '@tufjs/models'
import { UnsignedMetadataError } from '@tufjs/models/dist/error.js'
import { ExpiredMetadataError } from 'tuf-js/dist/error.js'
import type { PackageProblemKind } from '../../shared/packages/package-problem.ts'

/** `root`: the root whose keys had to sign. */
export function kindOfBadMetadata(
  error: unknown,
  bytes: Uint8Array,
  role: MetadataKind,
  root: Metadata<Root>,
): PackageProblemKind {
  if (error instanceof ExpiredMetadataError) return 'EXPIRED'
  if (!(error instanceof UnsignedMetadataError)) return 'UNREADABLE'
  if (role === MetadataKind.Root) {
    // A new root is signed by the keys before and by its own.
    const offered = Metadata.fromJSON(role, parse(bytes))
    return (
      signatureProblem(offered, role, root) ?? signatureProblem(offered, role, offered) ?? 'WRONG_SIGNATURE'
    )
  }
  return signatureProblem(metadataOf(bytes, role), role, root) ?? 'WRONG_SIGNATURE'
}

/** Metadata that is not the file it was announced as: one of another set, or nobody's. */
export function kindOfForeignMetadata(
  bytes: Uint8Array,
  role: MetadataKind.Snapshot | MetadataKind.Targets,
  root: Metadata<Root>,
): PackageProblemKind {
  try {
    return signatureProblem(metadataOf(bytes, role), role, root) === null ? 'NOT_TOGETHER' : 'ALTERED'
  } catch {
    return 'ALTERED'
  }
}

type AnyMetadata = ReturnType<typeof metadataOf>

/** Null: signed by enough of the role's keys. */
function signatureProblem(
  offered: AnyMetadata | Metadata<Root>,
  role: MetadataKind,
  root: Metadata<Root>,
): PackageProblemKind | null {
  const { keyIDs = [], threshold = 1 } = root.signed.roles[role] ?? {}
  const known = keyIDs.filter((keyId) => offered.signatures[keyId])
  const valid = known.filter((keyId) => isSignedBy(offered, keyId, root))
  if (valid.length >= threshold) return null
  if (valid.length < known.length) return 'WRONG_SIGNATURE'
  const signatures = Object.keys(offered.signatures).length
  return known.length === 0 && signatures > 0 ? 'UNKNOWN_KEY' : 'TOO_FEW_SIGNATURES'
}

function isSignedBy(offered: AnyMetadata | Metadata<Root>, keyId: string, root: Metadata<Root>): boolean {
  try {
    root.signed.keys[keyId]?.verifySignature(offered)
    return root.signed.keys[keyId] !== undefined
  } catch {
    return false
  }
}

function metadataOf(bytes: Uint8Array, role: MetadataKind) {
  const json = parse(bytes)
  switch (role) {
    case MetadataKind.Snapshot:
      return Metadata.fromJSON(role, json)
    case MetadataKind.Targets:
      return Metadata.fromJSON(role, json)
    default:
      return Metadata.fromJSON(MetadataKind.Timestamp, json)
  }
}

function parse(bytes: Uint8Array) {
  return JSON.parse(Buffer.from(bytes).toString('utf8'))
}
