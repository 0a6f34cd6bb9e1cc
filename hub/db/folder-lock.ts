// One program over a hub's own database folder. The lock is the operating system's (an exclusive SQLite lock), so that a killed
// program frees it; PGlite itself would let a second one in and ruin the files.
import Database from 'better-sqlite3'

export interface FolderLock {
  release(): void
}

/** Null: another program holds it. Throws when the folder cannot be written. */
export function takeFolderLock(path: string): FolderLock | null {
  const db = new Database(path, { timeout: 0 })
  try {
    db.pragma('locking_mode = EXCLUSIVE')
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
    throw error
  }
  return { release: () => db.close() }
}
