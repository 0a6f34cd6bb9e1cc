// How long it takes until a visit is a fact, against the least that could do: append the same bytes to a file and sync its data.
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import { day } from '../../shared/core/day.ts'
import type { VisitDraft } from '../../shared/visit/visit.ts'
import { openSqliteJournal } from '../../terminal/journal/sqlite-journal.ts'
import { inTurns, report } from './measure.ts'

const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'bench-append-'))
const journal = openSqliteJournal({ path: join(folder, 'journal.db'), key: Buffer.alloc(32, 1), newId })
const file = openSync(join(folder, 'raw'), 'a')

const draft = (): VisitDraft => ({
  id: newId(),
  terminal: journal.terminal,
  facility: 'BENCH',
  at: '2014-09-10T02:00:00.000Z',
  on: day('2014-09-10'),
  clock: 'OK',
  body: { kind: 'service', service: 'POLICY', checkId: newId(), standing: 'VALID' },
})
const line = Buffer.from(`${JSON.stringify({ ...draft(), seq: 1, prev: '0'.repeat(64) })}\n`)

const { ours, theirs } = inTurns(
  () => {
    const written = journal.append(draft())
    if (!written.ok) throw new Error(written.error)
  },
  () => {
    writeSync(file, line)
    fdatasyncSync(file)
  },
  { batches: 10, callsPerBatch: 50 },
)
report('durable append of one visit / raw append + fdatasync', ours, theirs, 'aim: at most 1.67')

journal.close()
closeSync(file)
rmSync(folder, { recursive: true })
