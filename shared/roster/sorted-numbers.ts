// Member numbers in rising order as four columns, about one byte each, and the search in them.
// `groupPrefix`/`groupStart`: one entry per printed prefix and the row it starts at. `serialGap`: one byte a row, the distance
// to the serial before; 0 (impossible as a distance) says that the serial itself is the next entry of `jumpSerial`. The first
// row of a group is always a jump. So a few far-apart numbers do not widen the column of all others.
import type { MemberNumber } from '../card/member-number.ts'
import { ok, type Result } from '../core/result.ts'
import { isRising } from './columns.ts'
import type { Column } from './container.ts'
import { problem, type ShardProblem } from './shard-problem.ts'

export const MAX_SERIAL = 9_999_999
export const SERIALS_PER_PREFIX = MAX_SERIAL + 1
/** Rows between two remembered serials: the search ends with a walk over at most this many bytes. */
const BLOCK = 32

export interface NumberColumns {
  readonly groupPrefix: Column
  readonly groupStart: Column
  readonly serialGap: Column
  readonly jumpSerial: Column
}
export const numberColumns = ['groupPrefix', 'groupStart', 'serialGap', 'jumpSerial'] as const

export interface SortedNumbers {
  readonly rows: number
  /** Memory beyond the columns themselves. */
  readonly indexBytes: number
  /** Printed prefixes that occur, rising. */
  readonly prefixes: readonly string[]
  /** −1: not listed. */
  rowOf(number: MemberNumber): number
  rowAt(prefix: number, serial: number): number
  /** Every number of one printed prefix, rising. */
  eachOf(prefix: string, visit: (serial: number, row: number) => void): void
}

/** A number as `prefix × 10⁷ + serial`: exact in a double, and in the order of the text. */
export function keyOfNumber(number: MemberNumber): number {
  return Number(number)
}

/** `keys` strictly rising; anything else is a bug of the caller and throws. */
export function encodeNumbers(keys: Float64Array): { readonly [name in keyof NumberColumns]: Column } {
  const groupPrefix: number[] = []
  const groupStart: number[] = []
  const jumpSerial: number[] = []
  const serialGap = new Uint8Array(keys.length)
  let prefixBefore = -1
  let keyBefore = -1
  for (let row = 0; row < keys.length; row++) {
    const key = keys[row] ?? 0
    if (!(key > keyBefore)) throw new RangeError(`row ${row}: number listed twice or out of order`)
    const prefix = Math.floor(key / SERIALS_PER_PREFIX)
    const gap = key - keyBefore
    if (prefix !== prefixBefore) {
      groupPrefix.push(prefix)
      groupStart.push(row)
    }
    if (prefix !== prefixBefore || gap > 0xff) jumpSerial.push(key % SERIALS_PER_PREFIX)
    else serialGap[row] = gap
    prefixBefore = prefix
    keyBefore = key
  }
  return {
    groupPrefix: Uint16Array.from(groupPrefix),
    groupStart: Uint32Array.from(groupStart),
    serialGap,
    jumpSerial: Uint32Array.from(jumpSerial),
  }
}

