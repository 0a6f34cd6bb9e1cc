// Names inside a package repository: the same on the hub's disk, over HTTP and on a stick.

/** Folders of the repository. */
export const METADATA_FOLDER = 'metadata'
export const TARGETS_FOLDER = 'targets'

/** Targets with a fixed name. */
export const INDEX_PATH = 'index.json'
export const ROSTER_MANIFEST_PATH = 'roster/manifest.json'
export const MOVED_INDEX_PATH = 'roster/moved.index'

export function shardPath(unionCode: string): string {
  return `roster/${unionCode}.shard`
}

/** Where a target lies: its hash is part of the name, so that a file is never changed in place (consistent snapshots). */
export function hashedPath(path: string, sha256: string): string {
  const slash = path.lastIndexOf('/') + 1
  return `${TARGETS_FOLDER}/${path.slice(0, slash)}${sha256}.${path.slice(slash)}`
}

/** A field of `timestamp.json` beside those of TUF, signed like them: when the publisher signed. A lower bound of the
 *  terminal's clock (CK1) and the age that is shown (PK4). */
export const SIGNED_AT_FIELD = 'signed_at'
