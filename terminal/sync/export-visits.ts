// Visits as a file: one event a line, the same as on the wire, so that a stick can do what a network cannot (OB8).
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { visitToEvent } from '../../shared/protocol/visit-event.ts'
import type { Journal } from '../journal/journal.ts'

const PAGE = 200

/** Writes the events above `after` in order, gzip when the name ends in `.gz`. Gives how many. The file is whole or not there. Rejects
 *  when the disk refuses. */
export async function exportVisits(
  journal: Pick<Journal, 'above'>,
  after: number,
  path: string,
): Promise<number> {
  let events = 0
  function* lines(): Generator<string> {
    for (let page = journal.above(after, PAGE); page.length > 0; ) {
      for (const visit of page) yield `${JSON.stringify(visitToEvent(visit))}\n`
      events += page.length
      page = journal.above(page.at(-1)?.seq ?? 0, PAGE)
    }
  }
  const unfinished = `${path}.part`
  // `flush` syncs before the file is closed: a stick is pulled out the moment the command says it is done.
  const file = createWriteStream(unfinished, { mode: 0o600, flush: true })
  try {
    const source = Readable.from(lines())
    if (path.endsWith('.gz')) await pipeline(source, createGzip(), file)
    else await pipeline(source, file)
    await rename(unfinished, path)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  return events
}
