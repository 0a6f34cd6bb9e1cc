// The office over the hub itself.
import { type Day, dayOfInstant, daysBetween } from '../../shared/core/day.ts'
import { MAX_BATCH_EVENTS } from '../../shared/protocol/visit-batch.ts'
import { type EventEnvelope, eventEnvelopeSchema } from '../../shared/protocol/visit-event.ts'
import type { KnownTerminal } from '../enrolment/terminals.ts'
import { fileBatch } from '../ingest/file-batch.ts'
import { sha256 } from '../ingest/hashes.ts'
import { reportMonth } from '../report/month-report.ts'
import { verifyTerminal } from '../verify/verify-terminal.ts'
import { enrolOrderSchema, type ImportedVisits, type Office, type TerminalLine } from './office.ts'
import type { Hub } from './open-hub.ts'

const HOUR_MS = 3_600_000

export function createLocalOffice(hub: Hub): Office {
  const { store, enrolment, terminals, now } = hub

  async function verify(terminal: string) {
    const id = terminal.toLowerCase()
    const known = await terminals.find(id)
    const chain = await store.chainOf(id)
    if (!known && chain.lastSeq === 0 && (await store.quarantinedOf(id)).length === 0) return null
    return verifyTerminal({ store, sha256 }, id, known?.status?.lastSeq ?? null)
  }

  async function importEvents(events: readonly unknown[]): Promise<ImportedVisits> {
    const byTerminal = Map.groupBy(events.map(envelopeOf), terminalOf)
    const imported = { accepted: 0, duplicate: 0, quarantined: [] as ImportedVisits['quarantined'] }
    for (const [terminal, own] of byTerminal) {
      for (let from = 0; from < own.length; from += MAX_BATCH_EVENTS) {
        const batch = { events: own.slice(from, from + MAX_BATCH_EVENTS), isFromFile: true }
        for (const reply of (await fileBatch(hub.filing, terminal, batch)).replies) {
          if (reply.outcome === 'ACCEPTED') imported.accepted += 1
          if (reply.outcome === 'DUPLICATE') imported.duplicate += 1
          if (reply.outcome === 'QUARANTINED') imported.quarantined.push({ id: reply.id, code: reply.code })
        }
      }
    }
    return { ...imported, terminals: [...byTerminal.keys()] }
  }

  return {
    terminals: async () => (await terminals.list()).map((known) => lineOf(known, dayOfInstant(now()))),
    enrol(order) {
      const { facility, hours, terminal } = enrolOrderSchema.parse(order)
      return enrolment.issueCode({
        facility,
        lifetimeMs: hours * HOUR_MS,
        ...(terminal === undefined ? {} : { terminal: terminal.toLowerCase() }),
      })
    },
    revoke: (terminal) => enrolment.revoke(terminal),
    verify,
    month: (month) => reportMonth(store, month),
    lockMonth: (month) => store.lockMonth(month, now()),
    importEvents,
    close: () => hub.close(),
  }
}

/** Whose an event says it is; one that does not say is kept apart under nobody's name. */
function terminalOf(event: EventEnvelope): string {
  const [, terminal] =
    /^\/terminals\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.exec(String(event.source)) ?? []
  return terminal?.toLowerCase() ?? NOBODY
}

export const NOBODY = '00000000-0000-0000-0000-000000000000'

/** A line without an id gets one of its own content, so that it is kept, and once. */
function envelopeOf(event: unknown): EventEnvelope {
  const parsed = eventEnvelopeSchema.safeParse(event)
  if (parsed.success) return parsed.data
  const hash = sha256(JSON.stringify(event) ?? '')
  const id = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `8${hash.slice(17, 20)}`,
    hash.slice(20, 32),
  ]
  return { id: id.join('-'), unreadable: event }
}

function lineOf({ status, ...known }: KnownTerminal, today: Day): TerminalLine {
  if (status === null) return { ...known, status, rosterAgeDays: null }
  const { terminal: _, ...told } = status
  const { rosterAsOf } = status
  return {
    ...known,
    status: told,
    rosterAgeDays: rosterAsOf === null ? null : daysBetween(rosterAsOf, today),
  }
}
