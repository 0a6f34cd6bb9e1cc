// The link over a WebSocket on loopback. Must not know what the frames say.
import type { Link } from '../../shared/bridge/link.ts'
import { err, ok } from '../../shared/core/result.ts'
import type { Connect } from './connect.ts'

/** `refusedBy`: asks whether a host is there at all; a host that answers but refuses the socket was restarted. */
export function webSocketConnect(url: string, hostAnswers: () => Promise<boolean>): Connect {
  return () =>
    new Promise((resolve) => {
      const socket = new WebSocket(url)
      socket.onopen = () => resolve(ok(linkOver(socket)))
      socket.onclose = async () => resolve(err((await hostAnswers()) ? 'REFUSED' : 'UNREACHABLE'))
    })
}

function linkOver(socket: WebSocket): Link {
  // Frames that arrive before somebody listens wait here.
  let early: string[] | null = []
  let onFrame: (frame: string) => void = (frame) => early?.push(frame)
  let onDown = () => {}
  let down = false

  const goDown = () => {
    if (down) return
    down = true
    socket.onmessage = null
    onDown()
  }
  socket.onmessage = (event) => {
    if (typeof event.data === 'string') onFrame(event.data)
  }
  socket.onclose = goDown

  return {
    send(frame) {
      if (!down && socket.readyState === WebSocket.OPEN) socket.send(frame)
    },
    onFrame(listener) {
      onFrame = listener
      for (const frame of early ?? []) listener(frame)
      early = null
    },
    onDown(listener) {
      onDown = listener
    },
    close() {
      socket.close()
      goDown()
    },
  }
}
