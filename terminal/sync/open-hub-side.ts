// The real hub of a terminal, from its settings and its data folder: client over HTTP, device key, files of the enrolment.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Packages } from '../packages/open-packages.ts'
import type { Settings } from '../settings/settings.ts'
import { TERMINAL_VERSION } from '../version.ts'
import { DEVICE_KEY_FILE, readOrCreateDeviceKey } from './device-key.ts'
import { isEnrolled, keepEnrolment, keepTrustedRoot } from './enrolment-files.ts'
import { createHttpHubClient } from './http-hub-client.ts'
import type { HubSide } from './sync.ts'

/** Null: no hub is configured. `dir`: where journal and roster are. Throws when the device key cannot be read or made. */
export function openHubSide(options: {
  readonly dataDir: string
  readonly dir: string
  readonly settings: Settings
  /** Undefined: no hub is configured. In demo mode the demo's own. */
  readonly hubUrl: string | undefined
  readonly packages: Pick<Packages, 'version' | 'rootArrived' | 'wipe'>
}): HubSide | null {
  const { dataDir, dir, settings, hubUrl, packages } = options
  if (hubUrl === undefined) return null
  return {
    client: createHttpHubClient({ hubUrl }),
    deviceKey: readOrCreateDeviceKey(join(dir, DEVICE_KEY_FILE)),
    random: Math.random,
    keepDays: settings.keepVisitDays,
    version: TERMINAL_VERSION,
    packageVersion: packages.version,
    isEnrolled: isEnrolled(dir),
    keepEnrolment: (reply) => {
      // A demo stays one: only the trust in its own hub is kept.
      if (settings.demo) keepTrustedRoot(dir, reply.root)
      else keepEnrolment({ dataDir, hubUrl }, reply)
      packages.rootArrived()
    },
    wipePackages: () => {
      rmSync(join(dir, 'roster'), { recursive: true, force: true })
      packages.wipe()
    },
  }
}
