// The hub's log: JSON lines with what was asked and how it ended. Knows routes, not addresses; never a body, a number or a name.
import { pino } from 'pino'

export type LogFields = Readonly<Record<string, number | boolean | string | null>>

export interface HubLog {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  /** A bug or a broken disk: name, code and where, never the message, which may quote what was sent. */
  crash(event: string, thrown: unknown): void
}

export interface LogStream {
  write(line: string): void
}

export function createHubLog(stream: LogStream): HubLog {
  const out = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'event' }, stream)
  return {
    info: (event, fields) => out.info(fields ?? {}, event),
    warn: (event, fields) => out.warn(fields ?? {}, event),
    crash: (event, thrown) => out.error(traceOf(thrown), event),
  }
}

export const silentHubLog: HubLog = createHubLog({ write: () => {} })

function traceOf(thrown: unknown): Record<string, unknown> {
  if (!(thrown instanceof Error)) return { name: typeof thrown }
  const code = 'code' in thrown && /^[A-Z0-9_]{1,40}$/.test(String(thrown.code)) ? String(thrown.code) : null
  const frames = (thrown.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => /([^/\\()\s]+[/\\][^/\\()\s]+:\d+:\d+)\)?$/.exec(line)?.[1] ?? 'native')
  return { name: /^[A-Za-z]{1,40}$/.test(thrown.name) ? thrown.name : 'Error', code, frames }
}
