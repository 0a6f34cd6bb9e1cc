// PGlite in a thread of its own, with the face that Kysely's PGlite dialect wants. Kysely gives its one connection to one user
// at a time, so transactions need no lock here.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { PGlite as KyselyPGlite, PGliteTransaction } from 'kysely'
import type { FromDatabase, QueryResult, ToDatabase } from './pglite-messages.ts'

export interface PGliteInWorker extends KyselyPGlite {
  /** How often files were synced so far. */
  syncs(): Promise<number>
}

/** What the database answered when it refused a statement. `code` is PostgreSQL's SQLSTATE. */
export class DatabaseError extends Error {
  readonly code: string | null
  constructor(message: string, code: string | null) {
    super(message)
    this.name = 'DatabaseError'
    this.code = code
  }
}

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: Error) => void
}

/** Rejects when the folder cannot be opened. The first start makes the database, which takes some seconds. `onLost`: the database
 *  broke while it was in use; unless told otherwise that ends the program. */
export async function openPGliteInWorker(
  dir: string,
  onLost: (error: Error) => void = throwIt,
): Promise<PGliteInWorker> {
  const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), { workerData: { dir } })
  const waiting = new Map<number, Waiting>()
  let lastId = 0
  let gone: Error | null = null
  let isOpen = false
  const opened = Promise.withResolvers<void>()

  worker.on('message', (message: FromDatabase) => {
    if (message.kind === 'ready') opened.resolve()
    else if (message.kind === 'not-opened') opened.reject(new DatabaseError(message.detail, null))
    else {
      const call = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.kind === 'done') call?.resolve(message.value as never)
      else call?.reject(new DatabaseError(message.message, message.code))
    }
  })
  const end = (error: Error): void => {
    if (gone) return
    gone = error
    opened.reject(error)
    for (const call of waiting.values()) call.reject(error)
    waiting.clear()
    // Without its database the hub is of no use, and a start brings everything back: better an end that is seen than a hub that
    // answers and does nothing.
    if (isOpen) queueMicrotask(() => onLost(error))
  }
  worker.on('error', end)
  worker.on('exit', () => end(new DatabaseError('the database thread has ended', null)))

  function ask<T>(message: DistributiveOmit<ToDatabase, 'id'>): Promise<T> {
    if (gone) return Promise.reject(gone)
    lastId += 1
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    waiting.set(lastId, { resolve, reject })
    worker.postMessage({ ...message, id: lastId })
    return promise
  }

  async function query<T>(sql: string, parameters: readonly unknown[] = []) {
    const { rows, affectedRows, command } = await ask<QueryResult>({ kind: 'query', sql, parameters })
    return { rows: rows as T[], fields: [], command, ...(affectedRows === undefined ? {} : { affectedRows }) }
  }

  async function transaction<T>(work: (tx: PGliteTransaction) => Promise<T>): Promise<T> {
    await query('BEGIN')
    try {
      const result = await work({ query, rollback: async () => void (await query('ROLLBACK')) })
      const { command } = await query('COMMIT')
      // PostgreSQL answers COMMIT of a failed transaction with a rollback, and with no error.
      if (command === 'ROLLBACK') throw new DatabaseError('the transaction had failed', '25P02')
      return result
    } catch (thrown) {
      await query('ROLLBACK').catch(() => {})
      throw thrown
    }
  }

  async function close(): Promise<void> {
    if (gone) return
    isOpen = false
    const ended = once(worker, 'exit')
    await ask({ kind: 'close' })
    await worker.terminate()
    await ended
  }

  await opened.promise.catch(async (error: unknown) => {
    await worker.terminate()
    throw error
  })
  isOpen = true
  return {
    query,
    transaction,
    close,
    syncs: () => ask({ kind: 'syncs' }),
    ready: true,
    waitReady: Promise.resolve(),
    get closed() {
      return gone !== null
    },
  }
}

type DistributiveOmit<T, K extends string> = T extends unknown ? Omit<T, K> : never

function throwIt(error: Error): never {
  throw error
}
