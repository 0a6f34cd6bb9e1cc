// A small generator of repeatable chance (sfc32): the same seed gives the same roster on every machine.

export interface Random {
  /** 0 ≤ x < 1 */
  next(): number
  /** Whole number, 0 ≤ x < n. */
  below(n: number): number
  chance(probability: number): boolean
  /** Position in rising cumulative weights. */
  weighted(cumulative: Float64Array): number
}

/** Every purpose draws from a stream of its own, so that a change in one place does not shift all others. */
export function createRandom(seed: number, ...purpose: readonly number[]): Random {
  let [a, b, c, d] = [0x9e3779b9, seed | 0, Math.floor(seed / 2 ** 32) | 0, 1]
  function next(): number {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    return (t >>> 0) / 2 ** 32
  }
  for (let i = 0; i < 12; i++) next()
  for (const word of purpose) {
    b ^= word | 0
    for (let i = 0; i < 12; i++) next()
  }
  return {
    next,
    below: (n) => Math.floor(next() * n),
    chance: (probability) => next() < probability,
    weighted(cumulative) {
      const wanted = next() * (cumulative.at(-1) ?? 0)
      let low = 0
      let high = cumulative.length - 1
      while (low < high) {
        const middle = (low + high) >>> 1
        if ((cumulative[middle] ?? 0) <= wanted) low = middle + 1
        else high = middle
      }
      return low
    },
  }
}

export function cumulative(weights: readonly number[]): Float64Array {
  const sums = Float64Array.from(weights)
  for (let i = 1; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (sums[i - 1] ?? 0)
  return sums
}
