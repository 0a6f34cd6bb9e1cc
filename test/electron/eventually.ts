// Waits for what happens in another process; says what was there instead when it does not come. Long, so that a busy machine
// is no failure, and over as soon as it is true.
import { expect } from 'vitest'

export function eventually<T>(look: () => T) {
  return expect.poll(look, { timeout: 15_000, interval: 20 })
}
