// A link in memory with a remote control, for the page's side alone.
import type { Connect, ConnectProblem } from '../../../renderer/link/connect.ts'
import type { Link } from '../../../shared/bridge/link.ts'
import { err, ok, type Result } from '../../../shared/core/result.ts'

export interface SteeredLink {
  readonly connect: Connect
  /** Frames the page sent, over all connections. */
  readonly sent: readonly { readonly id: number; readonly method: string; readonly params: unknown }[]
  /** How often the page tried to connect. */
  tries(): number
  /** The next tries end like this. */
  refuseWith(problem: ConnectProblem | null): void
  receive(frame: unknown): void
  goDown(): void
}

export function createSteeredLink(): SteeredLink {
  const sent: { id: number; method: string; params: unknown }[] = []
  let tries = 0
  let problem: ConnectProblem | null = null
  let onFrame: (frame: string) => void = () => {}
  let onDown = () => {}

  return {
    sent,
    tries: () => tries,
    async connect(): Promise<Result<Link, ConnectProblem>> {
      tries += 1
      if (problem) return err(problem)
      return ok({
        send: (frame) => void sent.push(JSON.parse(frame)),
        onFrame: (listener) => {
          onFrame = listener
        },
        onDown: (listener) => {
          onDown = listener
        },
        close: () => onDown(),
      })
    },
    refuseWith: (next) => {
      problem = next
    },
    receive: (frame) => onFrame(typeof frame === 'string' ? frame : JSON.stringify(frame)),
    goDown: () => onDown(),
  }
}
