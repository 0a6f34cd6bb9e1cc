// One terminal per data folder. The lock is the operating system's (an exclusive SQLite lock), so a killed program frees it.
import Database from 'better-sqlite3'

export interface InstanceLock {
  release(): void
}

/** Null: another program holds the folder. Throws when the folder cannot be written. */
export function takeInstanceLock(path: string): InstanceLock | null {
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
