// The disk as the package store uses it: that of the roster store, and growing files piece by piece. Small enough to fail at
// every step.
import { createHash } from 'node:crypto'
import { open, stat } from 'node:fs/promises'
import { type RosterDisk, realDisk, systemCode } from '../roster/roster-disk.ts'

/**
 * Duties beyond those of `RosterDisk`:
 * - `append` need not be safe before `sync` of the same file.
 * - `hash` reads in pieces, so that a scan is never held up by a large file. Null: there is no such file.
 */
export interface PackageDisk extends RosterDisk {
  /** Bytes of a file; null: there is none. */
  size(path: string): Promise<number | null>
  append(path: string, bytes: Uint8Array): Promise<void>
  sync(path: string): Promise<void>
  /** SHA-256 in hex. */
  hash(path: string): Promise<string | null>
}

const HASHED_AT_ONCE = 256 * 1024

export const realPackageDisk: PackageDisk = {
  ...realDisk,
  async size(path) {
    try {
      return (await stat(path)).size
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return null
      throw error
    }
  },
  async append(path, bytes) {
    const file = await open(path, 'a')
    try {
      await file.writeFile(bytes)
    } finally {
      await file.close()
    }
  },
  async sync(path) {
    const file = await open(path, 'r+')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
  },
  async hash(path) {
    try {
      await using file = await open(path, 'r')
      const hash = createHash('sha256')
      const piece = new Uint8Array(HASHED_AT_ONCE)
      for (;;) {
        const { bytesRead } = await file.read(piece, 0, piece.length, null)
        if (bytesRead === 0) return hash.digest('hex')
        hash.update(piece.subarray(0, bytesRead))
      }
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return null
      throw error
    }
  },
}
