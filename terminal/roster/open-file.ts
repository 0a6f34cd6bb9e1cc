// From raw bytes to a shard or moved index that is the one its manifest line describes.
import { err, ok, type Result } from '../../shared/core/result.ts'
import type { Manifest, RosterUnion } from '../../shared/roster/manifest.ts'
import { type MovedIndex, openMovedIndex } from '../../shared/roster/moved-index.ts'
import { openShard, type Shard } from '../../shared/roster/open-shard.ts'
import type { FileProblem } from './unpack-file.ts'

export function openUnionShard(raw: Uint8Array, union: RosterUnion): Result<Shard, FileProblem> {
  const shard = openShard(raw)
  if (!shard.ok) return bad(`${shard.error.kind}: ${shard.error.detail}`)
  const { unionCode, asOf, rows } = shard.value
  if (unionCode !== union.code || asOf !== union.asOf || rows !== union.rows)
    return bad('union, as-of date or rows differ from the manifest')
  return shard
}

export function openMoved(raw: Uint8Array, { moved, unions }: Manifest): Result<MovedIndex, FileProblem> {
  const index = openMovedIndex(raw)
  if (!index.ok) return bad(`${index.error.kind}: ${index.error.detail}`)
  if (index.value.rows !== moved.rows) return bad('rows differ from the manifest')
  const codes = new Set(unions.map(({ code }) => code))
  if (!index.value.unionCodes.every((code) => codes.has(code)))
    return bad('points to a union outside the set')
  return ok(index.value)
}

function bad(detail: string) {
  return err<FileProblem>({ kind: 'BAD_FILE', detail })
}
