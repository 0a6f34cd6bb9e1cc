// The thread of the embedded database. PGlite computes in the thread it lives in: here no request waits for a query of another.
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import type { FromDatabase, QueryResult, ToDatabase } from './pglite-messages.ts'
import { pgliteOptions } from './pglite-options.ts'
import { SyncingNodeFS } from './syncing-node-fs.ts'

const port = parentPort
if (!port) throw new Error('this is the thread of the database, not a program')
const say = (message: FromDatabase): void => port.postMessage(message)

const files = new SyncingNodeFS(String(workerData.dir))
const database = new PGlite({ ...pgliteOptions, fs: files })

port.on('message', (message: ToDatabase) => {
  void answer(message).then(
    (value) => say({ kind: 'done', id: message.id, value }),
    (thrown: unknown) => {
      say({ kind: 'failed', id: message.id, ...partsOf(thrown) })
      // Not a refusal but the end of the machine PostgreSQL runs on: nothing it says can be believed now.
      if (thrown instanceof Error && thrown.name === 'RuntimeError') setImmediate(() => process.exit(1))
    },
  )
})

database.waitReady.then(
  () => say({ kind: 'ready' }),
  (thrown: unknown) => say({ kind: 'not-opened', detail: partsOf(thrown).message }),
)

async function answer(message: ToDatabase): Promise<unknown> {
  switch (message.kind) {
    case 'query': {
      const { rows, affectedRows, command } = await database.query(message.sql, [...message.parameters])
      return { rows, affectedRows, command } satisfies QueryResult
    }
    case 'syncs':
      return files.syncs
    case 'close':
      return database.close()
  }
}

function partsOf(thrown: unknown): { readonly message: string; readonly code: string | null } {
  if (!(thrown instanceof Error)) return { message: 'unknown', code: null }
  return { message: thrown.message, code: 'code' in thrown ? String(thrown.code) : null }
}
