// The stand-in's protocol module: keeps the shell's handler, which the page's requests are routed to.
import { records } from './records.ts'

type Handler = (request: Request) => Response | Promise<Response>

const handlers = new Map<string, Handler>()

export const protocol = {
  registerSchemesAsPrivileged(schemes: unknown[]): void {
    records.schemes = schemes
  },
  handle(scheme: string, handler: Handler): void {
    handlers.set(`${scheme}:`, handler)
  },
}

/** Answers a request of the page as the shell's handler does; an unknown scheme answers 404. */
export async function answerAppUrl(
  url: string,
): Promise<{ status: number; headers: Record<string, string>; body: Buffer }> {
  const handler = handlers.get(new URL(url).protocol)
  const response = (await handler?.(new Request(url))) ?? new Response(null, { status: 404 })
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  }
}
