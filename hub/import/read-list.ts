// Reads a union's list from a CSV file, as a stream: whatever its size, only compact columns stay in memory.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parse } from 'csv-parse'
import type { Day } from '../../shared/core/day.ts'
import { err, ok, type Result } from '../../shared/core/result.ts'
import { numberOfDay } from '../../shared/roster/day-number.ts'
import { createShardRows, type ShardRows } from '../../shared/roster/shard-rows.ts'
import { type HeaderProblem, readHeader } from './csv-columns.ts'
import { createReportBook, type ImportReport, type ReportBook } from './import-report.ts'
import { createNumberSet } from './number-set.ts'
import { createDayReader } from './read-days.ts'
import { type RowContext, readRow } from './read-row.ts'
import { detectEncoding, type EncodingProblem, readText, type TextEncoding } from './text-encoding.ts'

export interface ReadList {
  readonly encoding: TextEncoding
  readonly rows: ShardRows
  readonly report: ImportReport
}

/** `UNREADABLE` the file cannot be read at all · `BROKEN_CSV` a quotation mark is never closed, so that nobody can say where the
 *  rows behind it begin; `detail` names the line. */
export interface ListProblem {
  readonly kind: EncodingProblem | HeaderProblem | 'UNREADABLE' | 'BROKEN_CSV'
  readonly detail?: string
}

/** Longest row, in characters: a quotation mark that is never closed must not swallow the file. */
const LONGEST_ROW = 4096

export async function readList(path: string, asOf: Day): Promise<Result<ReadList, ListProblem>> {
  try {
    const encoding = await detectEncoding(path)
    return encoding.ok ? await readRows(path, encoding.value, asOf) : err({ kind: encoding.error })
  } catch (error) {
    return err({
      kind: 'UNREADABLE',
      detail: error instanceof Error && 'code' in error ? String(error.code) : '',
    })
  }
}

async function readRows(
  path: string,
  encoding: TextEncoding,
  asOf: Day,
): Promise<Result<ReadList, ListProblem>> {
  const reading = createReading(asOf)
  let lastLine = 0
  let openQuoteLine = 0
  const parser = parse({
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    max_record_size: LONGEST_ROW,
    on_skip: (error) => {
      const line = Number(error?.lines ?? 0)
      if (error?.code === 'CSV_MAX_RECORD_SIZE' || error?.code === 'CSV_QUOTE_NOT_CLOSED')
        openQuoteLine = lastLine + 1
      // The parser stumbles over every mark of a row; the row is one.
      else if (line !== lastLine) reading.book.reject([{ line, code: 'BAD_QUOTES' }])
      lastLine = line
      return undefined
    },
    // Nothing is passed on: a row is done with when it has been read.
    on_record: (cells: string[], { lines }) => {
      reading.take(cells, lines)
      lastLine = lines
      return null
    },
  })
  parser.resume()
  const isLost = () => reading.refused() !== null || openQuoteLine > 0
  await pipeline(Readable.from(untilLost(readText(path, encoding), isLost)), parser)
  const refused = reading.refused()
  if (refused) return err({ kind: refused })
  if (openQuoteLine > 0) return err({ kind: 'BROKEN_CSV', detail: `line ${openQuoteLine}` })
  if (!reading.hasHeader()) return err({ kind: 'NO_HEADER' })
  return ok({ encoding, rows: reading.rows, report: reading.book.report() })
}

/** A file that is refused is not read to its end. */
async function* untilLost(texts: AsyncIterable<string>, isLost: () => boolean): AsyncGenerator<string> {
  for await (const text of texts) {
    if (isLost()) return
    yield text
  }
}

interface Reading {
  readonly rows: ShardRows
  readonly book: ReportBook
  /** The first record is the header. */
  take(cells: readonly string[], line: number): void
  hasHeader(): boolean
  refused(): HeaderProblem | null
}

function createReading(asOf: Day): Reading {
  const rows = createShardRows()
  const book = createReportBook()
  const seen = createNumberSet()
  const readDay = createDayReader()
  let context: RowContext | null = null
  let refused: HeaderProblem | null = null

  function takeHeader(cells: readonly string[], line: number): void {
    const header = readHeader(cells)
    if (header.ok) {
      context = { header: header.value, readDay, asOf: numberOfDay(asOf) }
      for (const position of header.value.unknown) book.note({ line, code: 'UNKNOWN_HEADER', position })
    } else refused = header.error
  }

  function takeRow(cells: readonly string[], line: number, header: RowContext): void {
    const read = readRow(cells, line, header)
    if (!read.ok) book.reject(read.problems)
    else if (seen.add(read.row.key)) {
      rows.add(read.row)
      book.accept()
    } else {
      const { maskedNumber } = read
      book.reject([{ line, code: 'DUPLICATE_NUMBER', column: 'number', maskedNumber }])
    }
  }

  return {
    rows,
    book,
    take(cells, line) {
      if (refused) return
      if (context) takeRow(cells, line, context)
      else takeHeader(cells, line)
    },
    hasHeader: () => context !== null,
    refused: () => refused,
  }
}
