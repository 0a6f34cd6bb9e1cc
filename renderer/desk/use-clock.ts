// The terminal's clock on the screen, ticking with the machine's and shifted by what the terminal says.
import { useEffect, useState } from 'react'
import { useDesk, useTerminalState } from './desk.ts'

/** Milliseconds since the epoch by the terminal's clock, renewed every second. */
export function useTerminalClock(): number {
  const { now } = useDesk()
  const { clockOffsetMs } = useTerminalState()
  const [at, setAt] = useState(now)
  useEffect(() => {
    setAt(now())
    const timer = setInterval(() => setAt(now()), 1_000)
    return () => clearInterval(timer)
  }, [now])
  return at + clockOffsetMs
}
