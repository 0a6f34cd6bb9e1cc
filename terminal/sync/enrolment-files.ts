// Where an enrolment is kept: the trusted root of the packages beside the journal, facility and hub address in the settings.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { EnrolReply } from '../../shared/protocol/enrolment.ts'
import { SETTINGS_FILE, settingsSchema } from '../settings/settings.ts'
import { DEVICE_KEY_FILE } from './device-key.ts'
import { replaceFile } from './replace-file.ts'

/** First trusted TUF root, as the JSON text that was signed. */
export const TRUSTED_ROOT_FILE = 'trusted-root.json'

/** `dir`: where journal and device key are. */
export function isEnrolled(dir: string): boolean {
  return [DEVICE_KEY_FILE, TRUSTED_ROOT_FILE].every((file) => existsSync(join(dir, file)))
}

/** The settings come last: a terminal that lost its power half-way is not enrolled. Throws when the disk refuses, or what the hub
 *  gave makes no valid settings. */
export function keepEnrolment(
  { dataDir, hubUrl }: { readonly dataDir: string; readonly hubUrl: string },
  reply: Pick<EnrolReply, 'facility' | 'root'>,
): void {
  const path = join(dataDir, SETTINGS_FILE)
  const before: object = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
  const { id, name, nameEn } = reply.facility
  const settings = { ...before, demo: false, facility: { id, name, nameEn }, hub: { url: hubUrl } }
  settingsSchema.parse(settings)
  keepTrustedRoot(dataDir, reply.root)
  replaceFile(path, `${JSON.stringify(settings, null, 2)}\n`)
}

/** `dir`: where journal and device key are. */
export function keepTrustedRoot(dir: string, root: string): void {
  replaceFile(join(dir, TRUSTED_ROOT_FILE), root)
}
