// How long signatures are good for. A terminal refuses a set that nobody has vouched for any more; the set it uses never expires (PK4).

const DAY_MS = 24 * 60 * 60 * 1000

/** The timestamp outlives the longest holiday of a hub that is switched off; a heartbeat a day renews it. */
export const lifetimesMs = {
  root: 5 * 365 * DAY_MS,
  targets: 365 * DAY_MS,
  snapshot: 365 * DAY_MS,
  timestamp: 14 * DAY_MS,
} as const

export function expiresAt(role: keyof typeof lifetimesMs, now: number): string {
  return new Date(now + lifetimesMs[role]).toISOString().replace(/\.\d+Z$/, 'Z')
}

/** Less than a third of its time is left. */
export function isEnding(role: keyof typeof lifetimesMs, expires: string, now: number): boolean {
  return Date.parse(expires) - now < lifetimesMs[role] / 3
}
