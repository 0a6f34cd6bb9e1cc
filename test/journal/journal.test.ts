// The contract of every journal, over a real SQLite file and over the simulated disk; and what only SQLite's triggers hold.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it, onTestFinished } from 'vitest'
import { openSqliteJournal } from '../../terminal/journal/sqlite-journal.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { createIds, JOURNAL_KEY } from '../support/terminal-at-desk.ts'
import { checkDraft } from '../support/visit-drafts.ts'
import { journalContract } from './journal.contract.ts'
import { createMemoryJournal, createSimulatedDisk } from './memory-journal.ts'

journalContract('on the simulated disk', () => {
  const disk = createSimulatedDisk()
  const newId = createIds()
  const open = () => createMemoryJournal({ disk, newId })
  return {
    newId,
    open,
    powerCut() {
      disk.fail(null)
      disk.powerCut()
      return open()
    },
    fail: (fault) => disk.fail(fault),
  }
})

journalContract('in SQLite', () => {
  const newId = createIds()
  let path = join(temporaryFolder(), 'journal.db')
  const open = () => {
    const journal = openSqliteJournal({ path, key: JOURNAL_KEY, newId })
    onTestFinished(() => journal.close())
    return journal
  }
  return {
    newId,
    open,
    // What lies in the files while the program still runs is what a killed program leaves.
    powerCut() {
      const copy = join(temporaryFolder(), 'journal.db')
      for (const end of ['', '-wal']) cpSync(`${path}${end}`, `${copy}${end}`)
      path = copy
      return open()
    },
    fail: null,
  }
})

it('[OB7] SQLite itself refuses to remove a visit before it is acknowledged and old', () => {
  const path = join(temporaryFolder(), 'journal.db')
  const newId = createIds()
  const journal = openSqliteJournal({ path, key: JOURNAL_KEY, newId })
  for (let count = 0; count < 4; count += 1) journal.append(checkDraft(newId, journal.terminal))
  journal.marks.setAckSeq(2)
  journal.close()
  const db = new Database(path)
  onTestFinished(() => void db.close())
  const moveTo = (seq: number, before: string) =>
    db.exec(
      `UPDATE chain_start SET seq = ${seq}, before_day = '${before}', hash = (SELECT hash FROM visit WHERE seq = ${seq})`,
    )
  expect(() => db.exec('DELETE FROM visit WHERE seq = 1')).toThrow(/never removed/)
  expect(() => moveTo(3, '2014-09-11')).toThrow(/acknowledged and old/)
  expect(() => moveTo(2, '2014-09-10')).toThrow(/acknowledged and old/)
  moveTo(2, '2014-09-11')
  expect(() => moveTo(1, '2014-09-11')).toThrow(/acknowledged and old/)
  db.exec('DELETE FROM visit WHERE seq <= 2')
  expect(() => db.exec('DELETE FROM visit WHERE seq = 3')).toThrow(/never removed/)
})
