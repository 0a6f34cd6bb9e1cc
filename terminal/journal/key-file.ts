// The journal's key in a file only its owner may read. Electron hands in a key of its own instead (safe storage).
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { KEY_BYTES } from './seal.ts'

/** Reads the key, or makes one when `mayCreate`. A journal without its key cannot be read by anybody: that is never repaired by
 *  making a new one. Throws with a reason for the technician. */
export function readOrCreateKey(path: string, mayCreate: boolean): Buffer {
  if (existsSync(path)) {
    const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex')
    if (key.length !== KEY_BYTES)
      throw new Error('the journal key file is damaged: restore it from the backup')
    return key
  }
  if (!mayCreate) throw new Error('the journal key file is missing: restore it from the backup')
  const key = randomBytes(KEY_BYTES)
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, `${key.toString('hex')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return key
}
