// The journal on a real disk: durable, gapless, sealed, append only.
import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { day } from '../../shared/core/day.ts'
import type { VisitDraft } from '../../shared/visit/visit.ts'
import { findChainBreak } from '../../shared/visit/visit-chain.ts'
import { takeInstanceLock } from '../../terminal/journal/instance-lock.ts'
import { readOrCreateKey } from '../../terminal/journal/key-file.ts'
import { sha256 } from '../../terminal/journal/sha256.ts'
import { makeDurable, openSqliteJournal } from '../../terminal/journal/sqlite-journal.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { createIds, JOURNAL_KEY } from '../support/terminal-at-desk.ts'

const newId = createIds()
const NUMBER = '9010000123'

function draft(terminal: string, on = '2014-09-10'): VisitDraft {
  const body = {
    kind: 'check',
    scanId: newId(),
    source: 'serial',
    number: NUMBER,
    readTwice: false,
    member: null,
    roster: null,
    plan: '2014',
    answer: { refused: 'ROSTER_MISSING' },
  } as VisitDraft['body']
  return {
    id: newId(),
    terminal,
    facility: 'TEST',
    at: `${on}T02:00:00.000Z`,
    on: day(on),
    clock: 'OK',
    body,
  }
}

function open(path: string, key = JOURNAL_KEY) {
  const journal = openSqliteJournal({ path, key, newId })
  onTestFinished(() => journal.close())
  return journal
}

function filled(visits: number) {
  const path = join(temporaryFolder(), 'journal.db')
  const journal = open(path)
  for (let count = 0; count < visits; count += 1) {
    const written = journal.append(draft(journal.terminal, count % 2 ? '2014-09-11' : '2014-09-10'))
    if (!written.ok) throw new Error(written.error)
  }
  return { path, journal }
}

describe('appending', () => {
  it('gives each visit its place: no gaps, each holding the hash of the one before', () => {
    const { journal } = filled(20)
    const visits = [...journal.all()]
    expect(visits.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
    expect(findChainBreak(visits, sha256)).toBeNull()
  })

  it('goes on where it stopped', () => {
    const { path, journal } = filled(3)
    const { terminal } = journal
    journal.close()
    const again = open(path)
    expect(again.terminal).toBe(terminal)
    expect(again.append(draft(terminal))).toMatchObject({ ok: true, value: { seq: 4 } })
    expect(findChainBreak(again.all(), sha256)).toBeNull()
  })

  it('finds by day and by id', () => {
    const { journal } = filled(5)
    expect(journal.visitsOn(day('2014-09-10')).map(({ seq }) => seq)).toEqual([1, 3, 5])
    const [first] = journal.visitsOn(day('2014-09-11'))
    expect(first && journal.find(first.id)).toEqual(first)
    expect(journal.find(newId())).toBeNull()
  })

  it('refuses what does not fit a visit, as a bug', () => {
    const { journal } = filled(0)
    expect(() => journal.append({ ...draft(journal.terminal), at: 'yesterday' })).toThrow()
    expect(journal.lastSeq()).toBe(0)
  })
})

describe('on the disk', () => {
  it('nothing of a person can be read without the key', () => {
    const { path, journal } = filled(5)
    journal.close()
    const bytes = readFileSync(path).toString('latin1')
    expect(bytes).not.toContain(NUMBER)
    expect(bytes).not.toContain('ROSTER_MISSING')
    expect(() => open(path, Buffer.alloc(32, 8))).toThrow()
  })

  it('visits are never edited or removed', () => {
    const { path, journal } = filled(2)
    journal.close()
    const db = new Database(path)
    onTestFinished(() => void db.close())
    expect(() => db.exec("UPDATE visit SET on_day = '2014-01-01'")).toThrow(/never edited/)
    expect(() => db.exec('DELETE FROM visit')).toThrow(/never removed/)
  })

  it('an exchanged row does not open: a seal is bound to its place', () => {
    const { path, journal } = filled(3)
    journal.close()
    const db = new Database(path)
    db.exec('DROP TRIGGER visit_is_never_edited')
    db.exec('UPDATE visit SET sealed = (SELECT sealed FROM visit WHERE seq = 1) WHERE seq = 2')
    db.close()
    expect(() => [...open(path).all()]).toThrow()
  })

  it('every commit is synced, and a connection that cannot promise it is not used', () => {
    const path = join(temporaryFolder(), 'journal.db')
    open(path)
    const db = new Database(path)
    onTestFinished(() => void db.close())
    makeDurable(db)
    expect(db.pragma('synchronous', { simple: true })).toBe(2)
    const inMemory = new Database(':memory:')
    expect(() => makeDurable(inMemory)).toThrow(/not durable/)
  })

  it('a journal from a newer program is left alone', () => {
    const { path, journal } = filled(1)
    journal.close()
    const db = new Database(path)
    db.pragma('user_version = 99')
    db.close()
    expect(() => open(path)).toThrow(/newer/)
  })

  it('a file that is no journal is not silently replaced', () => {
    const path = join(temporaryFolder(), 'journal.db')
    const damage = 'not a database '.repeat(500)
    writeFileSync(path, damage)
    expect(() => open(path)).toThrow()
    expect(readFileSync(path, 'utf8')).toBe(damage)
  })
})

describe('faults', () => {
  it('a removed data folder is noticed before a visit is lost in it', () => {
    const { path, journal } = filled(1)
    rmSync(path)
    expect(journal.append(draft(journal.terminal))).toEqual({ ok: false, error: 'DATA_FOLDER_MISSING' })
    expect(journal.lastSeq()).toBe(1)
  })

  it('another file in its place is noticed too', () => {
    const { path, journal } = filled(1)
    const other = filled(1)
    other.journal.close()
    renameSync(other.path, path)
    expect(journal.append(draft(journal.terminal))).toEqual({ ok: false, error: 'DATA_FOLDER_MISSING' })
  })
})

describe('the chain', () => {
  it('shows a missing, an altered and a moved visit', () => {
    const { journal } = filled(5)
    const visits = [...journal.all()]
    const without = (seq: number) => visits.filter((visit) => visit.seq !== seq)
    expect(findChainBreak(without(3), sha256)).toEqual({ kind: 'GAP', seq: 3 })
    const altered = visits.map((visit) => (visit.seq === 2 ? { ...visit, facility: 'OTHER' } : visit))
    expect(findChainBreak(altered, sha256)).toEqual({ kind: 'ALTERED', seq: 2 })
    expect(findChainBreak(visits.toReversed(), sha256)).toEqual({ kind: 'GAP', seq: 1 })
  })
})

describe('the key file', () => {
  it('is made once, for its owner only, and never replaced', () => {
    const path = join(temporaryFolder(), 'journal.key')
    const key = readOrCreateKey(path, true)
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(readOrCreateKey(path, false)).toEqual(key)
    rmSync(path)
    expect(() => readOrCreateKey(path, false)).toThrow(/missing/)
  })
})

describe('the instance lock', () => {
  it('is held once and free after release', () => {
    const path = join(temporaryFolder(), 'terminal.lock')
    const lock = takeInstanceLock(path)
    expect(lock).not.toBeNull()
    expect(takeInstanceLock(path)).toBeNull()
    lock?.release()
    const again = takeInstanceLock(path)
    expect(again).not.toBeNull()
    again?.release()
  })
})
