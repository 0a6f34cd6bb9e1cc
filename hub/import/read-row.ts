// One row of a union's list: a member as numbers, with the name masked, or everything that is wrong with the row.
import { maskName, maskNumber } from '../../shared/card/mask.ts'
import { isMemberNumber } from '../../shared/card/member-number.ts'
import type { ShardRow } from '../../shared/roster/shard-rows.ts'
import { keyOfNumber } from '../../shared/roster/sorted-numbers.ts'
import type { ListColumn, ListHeader } from './csv-columns.ts'
import type { RowProblem, RowProblemCode } from './import-report.ts'
import { type ReadDay, readDays, readPeriods } from './read-days.ts'

export type ReadRow =
  | { readonly ok: true; readonly row: ShardRow; readonly maskedNumber: string }
  | { readonly ok: false; readonly problems: readonly RowProblem[] }

export interface RowContext {
  readonly header: ListHeader
  readonly readDay: ReadDay
  /** As-of date of the list, as a day number. */
  readonly asOf: number
}

const LONGEST_NAME = 64

export function readRow(
  cells: readonly string[],
  line: number,
  { header, readDay, asOf }: RowContext,
): ReadRow {
  if (cells.length !== header.width) return { ok: false, problems: [{ line, code: 'WRONG_COLUMN_COUNT' }] }
  const problems: RowProblem[] = []
  const cell = (column: ListColumn) => {
    const position = header.at[column]
    return position === undefined ? '' : (cells[position] ?? '').trim()
  }
  const text = cell('number').normalize('NFKC')
  const number = isMemberNumber(text) ? text : null
  const maskedNumber = number === null ? undefined : maskNumber(number)
  function fault(code: RowProblemCode, column: ListColumn): void {
    problems.push({ line, code, column, ...(maskedNumber === undefined ? {} : { maskedNumber }) })
  }
  function oneDay(column: ListColumn): number | null {
    const written = cell(column)
    if (written === '') return null
    const on = readDay(written)
    if (on === null) fault('BAD_DATE', column)
    else if (on > asOf) fault('FUTURE_DATE', column)
    return on
  }

  if (text === '') fault('MISSING_VALUE', 'number')
  else if (number === null) fault('BAD_NUMBER', 'number')
  const name = cell('name')
  if (name === '') fault('MISSING_VALUE', 'name')
  else if (name.length > LONGEST_NAME || /\p{Cc}/u.test(name)) fault('BAD_NAME', 'name')
  if (cell('issued_on') === '') fault('MISSING_VALUE', 'issued_on')
  const issuedOn = oneDay('issued_on')
  const history = readDays(cell('registered_on'), readDay)
  if (history === null) fault('BAD_DATE', 'registered_on')
  else if ((history.at(-1) ?? 0) > asOf) fault('FUTURE_DATE', 'registered_on')
  const cancelledOn = oneDay('cancelled_on')
  const stoppedOn = oneDay('stopped_on')
  const written = cell('protection')
  const protection = written === '' ? null : readPeriods(written, readDay)
  if (written !== '' && protection === null) fault('BAD_PERIOD', 'protection')

  if (problems.length > 0 || number === null || issuedOn === null || history === null)
    return { ok: false, problems }
  const row = {
    key: keyOfNumber(number),
    issuedOn,
    history,
    maskedName: maskName(name),
    stoppedOn,
    cancelledOn,
    protection,
  }
  return { ok: true, row, maskedNumber: maskNumber(number) }
}
