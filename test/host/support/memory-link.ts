// Two ends of a link in one process: for tests that are about frames, not about sockets.
import type { Link } from '../../../shared/bridge/link.ts'

export interface MemoryLinks {
  readonly terminalEnd: Link
  readonly screenEnd: Link
}

export function createMemoryLinks(): MemoryLinks {
  const left = createEnd()
  const right = createEnd()
  left.peer = right
  right.peer = left
  return { terminalEnd: left.link, screenEnd: right.link }
}

interface End {
  peer: End | null
  readonly link: Link
  deliver(frame: string): void
  goDown(): void
}

function createEnd(): End {
  const frameListeners: ((frame: string) => void)[] = []
  const downListeners: (() => void)[] = []
  let up = true
  const end: End = {
    peer: null,
    deliver(frame) {
      if (up) for (const listener of frameListeners) listener(frame)
    },
    goDown() {
      if (!up) return
      up = false
      for (const listener of downListeners) listener()
    },
    link: {
      // Never at once: a real link does not call back inside `send` either.
      send: (frame) => {
        if (up) setImmediate(() => end.peer?.deliver(frame))
      },
      onFrame: (listener) => void frameListeners.push(listener),
      onDown: (listener) => void downListeners.push(listener),
      close() {
        end.goDown()
        setImmediate(() => end.peer?.goDown())
      },
    },
  }
  return end
}
