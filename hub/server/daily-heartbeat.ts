// Vouches for the published packages anew, once a day: terminals take no set that nobody has vouched for in weeks (PK5).
import { publishPackages } from '../publish/publish.ts'
import type { HubLog } from './hub-log.ts'

const DAY_MS = 86_400_000

export interface HeartbeatOptions {
  readonly dataDir: string
  readonly keysDir: string
  readonly now: () => number
  readonly log: HubLog
}

/** Begins at once. A hub that publishes nothing, or whose keys lie elsewhere, has nothing to do. */
export function startDailyHeartbeat({ dataDir, keysDir, now, log }: HeartbeatOptions): { stop(): void } {
  function beat(): void {
    try {
      const published = publishPackages({ dataDir, keysDir, now: now(), isHeartbeat: true })
      if (published.ok) log.info('packages.vouched', { version: published.value.version })
      else log.warn('packages.not-vouched', { kind: published.error.kind })
    } catch (thrown) {
      log.crash('packages.not-vouched', thrown)
    }
  }
  beat()
  const timer = setInterval(beat, DAY_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
