// The page's side of the contract: the newest state, typed calls with their replies, and reconnecting.
// Decides nothing about cards; shows no state of a link that is down.
import type { Method, Params, Reply } from '../../shared/bridge/calls.ts'
import { calls } from '../../shared/bridge/calls.ts'
import { type FaultCode, terminalFrameSchema } from '../../shared/bridge/frames.ts'
import type { Link } from '../../shared/bridge/link.ts'
import type { TerminalState } from '../../shared/bridge/state.ts'
import { err, ok, type Result } from '../../shared/core/result.ts'
import type { Connect } from './connect.ts'

export type CallProblem = FaultCode | 'LINK_DOWN'

/** `mismatch`: the terminal speaks another version of the contract. */
export type TerminalView =
  | { readonly link: 'up'; readonly state: TerminalState }
  | { readonly link: 'connecting' | 'down' | 'refused' | 'mismatch'; readonly state: null }

export interface TerminalClient {
  view(): TerminalView
  /** Calls back on every change of the view. Returns the way out. */
  onView(listener: () => void): () => void
  /** Never rejects. A call that was under way when the link went down ends as `LINK_DOWN`. */
  call<M extends Method>(method: M, params: Params<M>): Promise<Result<Reply<M>, CallProblem>>
  close(): void
}

export interface TerminalClientDeps {
  readonly connect: Connect
  /** Runs `task` after `delayMs`; returns the way out. */
  readonly later: (delayMs: number, task: () => void) => () => void
}

const FIRST_RETRY_MS = 250
const LAST_RETRY_MS = 4_000

export function createTerminalClient({ connect, later }: TerminalClientDeps): TerminalClient {
  const listeners = new Set<() => void>()
  const waiting = new Map<number, (answer: Result<unknown, CallProblem>) => void>()
  let view: TerminalView = { link: 'connecting', state: null }
  let link: Link | null = null
  let lastId = 0
  let retryMs = FIRST_RETRY_MS
  let cancelRetry = () => {}
  let closed = false

  function show(next: TerminalView): void {
    view = next
    for (const listener of [...listeners]) listener()
  }

  async function open(): Promise<void> {
    const opened = await connect()
    if (closed) {
      if (opened.ok) opened.value.close()
      return
    }
    if (!opened.ok) {
      if (opened.error === 'REFUSED') show({ link: 'refused', state: null })
      else if (view.link !== 'connecting') show({ link: 'down', state: null })
      retry()
      return
    }
    link = opened.value
    link.onDown(goDown)
    link.onFrame(receive)
  }

  function goDown(): void {
    link = null
    for (const answer of waiting.values()) answer(err('LINK_DOWN'))
    waiting.clear()
    if (closed) return
    show({ link: 'down', state: null })
    retry()
  }

  function retry(): void {
    cancelRetry = later(retryMs, open)
    retryMs = Math.min(retryMs * 2, LAST_RETRY_MS)
  }

  function receive(text: string): void {
    const frame = terminalFrameSchema.safeParse(parseJson(text))
    if (!frame.success) show({ link: 'mismatch', state: null })
    else if (frame.data.type === 'state') {
      retryMs = FIRST_RETRY_MS
      show({ link: 'up', state: frame.data.state })
    } else {
      const answer = waiting.get(frame.data.id)
      waiting.delete(frame.data.id)
      answer?.(frame.data.type === 'reply' ? ok(frame.data.result) : err(frame.data.code))
    }
  }

  void open()

  return {
    view: () => view,
    onView(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async call(method, params) {
      if (!link) return err('LINK_DOWN')
      const id = ++lastId
      const answer = await new Promise<Result<unknown, CallProblem>>((resolve) => {
        waiting.set(id, resolve)
        link?.send(JSON.stringify({ type: 'call', id, method, params }))
      })
      if (!answer.ok) return answer
      const result = calls[method].result.safeParse(answer.value)
      return result.success ? ok(result.data as Reply<typeof method>) : err('BAD_CALL')
    },
    close() {
      closed = true
      cancelRetry()
      link?.close()
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
