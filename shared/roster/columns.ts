// Small steps with columns that every roster file needs: the narrowest type, ends of runs, and taking a column out of a
// container with its type checked. Must not know members.
import type { Column, Container } from './container.ts'

/** The narrowest type that holds every value. */
export function narrowest(values: ArrayLike<number>): Column {
  let max = 0
  for (let i = 0; i < values.length; i++) max = Math.max(max, values[i] ?? 0)
  return max <= 0xff
    ? Uint8Array.from(values)
    : max <= 0xffff
      ? Uint16Array.from(values)
      : Uint32Array.from(values)
}

/** Exactly these columns, no more and no fewer; null otherwise. */
export function exactly<const Name extends string>(
  { columns }: Container,
  names: readonly Name[],
): Readonly<Record<Name, Column>> | null {
  if (columns.size !== names.length) return null
  const found: Partial<Record<Name, Column>> = {}
  for (const name of names) {
    const column = columns.get(name)
    if (!column) return null
    found[name] = column
  }
  return found as Record<Name, Column>
}

/** Ends of runs: never falling, the last one is `total`. */
export function areEnds(ends: Column, total: number): boolean {
  let before = 0
  for (let i = 0; i < ends.length; i++) {
    const end = ends[i] ?? 0
    if (end < before) return false
    before = end
  }
  return before === total
}

export function isRising(values: Column): boolean {
  for (let i = 1; i < values.length; i++) if ((values[i] ?? 0) <= (values[i - 1] ?? 0)) return false
  return true
}

export function areBelow(values: Column, limit: number): boolean {
  for (let i = 0; i < values.length; i++) if ((values[i] ?? 0) >= limit) return false
  return true
}

/** Position of a value in a rising column, −1 if it is not there. */
export function positionOf(values: Column, wanted: number): number {
  let low = 0
  let high = values.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const value = values[middle] ?? 0
    if (value === wanted) return middle
    if (value < wanted) low = middle + 1
    else high = middle - 1
  }
  return -1
}
