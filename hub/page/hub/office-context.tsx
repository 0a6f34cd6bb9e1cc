// What every screen has at hand: the hub's API, the clock, and where to report that the login has ended.
import { createContext, type ReactNode, useContext } from 'react'
import type { HubApi, HubFailure } from './ask-hub.ts'

export interface OfficeAtHand {
  readonly api: HubApi
  /** Milliseconds since the epoch, by this machine. */
  readonly now: () => number
  readonly noticeFailure: (failure: HubFailure) => void
}

const Context = createContext<OfficeAtHand | null>(null)

export function OfficeProvider({ value, children }: { value: OfficeAtHand; children: ReactNode }) {
  return <Context value={value}>{children}</Context>
}

export function useOffice(): OfficeAtHand {
  const office = useContext(Context)
  if (!office) throw new Error('no OfficeProvider above')
  return office
}
