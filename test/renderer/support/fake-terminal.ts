// The terminal's side of the screen over a real socket, with a remote control: pushes states, records calls, goes away.
// Serves the built page under the same content security policy as the hosts.
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { type WebSocket, WebSocketServer } from 'ws'
import { callFrameSchema, type FaultCode } from '../../../shared/bridge/frames.ts'
import type { Screen, TerminalState } from '../../../shared/bridge/state.ts'
import { stateOf } from './states.ts'

export interface RecordedCall {
  readonly method: string
  readonly params: unknown
}

type Answer = { readonly result: unknown } | { readonly fault: FaultCode } | 'silence'

export interface FakeTerminal {
  readonly address: string
  readonly calls: readonly RecordedCall[]
  push(change: Partial<TerminalState>): void
  show(screen: Screen, change?: Partial<TerminalState>): void
  /** What calls of a method are answered with; without one, `{}`. */
  answer(method: string, answer: Answer): void
  /** Cuts every connection. `refuse`: answers the next ones with 403, like a restarted host. */
  drop(): void
  setRefuse(refuse: boolean): void
  /** Stops listening at all, as if the process were gone; `comeBack` listens again on the same port. */
  goAway(): Promise<void>
  comeBack(): Promise<void>
  close(): Promise<void>
}

export const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'"

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

export async function startFakeTerminal(pageFolder: string): Promise<FakeTerminal> {
  const calls: RecordedCall[] = []
  const answers = new Map<string, Answer>()
  const sockets = new Set<WebSocket>()
  let state = stateOf({})
  let refuse = false
  let server: Server
  let port = 0

  async function listen(): Promise<void> {
    const upgrades = new WebSocketServer({ noServer: true })
    server = createServer(async (request, response) => {
      const path = new URL(request.url ?? '/', 'http://page').pathname
      const file = path === '/' ? '/index.html' : path
      try {
        const body = await readFile(join(pageFolder, file))
        response.writeHead(200, {
          'Content-Type': types[extname(file)] ?? 'application/octet-stream',
          'Content-Security-Policy': contentSecurityPolicy,
        })
        response.end(body)
      } catch {
        response.writeHead(404).end()
      }
    })
    server.on('upgrade', (request, socket, head) => {
      if (refuse || request.url !== '/link') {
        socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
        return
      }
      upgrades.handleUpgrade(request, socket, head, greet)
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  }

  function greet(socket: WebSocket): void {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('message', (text) => receive(socket, String(text)))
    socket.send(JSON.stringify({ type: 'state', state }))
  }

  function receive(socket: WebSocket, text: string): void {
    const { id, method, params } = callFrameSchema.parse(JSON.parse(text))
    calls.push({ method, params })
    const answer = answers.get(method) ?? {
      result: method === 'listToday' || method === 'demoCodes' ? [] : {},
    }
    if (answer === 'silence') return
    const frame =
      'fault' in answer ? { type: 'fault', id, code: answer.fault } : { type: 'reply', id, ...answer }
    socket.send(JSON.stringify(frame))
  }

  function push(change: Partial<TerminalState>): void {
    state = { ...state, ...change, revision: state.revision + 1 }
    for (const socket of sockets) socket.send(JSON.stringify({ type: 'state', state }))
  }

  function drop(): void {
    for (const socket of sockets) socket.terminate()
  }

  async function goAway(): Promise<void> {
    drop()
    server.closeAllConnections()
    const closed = once(server, 'close')
    server.close()
    await closed
  }

  await listen()
  return {
    address: `http://127.0.0.1:${port}/`,
    calls,
    push,
    show: (screen, change = {}) => push({ screen, ...change }),
    answer: (method, answer) => void answers.set(method, answer),
    drop,
    setRefuse: (next) => {
      refuse = next
    },
    goAway,
    comeBack: listen,
    close: goAway,
  }
}
