// A log that tests can read back, line by line.
import { createLog, type Log } from '../../../terminal/log.ts'

export interface LogLines {
  readonly log: Log
  /** Events in order. */
  events(): string[]
  /** Everything that was written. */
  text(): string
}

export function createLogLines(): LogLines {
  const lines: string[] = []
  return {
    log: createLog({ stream: { write: (line) => void lines.push(line) } }),
    events: () => lines.map((line) => (JSON.parse(line) as { event: string }).event),
    text: () => lines.join(''),
  }
}
