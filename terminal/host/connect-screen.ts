// One screen on one link: the state first, every change after it, calls answered. The same for every host.
// Knows frames, not cards; what a call means and whether its params fit is the terminal's business.

import {
  type CallFrame,
  callFrameSchema,
  type FaultCode,
  MAX_FRAME_LENGTH,
  type TerminalFrame,
} from '../../shared/bridge/frames.ts'
import type { Link } from '../../shared/bridge/link.ts'
import type { TerminalState } from '../../shared/bridge/state.ts'
import { err, type Result } from '../../shared/core/result.ts'
import type { Log } from '../log.ts'
import type { Terminal } from '../terminal.ts'

export function connectScreen(terminal: Terminal, link: Link, log: Log): void {
  let up = true
  let unsent: TerminalState | null = null
  let badFrames = 0

  const send = (frame: TerminalFrame) => up && link.send(JSON.stringify(frame))

  // Several changes in one tick are one frame: the newest.
  const flush = () => {
    if (unsent) send({ type: 'state', state: unsent })
    unsent = null
  }
  const unsubscribe = terminal.onState((state) => {
    if (!unsent) setImmediate(flush)
    unsent = state
  })

  link.onDown(() => {
    up = false
    unsent = null
    unsubscribe()
    if (badFrames > 0) log.warn('screen.bad_frames', { total: badFrames })
  })
  link.onFrame((text) => {
    const frame = parseCall(text)
    if (frame.kind === 'call') void answer(frame.call)
    else refuse(frame.id)
  })
  send({ type: 'state', state: terminal.state() })

  async function answer(call: CallFrame): Promise<void> {
    const result = await ask(call)
    // Whoever asked sees what came of it before hearing that it is done.
    flush()
    if (result.ok) send({ type: 'reply', id: call.id, result: result.value })
    else send({ type: 'fault', id: call.id, code: result.error })
  }

  // The outermost place of a call: a throw below is a bug, and the screen stays alive.
  async function ask(call: CallFrame): Promise<Result<unknown, FaultCode>> {
    try {
      return await terminal.call(call.method, call.params)
    } catch (thrown) {
      log.crash('screen.call_broke', thrown)
      return err('BROKEN')
    }
  }

  function refuse(id: number | null): void {
    badFrames++
    // 1, 10, 100 …: a flood of bad frames must not become a flood of lines. What was in them is never logged.
    if (/^10*$/.test(String(badFrames))) log.warn('screen.bad_frame', { count: badFrames })
    if (id !== null) send({ type: 'fault', id, code: 'BAD_CALL' })
  }
}

type Incoming =
  | { readonly kind: 'call'; readonly call: CallFrame }
  /** `id` where one could be read, so that the caller hears of it. */
  | { readonly kind: 'bad'; readonly id: number | null }

function parseCall(text: string): Incoming {
  if (text.length > MAX_FRAME_LENGTH) return { kind: 'bad', id: null }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { kind: 'bad', id: null }
  }
  const call = callFrameSchema.safeParse(json)
  if (call.success) return { kind: 'call', call: call.data }
  const id = callFrameSchema.shape.id.safeParse((json as { id?: unknown } | null)?.id)
  return { kind: 'bad', id: id.success ? id.data : null }
}
