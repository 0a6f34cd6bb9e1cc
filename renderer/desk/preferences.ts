// What this counter's clerk likes: language, large text, sound, dock. Kept in the browser; nothing about members.
import { z } from 'zod'
import { languages } from '../../shared/words/words.ts'

const preferencesSchema = z.object({
  language: z.enum(languages).catch('zh-CN'),
  largeText: z.boolean().catch(false),
  sound: z.boolean().catch(true),
  dockOpen: z.boolean().catch(true),
})
export type Preferences = z.infer<typeof preferencesSchema>

const KEY = 'counter-preferences'

/** What is missing or unreadable falls back to the default, field by field. */
export function readPreferences(storage: Storage): Preferences {
  let stored: unknown = {}
  try {
    stored = JSON.parse(storage.getItem(KEY) ?? '{}')
  } catch {
    // Damaged: the defaults serve.
  }
  return preferencesSchema.catch(preferencesSchema.parse({})).parse(stored)
}

export function keepPreferences(storage: Storage, preferences: Preferences): void {
  try {
    storage.setItem(KEY, JSON.stringify(preferences))
  } catch {
    // A full or forbidden storage costs the clerk a key press after the next start, nothing else.
  }
}
