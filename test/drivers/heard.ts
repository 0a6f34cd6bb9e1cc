// A listener that remembers what it was told and lets a test wait for it.
import { setTimeout as pause } from 'node:timers/promises'
import type { Disturbance, Scan, ScannerListener, ScannerStatus } from '../../drivers/scanner.ts'

export interface Heard {
  readonly listener: ScannerListener
  readonly scans: Scan[]
  readonly disturbances: Disturbance[]
  readonly statuses: ScannerStatus[]
  texts(): string[]
  /** Waits until the condition holds; fails after five seconds with what was heard instead. */
  until(condition: () => boolean): Promise<void>
  untilStatus(kind: ScannerStatus['kind']): Promise<void>
  untilScans(count: number): Promise<void>
}

export function createHeard(): Heard {
  const scans: Scan[] = []
  const disturbances: Disturbance[] = []
  const statuses: ScannerStatus[] = []

  async function until(condition: () => boolean): Promise<void> {
    for (const end = Date.now() + 5000; !condition(); await pause(2))
      if (Date.now() > end) throw new Error(`heard only ${JSON.stringify({ scans, disturbances, statuses })}`)
  }

  return {
    listener: {
      onScan: (scan) => scans.push(scan),
      onStatus: (status) => statuses.push(status),
      onDisturbance: (disturbance) => disturbances.push(disturbance),
    },
    scans,
    disturbances,
    statuses,
    texts: () => scans.map((scan) => scan.text),
    until,
    untilStatus: (kind) => until(() => statuses.at(-1)?.kind === kind),
    untilScans: (count) => until(() => scans.length >= count),
  }
}
