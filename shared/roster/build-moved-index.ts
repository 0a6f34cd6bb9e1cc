// Derives the moved index from the lists of all unions. A number listed by several unions belongs to the newest list, of
// equally new ones to the lowest code; how often that was needed is reported. Must not know where the lists are kept.
import type { Day } from '../core/day.ts'
import { ok, type Result } from '../core/result.ts'
import { encodeMovedIndex } from './moved-index.ts'
import type { Shard } from './open-shard.ts'
import { SERIALS_PER_PREFIX } from './sorted-numbers.ts'

export interface UnionList<Problem> {
  readonly code: string
  readonly asOf: Day
  /** Printed prefixes this union is the home of. */
  readonly prefixes: readonly string[]
  /** Called at most twice, one list at a time, so that ten million members need the memory of one union. */
  open(): Result<Shard, Problem>
}

export interface BuiltMovedIndex {
  readonly raw: Uint8Array<ArrayBuffer>
  readonly rows: number
  /** Numbers that more than one union lists. */
  readonly listedTwice: number
}

/** More than there are union codes: packs a number and the rank of the list that holds it into one exact double. */
const RANKS = 1024

export function buildMovedIndex<Problem>(
  unions: readonly UnionList<Problem>[],
): Result<BuiltMovedIndex, Problem> {
  // The better list first: sorting `key × RANKS + rank` puts the list that wins before those that lose.
  const ranked = unions.toSorted((a, b) =>
    a.asOf === b.asOf ? (a.code < b.code ? -1 : 1) : a.asOf < b.asOf ? 1 : -1,
  )
  const homeRank = new Map(
    ranked.flatMap(({ prefixes }, rank) => prefixes.map((prefix) => [prefix, rank] as const)),
  )

  const packed: number[] = []
  for (const [rank, union] of ranked.entries()) {
    const shard = union.open()
    if (!shard.ok) return shard
    for (const prefix of shard.value.numbers.prefixes) {
      if (homeRank.get(prefix) === rank) continue
      const base = Number(prefix) * SERIALS_PER_PREFIX
      shard.value.numbers.eachOf(prefix, (serial) => packed.push((base + serial) * RANKS + rank))
    }
  }
  const sorted = Float64Array.from(packed).sort()
  const twice = new Set<number>()
  const keys: number[] = []
  const ranks: number[] = []
  for (const entry of sorted) {
    const key = Math.floor(entry / RANKS)
    if (key === keys.at(-1)) twice.add(key)
    else {
      keys.push(key)
      ranks.push(entry % RANKS)
    }
  }

  // Where the home union still lists the number too, its list may be the one that wins: then the number has not moved.
  const stays = new Uint8Array(keys.length)
  const rowsByHome = groupBy(keys, (key) => homeRank.get(prefixText(key)))
  for (const [home, rows] of rowsByHome) {
    const shard = home === undefined ? undefined : ranked[home]?.open()
    if (home === undefined || !shard) continue
    if (!shard.ok) return shard
    for (const row of rows) {
      const key = keys[row] ?? 0
      const prefix = Math.floor(key / SERIALS_PER_PREFIX)
      if (shard.value.numbers.rowAt(prefix, key % SERIALS_PER_PREFIX) < 0) continue
      twice.add(key)
      if (home < (ranks[row] ?? 0)) stays[row] = 1
    }
  }
  const moved = keys.map((_, row) => row).filter((row) => stays[row] === 0)
  const raw = encodeMovedIndex(
    Float64Array.from(moved, (row) => keys[row] ?? 0),
    moved.map((row) => ranked[ranks[row] ?? 0]?.code ?? ''),
  )
  return ok({ raw, rows: moved.length, listedTwice: twice.size })
}

function prefixText(key: number): string {
  return String(Math.floor(key / SERIALS_PER_PREFIX)).padStart(3, '0')
}

function groupBy<G>(keys: readonly number[], groupOf: (key: number) => G): Map<G, number[]> {
  const groups = new Map<G, number[]>()
  for (const [row, key] of keys.entries()) {
    const group = groupOf(key)
    const rows = groups.get(group)
    if (rows) rows.push(row)
    else groups.set(group, [row])
  }
  return groups
}
