// The bearer token: fetched with the device key when it is needed, renewed before it ends (EN4, EN5). Lives in memory only.
import { err, ok, type Result } from '../../shared/core/result.ts'
import { tokenText } from '../../shared/protocol/enrolment.ts'
import type { Clock } from '../counter/clock.ts'
import type { DeviceKey } from './device-key.ts'
import type { HubClient, HubFault } from './hub-client.ts'

/** A token is renewed when this much of its time is over. */
const RENEW_AT = 0.8

export interface Session {
  token(): Promise<Result<string, HubFault>>
  /** The hub did not take it: the next one is a new one. */
  drop(): void
}

export function createSession(deps: {
  readonly hub: HubClient
  readonly deviceKey: DeviceKey
  readonly terminal: string
  readonly clock: Clock
  readonly onHubTime: (at: number) => void
}): Session {
  const { hub, deviceKey, terminal, clock } = deps
  let token: string | null = null
  let stopRenewal = () => {}
  /** The hub's clock minus ours, learned from a refusal. */
  let hubOffsetMs = 0

  async function renew(): Promise<Result<string, HubFault>> {
    const first = await ask()
    if (first.ok || first.error.kind !== 'REFUSED' || first.error.status !== 401) return first
    const { hubTime } = first.error
    if (hubTime === null) return first
    hubOffsetMs = hubTime - clock.now()
    return ask()
  }

  async function ask(): Promise<Result<string, HubFault>> {
    const unsigned = { terminal, at: new Date(clock.now() + hubOffsetMs).toISOString() }
    const reply = await hub.renewToken({ ...unsigned, signature: deviceKey.sign(tokenText(unsigned)) })
    if (!reply.ok) {
      if (reply.error.kind === 'REFUSED' && reply.error.hubTime !== null) deps.onHubTime(reply.error.hubTime)
      return err(reply.error)
    }
    const hubTime = Date.parse(reply.value.hubTime)
    deps.onHubTime(hubTime)
    token = reply.value.token
    stopRenewal()
    // Both instants are the hub's: the length is right whatever our clock says.
    const lifetimeMs = Math.max(0, Date.parse(reply.value.tokenEndsAt) - hubTime)
    stopRenewal = clock.after(lifetimeMs * RENEW_AT, drop)
    return ok(token)
  }

  function drop(): void {
    token = null
    stopRenewal()
  }

  return { token: async () => (token === null ? renew() : ok(token)), drop }
}
