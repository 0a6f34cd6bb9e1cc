// The page's own scheme inside the shell: `app://terminal/…` answers with the built page and its security headers, with
// nothing else, and reaches no other file of the machine. A `file:` page could read its neighbours and has no headers.
import type { Protocol } from 'electron'
import type { PageFiles } from '../terminal/host/page-files.ts'
import { securityHeaders } from '../terminal/host/security-headers.ts'

const SCHEME = 'app'
const ORIGIN = `${SCHEME}://terminal`
export const PAGE_URL = `${ORIGIN}/index.html`

/** Must be called before the app is ready. */
export function registerPageScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}

export function servePageFiles(protocol: Pick<Protocol, 'handle'>, files: PageFiles): void {
  protocol.handle(SCHEME, ({ url }) => answerPageUrl(files, url))
}

/** Whether an address is of our page: for the sender check and for navigation. */
export function isPageUrl(url: string): boolean {
  return url === PAGE_URL || url.startsWith(`${PAGE_URL}#`)
}

export function answerPageUrl(files: PageFiles, url: string): Response {
  const file = url.startsWith(`${ORIGIN}/`) ? files.get(new URL(url).pathname) : undefined
  if (!file) return new Response(null, { status: 404, headers: securityHeaders })
  return new Response(file.bytes, { headers: { ...securityHeaders, 'Content-Type': file.contentType } })
}
