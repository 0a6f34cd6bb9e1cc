// The loopback host from outside: real sockets, real HTTP, who gets in and who does not.
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { startWebHost, type WebHost } from '../../terminal/host/web-host.ts'
import { createFakeTerminal, type FakeTerminal } from './support/fake-terminal.ts'
import { createLogLines, type LogLines } from './support/log-lines.ts'

let pageDir: string
let fake: FakeTerminal
let lines: LogLines
let host: WebHost

beforeAll(() => {
  pageDir = join(mkdtempSync(join(tmpdir(), 'host-')), 'page')
  mkdirSync(join(pageDir, 'assets'), { recursive: true })
  writeFileSync(join(pageDir, 'index.html'), '<!doctype html><title>终端</title>')
  writeFileSync(join(pageDir, 'assets', 'index-abc.js'), 'export {}')
  writeFileSync(join(pageDir, 'assets', 'index-abc.js.map'), '{}')
  writeFileSync(join(pageDir, '..', 'outside.txt'), 'not for the page')
})
afterAll(() => rmSync(join(pageDir, '..'), { recursive: true }))

beforeEach(async () => {
  fake = createFakeTerminal()
  lines = createLogLines()
  host = await startWebHost({ terminal: fake.terminal, pageDir, port: 0, log: lines.log })
})
afterEach(() => host.close())

describe('the way in', () => {
  it('gives a browser with the token a strict cookie and sends it to the page', async () => {
    const { status, headers } = await get(pathOf(host.url))
    expect(status).toBe(303)
    expect(headers.location).toBe('/')
    expect(headers['set-cookie']?.[0]).toMatch(
      new RegExp(`^terminal-${host.port}=[\\w-]{32}; HttpOnly; SameSite=Strict; Path=/$`),
    )
    expect(headers['set-cookie']?.[0]).not.toContain(new URL(host.url).searchParams.get('token'))
    expect((await get('/', { cookie: await session() })).body).toContain('终端')
  })

  it.each(['/', '/index.html', '/assets/index-abc.js', '/?token=', '/?token=wrong', '/nothing'])(
    'refuses %s without the token, in both languages',
    async (path) => {
      const { status, body, headers } = await get(path, { cookie: 'terminal=1; other=2' })
      expect(status).toBe(403)
      expect(body).toContain('请从终端显示的地址打开')
      expect(body).toContain('address the terminal printed')
      expect(headers['set-cookie']).toBeUndefined()
    },
  )

  it('lets a single-use address in once: it stands in a command line for all to read', async () => {
    const path = pathOf(host.singleUseUrl())
    expect([(await get(path)).status, (await get(path)).status]).toEqual([303, 403])
    expect((await get(pathOf(host.url))).status).toBe(303)
  })

  it('takes the session of another terminal or of an earlier start for nothing', async () => {
    const stranger = await session()
    await host.close()
    host = await startWebHost({ terminal: fake.terminal, pageDir, port: host.port, log: lines.log })
    expect((await get('/', { cookie: stranger })).status).toBe(403)
  })

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', 'localhost', '127.0.0.1.evil.example'])(
    'refuses the host name %j even with the token (DNS rebinding)',
    async (name) => {
      expect((await get(pathOf(host.url), { host: name })).status).toBe(421)
    },
  )

  it('answers to localhost as well', async () => {
    expect((await get('/', { host: `localhost:${host.port}`, cookie: await session() })).status).toBe(200)
  })

  it('takes another port when the wanted one is taken, and says so in the log', async () => {
    const squatter = createServer().listen(0, '127.0.0.1')
    await once(squatter, 'listening')
    const address = squatter.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const second = await startWebHost({ terminal: fake.terminal, pageDir, port, log: lines.log })
    expect(second.port).not.toBe(port)
    expect(lines.events()).toContain('host.port_taken')
    await second.close()
    squatter.close()
  })
})

describe('the page', () => {
  it('comes with everything that keeps foreign code and frames away', async () => {
    for (const path of ['/', '/assets/index-abc.js', '/missing']) {
      const { headers } = await get(path, { cookie: await session() })
      expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['cross-origin-opener-policy']).toBe('same-origin')
      expect(headers['cross-origin-resource-policy']).toBe('same-origin')
    }
  })

  it('is served with its types, and not again when the browser has it', async () => {
    const cookie = await session()
    const page = await get('/', { cookie })
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.headers['cache-control']).toBe('no-cache')
    const script = await get('/assets/index-abc.js', { cookie })
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(script.headers['cache-control']).toContain('immutable')
    const again = await get('/', { cookie, 'if-none-match': page.headers.etag ?? '' })
    expect([again.status, again.body]).toEqual([304, ''])
  })

  it.each([
    '/../outside.txt',
    '/%2e%2e/outside.txt',
    '/assets/../../outside.txt',
    '//etc/passwd',
    '/assets/index-abc.js.map',
    '/assets',
    '/\u0000',
  ])('has nothing at %j', async (path) => {
    expect((await get(encodeURI(path).replaceAll('%25', '%'), { cookie: await session() })).status).toBe(404)
  })

  it('is only ever read', async () => {
    const cookie = await session()
    expect((await get('/', { cookie }, 'POST')).status).toBe(405)
    expect(await get('/', { cookie }, 'HEAD')).toMatchObject({ status: 200, body: '' })
  })

  it('says in a sentence that it was not built', async () => {
    await host.close()
    host = await startWebHost({
      terminal: fake.terminal,
      pageDir: join(pageDir, 'no'),
      port: 0,
      log: lines.log,
    })
    const { status, body } = await get('/', { cookie: await session() })
    expect(status).toBe(503)
    expect(body).toContain('页面尚未构建')
  })
})

