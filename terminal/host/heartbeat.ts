// Finds pages that are gone without saying so (a sleeping laptop, a killed tab): whoever did not answer the last ping is cut off.
import type { WebSocket } from 'ws'

export interface Heartbeat {
  watch(socket: WebSocket): void
  /** One beat: cuts off the silent, asks the others. Called by a timer in the host, by hand in tests. */
  beat(): void
}

export function createHeartbeat(): Heartbeat {
  const answered = new Map<WebSocket, boolean>()
  return {
    watch(socket) {
      answered.set(socket, true)
      socket.on('pong', () => answered.set(socket, true))
      socket.on('close', () => answered.delete(socket))
    },
    beat() {
      for (const [socket, isAlive] of answered) {
        if (!isAlive) {
          socket.terminate()
          continue
        }
        answered.set(socket, false)
        socket.ping()
      }
    },
  }
}
