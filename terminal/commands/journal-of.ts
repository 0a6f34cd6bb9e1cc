// The journal of a data folder, as commands open it beside a running terminal.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { v7 as newId } from 'uuid'
import type { Journal } from '../journal/journal.ts'
import { readOrCreateKey } from '../journal/key-file.ts'
import { openSqliteJournal } from '../journal/sqlite-journal.ts'

/** Null: there is none yet. Throws when it cannot be read. To be closed. */
export function journalOf(dir: string): Journal | null {
  const path = join(dir, 'journal.db')
  if (!existsSync(path)) return null
  return openSqliteJournal({ path, key: readOrCreateKey(join(dir, 'journal.key'), false), newId })
}
