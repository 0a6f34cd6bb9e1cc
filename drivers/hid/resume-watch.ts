// Notices that the machine slept: a tick that comes much later than it should. A scanner may have been enumerated anew meanwhile,
// while its old handle stays silent without an error.

const TICK_MS = 5_000
/** Later than any busy process. */
const SLEPT_MS = 15_000

/** `wallNow` must go on while the machine sleeps. Returns the way out; keeps no process alive. */
export function watchForResume(wallNow: () => number, onResume: () => void, tickMs = TICK_MS): () => void {
  let last = wallNow()
  const timer = setInterval(() => {
    const now = wallNow()
    const slept = now - last > tickMs + SLEPT_MS
    last = now
    if (slept) onResume()
  }, tickMs)
  timer.unref()
  return () => clearInterval(timer)
}
