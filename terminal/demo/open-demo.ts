// Sets demo mode up: a demo roster that is young enough, the sample cards, a virtual scanner, a clock that can be set, a hub.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createVirtualScanner } from '../../drivers/virtual/virtual-scanner.ts'
import { dayOfInstant, daysBetween } from '../../shared/core/day.ts'
import type { Clock } from '../counter/clock.ts'
import type { DemoDeck } from '../counter/demo-deck.ts'
import type { RosterStore } from '../roster/roster-store.ts'
import type { Settings } from '../settings/settings.ts'
import { readDemoCards } from './demo-cards.ts'
import { createDemoClock, type DemoClock } from './demo-clock.ts'
import { createDemoDeck } from './demo-deck.ts'
import { createDemoHub, type DemoHub } from './demo-hub.ts'
import { DEMO_MEMBERS, DEMO_ROSTER_DAYS, DEMO_SEED } from './demo-settings.ts'
import { makeDemoRoster } from './make-demo-roster.ts'

export interface Demo {
  readonly clock: DemoClock
  readonly deck: DemoDeck
  readonly scanner: ReturnType<typeof createVirtualScanner>['scanner']
  readonly hub: DemoHub
}

export interface DemoDeps {
  readonly dir: string
  readonly realClock: Clock
  readonly roster: RosterStore
  readonly newId: () => string
  readonly facility: Settings['facility']
  readonly onProgress: (line: string) => void
}

/** Rejects when no demo roster can be made. */
export async function openDemo({
  dir,
  realClock,
  roster,
  newId,
  facility,
  onProgress,
}: DemoDeps): Promise<Demo> {
  const hubDir = join(dir, 'hub')
  const cardsFile = join(hubDir, 'demo-cards.json')
  const today = dayOfInstant(realClock.now())
  const { newestAsOf } = roster.summary()
  const isYoung = newestAsOf !== null && Math.abs(daysBetween(newestAsOf, today)) <= DEMO_ROSTER_DAYS
  if (!isYoung || !existsSync(cardsFile)) {
    await makeDemoRoster({ dir: hubDir, members: DEMO_MEMBERS, seed: DEMO_SEED, asOf: today, onProgress })
    const imported = await roster.importRoster(join(hubDir, 'roster'))
    if (!imported.ok) throw new Error(`demo roster: ${imported.error.kind}`)
  }
  const clock = createDemoClock(realClock)
  const virtual = createVirtualScanner({ now: clock.now, newId })
  const rosterAsOf = roster.summary().newestAsOf ?? today
  const hub = await createDemoHub(hubDir, facility)
  const cards = readDemoCards(cardsFile)
  const deck = createDemoDeck({ cards, clock, realClock, virtual, hub, rosterAsOf })
  return { clock, deck, scanner: virtual.scanner, hub }
}
