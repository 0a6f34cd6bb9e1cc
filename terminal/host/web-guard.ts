// Who may talk to the loopback host. Loopback is not safe by itself: any page in any browser can send requests to it (DNS
// rebinding, cross-site sockets), and so can every other account of the machine. Knows headers, not what is behind them.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

export interface WebGuard {
  /** Part of the printed address, made at every start. */
  readonly token: string
  /** Only names that cannot be rebound to somebody else's address. */
  isOurHost(host: string | undefined): boolean
  /** A socket must come from a page that was loaded from the very host it connects to. */
  isOurOrigin(origin: string | undefined, host: string | undefined): boolean
  /** True once for a `singleUseToken`, always for `token`. */
  isToken(candidate: string | null): boolean
  /** For an address that stands in a command line, where every account of the machine can read it. */
  singleUseToken(): string
  hasSession(cookieHeader: string | undefined): boolean
  /** `Set-Cookie` for a browser that showed the token. */
  readonly sessionCookie: string
}

export function createWebGuard(port: number): WebGuard {
  const token = secret()
  const unused = new Set<string>()
  // Not the token itself: the token stands in an address bar, the session only ever in the cookie.
  const session = secret()
  // Cookies do not tell ports apart: two terminals on one machine must not overwrite each other's.
  const cookieName = `terminal-${port}`
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  const isOurHost = (host: string | undefined) => host !== undefined && hosts.includes(host)

  return {
    token,
    isOurHost,
    isOurOrigin: (origin, host) => isOurHost(host) && origin === `http://${host}`,
    isToken: (candidate) => candidate !== null && (isSame(candidate, token) || unused.delete(candidate)),
    singleUseToken() {
      const single = secret()
      unused.add(single)
      return single
    },
    hasSession: (header) => cookieValues(header, cookieName).some((value) => isSame(value, session)),
    sessionCookie: `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`,
  }
}

function secret(): string {
  return randomBytes(24).toString('base64url')
}

function cookieValues(header: string | undefined, name: string): string[] {
  return (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
}

/** Takes the same time wherever the difference is; hashing makes the lengths equal. */
function isSame(left: string, right: string): boolean {
  return timingSafeEqual(sha256(left), sha256(right))
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