export function openNumbers(columns: NumberColumns): Result<SortedNumbers, ShardProblem> {
  const { groupPrefix, groupStart, serialGap, jumpSerial } = columns
  const rows = serialGap.length
  const groups = groupPrefix.length
  if (serialGap.BYTES_PER_ELEMENT !== 1) return problem('BAD_LAYOUT', 'serialGap')
  if (groupStart.length !== groups) return problem('BAD_LAYOUT', 'groupStart')
  if (!isRising(groupPrefix) || (groupPrefix.at(-1) ?? 0) > 999) return problem('BAD_VALUES', 'groupPrefix')
  if (!isRising(groupStart) || (groupStart[0] ?? 0) !== 0 || (groupStart.at(-1) ?? -1) >= rows)
    return problem('BAD_VALUES', 'groupStart')
  if (groups === 0 && rows > 0) return problem('BAD_VALUES', 'rows without a group')

  // What the walk of a search starts from: the serial at the first row of every block, and the jumps used up to there.
  const blockSerial = new Uint32Array(Math.ceil(rows / BLOCK))
  const blockJumps = new Uint32Array(blockSerial.length)
  const groupJumps = new Uint32Array(groups)
  const groupOf = new Int16Array(1000).fill(-1)
  let jumps = 0
  for (let group = 0; group < groups; group++) {
    const end = groupStart[group + 1] ?? rows
    groupJumps[group] = jumps
    groupOf[groupPrefix[group] ?? 0] = group
    let serial = -1
    for (let row = groupStart[group] ?? 0; row < end; row++) {
      const gap = serialGap[row] ?? 0
      if (gap > 0 && serial >= 0) serial += gap
      else {
        const jump = gap === 0 ? (jumpSerial[jumps] ?? -1) : -1
        if (jump <= serial) return problem('BAD_VALUES', 'jumpSerial')
        serial = jump
        jumps++
      }
      if (serial > MAX_SERIAL) return problem('BAD_VALUES', 'serial above 9999999')
      if (row % BLOCK === 0) {
        blockSerial[row / BLOCK] = serial
        blockJumps[row / BLOCK] = jumps
      }
    }
  }
  if (jumps !== jumpSerial.length) return problem('BAD_VALUES', 'jumpSerial left over')

  function rowAt(prefix: number, wanted: number): number {
    const group = groupOf[prefix] ?? -1
    if (group < 0) return -1
    const start = groupStart[group] ?? 0
    const end = groupStart[group + 1] ?? rows
    // The last block that starts inside the group at or before the wanted serial.
    let low = Math.ceil(start / BLOCK)
    let high = Math.ceil(end / BLOCK) - 1
    while (low <= high) {
      const middle = (low + high) >>> 1
      if ((blockSerial[middle] ?? 0) <= wanted) low = middle + 1
      else high = middle - 1
    }
    const isInside = high * BLOCK >= start
    let row = isInside ? high * BLOCK : start
    let jump = isInside ? (blockJumps[high] ?? 0) : (groupJumps[group] ?? 0) + 1
    let serial = isInside ? (blockSerial[high] ?? 0) : (jumpSerial[jump - 1] ?? 0)
    while (serial < wanted && ++row < end) {
      const gap = serialGap[row] ?? 0
      serial = gap === 0 ? (jumpSerial[jump++] ?? 0) : serial + gap
    }
    return serial === wanted && row < end ? row : -1
  }

  function eachOf(prefix: string, visit: (serial: number, row: number) => void): void {
    const group = groupOf[Number(prefix)] ?? -1
    if (group < 0) return
    const end = groupStart[group + 1] ?? rows
    let jump = groupJumps[group] ?? 0
    let serial = 0
    for (let row = groupStart[group] ?? 0; row < end; row++) {
      const gap = serialGap[row] ?? 0
      serial = gap === 0 ? (jumpSerial[jump++] ?? 0) : serial + gap
      visit(serial, row)
    }
  }

  return ok({
    rows,
    indexBytes: blockSerial.byteLength + blockJumps.byteLength + groupJumps.byteLength + groupOf.byteLength,
    prefixes: Array.from(groupPrefix, (prefix) => String(prefix).padStart(3, '0')),
    rowOf: (number) => rowAt(prefixOf(number), serialOf(number)),
    rowAt,
    eachOf,
  })
}

/** Digits to number without a substring: this runs on every lookup. */
export function serialOf(number: MemberNumber): number {
  let serial = 0
  for (let i = 3; i < 10; i++) serial = serial * 10 + number.charCodeAt(i) - 48
  return serial
}

export function prefixOf(number: MemberNumber): number {
  return number.charCodeAt(0) * 100 + number.charCodeAt(1) * 10 + number.charCodeAt(2) - 48 * 111
}
