// How often one address may fail. Those who know what they do are never counted; guessers wait.
import { isIPv6 } from 'node:net'

export interface TryLimit {
  /** Seconds to wait; 0: go on. */
  waitS(address: string, now: number): number
  failed(address: string, now: number): void
}

export interface TryLimitOptions {
  /** Failures within the time. */
  readonly most: number
  readonly withinMs: number
}

/** Addresses that are remembered; the oldest is forgotten first, so that nobody fills the memory. */
const MAX_ADDRESSES = 10_000

export function createTryLimit({ most, withinMs }: TryLimitOptions): TryLimit {
  const failures = new Map<string, number[]>()

  const recent = (key: string, now: number) => (failures.get(key) ?? []).filter((at) => now - at < withinMs)

  return {
    waitS(address, now) {
      const times = recent(keyOf(address), now)
      const first = times.at(-most)
      return first === undefined ? 0 : Math.ceil((first + withinMs - now) / 1000)
    },
    failed(address, now) {
      const key = keyOf(address)
      const times = [...recent(key, now), now].slice(-most)
      failures.delete(key)
      failures.set(key, times)
      if (failures.size > MAX_ADDRESSES) failures.delete(failures.keys().next().value ?? '')
    },
  }
}

/** Whoever has one IPv6 address has its whole /64. */
function keyOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '')
  if (!isIPv6(plain)) return plain
  const [head = [], tail] = plain.split('::').map((part) => part.split(':').filter(Boolean))
  const groups = tail ? [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail] : head
  return groups.slice(0, 4).join(':')
}
