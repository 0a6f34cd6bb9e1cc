// Opens raw shard bytes: checks everything once, then answers lookups straight from the columns. Never throws, whatever the
// bytes are. A lookup touches no calendar and makes nothing but the member it returns.
import type { MemberNumber } from '../card/member-number.ts'
import { type Day, isDay } from '../core/day.ts'
import { ok, type Result } from '../core/result.ts'
import type { Membership } from '../registration/member.ts'
import { areBelow, areEnds, exactly, isRising, positionOf } from './columns.ts'
import { type Column, readContainer } from './container.ts'
import { dayOfNumber } from './day-number.ts'
import { compareDays } from './encode-shard.ts'
import type { FoundMember } from './roster.ts'
import { MAX_RAW_BYTES, SHARD_FORMAT, SHARD_VERSION, shardColumns } from './shard-columns.ts'
import { problem, type ShardProblem } from './shard-problem.ts'
import { openNumbers, type SortedNumbers } from './sorted-numbers.ts'
import { openTexts } from './text-dictionary.ts'

export interface Shard {
  readonly unionCode: string
  readonly asOf: Day
  readonly rows: number
  /** Memory this shard holds while it is open. */
  readonly heldBytes: number
  readonly numbers: SortedNumbers
  /** Null: not listed. */
  find(number: MemberNumber): FoundMember | null
}

export function openShard(raw: Uint8Array): Result<Shard, ShardProblem> {
  if (raw.length > MAX_RAW_BYTES) return problem('BAD_LAYOUT', 'larger than a shard may be')
  const container = readContainer(raw)
  if (!container.ok) return container
  const { metadata } = container.value
  if (metadata.get('format') !== SHARD_FORMAT || metadata.get('version') !== SHARD_VERSION)
    return problem('WRONG_VERSION', 'not a shard of this version')
  const unionCode = metadata.get('union') ?? ''
  const asOf = metadata.get('asOf') ?? ''
  if (metadata.size !== 4 || !/^\d{3}$/.test(unionCode) || !isDay(asOf))
    return problem('BAD_HEADER', '__metadata__')
  const columns = exactly(container.value, shardColumns)
  if (!columns) return problem('BAD_LAYOUT', 'unknown or missing columns')

  const numbers = openNumbers(columns)
  if (!numbers.ok) return numbers
  const fault = checkColumns(columns, numbers.value.rows)
  if (fault) return fault
  const heads = openTexts('nameHead', columns.nameHeadUtf8, columns.nameHeadEnd)
  if (!heads.ok) return heads
  const tails = openTexts('nameTail', columns.nameTailUtf8, columns.nameTailEnd)
  if (!tails.ok) return tails
  if (!areBelow(columns.nameHeadIndex, heads.value.length)) return problem('BAD_VALUES', 'nameHeadIndex')
  if (!areBelow(columns.nameTailIndex, tails.value.length)) return problem('BAD_VALUES', 'nameTailIndex')

  const marked = markRows(columns, numbers.value.rows)
  return ok({
    unionCode,
    asOf,
    rows: numbers.value.rows,
    heldBytes:
      raw.length + numbers.value.indexBytes + marked.length + 64 * (heads.value.length + tails.value.length),
    numbers: numbers.value,
    find(number) {
      const row = numbers.value.rowOf(number)
      if (row < 0) return null
      const head = heads.value[columns.nameHeadIndex[row] ?? 0] ?? ''
      const tail = tails.value[columns.nameTailIndex[row] ?? 0] ?? ''
      return {
        number,
        maskedName: head + tail,
        unionCode,
        membership: membershipAt(columns, row, isMarked(marked, row)),
      }
    },
  })
}

type ShardColumns = Readonly<Record<(typeof shardColumns)[number], Column>>

