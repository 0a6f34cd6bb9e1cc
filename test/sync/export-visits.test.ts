// Visits on a stick: exported here, imported by the hub, as often as one likes.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect, it, onTestFinished } from 'vitest'
import { visitEventSchema } from '../../shared/protocol/visit-event.ts'
import { readOrCreateKey } from '../../terminal/journal/key-file.ts'
import { openSqliteJournal } from '../../terminal/journal/sqlite-journal.ts'
import { makeLiveDataFolder } from '../host/support/live-data-folder.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { checkDraft, DRAFT_NUMBER } from '../support/visit-drafts.ts'

const run = (script: string, ...args: string[]) =>
  spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })

/** A terminal's folder with visits of which the first were acknowledged; its journal stays open, as in a running terminal. */
function dataFolder(visits: number, acknowledged: number): string {
  const data = makeLiveDataFolder(temporaryFolder())
  const key = readOrCreateKey(join(data, 'journal.key'), true)
  const journal = openSqliteJournal({ path: join(data, 'journal.db'), key, newId: randomUUID })
  onTestFinished(() => journal.close())
  for (let count = 0; count < visits; count += 1) journal.append(checkDraft(randomUUID, journal.terminal))
  journal.marks.setAckSeq(acknowledged)
  return data
}

function eventsIn(text: string) {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => visitEventSchema.parse(JSON.parse(line)))
}

it('[OB8] holds what no hub has, one event a line; with --all everything; packed by name', () => {
  const data = dataFolder(450, 440)
  const out = temporaryFolder()
  const rest = run('terminal/cli.ts', 'export-visits', join(out, 'rest.ndjson'), '--data', data)
  expect(rest).toMatchObject({ status: 0, stderr: '' })
  expect(rest.stdout).toContain('10 visits')
  const seqs = eventsIn(readFileSync(join(out, 'rest.ndjson'), 'utf8')).map(({ seq }) => seq)
  expect(seqs).toEqual(Array.from({ length: 10 }, (_, index) => 441 + index))
  const all = run(
    'terminal/cli.ts',
    'export-visits',
    join(out, 'all.ndjson.gz'),
    '--data',
    data,
    '--all',
    '--json',
  )
  expect(JSON.parse(all.stdout)).toMatchObject({ events: 450 })
  expect(eventsIn(gunzipSync(readFileSync(join(out, 'all.ndjson.gz'))).toString())).toHaveLength(450)
  expect(readdirSync(out).sort()).toEqual(['all.ndjson.gz', 'rest.ndjson'])
})

it('[OB8] imported twice changes nothing', () => {
  const data = dataFolder(12, 0)
  const hub = temporaryFolder()
  const file = join(temporaryFolder(), 'visits.ndjson.gz')
  expect(run('terminal/cli.ts', 'export-visits', file, '--data', data).status).toBe(0)
  const importIt = () => JSON.parse(run('hub/cli.ts', 'import-visits', file, '--data', hub, '--json').stdout)
  expect(importIt()).toMatchObject({ accepted: 12, duplicate: 0 })
  expect(importIt()).toMatchObject({ accepted: 0, duplicate: 12 })
})

it('says why it cannot, and leaves nothing half written', () => {
  const data = dataFolder(3, 0)
  const failed = run(
    'terminal/cli.ts',
    'export-visits',
    join(data, 'no', 'such', 'folder.gz'),
    '--data',
    data,
  )
  expect(failed).toMatchObject({ status: 1, stdout: '' })
  expect(failed.stderr).toContain('not exported')
  expect(failed.stderr).not.toContain(DRAFT_NUMBER)
  const empty = run('terminal/cli.ts', 'export-visits', join(data, 'x'), '--data', temporaryFolder())
  expect(empty.stderr).toContain('no journal')
})
