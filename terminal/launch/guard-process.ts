// The root of a process: asked to stop it closes cleanly, broken by a bug it says so once and ends. Nothing that was shown as
// recorded can be lost by either: it was on disk before it was shown.
import type { Log } from '../log.ts'
import { notices } from './notices.ts'

export interface GuardOptions {
  readonly log: Log
  readonly complain: (line: string) => void
  /** Closes everything; may take a moment, is not waited for forever. */
  readonly close: () => Promise<void>
}

const CLOSE_WITHIN_MS = 5_000
const LOG_WITHIN_MS = 1_000

export function guardProcess({ log, complain, close }: GuardOptions): void {
  let stopping = false
  let crashed = false

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // Asked twice: somebody is in a hurry.
      if (stopping) process.exit(1)
      stopping = true
      log.info('root.stopping', { signal })
      setTimeout(() => end(1), CLOSE_WITHIN_MS).unref()
      close().then(() => end(0), crash)
    })
  }
  process.on('uncaughtException', crash)
  process.on('unhandledRejection', crash)

  function crash(thrown: unknown): void {
    if (crashed) return
    crashed = true
    log.crash('root.crashed', thrown)
    complain(notices.crashed)
    end(1)
  }

  function end(code: number): void {
    const exit = () => process.exit(code)
    // A disk that does not take the last line must not keep a broken process alive.
    setTimeout(exit, LOG_WITHIN_MS)
    log.close().then(exit, exit)
  }
}
