// Who may use the admin API: whoever can read the token in the data folder. Programs show it with every request; a browser trades
// it once for a cookie. Knows headers, not what is behind them.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'

export const ADMIN_TOKEN_FILE = 'admin-token'
const COOKIE = 'hub-admin'
const SESSION_MS = 12 * 3_600_000
/** Beyond this the oldest sessions end. */
const MAX_SESSIONS = 100

export interface AdminSessions {
  isToken(candidate: string): boolean
  /** `Set-Cookie` for a browser that showed the token. */
  open(isHttps: boolean, now: number): string
  hasSession(cookieHeader: string | undefined, now: number): boolean
  /** Ends the session of this browser; `Set-Cookie` that removes the cookie. */
  end(cookieHeader: string | undefined): string
}

/** Reads the token, or makes it on the first start. */
export function readOrCreateAdminToken(path: string): string {
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  const token = secret()
  const file = openSync(path, 'wx', 0o600)
  try {
    writeSync(file, `${token}\n`)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  return token
}

export function createAdminSessions(token: string): AdminSessions {
  // Not the token itself: whoever gets at a cookie has it for a day at most.
  const sessions = new Map<string, number>()
  const sessionOf = (header: string | undefined) =>
    (header ?? '')
      .split(';')
      .map((pair) => pair.trim())
      .find((pair) => pair.startsWith(`${COOKIE}=`))
      ?.slice(COOKIE.length + 1) ?? ''

  return {
    isToken: (candidate) => isSame(candidate, token),
    open(isHttps, now) {
      const session = secret()
      sessions.set(hash(session), now + SESSION_MS)
      if (sessions.size > MAX_SESSIONS) sessions.delete(sessions.keys().next().value ?? '')
      return `${COOKIE}=${session}; HttpOnly; SameSite=Strict; Path=/admin${isHttps ? '; Secure' : ''}`
    },
    hasSession: (header, now) => (sessions.get(hash(sessionOf(header))) ?? 0) > now,
    end(header) {
      sessions.delete(hash(sessionOf(header)))
      return `${COOKIE}=; HttpOnly; SameSite=Strict; Path=/admin; Max-Age=0`
    },
  }
}

function secret(): string {
  return randomBytes(24).toString('base64url')
}

/** Takes the same time wherever the difference is. */
function isSame(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(hash(left)), Buffer.from(hash(right)))
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
