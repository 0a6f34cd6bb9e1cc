// Time as the counter sees it: real in a host, steered in tests and in demo mode.

export interface Clock {
  /** Milliseconds since the epoch, by the terminal's clock. */
  now(): number
  /** Terminal's clock minus the machine's; 0 unless somebody set it (demo mode). */
  offsetMs(): number
  /** Calls once after a while of real time. Returns the way to call it off. Never keeps the process alive. */
  after(delayMs: number, then: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  offsetMs: () => 0,
  after(delayMs, then) {
    const timer = setTimeout(then, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
