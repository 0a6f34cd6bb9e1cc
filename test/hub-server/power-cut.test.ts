// The embedded database and the power: with the syncing file system no commit is lost, without it many are. The second half shows
// that the first can fail.
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { expect, it } from 'vitest'
import { pgliteOptions } from '../../hub/db/pglite-options.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { PowerCutFS } from './power-cut-fs.ts'

const ROWS = 300
const CUT_AFTER = [1, 57, 200, ROWS]
const SLOW_MS = 180_000

/** Rows found after each cut. */
async function rowsAfterCuts(options: Partial<typeof pgliteOptions>): Promise<number[]> {
  const folder = temporaryFolder()
  const disk = new PowerCutFS(join(folder, 'database'))
  const database = new PGlite({ ...options, fs: disk })
  await database.exec('CREATE TABLE visit (n int PRIMARY KEY, body text); CHECKPOINT')
  disk.settle()
  const cuts: string[] = []
  for (let n = 1; n <= ROWS; n++) {
    await database.query('INSERT INTO visit VALUES ($1, $2)', [n, 'x'.repeat(500)])
    if (!CUT_AFTER.includes(n)) continue
    const dir = join(folder, `cut-${n}`)
    disk.cutInto(dir)
    cuts.push(dir)
  }
  await database.close()
  const found: number[] = []
  for (const dir of cuts) {
    const after = new PGlite({ ...options, fs: new PowerCutFS(dir) })
    const { rows } = await after.query<{ n: number }>('SELECT count(*)::int AS n FROM visit')
    found.push(rows[0]?.n ?? -1)
    await after.close()
  }
  return found
}

it(
  '[VS9] no commit is lost when the power is cut',
  async () => {
    expect(await rowsAfterCuts(pgliteOptions)).toEqual(CUT_AFTER)
  },
  SLOW_MS,
)

it(
  'and the same cuts lose commits of PGlite as it comes',
  async () => {
    const found = await rowsAfterCuts({})
    for (const [index, rows] of found.entries()) expect(rows).toBeLessThan(CUT_AFTER[index] ?? 0)
  },
  SLOW_MS,
)
