// `hub import-visits`: an export of a terminal, from a stick. Importing it twice changes nothing (OB8).
import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { Command } from 'commander'
import { readLines } from '../ingest/read-lines.ts'
import type { ImportedVisits, Office } from '../server/office.ts'
import { fail, inOffice, type OfficeOptions, print, withOffice } from './office-command.ts'

export function importVisitsCommand(): Command {
  return withOffice(
    new Command('import-visits')
      .description('File the visits of an export: NDJSON, one event a line, plain or .gz')
      .argument('<file>', 'the export'),
  ).action((file: string, options: OfficeOptions) =>
    inOffice(options, async (office) => {
      const imported = await importFile(office, file)
      if (imported === null) return fail('文件无法读取 / the file cannot be read, or ends too early')
      const { accepted, duplicate, quarantined, notJson, terminals } = imported
      const lines = [
        `${accepted} 条新记录 / new, ${duplicate} 条已有 / known before, ${quarantined.length} 条隔离 / quarantined`,
        ...quarantined.slice(0, 20).map(({ id, code }) => `  ${id} ${code}`),
        ...(notJson > 0 ? [`${notJson} 行不是 JSON，已隔离 / lines are not JSON, kept apart`] : []),
        ...terminals.map((terminal) => `terminal ${terminal}`),
        '',
      ]
      print(options, imported, lines.join('\n'))
    }),
  )
}

const EVENTS_AT_ONCE = 500
const BYTES_AT_ONCE = 1024 * 1024

interface ImportedFile extends ImportedVisits {
  readonly notJson: number
}

/** Null: unreadable. What was filed before the file broke off stays filed; importing it again goes on from there. */
async function importFile(office: Office, file: string): Promise<ImportedFile | null> {
  const quarantined: ImportedVisits['quarantined'] = []
  const terminals = new Set<string>()
  const counts = { accepted: 0, duplicate: 0, notJson: 0 }
  let events: unknown[] = []
  let bytes = 0

  async function flush(): Promise<void> {
    if (events.length === 0) return
    const imported = await office.importEvents(events)
    counts.accepted += imported.accepted
    counts.duplicate += imported.duplicate
    quarantined.push(...imported.quarantined)
    for (const terminal of imported.terminals) terminals.add(terminal)
    events = []
    bytes = 0
  }

  try {
    const source = createReadStream(file)
    for await (const line of readLines(/\.gz$/i.test(file) ? source.pipe(createGunzip()) : source)) {
      if (line.trim() === '') continue
      const event = parse(line)
      if (event === undefined) counts.notJson += 1
      events.push(event ?? { unreadable: line })
      bytes += line.length
      if (events.length >= EVENTS_AT_ONCE || bytes >= BYTES_AT_ONCE) await flush()
    }
    await flush()
  } catch (thrown) {
    if (isFileProblem(thrown)) return null
    throw thrown
  }
  return { ...counts, quarantined, terminals: [...terminals].sort() }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function isFileProblem(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    'code' in thrown &&
    /^(E[A-Z]+|Z_[A-Z_]+|LINE_TOO_LONG)$/.test(String(thrown.code))
  )
}
