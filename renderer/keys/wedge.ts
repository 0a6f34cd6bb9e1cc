// Joins the keyboard of the page to the desk: fast runs of keys are scans, single ones go through the gate.
import type { Disturbance, Scan } from '../../drivers/scanner.ts'
import type { KeyGate } from './key-gate.ts'

export interface WedgeDeps {
  readonly now: () => number
  readonly onScan: (scan: Scan) => void
  readonly onDisturbance: (disturbance: Disturbance) => void
}

export function createWedge(_deps: WedgeDeps): KeyGate {
  return {
    onSingleKey(listener) {
      const onKeyDown = (event: KeyboardEvent) => {
        if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return
        const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1]
        listener(digit ?? (event.key.length === 1 ? event.key.toLowerCase() : event.key))
      }
      window.addEventListener('keydown', onKeyDown, { capture: true })
      return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
    },
  }
}
