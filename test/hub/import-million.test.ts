// A union's list of a million rows with a bad row here and there: right counts, right lines, and a heap that does not grow with the list.
import { execFileSync } from 'node:child_process'
import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** 100,000 on a developer's machine; CI asks for 1,000,000. */
const rows = Number(process.env.CSV_ROWS ?? 100_000)
/** A prime, so that bad rows fall anywhere in the reader's pieces. */
const BAD_EVERY = 9_973

interface Report {
  readonly accepted: number
  readonly rejected: number
  readonly problems: readonly { readonly line: number }[]
}

it(`imports ${rows.toLocaleString('en')} rows with quoted fields, CRLF and bad rows here and there`, {
  timeout: 180_000,
}, () => {
  const folder = temporaryFolder()
  const csv = join(folder, 'list.csv')
  const badLines = writeList(csv)
  const printed = execFileSync(
    process.execPath,
    // Much less than the rows would take as objects.
    ['--max-old-space-size=96', 'hub/cli.ts', 'import-roster', csv, ...options(folder)],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 64 * 1024 * 1024 },
  )
  const { report } = JSON.parse(printed) as { readonly report: Report }
  expect(report).toMatchObject({ accepted: rows - badLines.length, rejected: badLines.length })
  expect(report.problems.map(({ line }) => line)).toEqual(badLines)
})

function options(folder: string): string[] {
  return [
    '--union',
    '901',
    '--name',
    '演示工会',
    '--as-of',
    '2026-11-01',
    '--data',
    join(folder, 'hub'),
    '--json',
  ]
}

/** Writes the list piece by piece and gives the lines of its bad rows. */
function writeList(path: string): number[] {
  const file = openSync(path, 'w')
  const badLines: number[] = []
  let piece = '会员编号,姓名,办卡日期\r\n'
  for (let row = 0; row < rows; row += 1) {
    const isBad = row % BAD_EVERY === BAD_EVERY - 1
    if (isBad) badLines.push(row + 2)
    const number = isBad ? '90100' : `901${String(row).padStart(7, '0')}`
    piece += `${number},"演示, ${row % 97}",2024-05-${String(1 + (row % 28)).padStart(2, '0')}\r\n`
    if (piece.length < 1 << 16 && row < rows - 1) continue
    writeSync(file, piece)
    piece = ''
  }
  closeSync(file)
  return badLines
}
