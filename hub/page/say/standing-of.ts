// How a terminal stands with the hub, from what it last told and when. Pure.
import type { TerminalLine } from '../../server/office.ts'

export type Contact = 'NEAR' | 'QUIET' | 'SILENT' | 'NEVER' | 'REVOKED'

/** Terminals report every few minutes while they run. */
const NEAR_MS = 30 * 60_000
/** Longer than a weekend with a holiday: somebody should look. */
const SILENT_MS = 4 * 86_400_000

export function contactOf({ revokedAt, lastContactAt }: TerminalLine, now: number): Contact {
  if (revokedAt !== null) return 'REVOKED'
  if (lastContactAt === null) return 'NEVER'
  const since = now - Date.parse(lastContactAt)
  if (since < NEAR_MS) return 'NEAR'
  return since < SILENT_MS ? 'QUIET' : 'SILENT'
}

/** Is there something a person should look after? */
export function needsCare(line: TerminalLine, now: number): boolean {
  if (line.revokedAt !== null) return false
  const { status } = line
  const isBad =
    status !== null && (status.heldOut > 0 || status.clock === 'BEHIND' || status.rosterAsOf === null)
  return isBad || contactOf(line, now) === 'SILENT'
}
