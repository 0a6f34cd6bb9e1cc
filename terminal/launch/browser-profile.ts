// The terminal's own browser profile, with what cannot be said by switches: no translation bar over the screen (most of
// what is on it is Chinese), no offer to keep passwords.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const preferences = {
  translate: { enabled: false },
  intl: { accept_languages: 'zh-CN,en', selected_languages: 'zh-CN,en' },
  credentials_enable_service: false,
  profile: { password_manager_enabled: false },
  autofill: { enabled: false, profile_enabled: false, credit_card_enabled: false },
}

/** A profile that is there already is the browser's own to keep. */
export function ensureBrowserProfile(profileDir: string): void {
  const path = join(profileDir, 'Default', 'Preferences')
  if (existsSync(path)) return
  mkdirSync(join(profileDir, 'Default'), { recursive: true, mode: 0o700 })
  writeFileSync(path, JSON.stringify(preferences))
}
