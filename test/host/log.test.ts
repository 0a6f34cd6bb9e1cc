// The log holds codes and counts; whatever else is handed to it stays out. Its file is capped.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLog } from '../../terminal/log.ts'
import { openLogFile } from '../../terminal/log-file.ts'
import { createLogLines } from './support/log-lines.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'log-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

it('writes level, time, event and codes as one JSON line', () => {
  const { log, text } = createLogLines()
  log.warn('journal.refused', { code: 'DISK_FULL', rows: 3, again: true, queue: null })
  const { time, ...line } = JSON.parse(text()) as Record<string, unknown>
  expect(line).toEqual({
    level: 40,
    event: 'journal.refused',
    code: 'DISK_FULL',
    rows: 3,
    again: true,
    queue: null,
  })
  expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
})

it('withholds numbers, names and raw scans that slip past the types', () => {
  const { log, text } = createLogLines()
  const slips = {
    a: '9010000123',
    b: '王小明',
    c: 9010000123,
    d: 13800000000,
    e: 'free text',
    f: { number: '9010000123' },
    g: '\u0000',
  }
  log.info('scan.seen', slips as never)
  log.info('scan.seen', { h: '6222021234567890' })
  expect(text()).not.toMatch(/901|138|王|text|\\u0000|6222/)
  expect(text().match(/"\?"/g)).toHaveLength(8)
})

it('logs a crash with its place and without its message', () => {
  const { log, text } = createLogLines()
  const broken = Object.assign(new SyntaxError('Unexpected token 王 in "9010000123"'), { code: 'ENOSPC' })
  log.crash('root.crashed', broken)
  const line = JSON.parse(text()) as { name: string; code: string; frames: string[] }
  expect(line).toMatchObject({ level: 50, event: 'root.crashed', name: 'SyntaxError', code: 'ENOSPC' })
  expect(line.frames[0]).toMatch(/^host\/log\.test\.ts:\d+:\d+$/)
  expect(text()).not.toMatch(/9010000123|王/)
  log.crash('root.crashed', 'thrown 9010000123')
  expect(text()).not.toContain('9010000123')
})

it('appends to a file under the data folder, all of it before it closes', async () => {
  const log = createLog({ dataDir: dir })
  log.info('a.b')
  log.info('c.d')
  await log.close()
  expect(linesOf(join(dir, 'log', 'terminal.log'))).toEqual(['a.b', 'c.d'])
})

it('begins a new file when the old one is full, and keeps one old one', async () => {
  const path = join(dir, 'terminal.log')
  const file = openLogFile({ path, capBytes: 100 })
  for (let index = 0; index < 50; index++) {
    file.write(`{"event":"e${index}"}\n`)
    await file.close()
  }
  expect(statSync(path).size).toBeLessThan(200)
  expect(statSync(`${path}.1`).size).toBeLessThan(200)
  expect(linesOf(path).at(-1)).toBe('e49')
  expect(existsSync(`${path}.2`)).toBe(false)
})

it('loses lines and nothing else when the folder cannot be written, and says how many', async () => {
  const path = join(dir, 'blocked', 'terminal.log')
  writeFileSync(join(dir, 'blocked'), 'a file where the folder should be')
  const file = openLogFile({ path })
  file.write('{"event":"lost"}\n')
  file.write('{"event":"lost"}\n')
  await file.close()
  rmSync(join(dir, 'blocked'))
  file.write('{"event":"kept"}\n')
  await file.close()
  expect(readFileSync(path, 'utf8')).toBe('{"level":40,"event":"log.dropped","lines":2}\n{"event":"kept"}\n')
})

function linesOf(path: string): string[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { event: string }).event)
}
