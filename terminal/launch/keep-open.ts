// Opens the browser again when it dies, within its restart budget. Knows exit codes, not browsers.
import { createRestartBudget } from './restart-budget.ts'

export interface KeepOpenDeps {
  /** Opens once; resolves when it is closed, with its exit code or null after a signal. */
  readonly open: () => Promise<number | null>
  /** Milliseconds, only differences count. */
  readonly now: () => number
}

/** `CLOSED`: somebody closed it, which is their right. */
export async function keepOpen({ open, now }: KeepOpenDeps): Promise<'CLOSED' | 'GAVE_UP'> {
  const mayRestart = createRestartBudget(now)
  for (;;) {
    if ((await open()) === 0) return 'CLOSED'
    if (!mayRestart()) return 'GAVE_UP'
  }
}
