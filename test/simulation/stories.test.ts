// Stories of several terminals and a hub, told in simulated time over the real code.
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Month } from '../../hub/ingest/month.ts'
import { finalProblems } from './final-checks.ts'
import type { Scene } from './operations.ts'
import { createScene } from './simulate.ts'
import { type NetworkQuality, networkQualities } from './simulated-network.ts'
import type { SimulatedTerminal } from './simulated-terminal.ts'
import { createWorld } from './world.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const SEPTEMBER = '2014-09' as Month

async function opened(): Promise<
  Scene & { readonly first: SimulatedTerminal; readonly second: SimulatedTerminal }
> {
  const scene = createScene(createWorld(7))
  const [first, second] = scene.terminals
  if (!first || !second) throw new Error('there are three terminals')
  for (const terminal of scene.terminals) terminal.switchOn()
  onTestFinished(async () => {
    for (const terminal of scene.terminals) if (terminal.running()) await terminal.switchOff()
  })
  await scene.world.advance(MINUTE)
  return { ...scene, first, second }
}

const stateOf = ({ running }: SimulatedTerminal) => running()?.terminal.state()

/** A card is scanned and served, every so often. */
async function work(
  { world, members }: Scene,
  at: SimulatedTerminal,
  persons: number,
  everyMs: number,
): Promise<void> {
  for (let count = 0; count < persons; count += 1) {
    at.running()?.scanner.scan(members[count % members.length] ?? '')
    await at.running()?.terminal.call('recordService', { service: 'POLICY' })
    await world.advance(everyMs)
  }
}

describe('a week offline', () => {
  it('changes nothing at the counter but the light and the queue, and drains when the network is back', async () => {
    const scene = await opened()
    const { world, hub, first } = scene
    expect(stateOf(first)).toMatchObject({ network: 'ONLINE', queued: 0 })
    first.network.setQuality(networkQualities.DOWN)
    for (let day = 0; day < 7; day += 1) {
      await work(scene, first, 60, 5 * MINUTE)
      expect(stateOf(first)).toMatchObject({ network: 'OFFLINE', queued: (day + 1) * 120 })
      await first.switchOff()
      await world.advance(DAY - 5 * HOUR)
      first.switchOn()
    }
    first.network.setQuality(networkQualities.GOOD)
    // The longest wait of the outbox is 10 minutes.
    await world.advance(11 * MINUTE)
    expect(stateOf(first)).toMatchObject({ network: 'ONLINE', queued: 0 })
    expect(await finalProblems(hub, scene.terminals)).toEqual([])
    const rows = await hub.store.tallies(SEPTEMBER)
    expect(rows.reduce((sum, { uses }) => sum + uses, 0)).toBe(420)
  })
})

describe('one card at two offline terminals', () => {
  it('is served at both, counted twice as a visit and once as a person', async () => {
    const scene = await opened()
    const { world, hub, first, second, members } = scene
    for (const terminal of [first, second]) {
      terminal.network.setQuality(networkQualities.DOWN)
      terminal.running()?.scanner.scan(members[0] ?? '')
      await terminal.running()?.terminal.call('recordService', { service: 'EMPLOYMENT' })
      await world.advance(HOUR)
    }
    for (const terminal of [second, first]) {
      terminal.network.setQuality(networkQualities.GOOD)
      await world.advance(HOUR)
    }
    expect(await finalProblems(hub, scene.terminals)).toEqual([])
    const uses = (await hub.store.tallies(SEPTEMBER)).map(({ uses }) => uses)
    expect(uses).toEqual([1, 1])
    const whole = (await hub.store.persons(SEPTEMBER)).find(
      ({ service, unionCode, on }) => service === null && unionCode === null && on === null,
    )
    expect(whole?.persons).toBe(1)
  })
})

describe('a hub restored from yesterday', () => {
  it('is given everything it lost, without anybody doing anything', async () => {
    const scene = await opened()
    const { world, hub, terminals } = scene
    for (const terminal of terminals) await work(scene, terminal, 10, MINUTE)
    hub.backUp()
    await world.advance(DAY)
    for (const terminal of terminals) await work(scene, terminal, 10, MINUTE)
    await world.advance(5 * MINUTE)
    expect(await finalProblems(hub, terminals)).toEqual([])
    hub.restore()
    expect(await finalProblems(hub, terminals)).not.toEqual([])
    // The next report of each terminal tells it; nobody has to scan a card for that.
    await world.advance(5 * MINUTE)
    expect(await finalProblems(hub, terminals)).toEqual([])
  })
})

describe('a network of 64 kbit/s that loses every tenth request', () => {
  const slow: NetworkQuality = { name: 'SLOW', mishaps: 0.1, latencyMs: 400, bytesPerMs: 8 }

  it('takes a week of visits within the hour, while the counter goes on', async () => {
    const scene = await opened()
    const { world, hub, first } = scene
    first.network.setQuality(networkQualities.DOWN)
    await work(scene, first, 1_000, 30_000)
    expect(stateOf(first)?.queued).toBe(2_000)
    first.network.setQuality(slow)
    await work(scene, first, 60, MINUTE)
    await world.advance(5 * MINUTE)
    first.network.setQuality(networkQualities.GOOD)
    await world.advance(15 * MINUTE)
    expect(await finalProblems(hub, scene.terminals)).toEqual([])
    expect(first.written.size).toBe(2_120)
  })
})

describe('a wrong clock', () => {
  it('[CK2] is shown, marks the visits, and every visit still reaches the hub', async () => {
    const scene = await opened()
    const { hub, first } = scene
    await work(scene, first, 2, MINUTE)
    first.clock.setOffset(-3 * DAY)
    await first.switchOff()
    first.switchOn()
    await work(scene, first, 2, MINUTE)
    expect(stateOf(first)).toMatchObject({ clock: 'BEHIND', network: 'ONLINE' })
    first.clock.setOffset(0)
    await work(scene, first, 1, 5 * MINUTE)
    expect(stateOf(first)?.clock).toBe('OK')
    expect(await finalProblems(hub, scene.terminals)).toEqual([])
    const marks = [...(first.running()?.journal.all() ?? [])].map(({ clock }) => clock)
    expect(marks).toEqual(['OK', 'OK', 'OK', 'OK', 'BEHIND', 'BEHIND', 'BEHIND', 'BEHIND', 'OK', 'OK'])
  })
})
