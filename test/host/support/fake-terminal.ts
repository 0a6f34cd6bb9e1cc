// A terminal without roster and journal, with a remote control: for tests of hosts and links, which must not care.
import type { FaultCode } from '../../../shared/bridge/frames.ts'
import type { TerminalState } from '../../../shared/bridge/state.ts'
import { day } from '../../../shared/core/day.ts'
import { err, ok, type Result } from '../../../shared/core/result.ts'
import type { Terminal } from '../../../terminal/terminal.ts'

export interface FakeTerminal {
  readonly terminal: Terminal
  /** Every call that arrived, in order. */
  readonly calls: readonly { readonly method: string; readonly params: unknown }[]
  /** How many screens are listening. */
  listeners(): number
  isClosed(): boolean
  /** Changes the state and tells every screen. */
  push(change?: Partial<TerminalState>): void
  /** What the next calls are answered with; a thrown value breaks the call. */
  answerWith(answer: (method: string, params: unknown) => Result<unknown, FaultCode>): void
}

export function createFakeTerminal(): FakeTerminal {
  const listeners = new Set<(state: TerminalState) => void>()
  const calls: { method: string; params: unknown }[] = []
  let state = firstState
  let isClosed = false
  let answer = (method: string, params: unknown): Result<unknown, FaultCode> =>
    method === 'broken' ? err('BAD_CALL') : ok({ echo: params })

  return {
    calls,
    listeners: () => listeners.size,
    isClosed: () => isClosed,
    push(change = {}) {
      state = { ...state, ...change, revision: state.revision + 1 }
      for (const listener of listeners) listener(state)
    },
    answerWith: (next) => {
      answer = next
    },
    terminal: {
      state: () => state,
      onState(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      async call(method, params) {
        calls.push({ method, params })
        return answer(method, params)
      },
      async close() {
        isClosed = true
      },
    },
  }
}

const firstState: TerminalState = {
  revision: 1,
  mode: 'live',
  facility: { id: 'test', name: '测试中心', nameEn: 'Test centre' },
  clockOffsetMs: 0,
  today: day('2014-07-01'),
  screen: { kind: 'idle' },
  clearsAt: null,
  roster: { status: 'MISSING', asOf: null, members: 0, ageDays: null, isOld: false },
  scanners: [],
  network: 'NONE',
  queued: 0,
  clock: 'OK',
  servicesToday: 0,
  demo: null,
}
