// Pages that are gone without saying so, and pages that stopped reading: both are cut off, the living are left alone.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { createHeartbeat } from '../../terminal/host/heartbeat.ts'
import { webSocketToLink } from '../../terminal/host/web-socket-link.ts'

const http = createServer()
const server = new WebSocketServer({ server: http })

beforeAll(async () => {
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
})
afterAll(() => {
  for (const socket of server.clients) socket.terminate()
  server.close()
  http.close()
})

async function connect(
  autoPong: boolean,
): Promise<{ readonly page: WebSocket; readonly accepted: WebSocket }> {
  const connection = once(server, 'connection') as Promise<[WebSocket]>
  const page = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`, { autoPong })
  const [accepted] = await connection
  await once(page, 'open')
  return { page, accepted }
}

it('cuts off a page that did not answer the last ping, and keeps one that did', async () => {
  const heartbeat = createHeartbeat()
  const living = await connect(true)
  const dead = await connect(false)
  heartbeat.watch(living.accepted)
  heartbeat.watch(dead.accepted)

  const answered = once(living.accepted, 'pong')
  heartbeat.beat()
  await answered
  expect(dead.accepted.readyState).toBe(WebSocket.OPEN)

  const gone = once(dead.accepted, 'close')
  heartbeat.beat()
  await gone
  expect(living.accepted.readyState).toBe(WebSocket.OPEN)
})

it('cuts off a page that does not read, before what waits for it fills the memory', async () => {
  const { page, accepted } = await connect(true)
  const link = webSocketToLink(accepted)
  const down = new Promise<void>((resolve) => link.onDown(resolve))
  page.pause()
  const frame = 'x'.repeat(1024 * 1024)
  let sent = 0
  while (accepted.readyState === WebSocket.OPEN && sent < 1_000) {
    link.send(frame)
    sent++
    await new Promise((resolve) => setImmediate(resolve))
  }
  await down
  expect(sent).toBeLessThan(100)
  page.terminate()
})
