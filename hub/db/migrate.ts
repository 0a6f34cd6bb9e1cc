// Brings a database to the newest schema. Two programs may try at the same time: the table lock lets one through at a time.
import { type Kysely, sql } from 'kysely'
import { migrations } from './migrations.ts'
import type { Tables } from './tables.ts'

/** Throws when the database is newer than this program: an old program must not write into it. */
export async function migrate(db: Kysely<Tables>, now: Date): Promise<void> {
  await sql`CREATE TABLE IF NOT EXISTS schema_version (version int PRIMARY KEY, applied_at timestamptz NOT NULL)`.execute(
    db,
  )
  await db.transaction().execute(async (tx) => {
    await sql`LOCK TABLE schema_version IN EXCLUSIVE MODE`.execute(tx)
    const rows = await tx.selectFrom('schema_version').select('version').execute()
    const present = Math.max(0, ...rows.map(({ version }) => version))
    if (present > migrations.length)
      throw new Error(`the database has schema ${present}, this program knows ${migrations.length}`)
    for (const [index, step] of migrations.entries()) {
      const version = index + 1
      if (version <= present) continue
      await step(tx)
      await tx.insertInto('schema_version').values({ version, applied_at: now }).execute()
    }
  })
}
