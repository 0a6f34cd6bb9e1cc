// Places of which nothing was received at all. The hub counts what lies in quarantine as missing from the chain; to somebody who has
// to fetch it, it is not missing. Pure.

export interface Run {
  readonly from: number
  readonly to: number
}

/** `missing` in order, without the places in `quarantined`. */
export function notReceived(missing: readonly Run[], quarantined: readonly (number | null)[]): Run[] {
  const received = quarantined.filter((seq) => seq !== null).sort((a, b) => a - b)
  return missing.flatMap(({ from, to }) => {
    const runs: Run[] = []
    let start = from
    for (const seq of received) {
      if (seq < start || seq > to) continue
      if (seq > start) runs.push({ from: start, to: seq - 1 })
      start = seq + 1
    }
    return start <= to ? [...runs, { from: start, to }] : runs
  })
}

export function placesOf(runs: readonly Run[]): number {
  return runs.reduce((sum, { from, to }) => sum + to - from + 1, 0)
}
