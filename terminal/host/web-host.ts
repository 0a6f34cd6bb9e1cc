// The loopback web host: serves the built page and connects every page's WebSocket to the terminal. Listens on 127.0.0.1
// only. Knows who may come in, not what is said.
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { MAX_FRAME_LENGTH } from '../../shared/bridge/frames.ts'
import type { Log } from '../log.ts'
import type { Terminal } from '../terminal.ts'
import { connectScreen } from './connect-screen.ts'
import { createHeartbeat } from './heartbeat.ts'
import { readPageFiles } from './page-files.ts'
import { answerPageRequest } from './serve-page.ts'
import { createWebGuard, type WebGuard } from './web-guard.ts'
import { webSocketToLink } from './web-socket-link.ts'

export interface WebHostOptions {
  readonly terminal: Terminal
  /** Folder of the built page. */
  readonly pageDir: string
  /** Preferred port; another one is taken where it is not free. 0: any. */
  readonly port: number
  readonly log: Log
}

export interface WebHost {
  /** `http://127.0.0.1:PORT/?token=…`: the way in, good until the terminal stops. */
  readonly url: string
  /** The same for one single use: for a browser that is started with it in its command line. */
  singleUseUrl(): string
  readonly port: number
  close(): Promise<void>
}

/** Easy to remember: the unions' hotline. */
export const DEFAULT_PORT = 12351

const HEARTBEAT_MS = 15_000
/** More screens than any counter has; a page that reconnects in a loop must not eat the machine. */
const MAX_SCREENS = 32
/** UTF-8 needs at most three bytes for one UTF-16 unit. */
const MAX_FRAME_BYTES = MAX_FRAME_LENGTH * 3

export async function startWebHost({ terminal, pageDir, port, log }: WebHostOptions): Promise<WebHost> {
  const files = readPageFiles(pageDir)
  const server = createServer()
  const takenPort = await listen(server, port)
  if (port !== 0 && takenPort !== port) log.warn('host.port_taken', { wanted: port, port: takenPort })

  const guard = createWebGuard(takenPort)
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false,
  })
  const heartbeat = createHeartbeat()
  const timer = setInterval(() => heartbeat.beat(), HEARTBEAT_MS)

  server.on('request', (request, response) => {
    const { status, headers, body } = answerPageRequest(guard, files, request)
    response.writeHead(status, headers)
    // For HEAD and 304 node leaves the body out.
    response.end(body)
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A peer that hangs up in the middle of the handshake is not our end.
    socket.on('error', () => socket.destroy())
    const refusal = refuseUpgrade(guard, request) ?? (sockets.clients.size >= MAX_SCREENS ? 503 : null)
    if (refusal !== null) {
      log.warn('host.socket_refused', { status: refusal })
      socket.end(`HTTP/1.1 ${refusal} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
      return
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      heartbeat.watch(webSocket)
      connectScreen(terminal, webSocketToLink(webSocket), log)
    })
  })
  log.info('host.started', { port: takenPort, files: files.size })

  const address = (token: string) => `http://127.0.0.1:${takenPort}/?token=${token}`

  return {
    url: address(guard.token),
    singleUseUrl: () => address(guard.singleUseToken()),
    port: takenPort,
    async close() {
      clearInterval(timer)
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Status of the refusal; null: welcome. */
function refuseUpgrade(guard: WebGuard, request: IncomingMessage): number | null {
  const { host, origin, cookie } = request.headers
  if (!guard.isOurHost(host)) return 421
  if (!guard.isOurOrigin(origin, host) || !guard.hasSession(cookie)) return 403
  return request.url === '/link' ? null : 404
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    // Taken, or not allowed for this account: any port serves, the address is printed.
    if (port === 0) throw error
    return listen(server, 0)
  }
  return (server.address() as AddressInfo).port
}
