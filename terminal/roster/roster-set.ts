// One complete set on this disk: its manifest, its moved index, and which list answers for a number. Shards are not opened here.
import { join } from 'node:path'
import type { MemberNumber } from '../../shared/card/member-number.ts'
import type { Day } from '../../shared/core/day.ts'
import { err, ok, type Result } from '../../shared/core/result.ts'
import {
  asOfRange,
  MAX_MANIFEST_BYTES,
  type Manifest,
  parseManifest,
  type RosterUnion,
} from '../../shared/roster/manifest.ts'
import { prefixOf } from '../../shared/roster/sorted-numbers.ts'
import { openMoved } from './open-file.ts'
import { type RosterDisk, systemCode } from './roster-disk.ts'
import { pathOfFile } from './roster-paths.ts'
import type { ShardPlace } from './shard-cache.ts'
import { unpackNow } from './unpack-file.ts'

export interface RosterSet {
  readonly manifest: Manifest
  /** The manifest as it lies on the disk. */
  readonly manifestBytes: Uint8Array
  readonly oldestAsOf: Day
  readonly newestAsOf: Day
  readonly members: number
  list(code: string): UnionList | undefined
  /** The list that knows the number if anybody does: the one it moved to, else the home of its printed prefix. */
  listOf(number: MemberNumber): UnionList | undefined
}

/** A union of the set, and where its shard is when it is open. */
export interface UnionList {
  readonly union: RosterUnion
  readonly place: ShardPlace
}

export interface SetPlace {
  readonly disk: RosterDisk
  readonly dir: string
  readonly placeOf: (sha256: string) => ShardPlace
}

export interface SetProblem {
  readonly kind: 'MISSING' | 'MANIFEST_DAMAGED' | 'INDEX_DAMAGED'
  readonly detail: string
}

export function openRosterSet(from: SetPlace, name: string): Result<RosterSet, SetProblem> {
  try {
    return openSet(from, name)
  } catch (error) {
    return err({ kind: 'MANIFEST_DAMAGED', detail: `${name}: ${systemCode(error)}` })
  }
}

function openSet({ disk, dir, placeOf }: SetPlace, name: string): Result<RosterSet, SetProblem> {
  const manifestBytes = disk.readNow(join(dir, name), MAX_MANIFEST_BYTES)
  if (manifestBytes === null) return err({ kind: 'MISSING', detail: name })
  const parsed = parseManifest(manifestBytes)
  if (!parsed.ok) return err({ kind: 'MANIFEST_DAMAGED', detail: `${name}: ${parsed.error.detail}` })
  const manifest = parsed.value
  const raw = unpackNow(disk.readNow(pathOfFile(dir, manifest.moved), manifest.moved.bytes), manifest.moved)
  const moved = raw.ok ? openMoved(raw.value, manifest) : raw
  if (!moved.ok) return err({ kind: 'INDEX_DAMAGED', detail: `${moved.error.kind}: ${moved.error.detail}` })

  const lists = new Map(
    manifest.unions.map((union) => [union.code, { union, place: placeOf(union.sha256) }] as const),
  )
  // Arrays, because every lookup goes this way.
  const movedTo = moved.value.unionCodes.map((code) => lists.get(code))
  const homes: (UnionList | undefined)[] = []
  for (const list of lists.values()) for (const prefix of list.union.prefixes) homes[Number(prefix)] = list
  const { oldest, newest } = asOfRange(manifest)
  return ok({
    manifest,
    manifestBytes,
    oldestAsOf: oldest,
    newestAsOf: newest,
    members: manifest.unions.reduce((sum, { rows }) => sum + rows, 0),
    list: (code) => lists.get(code),
    listOf(number) {
      const index = moved.value.unionIndexOf(number)
      return index < 0 ? homes[prefixOf(number)] : movedTo[index]
    },
  })
}
