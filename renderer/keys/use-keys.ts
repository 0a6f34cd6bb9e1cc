// Listening to the key gate from a screen. Each key is drawn before the next one is looked at: several digits and the Enter
// behind them may be told in one breath.
import { useEffect, useRef } from 'react'
import { flushSync } from 'react-dom'
import { useDesk } from '../desk/desk.ts'

export function useTypedKeys(onKey: (key: string) => void): void {
  const { keys } = useDesk()
  const newest = useRef(onKey)
  newest.current = onKey
  useEffect(() => keys.onTyped((key) => flushSync(() => newest.current(key))), [keys])
}

export function useSingleKeys(onKey: (key: string) => void): void {
  const { keys } = useDesk()
  const newest = useRef(onKey)
  newest.current = onKey
  useEffect(() => keys.onSingleKey((key) => flushSync(() => newest.current(key))), [keys])
}
