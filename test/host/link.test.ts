// Every link a plain Node process can hold, over one contract suite. Electron's is in test/electron.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { webSocketConnect } from '../../renderer/link/web-socket-link.ts'
import type { Link } from '../../shared/bridge/link.ts'
import { webSocketToLink } from '../../terminal/host/web-socket-link.ts'
import { type Connect, describeLinkContract } from './link.contract.ts'
import { createMemoryLinks } from './support/memory-link.ts'

describe('link in memory', () => {
  describeLinkContract(async (born) => {
    const { terminalEnd, screenEnd } = createMemoryLinks()
    born.far?.(screenEnd)
    born.near?.(terminalEnd)
    return { near: terminalEnd, far: screenEnd }
  })
})

describe('link over a WebSocket on loopback', () => {
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

  const connect: Connect = async (born) => {
    const accepted = new Promise<Link>((resolve) => {
      server.once('connection', (socket) => {
        const near = webSocketToLink(socket)
        born.near?.(near)
        resolve(near)
      })
    })
    const socket = new WebSocket(`ws://127.0.0.1:${(http.address() as AddressInfo).port}`)
    const far = webSocketToLink(socket)
    born.far?.(far)
    await once(socket, 'open')
    return { near: await accepted, far }
  }
  describeLinkContract(connect)

  describe("the page's end", () => {
    describeLinkContract(async (born) => {
      const accepted = new Promise<Link>((resolve) => {
        server.once('connection', (socket) => {
          const far = webSocketToLink(socket)
          born.far?.(far)
          resolve(far)
        })
      })
      const open = webSocketConnect(
        `ws://127.0.0.1:${(http.address() as AddressInfo).port}`,
        async () => false,
      )
      const opened = await open()
      if (!opened.ok) throw new Error(opened.error)
      born.near?.(opened.value)
      return { near: opened.value, far: await accepted }
    })
  })
})
