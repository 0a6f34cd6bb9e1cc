// The chain of visits: each carries the hash of the one before, so that a missing, altered or re-ordered visit shows.
// The hash function is handed in (SHA-256, lower-case hex): the core computes, it does not reach for the platform.
import type { Visit } from './visit.ts'

/** SHA-256 of a text's UTF-8 bytes, 64 lower-case hex digits. */
export type Sha256 = (text: string) => string

/** `prev` of a terminal's first visit. */
export const CHAIN_START = '0'.repeat(64)

/** The one spelling of a visit that is hashed and stored: JSON, keys sorted at every level, no spaces (RFC 8785 for what a
 *  visit can hold: texts, whole numbers, booleans, nulls). */
export function canonicalVisit(visit: Visit): string {
  return canonicalJson(visit)
}

export function hashVisit(visit: Visit, sha256: Sha256): string {
  return sha256(canonicalVisit(visit))
}

export type ChainBreak =
  | { readonly kind: 'GAP'; readonly seq: number }
  | { readonly kind: 'ALTERED'; readonly seq: number }

/** First place where a run of visits does not follow from the one before it; null: unbroken. `prev` and `seq` as after the last
 *  visit already known (`CHAIN_START` and 0 at the beginning). */
export function findChainBreak(
  visits: Iterable<Visit>,
  sha256: Sha256,
  known: { readonly prev: string; readonly seq: number } = { prev: CHAIN_START, seq: 0 },
): ChainBreak | null {
  let { prev, seq } = known
  for (const visit of visits) {
    if (visit.seq !== seq + 1) return { kind: 'GAP', seq: seq + 1 }
    if (visit.prev !== prev) return { kind: 'ALTERED', seq }
    prev = hashVisit(visit, sha256)
    seq = visit.seq
  }
  return null
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const object = value as Readonly<Record<string, unknown>>
  let members = ''
  for (const key of Object.keys(object).sort()) {
    const member = object[key]
    if (member === undefined) continue
    members += `${members === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(member)}`
  }
  return `{${members}}`
}
