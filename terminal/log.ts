// The terminal's log: JSON lines with level, time, event and codes. Must not know cards: numbers, names and raw scans have
// no way in by type, and what slips through the type is withheld when it is written (DOMAIN: privacy).
import { join } from 'node:path'
import { pino } from 'pino'
import { openLogFile } from './log-file.ts'

/** A short code such as `DISK_FULL`. A plain `string` is not one: free text does not belong into a log. */
export type LogCode = Uppercase<string>
/** Durations, counts, sizes; below 10⁹, so that neither a member number nor a phone number fits. */
export type LogFields = Readonly<Record<string, number | boolean | null | LogCode>>

/** Events are named `room.what` in lower case, e.g. `host.started`. They are constants, never made of input. */
export type LogEvent = Lowercase<string>

export interface Log {
  info(event: LogEvent, fields?: LogFields): void
  warn(event: LogEvent, fields?: LogFields): void
  error(event: LogEvent, fields?: LogFields): void
  /** A bug was caught: logs its name, its code and where it was thrown, never its message, which may quote input. */
  crash(event: LogEvent, thrown: unknown): void
  /** Resolves when everything logged so far was written or given up; the log stays usable. */
  close(): Promise<void>
}

export interface LogSink {
  write(line: string): void
  close?(): Promise<void>
}

export function createLog(options: { readonly dataDir: string } | { readonly stream: LogSink }): Log {
  const sink: LogSink =
    'stream' in options ? options.stream : openLogFile({ path: join(options.dataDir, 'log', 'terminal.log') })
  const out = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'event' }, sink)
  return {
    info: (event, fields) => out.info(withheld(fields), event),
    warn: (event, fields) => out.warn(withheld(fields), event),
    error: (event, fields) => out.error(withheld(fields), event),
    crash: (event, thrown) => out.error(traceOf(thrown), event),
    close: async () => sink.close?.(),
  }
}

/** For tools and tests that have nothing to say. */
export const silentLog: Log = createLog({ stream: { write: () => {} } })

function withheld(fields: LogFields = {}): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [key, isHarmless(value) ? value : '?']),
  )
}

function isHarmless(value: unknown): boolean {
  if (typeof value === 'string') return /^[A-Z][A-Z0-9_-]{0,47}$/.test(value) && !/\d{6}/.test(value)
  if (typeof value === 'number') return Math.abs(value) < 1e9
  return typeof value === 'boolean' || value === null
}

function traceOf(thrown: unknown): Record<string, unknown> {
  if (!(thrown instanceof Error)) return { name: typeof thrown }
  const code = 'code' in thrown && isHarmless(thrown.code) ? { code: thrown.code } : {}
  // Only the last two path segments: enough to find the line, and the home folder's name stays out.
  const frames = (thrown.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => /([^/\\()\s]+[/\\][^/\\()\s]+:\d+:\d+)\)?$/.exec(line)?.[1] ?? 'native')
  return { name: isName(thrown.name) ? thrown.name : 'Error', ...code, frames }
}

function isName(text: string): boolean {
  return /^[A-Za-z]{1,40}$/.test(text)
}
