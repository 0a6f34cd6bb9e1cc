// Serial ports without a machine, with a remote control: what is listed, what refuses to open, what is sent.
import type {
  SerialEvents,
  SerialLine,
  SerialPortListing,
  SerialPorts,
  SerialProblem,
} from '../../../drivers/serial/serial-ports.ts'
import { err, ok } from '../../../shared/core/result.ts'

export interface FakeSerialPorts {
  readonly ports: SerialPorts
  readonly opened: { readonly path: string; readonly line: SerialLine }[]
  plug(listing: SerialPortListing): void
  unplug(path: string): void
  /** From now on opening answers with this problem; null: opens again. */
  refuseOpening(problem: SerialProblem | null): void
  /** From now on opening takes until the returned function is called. */
  holdOpening(): () => void
  refuseListing(problem: SerialProblem | null): void
  send(path: string, text: string): void
  isOpen(path: string): boolean
}

export function createFakeSerialPorts(): FakeSerialPorts {
  const plugged = new Map<string, SerialPortListing>()
  const open = new Map<string, SerialEvents>()
  const opened: { path: string; line: SerialLine }[] = []
  let openProblem: SerialProblem | null = null
  let listProblem: SerialProblem | null = null
  let opening: Promise<void> = Promise.resolve()

  return {
    opened,
    ports: {
      list: async () => (listProblem ? err(listProblem) : ok([...plugged.values()])),
      open: async (path, line, events) => {
        await opening
        if (openProblem) return err(openProblem)
        if (!plugged.has(path)) return err({ kind: 'absent', detail: 'No such file or directory' })
        opened.push({ path, line })
        open.set(path, events)
        return ok({ close: async () => void open.delete(path) })
      },
    },
    plug: (listing) => void plugged.set(listing.path, listing),
    unplug(path) {
      plugged.delete(path)
      const events = open.get(path)
      open.delete(path)
      events?.onGone()
    },
    refuseOpening: (problem) => {
      openProblem = problem
    },
    holdOpening() {
      const { promise, resolve } = Promise.withResolvers<void>()
      opening = promise
      return resolve
    },
    refuseListing: (problem) => {
      listProblem = problem
    },
    send: (path, text) => open.get(path)?.onBytes(new TextEncoder().encode(text)),
    isOpen: (path) => open.has(path),
  }
}
