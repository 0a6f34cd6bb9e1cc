// One question to the hub whose answer a screen shows: asked when the screen opens, and again on demand.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Result } from '../../../shared/core/result.ts'
import type { HubFailure } from './ask-hub.ts'
import { useOffice } from './office-context.tsx'

export interface Asked<Value> {
  /** The last answer; stays while it is asked again. */
  readonly value: Value | null
  readonly failure: HubFailure | null
  readonly isAsking: boolean
  again(): void
}

/** `key` names the question: another one drops the answer before. */
export function useAnswer<Value>(key: string, ask: () => Promise<Result<Value, HubFailure>>): Asked<Value> {
  const { noticeFailure } = useOffice()
  const [state, setState] = useState<{ key: string; value: Value | null; failure: HubFailure | null }>({
    key,
    value: null,
    failure: null,
  })
  const [isAsking, setAsking] = useState(true)
  const latest = useRef({ ask, round: 0 })
  latest.current.ask = ask

  const again = useCallback(() => {
    const round = ++latest.current.round
    setAsking(true)
    void latest.current.ask().then((answer) => {
      // Overtaken by a later question, or the screen is gone.
      if (latest.current.round !== round) return
      setAsking(false)
      if (!answer.ok) noticeFailure(answer.error)
      setState((before) => ({
        key,
        value: answer.ok ? answer.value : before.key === key ? before.value : null,
        failure: answer.ok ? null : answer.error,
      }))
    })
  }, [key, noticeFailure])

  useEffect(() => {
    const { current } = latest
    again()
    return () => {
      current.round += 1
    }
  }, [again])

  const isOfThis = state.key === key
  return { value: isOfThis ? state.value : null, failure: isOfThis ? state.failure : null, isAsking, again }
}
