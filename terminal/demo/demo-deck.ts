// The deck of demo mode over the virtual scanner, the settable clock and the demo's own hub.
import type { VirtualScanner } from '../../drivers/virtual/virtual-scanner.ts'
import { addDays, type Day, dayIn, dayOfInstant, yearOf } from '../../shared/core/day.ts'
import type { Clock } from '../counter/clock.ts'
import type { DemoDeck, DemoTerminal } from '../counter/demo-deck.ts'
import { barcodeSvg } from './demo-barcode.ts'
import type { DemoCard } from './demo-cards.ts'
import type { DemoClock } from './demo-clock.ts'
import type { DemoHub } from './demo-hub.ts'

export interface DemoDeckDeps {
  readonly cards: readonly DemoCard[]
  readonly clock: DemoClock
  readonly realClock: Clock
  readonly virtual: VirtualScanner
  readonly hub: DemoHub
  /** As-of date of the demo roster. */
  readonly rosterAsOf: Day
}

export function createDemoDeck({
  cards,
  clock,
  realClock,
  virtual,
  hub,
  rosterAsOf,
}: DemoDeckDeps): DemoDeck {
  let plugged = true
  let setDay: Day | null = null
  return {
    state: () => ({
      plugged,
      hub: hub.status(),
      setDay,
      days: daysWorthTrying(dayOfInstant(realClock.now()), rosterAsOf),
      cards: cards.map(({ id }) => id),
    }),
    async codes() {
      return cards.map(({ id, text }) => ({ id, codeSvg: barcodeSvg(text) }))
    },
    scan(cardId) {
      const card = cards.find(({ id }) => id === cardId)
      if (!card || !plugged) return false
      virtual.scan(card.text)
      return true
    },
    plug(next) {
      plugged = next
      if (next) virtual.plug()
      else virtual.unplug()
    },
    setDay(on) {
      setDay = on
      clock.setDay(on)
    },
    setHub(running) {
      if (running) void hub.start()
      else void hub.stop()
    },
    attach(terminal) {
      hub.onChange(() => {
        terminal.changed()
        if (hub.status() === 'RUNNING') void joinHub(hub, terminal)
      })
      void hub.start()
    },
  }
}

/** What a technician does at a real counter, done by the demo itself: a code from the hub, shown to the terminal. */
async function joinHub(hub: DemoHub, terminal: DemoTerminal): Promise<void> {
  if (terminal.isEnrolled()) {
    terminal.retry()
    return
  }
  try {
    await terminal.enrol(await hub.enrolmentCode())
    terminal.changed()
  } catch {
    // The hub went away meanwhile; it is joined when it comes back.
  }
}

/** The last day of the registration window, the day after it, and a clock that is wrong. */
function daysWorthTrying(today: Day, rosterAsOf: Day): { id: string; on: Day }[] {
  const thisYear = dayIn(yearOf(today), '06-30')
  const lastDay = thisYear >= today ? thisYear : dayIn(yearOf(today) + 1, '06-30')
  return [
    { id: 'today', on: today },
    { id: 'lastDay', on: lastDay },
    { id: 'julyFirst', on: addDays(lastDay, 1) },
    { id: 'beforeRoster', on: addDays(rosterAsOf, -1) },
  ]
}
