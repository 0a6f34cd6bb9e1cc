// The disk as the roster store uses it, small enough to fail on purpose at every step. Knows nothing of rosters.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'

/**
 * Duties:
 * - `read` and `readNow` give at most `maxBytes + 1` bytes, so that a file that is too long is seen without being swallowed;
 *   null: there is no such file.
 * - After `write` resolves, the content survives a power cut; the name does after `syncFolder` of its folder.
 * - `rename` replaces in one step.
 * - Every other failure is thrown, with a `code` where the system gives one (ENOSPC).
 */
export interface RosterDisk {
  /** For lookups, which must answer at once. */
  readNow(path: string, maxBytes: number): Uint8Array<ArrayBuffer> | null
  read(path: string, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | null>
  /** Names in a folder; none when it does not exist. */
  list(folder: string): Promise<readonly string[]>
  makeFolder(folder: string): Promise<void>
  write(path: string, bytes: Uint8Array): Promise<void>
  rename(from: string, to: string): Promise<void>
  syncFolder(folder: string): Promise<void>
  remove(path: string): Promise<void>
}

export const realDisk: RosterDisk = {
  readNow(path, maxBytes) {
    let file: number
    try {
      file = openSync(path, 'r')
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return null
      throw error
    }
    try {
      const bytes = new Uint8Array(Math.min(fstatSync(file).size, maxBytes + 1))
      return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0))
    } finally {
      closeSync(file)
    }
  },
  async read(path, maxBytes) {
    const file = await ifThere(open(path, 'r'))
    if (file === null) return null
    try {
      const bytes = new Uint8Array(Math.min((await file.stat()).size, maxBytes + 1))
      const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
      return bytes.subarray(0, bytesRead)
    } finally {
      await file.close()
    }
  },
  async list(folder) {
    return (await ifThere(readdir(folder))) ?? []
  },
  async makeFolder(folder) {
    await mkdir(folder, { recursive: true })
  },
  async write(path, bytes) {
    const file = await open(path, 'w')
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
  },
  rename,
  async syncFolder(folder) {
    // Windows has no handle for a folder; NTFS keeps renames in order by itself.
    if (process.platform === 'win32') return
    const handle = await open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  },
  async remove(path) {
    await rm(path, { force: true })
  },
}

/** The `code` of a thrown system error, e.g. ENOSPC. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN'
}

async function ifThere<T>(opening: Promise<T>): Promise<T | null> {
  try {
    return await opening
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
}
