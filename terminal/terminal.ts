// The terminal as its hosts see it. Both hosts (headless, Electron) connect screens to the same object.
import type { FaultCode } from '../shared/bridge/frames.ts'
import type { TerminalState } from '../shared/bridge/state.ts'
import type { Result } from '../shared/core/result.ts'

export interface Terminal {
  state(): TerminalState
  /** Calls back on every change, not for the present state. Returns the way out. */
  onState(listener: (state: TerminalState) => void): () => void
  /** One call of a screen: `method` and `params` come from outside and are checked here. Never rejects. */
  call(method: string, params: unknown): Promise<Result<unknown, FaultCode>>
  /** Stops scanners and timers and closes the journal. */
  close(): Promise<void>
}
