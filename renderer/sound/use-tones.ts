// Sounds a screen once, when it is new. The first state after a reload or reconnect is old news and stays silent.
import { useEffect, useRef } from 'react'
import type { Screen } from '../../shared/bridge/state.ts'
import { useDesk } from '../desk/desk.ts'
import { screenKey } from '../desk/screen-key.ts'
import { toneOf } from './tone-of.ts'

export function useTones(screen: Screen, on: boolean): void {
  const { tones } = useDesk()
  const key = screenKey(screen)
  const sounded = useRef(key)
  useEffect(() => {
    if (sounded.current === key) return
    sounded.current = key
    const tone = toneOf(screen)
    if (on && tone) tones.play(tone)
  })
}
