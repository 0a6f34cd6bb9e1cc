// How benchmarks measure here: both sides in turns within one run, medians, a ratio. These machines are noisy.

/** Median and 99th percentile of durations in milliseconds. */
export interface Spread {
  readonly median: number
  readonly p99: number
}

export function spreadOf(durationsMs: readonly number[]): Spread {
  const sorted = durationsMs.toSorted((a, b) => a - b)
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
  return { median: at(0.5), p99: at(0.99) }
}

/** Runs both sides in alternating batches, the first batch of each uncounted, and returns the duration of every single call. */
export function inTurns(
  ours: () => void,
  theirs: () => void,
  { batches, callsPerBatch }: { readonly batches: number; readonly callsPerBatch: number },
): { readonly ours: Spread; readonly theirs: Spread } {
  const durations: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] }
  const batch = (call: () => void, into: number[] | null) => {
    for (let count = 0; count < callsPerBatch; count += 1) {
      const startedAt = performance.now()
      call()
      into?.push(performance.now() - startedAt)
    }
  }
  batch(ours, null)
  batch(theirs, null)
  for (let count = 0; count < batches; count += 1) {
    batch(ours, durations.ours)
    batch(theirs, durations.theirs)
  }
  return { ours: spreadOf(durations.ours), theirs: spreadOf(durations.theirs) }
}

export function report(what: string, ours: Spread, theirs: Spread, target: string): void {
  const show = ({ median, p99 }: Spread) => `median ${median.toFixed(4)} ms, p99 ${p99.toFixed(4)} ms`
  process.stdout.write(
    `${what}\n  ours   ${show(ours)}\n  theirs ${show(theirs)}\n  ratio of medians ours/theirs ${(ours.median / theirs.median).toFixed(2)} (${target})\n`,
  )
}
