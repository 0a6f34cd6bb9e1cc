// The columns of a union's list, by their Chinese or English headers. Other columns are reported and ignored: what is not needed
// is not read (DOMAIN: privacy).
import { err, ok, type Result } from '../../shared/core/result.ts'

export const listColumns = {
  number: ['会员编号', 'number'],
  name: ['姓名', 'name'],
  issued_on: ['办卡日期', 'issued_on'],
  registered_on: ['年度注册', 'registered_on'],
  cancelled_on: ['注销日期', 'cancelled_on'],
  stopped_on: ['停用日期', 'stopped_on'],
  protection: ['保障期', 'protection'],
} as const
export type ListColumn = keyof typeof listColumns

export const requiredColumns = ['number', 'name', 'issued_on'] as const satisfies readonly ListColumn[]

export interface ListHeader {
  /** Cells a row must have. */
  readonly width: number
  /** Position of each column that is there. */
  readonly at: Readonly<Partial<Record<ListColumn, number>>>
  /** Positions of columns nobody knows, from 1. Their headers are not repeated: without a header row they are somebody's data. */
  readonly unknown: readonly number[]
}

/** `NO_HEADER` a required column is missing · `DUPLICATE_HEADER` a column is there twice. */
export type HeaderProblem = 'NO_HEADER' | 'DUPLICATE_HEADER'

export function readHeader(cells: readonly string[]): Result<ListHeader, HeaderProblem> {
  const at: Partial<Record<ListColumn, number>> = {}
  const unknown: number[] = []
  for (const [position, cell] of cells.entries()) {
    const column = columnOf(cell)
    if (!column) unknown.push(position + 1)
    else if (at[column] !== undefined) return err('DUPLICATE_HEADER')
    else at[column] = position
  }
  if (requiredColumns.some((column) => at[column] === undefined)) return err('NO_HEADER')
  return ok({ width: cells.length, at, unknown })
}

function columnOf(header: string): ListColumn | undefined {
  const wanted = header.normalize('NFKC').trim().toLowerCase()
  const columns = Object.keys(listColumns) as ListColumn[]
  return columns.find((column) => listColumns[column].some((name) => name === wanted))
}
