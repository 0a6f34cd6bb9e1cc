// Members whose current union is not the home of the prefix on their card: sorted numbers → union, in the container of the
// shards. With it a lookup asks one file or two, also for a number nobody has. Must not know disks or compression.
import type { MemberNumber } from '../card/member-number.ts'
import { ok, type Result } from '../core/result.ts'
import { areBelow, exactly, isRising, narrowest } from './columns.ts'
import { encodeContainer, readContainer } from './container.ts'
import { MAX_RAW_BYTES } from './shard-columns.ts'
import { problem, type ShardProblem } from './shard-problem.ts'
import { encodeNumbers, numberColumns, openNumbers } from './sorted-numbers.ts'

const MOVED_FORMAT = 'union-card-roster-moved'
const MOVED_VERSION = '1'
const movedColumns = [...numberColumns, 'unionIndex', 'unionCode'] as const

export interface MovedIndex {
  readonly rows: number
  /** Codes of the unions it points to, rising. */
  readonly unionCodes: readonly string[]
  /** Position in `unionCodes`; −1: the number has not moved, or does not exist. */
  unionIndexOf(number: MemberNumber): number
}

/** `keys` strictly rising (prefix × 10⁷ + serial); `codes[i]` is the union of `keys[i]`. */
export function encodeMovedIndex(keys: Float64Array, codes: readonly string[]): Uint8Array<ArrayBuffer> {
  const unionCodes = [...new Set(codes)].sort()
  const positions = new Map(unionCodes.map((code, position) => [code, position]))
  return encodeContainer(
    { format: MOVED_FORMAT, version: MOVED_VERSION },
    {
      ...encodeNumbers(keys),
      unionIndex: narrowest(codes.map((code) => positions.get(code) ?? 0)),
      unionCode: Uint16Array.from(unionCodes, Number),
    },
  )
}

export function openMovedIndex(raw: Uint8Array): Result<MovedIndex, ShardProblem> {
  if (raw.length > MAX_RAW_BYTES) return problem('BAD_LAYOUT', 'larger than an index may be')
  const container = readContainer(raw)
  if (!container.ok) return container
  const { metadata } = container.value
  if (metadata.get('format') !== MOVED_FORMAT || metadata.get('version') !== MOVED_VERSION)
    return problem('WRONG_VERSION', 'not a moved index of this version')
  if (metadata.size !== 2) return problem('BAD_HEADER', '__metadata__')
  const columns = exactly(container.value, movedColumns)
  if (!columns) return problem('BAD_LAYOUT', 'unknown or missing columns')
  const { unionIndex, unionCode } = columns
  const numbers = openNumbers(columns)
  if (!numbers.ok) return numbers
  if (unionIndex.length !== numbers.value.rows) return problem('BAD_LAYOUT', 'unionIndex')
  if (!isRising(unionCode) || !areBelow(unionCode, 1000)) return problem('BAD_VALUES', 'unionCode')
  if (!areBelow(unionIndex, unionCode.length)) return problem('BAD_VALUES', 'unionIndex')
  const unionCodes = Array.from(unionCode, (code) => String(code).padStart(3, '0'))
  return ok({
    rows: numbers.value.rows,
    unionCodes,
    unionIndexOf(number) {
      const row = numbers.value.rowOf(number)
      return row < 0 ? -1 : (unionIndex[row] ?? 0)
    },
  })
}
