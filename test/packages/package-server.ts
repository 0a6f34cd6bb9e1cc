// A real HTTP server over a package folder, with switches for everything a network and a bad server can do.
import { once } from 'node:events'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export type Misbehaviour =
  | { readonly kind: 'MISSING' }
  | { readonly kind: 'STATUS'; readonly status: number }
  /** Announces the whole file and breaks the connection after so many bytes. */
  | { readonly kind: 'CUT'; readonly afterBytes: number }
  /** Never stops sending. */
  | { readonly kind: 'ENDLESS' }
  /** Announces a body and sends nothing more. */
  | { readonly kind: 'SILENT' }
  | { readonly kind: 'BYTES'; readonly bytes: Uint8Array }
  | { readonly kind: 'WITHOUT_RANGES' }

export interface PackageServer {
  readonly url: string
  /** What was asked for, in order: path, and the first byte asked for. */
  readonly asked: { readonly path: string; readonly from: number }[]
  sentBytes: number
  /** For files whose path matches; the first rule that does counts. */
  misbehave(path: RegExp, how: Misbehaviour): void
  behave(): void
}

export async function servePackages(dir: string): Promise<PackageServer> {
  let rules: { readonly path: RegExp; readonly how: Misbehaviour }[] = []
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname).slice(
      '/packages/'.length,
    )
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0)
    served.asked.push({ path, from })
    const how = rules.find((rule) => rule.path.test(path))?.how
    answer(response, join(dir, path), from, how)
  })
  const send = (response: ServerResponse, bytes: Uint8Array) => {
    served.sentBytes += bytes.length
    response.write(bytes)
  }

  function answer(response: ServerResponse, file: string, from: number, how: Misbehaviour | undefined): void {
    if (how?.kind === 'STATUS') return void response.writeHead(how.status).end('no')
    if (how?.kind === 'ENDLESS') {
      response.writeHead(200)
      const timer = setInterval(() => send(response, Buffer.alloc(64 * 1024, 0x20)), 1)
      response.on('close', () => clearInterval(timer))
      return
    }
    const isThere = existsSync(file) && statSync(file).isFile()
    if (how?.kind === 'MISSING' || (!isThere && how?.kind !== 'BYTES'))
      return void response.writeHead(404).end('nothing here')
    const whole = how?.kind === 'BYTES' ? how.bytes : readFileSync(file)
    const start = how?.kind === 'WITHOUT_RANGES' ? 0 : from
    if (start > 0 && start >= whole.length) return void response.writeHead(416).end()
    const bytes = whole.subarray(start)
    const range = start > 0 ? { 'content-range': `bytes ${start}-${whole.length - 1}/${whole.length}` } : {}
    response.writeHead(start > 0 ? 206 : 200, { 'content-length': bytes.length, ...range })
    if (how?.kind === 'SILENT') return void response.flushHeaders()
    if (how?.kind === 'CUT' && how.afterBytes < bytes.length) {
      send(response, bytes.subarray(0, how.afterBytes))
      // After what was written has left the machine.
      setTimeout(() => response.destroy(), 5)
      return
    }
    send(response, bytes)
    response.end()
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const served: PackageServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/packages`,
    asked: [],
    sentBytes: 0,
    misbehave(path, how) {
      rules.push({ path, how })
    },
    behave() {
      rules = []
    },
  }
  return served
}
