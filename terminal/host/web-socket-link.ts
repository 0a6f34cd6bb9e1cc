// A `Link` over one accepted WebSocket: the terminal's end. Knows sockets and text, not what the frames say.
import { type RawData, WebSocket } from 'ws'
import type { Link } from '../../shared/bridge/link.ts'

/** A page that stopped reading is cut off before what waits for it fills the memory. */
const MAX_WAITING_BYTES = 8 * 1024 * 1024

const UNSUPPORTED = 1003
const GOING_AWAY = 1001

export function webSocketToLink(socket: WebSocket): Link {
  const frameListeners: ((frame: string) => void)[] = []
  const downListeners: (() => void)[] = []
  let up = true

  socket.on('message', (bytes: RawData, isBinary: boolean) => {
    if (!up) return
    if (isBinary) socket.close(UNSUPPORTED)
    else for (const listener of frameListeners) listener(String(bytes))
  })
  socket.on('close', goDown)
  // Oversized frames and broken text end in `close`; without a listener they would end the process.
  socket.on('error', () => socket.terminate())

  return {
    send(frame) {
      if (!up || socket.readyState !== WebSocket.OPEN) return
      if (socket.bufferedAmount > MAX_WAITING_BYTES) socket.terminate()
      else socket.send(frame)
    },
    onFrame: (listener) => void frameListeners.push(listener),
    onDown: (listener) => void downListeners.push(listener),
    close() {
      socket.close(GOING_AWAY)
      goDown()
    },
  }

  function goDown(): void {
    if (!up) return
    up = false
    for (const listener of downListeners) listener()
  }
}
