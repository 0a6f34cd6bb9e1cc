// Joins the keyboard of the page to the desk: fast runs of keys are scans, everything else goes through the two gates.
import type { Disturbance, Scan } from '../../drivers/scanner.ts'
import { createWedgeScanner } from '../../drivers/wedge/wedge-scanner.ts'
import type { KeyGate } from './key-gate.ts'
import { createTypedKeys } from './typed-keys.ts'

export interface WedgeDeps {
  readonly window: Window
  readonly now: () => number
  readonly newId: () => string
  readonly onScan: (scan: Scan) => void
  readonly onDisturbance: (disturbance: Disturbance) => void
}

export function startWedge({ window, now, newId, onScan, onDisturbance }: WedgeDeps): KeyGate {
  // Before the scanner, so that it sees the keys that the scanner keeps from the page: some are a quick person's.
  const typed = createTypedKeys(window)
  const scanner = createWedgeScanner({}, { window, now, newId })
  void scanner.start({
    onScan(scan) {
      typed.drop('scan')
      onScan(scan)
    },
    onDisturbance(disturbance) {
      typed.drop('disturbance')
      onDisturbance(disturbance)
    },
    // The terminal has no light for the page's keyboard: where there is a page, there are keys.
    onStatus() {},
  })
  return {
    onSingleKey: (listener) => scanner.onSingleKey((key) => listener(key.toLowerCase())),
    onTyped: typed.onTyped,
  }
}
