// The answer to one HTTP request: who may see the page gets it, everybody else a sentence. Only reads, only exact paths.
// A plain function of request and files; writing the answer to a socket is the host's business.
import type { IncomingHttpHeaders } from 'node:http'
import type { PageFiles } from './page-files.ts'
import { refusalPage } from './refusal-page.ts'
import { securityHeaders } from './security-headers.ts'
import type { WebGuard } from './web-guard.ts'

export interface PageRequest {
  readonly method?: string | undefined
  readonly url?: string | undefined
  readonly headers: IncomingHttpHeaders
}

export interface PageAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Buffer
}

export function answerPageRequest(guard: WebGuard, files: PageFiles, request: PageRequest): PageAnswer {
  if (!guard.isOurHost(request.headers.host)) return empty(421)
  if (request.method !== 'GET' && request.method !== 'HEAD') return empty(405, { Allow: 'GET, HEAD' })
  const { path, token } = targetOf(request.url)
  // The token leaves the address bar at once; from here on the cookie counts.
  if (guard.isToken(token)) return empty(303, { 'Set-Cookie': guard.sessionCookie, Location: '/' })
  if (!guard.hasSession(request.headers.cookie)) return html(403, refusalPage('NO_SESSION'))
  if (files.size === 0) return html(503, refusalPage('NOT_BUILT'))

  const file = files.get(path)
  if (!file) return empty(404)
  const kept = {
    ETag: file.etag,
    'Cache-Control': file.immutable ? 'private, max-age=31536000, immutable' : 'no-cache',
  }
  if (request.headers['if-none-match'] === file.etag) return answer(304, kept)
  return answer(200, { ...kept, 'Content-Type': file.contentType }, file.bytes)
}

function targetOf(url = '/'): { readonly path: string; readonly token: string | null } {
  const at = url.indexOf('?')
  if (at < 0) return { path: url, token: null }
  return { path: url.slice(0, at), token: new URLSearchParams(url.slice(at)).get('token') }
}

function html(status: number, text: string): PageAnswer {
  return answer(status, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' }, text)
}

function empty(status: number, headers: Record<string, string> = {}): PageAnswer {
  return answer(status, { 'Cache-Control': 'no-store', ...headers })
}

function answer(status: number, headers: Record<string, string>, body: string | Buffer = ''): PageAnswer {
  return { status, headers: { ...securityHeaders, ...headers }, body }
}
