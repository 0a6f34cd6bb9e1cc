// Writes one union's members as raw shard bytes (compression is the caller's). The same members in any order are the same bytes.
// Members that cannot be written (listed twice, days out of order) are a bug of the caller and throw: lists are checked before.
import type { Day } from '../core/day.ts'
import { narrowest } from './columns.ts'
import { type Column, encodeContainer } from './container.ts'
import { numberOfDay } from './day-number.ts'
import type { FoundMember } from './roster.ts'
import { SHARD_FORMAT, SHARD_VERSION, type shardColumns } from './shard-columns.ts'
import { type CollectedRows, createShardRows, type ShardRows, type SparseDay } from './shard-rows.ts'
import { encodeNumbers, keyOfNumber } from './sorted-numbers.ts'
import { encodeTexts } from './text-dictionary.ts'

export interface ShardHeader {
  readonly unionCode: string
  /** As-of date of the union's list. */
  readonly asOf: Day
}

export type ShardMember = Omit<FoundMember, 'unionCode'>

export function encodeShard(header: ShardHeader, members: Iterable<ShardMember>): Uint8Array<ArrayBuffer> {
  const rows = createShardRows()
  for (const { number, maskedName, membership } of members) {
    rows.add({
      key: keyOfNumber(number),
      issuedOn: numberOfDay(membership.issuedOn),
      history: membership.registeredOn.map(numberOfDay),
      maskedName,
      stoppedOn: membership.stoppedOn === null ? null : numberOfDay(membership.stoppedOn),
      cancelledOn: membership.cancelledOn === null ? null : numberOfDay(membership.cancelledOn),
      protection:
        membership.protection?.map(({ from, to }) => ({ from: numberOfDay(from), to: numberOfDay(to) })) ??
        null,
    })
  }
  return encodeRows(header, rows)
}

export function encodeRows(header: ShardHeader, rows: ShardRows): Uint8Array<ArrayBuffer> {
  const collected = rows.collected()
  const order = risingOrder(collected.keys)
  const rowAfter = invert(order)
  const histories = encodeHistories(collected.histories)
  const heads = encodeTexts(collected.nameHeads)
  const tails = encodeTexts(collected.nameTails)
  const stopped = encodeSparse(collected.stopped, rowAfter)
  const cancelled = encodeSparse(collected.cancelled, rowAfter)
  const columns: Record<(typeof shardColumns)[number], Column> = {
    ...encodeNumbers(collected.keys.map((_, row) => collected.keys[order[row] ?? 0] ?? 0)),
    issuedOn: collected.issuedOn.map((_, row) => collected.issuedOn[order[row] ?? 0] ?? 0),
    historyIndex: reindexed(collected.history, order, histories.positions),
    historyEnd: histories.ends,
    historyDay: histories.days,
    nameHeadIndex: reindexed(collected.nameHead, order, heads.positions),
    nameHeadEnd: heads.ends,
    nameHeadUtf8: heads.utf8,
    nameTailIndex: reindexed(collected.nameTail, order, tails.positions),
    nameTailEnd: tails.ends,
    nameTailUtf8: tails.utf8,
    stoppedRow: stopped.rows,
    stoppedOn: stopped.days,
    cancelledRow: cancelled.rows,
    cancelledOn: cancelled.days,
    ...encodeProtection(collected.protection, rowAfter),
  }
  const metadata = {
    format: SHARD_FORMAT,
    version: SHARD_VERSION,
    union: header.unionCode,
    asOf: header.asOf,
  }
  return encodeContainer(metadata, columns)
}

/** Row order by number; lists that come sorted (most do) are not sorted again. */
function risingOrder(keys: Float64Array): Uint32Array {
  const order = Uint32Array.from(keys, (_, row) => row)
  for (let row = 1; row < keys.length; row++) {
    if ((keys[row] ?? 0) <= (keys[row - 1] ?? 0)) return order.sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0))
  }
  return order
}

function invert(order: Uint32Array): Uint32Array {
  const rowAfter = new Uint32Array(order.length)
  for (let row = 0; row < order.length; row++) rowAfter[order[row] ?? 0] = row
  return rowAfter
}

function reindexed(ids: Uint32Array, order: Uint32Array, positions: Uint32Array): Column {
  return narrowest(ids.map((_, row) => positions[ids[order[row] ?? 0] ?? 0] ?? 0))
}

function encodeHistories(histories: readonly (readonly number[])[]): {
  readonly days: Uint16Array
  readonly ends: Column
  readonly positions: Uint32Array
} {
  const sorted = histories
    .map((days, before) => ({ days, before }))
    .sort((a, b) => compareDays(a.days, b.days))
  const positions = new Uint32Array(histories.length)
  const ends: number[] = []
  const all: number[] = []
  for (const [position, { days, before }] of sorted.entries()) {
    if (days.some((day, i) => day <= (days[i - 1] ?? -1))) throw new RangeError('registrations out of order')
    positions[before] = position
    all.push(...days)
    ends.push(all.length)
  }
  return { days: Uint16Array.from(all), ends: narrowest(ends), positions }
}

export function compareDays(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

function encodeSparse(
  sparse: readonly SparseDay[],
  rowAfter: Uint32Array,
): { readonly rows: Column; readonly days: Uint16Array } {
  const sorted = sparse.map(({ row, on }) => ({ row: rowAfter[row] ?? 0, on })).sort((a, b) => a.row - b.row)
  return { rows: narrowest(sorted.map(({ row }) => row)), days: Uint16Array.from(sorted, ({ on }) => on) }
}

function encodeProtection(protection: CollectedRows['protection'], rowAfter: Uint32Array) {
  const sorted = protection
    .map(({ row, periods }) => ({ row: rowAfter[row] ?? 0, periods }))
    .sort((a, b) => a.row - b.row)
  const all = sorted.flatMap(({ periods }) => periods)
  if (all.some(({ from, to }) => from > to)) throw new RangeError('a protection period ends before it begins')
  let end = 0
  return {
    protectionRow: narrowest(sorted.map(({ row }) => row)),
    protectionEnd: narrowest(sorted.map(({ periods }) => (end += periods.length))),
    protectionFrom: Uint16Array.from(all, ({ from }) => from),
    protectionTo: Uint16Array.from(all, ({ to }) => to),
  }
}
