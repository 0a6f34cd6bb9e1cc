// What demo mode adds to a counter: a deck of sample cards, a scanner that can be unplugged, a clock that can be set.
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
}