function checkColumns(columns: ShardColumns, rows: number) {
  for (const name of dayColumns) {
    if (!(columns[name] instanceof Uint16Array)) return problem('BAD_LAYOUT', name)
  }
  for (const name of rowColumns) if (columns[name].length !== rows) return problem('BAD_LAYOUT', name)
  if (!areBelow(columns.historyIndex, columns.historyEnd.length)) return problem('BAD_VALUES', 'historyIndex')
  if (!areHistories(columns.historyEnd, columns.historyDay)) return problem('BAD_VALUES', 'historyDay')
  for (const [rowName, length] of [
    ['stoppedRow', columns.stoppedOn.length],
    ['cancelledRow', columns.cancelledOn.length],
    ['protectionRow', columns.protectionEnd.length],
  ] as const) {
    const column = columns[rowName]
    if (column.length !== length) return problem('BAD_LAYOUT', rowName)
    if (!isRising(column) || !areBelow(column, rows)) return problem('BAD_VALUES', rowName)
  }
  const { protectionEnd, protectionFrom, protectionTo } = columns
  if (protectionFrom.length !== protectionTo.length) return problem('BAD_LAYOUT', 'protectionTo')
  if (!areEnds(protectionEnd, protectionFrom.length)) return problem('BAD_VALUES', 'protectionEnd')
  if (protectionFrom.some((from, i) => from > (protectionTo[i] ?? 0)))
    return problem('BAD_VALUES', 'protectionTo')
  return null
}

const dayColumns = [
  'issuedOn',
  'historyDay',
  'stoppedOn',
  'cancelledOn',
  'protectionFrom',
  'protectionTo',
] as const
const rowColumns = ['issuedOn', 'historyIndex', 'nameHeadIndex', 'nameTailIndex'] as const

/** Days rise inside a history, and histories are sorted, each once. */
function areHistories(ends: Column, days: Column): boolean {
  if (!areEnds(ends, days.length)) return false
  let from = 0
  let before: Column | null = null
  for (const end of ends) {
    const history = days.subarray(from, end)
    if (!isRising(history) || (before && compareDays(before, history) >= 0)) return false
    before = history
    from = end
  }
  return true
}

/** One bit a row: stopped, cancelled or with explicit periods. Few are; the others need no search in the sparse columns. */
function markRows({ stoppedRow, cancelledRow, protectionRow }: ShardColumns, rows: number): Uint8Array {
  const marked = new Uint8Array((rows >> 3) + 1)
  for (const sparse of [stoppedRow, cancelledRow, protectionRow]) {
    for (const row of sparse) marked[row >> 3] = (marked[row >> 3] ?? 0) | (1 << (row & 7))
  }
  return marked
}

function isMarked(marked: Uint8Array, row: number): boolean {
  return (((marked[row >> 3] ?? 0) >> (row & 7)) & 1) === 1
}

function membershipAt(columns: ShardColumns, row: number, isMarkedRow: boolean): Membership {
  const membership: Membership = {
    issuedOn: dayOfNumber(columns.issuedOn[row] ?? 0),
    registeredOn: historyAt(columns, columns.historyIndex[row] ?? 0),
    cancelledOn: null,
    stoppedOn: null,
  }
  if (!isMarkedRow) return membership
  const stopped = positionOf(columns.stoppedRow, row)
  const cancelled = positionOf(columns.cancelledRow, row)
  const protection = positionOf(columns.protectionRow, row)
  if (stopped >= 0) membership.stoppedOn = dayOfNumber(columns.stoppedOn[stopped] ?? 0)
  if (cancelled >= 0) membership.cancelledOn = dayOfNumber(columns.cancelledOn[cancelled] ?? 0)
  if (protection >= 0) membership.protection = protectionAt(columns, protection)
  return membership
}

function historyAt({ historyEnd, historyDay }: ShardColumns, index: number): Day[] {
  const days: Day[] = []
  const end = historyEnd[index] ?? 0
  for (let i = index === 0 ? 0 : (historyEnd[index - 1] ?? 0); i < end; i++)
    days.push(dayOfNumber(historyDay[i] ?? 0))
  return days
}

function protectionAt({ protectionEnd, protectionFrom, protectionTo }: ShardColumns, index: number) {
  const periods: { from: Day; to: Day }[] = []
  const end = protectionEnd[index] ?? 0
  for (let i = index === 0 ? 0 : (protectionEnd[index - 1] ?? 0); i < end; i++) {
    periods.push({ from: dayOfNumber(protectionFrom[i] ?? 0), to: dayOfNumber(protectionTo[i] ?? 0) })
  }
  return periods
}
