// The hub's key: one file in the data folder, for its owner only. Visits are sealed with it and persons are counted by it, so a
// database without its key is closed for ever: a missing key is never replaced by a new one.
import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

const KEY_BYTES = 32

export interface HubKeys {
  readonly visits: Uint8Array
  readonly persons: Uint8Array
}

/** Reads the key file, makes it on the first start, and proves that it belongs to the database. Throws with a reason. */
export async function openHubKeys(path: string, db: Kysely<Tables>): Promise<HubKeys> {
  const known = await db.selectFrom('hub_key').select('proof').executeTakeFirst()
  if (!existsSync(path)) {
    if (known) throw new Error(`the key of this database is missing: put ${path} back from the backup`)
    writeKey(path)
  }
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex')
  if (key.length !== KEY_BYTES) throw new Error(`${path} is damaged: put it back from the backup`)
  const proof = createHmac('sha256', key).update('proof').digest('hex')
  if (!known) {
    await db
      .insertInto('hub_key')
      .values({ one: 1, proof })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    return openHubKeys(path, db)
  }
  if (known.proof !== proof) throw new Error(`${path} is not the key of this database`)
  return { visits: derived(key, 'visits'), persons: derived(key, 'persons') }
}

function derived(key: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, '', purpose, KEY_BYTES))
}

function writeKey(path: string): void {
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, `${randomBytes(KEY_BYTES).toString('hex')}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
