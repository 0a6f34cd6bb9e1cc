// How often something that dies may be started again: a counter must not stand before an empty screen, and what cannot live
// must not be started for ever.

const MAX_DEATHS = 5
const WITHIN_MS = 10 * 60_000

/** Call once per death; false: enough. `now` in milliseconds, only differences count. */
export function createRestartBudget(now: () => number): () => boolean {
  let deaths: number[] = []
  return () => {
    deaths = [...deaths, now()].filter((at) => now() - at < WITHIN_MS)
    return deaths.length < MAX_DEATHS
  }
}
