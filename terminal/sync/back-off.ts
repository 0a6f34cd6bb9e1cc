// How long to wait after a failure: full jitter, doubling, no last try (OB3). Pure.

const FIRST_MS = 2_000
const LONGEST_MS = 10 * 60_000

/** `failures`: how many in a row, from 1. `random`: in [0, 1). */
export function backOffMs(failures: number, random: number): number {
  // 2⁹ is past the longest wait; a larger power would only risk overflow.
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 9))
  return Math.floor(random * ceiling)
}