describe('the socket', () => {
  it('shows the state first and answers calls, to several pages at once', async () => {
    const pages = await Promise.all([openSocket(), openSocket()])
    for (const page of pages)
      expect(await page.next()).toMatchObject({ type: 'state', state: { revision: 1 } })
    fake.push()
    for (const page of pages)
      expect(await page.next()).toMatchObject({ type: 'state', state: { revision: 2 } })
    pages[1]?.socket.send(JSON.stringify({ type: 'call', id: 1, method: 'clear', params: { 会: '卡' } }))
    expect(await pages[1]?.next()).toEqual({ type: 'reply', id: 1, result: { echo: { 会: '卡' } } })
  })

  it.each([
    ['without a session', { cookie: '' }, 403],
    ['from a foreign page', { origin: 'http://evil.example' }, 403],
    ['from another port of this machine', { origin: 'http://127.0.0.1:1' }, 403],
    ['without an origin', { origin: '' }, 403],
    ['from our page under its other name', { origin: 'LOCALHOST' }, 403],
    ['to a foreign host name', { host: 'evil.example', origin: 'http://evil.example' }, 421],
    ['on another path', { path: '/link/' }, 404],
  ])('is refused %s', async (_, change, status) => {
    const origin =
      'origin' in change ? change.origin.replace('LOCALHOST', `http://localhost:${host.port}`) : undefined
    expect(await refusedWith({ ...change, ...(origin === undefined ? {} : { origin }) })).toBe(status)
    expect(fake.listeners()).toBe(0)
  })

  it('is cut off by an oversized frame, and the terminal goes on', async () => {
    const page = await openSocket()
    await page.next()
    page.socket.send('x'.repeat(1_000_000))
    await once(page.socket, 'close')
    const other = await openSocket()
    expect(await other.next()).toMatchObject({ type: 'state' })
    expect(fake.listeners()).toBe(1)
  })

  it('is closed with the host, and the terminal hears of it', async () => {
    const page = await openSocket()
    await page.next()
    const closed = once(page.socket, 'close')
    await host.close()
    await closed
    expect(fake.listeners()).toBe(0)
    host = await startWebHost({ terminal: fake.terminal, pageDir, port: 0, log: lines.log })
  })
})

it('logs neither token nor session nor what was asked', async () => {
  const cookie = await session()
  await get('/9010000123', { cookie })
  await get('/?token=9010000123')
  await refusedWith({ cookie: 'terminal=9010000123' })
  expect(lines.events()).toEqual(['host.started', 'host.socket_refused'])
  expect(lines.text()).not.toContain('9010000123')
  expect(lines.text()).not.toContain(cookie.split('=')[1])
})

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port: host.port, path, method, headers, agent: false })
    request.on('error', reject)
    request.on('response', (response) => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', (text: string) => {
        body += text
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    request.end()
  })
}

function pathOf(url: string): string {
  return url.slice(url.indexOf('/', 'http://'.length))
}

async function session(): Promise<string> {
  const { headers } = await get(pathOf(host.url))
  return headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

interface SocketOptions {
  readonly path?: string
  readonly cookie?: string
  readonly origin?: string
  readonly host?: string
}

async function newSocket(options: SocketOptions): Promise<WebSocket> {
  const headers = {
    cookie: options.cookie ?? (await session()),
    host: options.host ?? `127.0.0.1:${host.port}`,
    origin: options.origin ?? `http://127.0.0.1:${host.port}`,
  }
  const present = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''))
  return new WebSocket(`ws://127.0.0.1:${host.port}${options.path ?? '/link'}`, { headers: present })
}

async function refusedWith(options: SocketOptions): Promise<number> {
  const socket = await newSocket(options)
  return new Promise((resolve, reject) => {
    socket.on('unexpected-response', (_, response) => {
      resolve(response.statusCode ?? 0)
      response.destroy()
    })
    socket.on('open', () => reject(new Error('was let in')))
    socket.on('error', () => {})
  })
}

async function openSocket(): Promise<{ readonly socket: WebSocket; next(): Promise<unknown> }> {
  const socket = await newSocket({})
  const frames: unknown[] = []
  let wake = () => {}
  socket.on('message', (bytes) => {
    frames.push(JSON.parse(String(bytes)))
    wake()
  })
  await once(socket, 'open')
  return {
    socket,
    async next() {
      while (frames.length === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      return frames.shift()
    },
  }
}
