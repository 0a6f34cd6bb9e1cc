// A scanner without hardware and its remote control: the dock of the demo mode, and tests. A full implementation of the port.
import type { Disturbance, Scanner, ScannerDeps, ScannerListener, ScannerStatus } from '../scanner.ts'

export interface VirtualScanner {
  readonly scanner: Scanner
  /** Reads a code. Nothing happens while unplugged or stopped, as with a real one. */
  scan(text: string): void
  disturb(disturbance: Disturbance): void
  unplug(): void
  plug(): void
}

export interface VirtualScannerConfig {
  readonly id?: string
  readonly label?: string
  /** Whether it is plugged in from the start; default true. */
  readonly plugged?: boolean
}

export function createVirtualScanner(deps: ScannerDeps, config: VirtualScannerConfig = {}): VirtualScanner {
  let listener: ScannerListener | null = null
  let plugged = config.plugged ?? true

  const status = (): ScannerStatus =>
    plugged ? { kind: 'ready', label: config.label ?? 'virtual scanner' } : { kind: 'disconnected' }

  function setPlugged(next: boolean): void {
    if (next === plugged) return
    plugged = next
    listener?.onStatus(status())
  }

  return {
    scanner: {
      id: config.id ?? 'virtual-1',
      source: 'virtual',
      start: async (to) => {
        listener = to
        to.onStatus(status())
      },
      stop: async () => {
        listener = null
      },
    },
    scan: (text) => {
      if (plugged) listener?.onScan({ scanId: deps.newId(), text, at: deps.now(), source: 'virtual' })
    },
    disturb: (disturbance) => {
      if (plugged) listener?.onDisturbance(disturbance)
    },
    unplug: () => setPlugged(false),
    plug: () => setPlugged(true),
  }
}
