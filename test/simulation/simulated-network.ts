// The way between one terminal and the hub: drops, doubles, delays, cuts off, answers in the hub's place. Carries bytes; implements the
// port `HubClient` with the same checks as the client over HTTP.
import type { z } from 'zod'
import { err, ok } from '../../shared/core/result.ts'
import { tokenReplySchema } from '../../shared/protocol/enrolment.ts'
import { refusalSchema } from '../../shared/protocol/refusal.ts'
import { statusReplySchema } from '../../shared/protocol/status-report.ts'
import { batchReplySchema } from '../../shared/protocol/visit-batch.ts'
import type { HubAnswer, HubClient, HubFault } from '../../terminal/sync/hub-client.ts'
import type { SimulatedHub, WireReply, WireRequest } from './simulated-hub.ts'
import type { World } from './world.ts'

export interface NetworkQuality {
  readonly name: string
  /** How probable a mishap is, for each request. */
  readonly mishaps: number
  readonly latencyMs: number
  /** Bytes a millisecond; null: no limit. */
  readonly bytesPerMs: number | null
}

export const networkQualities = {
  GOOD: { name: 'GOOD', mishaps: 0, latencyMs: 30, bytesPerMs: null },
  SHAKY: { name: 'SHAKY', mishaps: 0.1, latencyMs: 200, bytesPerMs: null },
  BAD: { name: 'BAD', mishaps: 0.5, latencyMs: 1_500, bytesPerMs: 2 },
  DOWN: { name: 'DOWN', mishaps: 1, latencyMs: 30, bytesPerMs: null },
} as const satisfies Record<string, NetworkQuality>

const mishaps = [
  'LOST_REQUEST',
  'LOST_REPLY',
  'DOUBLED',
  'LATE',
  'CUT_REQUEST',
  'CUT_REPLY',
  'ANSWERED_BY_OTHERS',
  'STORE_FAILS',
  'HALF_KEPT',
] as const
type Mishap = (typeof mishaps)[number] | null

/** What proxies and portals answer, and a hub under load. */
const foreignStatuses = [400, 403, 404, 408, 409, 413, 422, 429, 500, 502, 503, 504] as const

const TIMEOUT_MS = 60_000
const UNREACHABLE: HubFault = { kind: 'UNREACHABLE' }

export interface SimulatedNetwork {
  readonly client: HubClient
  setQuality(quality: NetworkQuality): void
}

export function createSimulatedNetwork(name: string, hub: SimulatedHub, world: World): SimulatedNetwork {
  const { random } = world
  let quality: NetworkQuality = networkQualities.GOOD
  let requests = 0

  function travelMs(bytes: number): number {
    const { latencyMs, bytesPerMs } = quality
    return Math.ceil(latencyMs * (0.5 + random.next()) + (bytesPerMs === null ? 0 : bytes / bytesPerMs))
  }

  function pick(): Mishap {
    if (!random.chance(quality.mishaps)) return null
    return quality.name === 'DOWN' ? 'LOST_REQUEST' : (mishaps[random.below(mishaps.length)] ?? null)
  }

  /** Resolves with what the terminal gets to see; null: nothing. */
  function exchange(request: WireRequest): Promise<WireReply | null> {
    requests += 1
    const mishap = pick()
    const label = `${name} #${requests} ${request.path}`
    world.note(`${label} ${request.body.length} bytes${mishap ? ` ${mishap}` : ''}`)
    return new Promise((resolve) => {
      const giveUp = world.after(TIMEOUT_MS, () => resolve(null))
      const deliver = (reply: WireReply | null, delayMs: number) =>
        world.after(delayMs, () => {
          giveUp()
          world.note(`${label} → ${reply?.status ?? 'nothing'}`)
          resolve(reply)
        })
      if (mishap === 'LOST_REQUEST') {
        // Now and then a reset, now and then silence.
        if (random.chance(0.5)) deliver(null, travelMs(0))
        return
      }
      if (mishap === 'ANSWERED_BY_OTHERS') {
        const status = foreignStatuses[random.below(foreignStatuses.length)] ?? 500
        const retryAfterMs = random.chance(0.3) ? random.below(120) * 1000 : null
        deliver({ status, retryAfterMs, body: '<html>' }, travelMs(100))
        return
      }
      const { body } = request
      const sent =
        mishap === 'CUT_REQUEST' ? { ...request, body: body.slice(0, random.below(body.length)) } : request
      const arrive = async (isCopy: boolean) => {
        if (!hub.isUp()) {
          if (!isCopy) deliver(null, travelMs(0))
          return
        }
        const run = hub.run()
        if (mishap === 'STORE_FAILS') hub.failAfter(random.below(8))
        if (mishap === 'HALF_KEPT') hub.keepHalf()
        const reply = await hub.handle(sent)
        // A hub that was stopped meanwhile says nothing more; what was committed stays.
        if (isCopy || mishap === 'LOST_REPLY' || run !== hub.run()) return
        const cut =
          mishap === 'CUT_REPLY'
            ? { ...reply, body: reply.body.slice(0, random.below(reply.body.length)) }
            : reply
        deliver(cut, travelMs(reply.body.length))
      }
      const late = mishap === 'LATE' ? random.below(2 * TIMEOUT_MS) : 0
      world.after(travelMs(body.length) + late, () => void arrive(false))
      if (mishap === 'DOUBLED')
        world.after(travelMs(body.length) + random.below(TIMEOUT_MS), () => void arrive(true))
    })
  }

  async function ask<S extends z.ZodType>(schema: S, request: WireRequest): HubAnswer<z.infer<S>> {
    const reply = await exchange(request)
    if (!reply) return err(UNREACHABLE)
    const { status, retryAfterMs } = reply
    const json = jsonOf(reply.body)
    if (status !== 200) {
      const refusal = refusalSchema.safeParse(json)
      const known = refusal.success ? refusal.data : null
      const hubTime = known && Date.parse(known.hubTime)
      return err({ kind: 'REFUSED', status, code: known?.code ?? null, retryAfterMs, hubTime })
    }
    const parsed = schema.safeParse(json)
    return parsed.success ? ok(parsed.data) : err(UNREACHABLE)
  }

  return {
    client: {
      enrol: async () => err(UNREACHABLE),
      renewToken: (request) =>
        ask(tokenReplySchema, { path: 'tokens', token: null, body: JSON.stringify(request) }),
      sendVisits: (token, batch) =>
        ask(batchReplySchema, { path: 'visits', token, body: JSON.stringify(batch) }),
      report: (token, report) =>
        ask(statusReplySchema, { path: 'status', token, body: JSON.stringify(report) }),
    },
    setQuality(next) {
      quality = next
    },
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
