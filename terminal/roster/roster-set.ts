// One complete set on this disk: its manifest, its moved index, and which list answers for a number. Shards are not opened here.
import { join } from 'node:path'
import { type MemberNumber, printedPrefix } from '../../shared/card/member-number.ts'
import type { Day } from '../../shared/core/day.ts'
import { err, ok, type Result } from '../../shared/core/result.ts'
import {
  asOfRange,
  MAX_MANIFEST_BYTES,
  type Manifest,
  parseManifest,
  type RosterUnion,
} from '../../shared/roster/manifest.ts'
import { openMoved } from './open-file.ts'
import { type RosterDisk, systemCode } from './roster-disk.ts'
import { pathOfFile } from './roster-paths.ts'
import { unpackNow } from './unpack-file.ts'

export interface RosterSet {
  readonly manifest: Manifest
  /** The manifest as it lies on the disk. */
  readonly manifestBytes: Uint8Array
  readonly oldestAsOf: Day
  readonly newestAsOf: Day
  readonly members: number
  union(code: string): RosterUnion | undefined
  /** The list that knows the number if anybody does: the one it moved to, else the home of its printed prefix. */
  listOf(number: MemberNumber): RosterUnion | undefined
}

export interface SetProblem {
  readonly kind: 'MISSING' | 'MANIFEST_DAMAGED' | 'INDEX_DAMAGED'
  readonly detail: string
}

export function openRosterSet(disk: RosterDisk, dir: string, name: string): Result<RosterSet, SetProblem> {
  try {
    return openSet(disk, dir, name)
  } catch (error) {
    return err({ kind: 'MANIFEST_DAMAGED', detail: `${name}: ${systemCode(error)}` })
  }
}

function openSet(disk: RosterDisk, dir: string, name: string): Result<RosterSet, SetProblem> {
  const manifestBytes = disk.readNow(join(dir, name), MAX_MANIFEST_BYTES)
  if (manifestBytes === null) return err({ kind: 'MISSING', detail: name })
  const parsed = parseManifest(manifestBytes)
  if (!parsed.ok) return err({ kind: 'MANIFEST_DAMAGED', detail: `${name}: ${parsed.error.detail}` })
  const manifest = parsed.value
  const raw = unpackNow(disk.readNow(pathOfFile(dir, manifest.moved), manifest.moved.bytes), manifest.moved)
  const moved = raw.ok ? openMoved(raw.value, manifest) : raw
  if (!moved.ok) return err({ kind: 'INDEX_DAMAGED', detail: `${moved.error.kind}: ${moved.error.detail}` })

  const byCode = new Map(manifest.unions.map((union) => [union.code, union]))
  const byPrefix = new Map(
    manifest.unions.flatMap((union) => union.prefixes.map((prefix) => [prefix, union] as const)),
  )
  const { oldest, newest } = asOfRange(manifest)
  return ok({
    manifest,
    manifestBytes,
    oldestAsOf: oldest,
    newestAsOf: newest,
    members: manifest.unions.reduce((sum, { rows }) => sum + rows, 0),
    union: (code) => byCode.get(code),
    listOf(number) {
      const code = moved.value.unionOf(number)
      return code === null ? byPrefix.get(printedPrefix(number)) : byCode.get(code)
    },
  })
}
