// A sorted dictionary of short texts in two columns: all texts as UTF-8 one after another, and where each one ends.
// Sorted by bytes, each text once. Must not know what the texts are.
import { ok, type Result } from '../core/result.ts'
import { areEnds, narrowest } from './columns.ts'
import type { Column } from './container.ts'
import { problem, type ShardProblem } from './shard-problem.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

export interface EncodedTexts {
  readonly utf8: Uint8Array
  readonly ends: Column
  /** New position of each text, by its position in the input. */
  readonly positions: Uint32Array
}

/** `texts` are distinct. */
export function encodeTexts(texts: readonly string[]): EncodedTexts {
  const sorted = texts
    .map((text, before) => ({ bytes: encodeUtf8(text), before }))
    .sort((a, b) => compareBytes(a.bytes, b.bytes))
  const positions = new Uint32Array(texts.length)
  const ends: number[] = []
  let end = 0
  for (const [position, { bytes, before }] of sorted.entries()) {
    positions[before] = position
    end += bytes.length
    ends.push(end)
  }
  const utf8 = new Uint8Array(end)
  for (const [position, { bytes }] of sorted.entries()) utf8.set(bytes, (ends[position] ?? 0) - bytes.length)
  return { utf8, ends: narrowest(ends), positions }
}

export function openTexts(name: string, utf8: Column, ends: Column): Result<readonly string[], ShardProblem> {
  if (!(utf8 instanceof Uint8Array)) return problem('BAD_LAYOUT', `${name}Utf8`)
  if (!areEnds(ends, utf8.length)) return problem('BAD_VALUES', `${name}End`)
  const texts: string[] = []
  let from = 0
  let before: Uint8Array | null = null
  for (const end of ends) {
    const bytes = utf8.subarray(from, end)
    const text = decodeUtf8(bytes)
    if (text === null) return problem('BAD_VALUES', `${name}Utf8 is not UTF-8`)
    if (before && compareBytes(before, bytes) >= 0) return problem('BAD_VALUES', `${name}Utf8 is not sorted`)
    texts.push(text)
    before = bytes
    from = end
  }
  return ok(texts)
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
