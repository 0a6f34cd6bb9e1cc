// One order to the hub that somebody gives by pressing: at most one at a time, its outcome kept until the next.
import { useState } from 'react'
import type { Result } from '../../../shared/core/result.ts'
import type { HubFailure } from './ask-hub.ts'
import { useOffice } from './office-context.tsx'

export interface Order<Input, Value> {
  readonly outcome: Result<Value, HubFailure> | null
  readonly isWorking: boolean
  give(input: Input): Promise<void>
  forget(): void
}

export function useOrder<Input, Value>(
  carryOut: (input: Input) => Promise<Result<Value, HubFailure>>,
): Order<Input, Value> {
  const { noticeFailure } = useOffice()
  const [outcome, setOutcome] = useState<Result<Value, HubFailure> | null>(null)
  const [isWorking, setWorking] = useState(false)
  return {
    outcome,
    isWorking,
    async give(input) {
      if (isWorking) return
      setWorking(true)
      setOutcome(null)
      const answer = await carryOut(input)
      setWorking(false)
      setOutcome(answer)
      if (!answer.ok) noticeFailure(answer.error)
    },
    forget: () => setOutcome(null),
  }
}
