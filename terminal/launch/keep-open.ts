// Starts the browser again when it dies, up to a cap: a counter must not stand before an empty desktop, and a machine on
// which no browser can live must not start one for ever. Knows exit codes, not browsers.

export interface KeepOpenDeps {
  /** Opens once; resolves when it is closed, with its exit code or null after a signal. */
  readonly open: () => Promise<number | null>
  /** Milliseconds, only differences count. */
  readonly now: () => number
}

const MAX_DEATHS = 5
const WITHIN_MS = 10 * 60_000

/** `CLOSED`: somebody closed it, which is their right. */
export async function keepOpen({ open, now }: KeepOpenDeps): Promise<'CLOSED' | 'GAVE_UP'> {
  let deaths: number[] = []
  for (;;) {
    if ((await open()) === 0) return 'CLOSED'
    deaths = [...deaths, now()].filter((at) => now() - at < WITHIN_MS)
    if (deaths.length >= MAX_DEATHS) return 'GAVE_UP'
  }
}
