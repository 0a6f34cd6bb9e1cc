// Asks for newer packages now and then. After a failure it waits longer, at random, so that a thousand terminals do not come back
// to a hub in the same second.
import type { Result } from '../../shared/core/result.ts'
import type { PackageProblem } from '../../shared/packages/package-problem.ts'
import type { Clock } from '../counter/clock.ts'
import type { Refreshed } from './package-store.ts'

export interface RefreshLoopOptions {
  readonly refresh: () => Promise<Result<Refreshed, PackageProblem>>
  readonly clock: Pick<Clock, 'after'>
  /** From 0 up to but not 1. */
  readonly random: () => number
  readonly onResult?: (result: Result<Refreshed, PackageProblem>) => void
  /** A try broke, which is a bug or a trusted root that cannot be read. The loop goes on: the set in use stays. */
  readonly onBroken?: (thrown: unknown) => void
  /** Between two tries when all is well. */
  readonly everyMs?: number
}

export interface RefreshLoop {
  /** Asks at once, e.g. because the network is back. */
  hurry(): void
  stop(): void
}

const MINUTE_MS = 60_000
const FIRST_RETRY_MS = 5_000
const LONGEST_RETRY_MS = 30 * MINUTE_MS

export function startRefreshLoop(options: RefreshLoopOptions): RefreshLoop {
  const {
    refresh,
    clock,
    random,
    onResult = () => {},
    onBroken = () => {},
    everyMs = 15 * MINUTE_MS,
  } = options
  let failures = 0
  let isRunning = false
  let isStopped = false
  let cancel = () => {}

  async function run(): Promise<void> {
    cancel()
    if (isRunning || isStopped) return
    isRunning = true
    try {
      const result = await refresh()
      failures = result.ok ? 0 : failures + 1
      onResult(result)
    } catch (thrown) {
      failures += 1
      onBroken(thrown)
    } finally {
      isRunning = false
    }
    if (!isStopped) cancel = clock.after(waitMs(), () => void run())
  }

  function waitMs(): number {
    // A fifth of the time at random also when all is well: counters open at the same minute.
    if (failures === 0) return everyMs * (0.9 + 0.2 * random())
    return random() * Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(failures, 20))
  }

  void run()
  return {
    hurry() {
      failures = 0
      void run()
    },
    stop() {
      isStopped = true
      cancel()
    },
  }
}
