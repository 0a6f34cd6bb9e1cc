// The terminal's settings: one JSON file in the data folder. Without it the terminal is unprovisioned and runs as a demo.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { err, ok, type Result } from '../../shared/core/result.ts'

const seconds = (fallback: number) => z.number().min(1).max(3600).default(fallback)

/** How to find and speak to a serial scanner. */
const serialScannerSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,32}$/),
  /** The remembered device first, the path last: port numbers move. */
  vendorId: z.string().optional(),
  productId: z.string().optional(),
  serialNumber: z.string().optional(),
  pnpId: z.string().optional(),
  path: z.string().optional(),
  baudRate: z
    .union([z.literal(9600), z.literal(19200), z.literal(38400), z.literal(57600), z.literal(115200)])
    .default(9600),
  mode: z.enum(['8N1', '7E1']).default('8N1'),
})
export type SerialScannerSettings = z.infer<typeof serialScannerSchema>

/** HTTPS, or HTTP on this machine (protocol: transport). */
export const hubUrlSchema = z.url({ protocol: /^https?$/ }).refine(isPrivateWay, {
  error: 'must begin with https://, or http:// on this machine',
})

function isPrivateWay(text: string): boolean {
  const url = URL.parse(text)
  return url?.protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(url?.hostname ?? '')
}

export const settingsSchema = z.strictObject({
  facility: z.strictObject({
    id: z.string().regex(/^[A-Za-z0-9-]{1,32}$/),
    name: z.string().min(1).max(60),
    nameEn: z.string().min(1).max(80),
  }),
  /** Demo mode with these settings, to try a real scanner on invented members. */
  demo: z.boolean().default(false),
  plan: z.string().default('2014'),
  /** Days after 1 July during which the list of the old card year is still not taken as an answer (A6). */
  julyGraceDays: z.int().min(0).max(92).default(0),
  serialScanners: z.array(serialScannerSchema).max(4).default([]),
  /** HID POS scanners need no settings. `auto`: looked for, with a light once one was there · `expected`: with a light also before ·
   *  `off`: not looked for. */
  hidScanner: z.enum(['auto', 'expected', 'off']).default('auto'),
  /** How long a screen stays before it goes back to idle, in seconds. */
  staysSeconds: z
    .strictObject({
      result: seconds(60),
      recorded: seconds(20),
      refusal: seconds(12),
      noCard: seconds(60),
      confirm: seconds(60),
    })
    .prefault({}),
  /** The hub this terminal belongs to; none: it works alone. Written by the enrolment. */
  hub: z.strictObject({ url: hubUrlSchema }).optional(),
  /** Days an acknowledged visit stays on this disk (OB7). */
  keepVisitDays: z.int().min(90).max(3650).default(90),
  /** Whether `terminal import` takes a roster that nobody has signed. Demo mode always does. */
  allowUnsigned: z.boolean().default(false),
  /** From this age on, in days, the screen warns that the roster is old (PK4). */
  rosterOldAfterDays: z.int().min(1).max(3650).default(35),
  /** Raw bytes of opened roster lists kept in memory. */
  rosterCacheMiB: z.int().min(16).max(1024).default(96),
})
export type Settings = z.infer<typeof settingsSchema>

export const SETTINGS_FILE = 'settings.json'

/** Null: there is no file. The problem's text names the field, for the technician. */
export function readSettings(dataDir: string): Result<Settings | null, string> {
  let text: string
  try {
    text = readFileSync(join(dataDir, SETTINGS_FILE), 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok(null)
    return err('cannot be read')
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return err('is not JSON')
  }
  const parsed = settingsSchema.safeParse(json)
  return parsed.success ? ok(parsed.data) : err(z.prettifyError(parsed.error))
}
