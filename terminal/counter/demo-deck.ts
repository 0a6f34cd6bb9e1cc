// What demo mode adds to a counter: a deck of sample cards, a scanner that can be unplugged, a clock that can be set, a hub of its own
// that can be stopped.
import type { DemoState } from '../../shared/bridge/state.ts'
import type { Day } from '../../shared/core/day.ts'

export interface DemoDeck {
  state(): DemoState
  /** The barcodes of the dock, as SVG a scanner can read off the screen. */
  codes(): Promise<{ id: string; codeSvg: string }[]>
  /** Reads a card of the deck with the virtual scanner. False: no such card, or the scanner is unplugged. */
  scan(cardId: string): boolean
  plug(plugged: boolean): void
  setDay(on: Day | null): void
  setHub(running: boolean): void
  /** The terminal is there: its hub starts, and the terminal enrols with it like any other. */
  attach(terminal: DemoTerminal): void
}

/** The terminal as its demo sees it. */
export interface DemoTerminal {
  isEnrolled(): boolean
  /** True: the hub knows this terminal now. */
  enrol(code: string): Promise<boolean>
  /** The hub is there again: do not wait for the next try. */
  retry(): void
  changed(): void
}
