// What can happen in the simulation, and how often. Each operation is one thing a clerk, a network, a disk or a clock does.

import type { VirtualScanner } from '../../drivers/virtual/virtual-scanner.ts'
import { type Month, monthOfDay } from '../../hub/ingest/month.ts'
import { addDays, dayOfInstant } from '../../shared/core/day.ts'
import { aidServices } from '../../shared/visit/services.ts'
import type { Terminal } from '../../terminal/terminal.ts'
import { PowerCut } from '../journal/memory-journal.ts'
import type { SimulatedHub } from './simulated-hub.ts'
import { networkQualities } from './simulated-network.ts'
import type { SimulatedTerminal } from './simulated-terminal.ts'
import type { World } from './world.ts'

export interface Scene {
  readonly world: World
  readonly hub: SimulatedHub
  readonly terminals: readonly SimulatedTerminal[]
  readonly members: readonly string[]
}

type Operation = (scene: Scene, at: SimulatedTerminal) => Promise<void> | void

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const operations: Readonly<Record<string, { readonly weight: number; readonly run: Operation }>> = {
  scan: { weight: 300, run: atCounter(({ scanner }, scene) => scanner.scan(memberOf(scene))) },
  scanSame: {
    weight: 30,
    run: atCounter(({ scanner }, { members }) => {
      scanner.scan(members[0] ?? '')
      scanner.scan(members[0] ?? '')
    }),
  },
  scanOther: { weight: 15, run: atCounter(({ scanner }) => scanner.scan('https://example.org/')) },
  type: {
    weight: 40,
    run: atCounter(async ({ call }, scene) => {
      await call('type', { text: memberOf(scene) })
      await call('confirm', { accept: scene.world.random.chance(0.8) })
    }),
  },
  withoutCard: { weight: 40, run: atCounter(({ call }) => call('withoutCard', {})) },
  service: {
    weight: 250,
    run: atCounter(({ call }, { world }) =>
      call('recordService', { service: aidServices[world.random.below(aidServices.length)] }),
    ),
  },
  undoOnScreen: {
    weight: 40,
    run: atCounter(({ call, terminal }, { world }) => {
      const { screen } = terminal.state()
      if (screen.kind !== 'result' && screen.kind !== 'noCard') return
      const { visitId } = screen.services[world.random.below(screen.services.length)] ?? {}
      return visitId === undefined ? undefined : call('undo', { visitId })
    }),
  },
  undoFromList: {
    weight: 15,
    run: atCounter(async ({ call }, { world }) => {
      const rows = (await call('listToday', {})) as readonly { readonly visitId: string }[]
      const { visitId } = rows[world.random.below(rows.length)] ?? {}
      if (visitId !== undefined) await call('undo', { visitId })
    }),
  },
  clear: { weight: 60, run: atCounter(({ call }) => call('clear', {})) },
  quiet: { weight: 40, run: ({ world }) => world.advance(world.random.below(5 * 60_000)) },

  networkChanges: {
    weight: 30,
    run({ world }, at) {
      const names = ['GOOD', 'GOOD', 'SHAKY', 'BAD', 'DOWN'] as const
      const name = names[world.random.below(names.length)] ?? 'GOOD'
      at.network.setQuality(networkQualities[name])
      world.note(`${at.name} network ${name}`)
    },
  },
  terminalRestarts: {
    weight: 8,
    async run({ world }, at) {
      if (at.running()) await at.switchOff()
      await world.advance(world.random.below(60_000))
      at.switchOn()
    },
  },
  powerCut: {
    weight: 6,
    async run({ world }, at) {
      if (at.running()) at.powerCut()
      await world.advance(world.random.below(60_000))
      at.switchOn()
    },
  },
  powerCutWhileRecording: {
    weight: 6,
    async run(scene, at) {
      at.disk.cutNextSync(scene.world.random.chance(0.5) ? 'BEFORE' : 'AFTER')
      await atCounter(({ scanner }) => scanner.scan(memberOf(scene)))(scene, at)
      if (at.running()) at.powerCut()
      at.switchOn()
    },
  },
  diskFull: {
    weight: 6,
    run({ world }, at) {
      at.disk.fail('DISK_FULL')
      world.after(world.random.below(10 * 60_000), () => at.disk.fail(null))
    },
  },
  clockJumps: {
    weight: 4,
    run({ world }, at) {
      const jumps = [0, 0, -HOUR_MS, HOUR_MS, -3 * DAY_MS, 40 * DAY_MS, -4_000 * DAY_MS]
      const offset = jumps[world.random.below(jumps.length)] ?? 0
      at.clock.setOffset(offset)
      world.note(`${at.name} clock ${offset}`)
    },
  },
  hubRestarts: {
    weight: 4,
    async run({ world, hub }) {
      hub.setUp(false)
      world.note('hub down')
      await world.advance(world.random.below(10 * 60_000))
      hub.setUp(true)
      world.note('hub up')
    },
  },
  hubBackup: {
    weight: 3,
    run({ world, hub }) {
      hub.backUp()
      world.note('hub backed up')
    },
  },
  hubRestored: {
    weight: 2,
    run({ world, hub }) {
      world.note(hub.restore() ? 'hub restored' : 'hub has no backup')
    },
  },
  monthLocked: {
    weight: 1,
    async run({ world, hub }) {
      const month: Month = monthOfDay(addDays(dayOfInstant(world.now()), -20))
      world.note(`month ${month} locked: ${await hub.lockMonth(month)}`)
    },
  },
  daysPass: {
    weight: 1,
    async run({ world, terminals }) {
      for (const terminal of terminals) if (terminal.running()) await terminal.switchOff()
      await world.advance(DAY_MS * (1 + world.random.below(9)))
      for (const terminal of terminals) terminal.switchOn()
    },
  },
}

const names = Object.keys(operations)
const totalWeight = names.reduce((sum, name) => sum + (operations[name]?.weight ?? 0), 0)

/** Does one random thing at one random place. */
export async function operate(scene: Scene): Promise<void> {
  const { world, terminals } = scene
  let left = world.random.below(totalWeight)
  const name = names.find((candidate) => {
    left -= operations[candidate]?.weight ?? 0
    return left < 0
  })
  const at = terminals[world.random.below(terminals.length)]
  if (name === undefined || !at) return
  world.note(`${at.name} ${name}`)
  await operations[name]?.run(scene, at)
  await world.settle()
}

interface Counter {
  readonly terminal: Terminal
  readonly scanner: VirtualScanner
  /** Gives the result, or undefined for a fault. */
  call(method: string, params: unknown): Promise<unknown>
}

/** Something a clerk does; nothing happens where the terminal is off. A power cut on the way takes the terminal down. */
function atCounter(run: (counter: Counter, scene: Scene) => unknown): Operation {
  return async (scene, at) => {
    const running = at.running()
    if (!running) return
    const { terminal, scanner } = running
    const call = async (method: string, params: unknown) => {
      const result = await terminal.call(method, params)
      return result.ok ? result.value : undefined
    }
    try {
      await run({ terminal, scanner, call }, scene)
    } catch (thrown) {
      if (!(thrown instanceof PowerCut)) throw thrown
      at.powerCut()
    }
  }
}

function memberOf({ world, members }: Scene): string {
  return members[world.random.below(members.length)] ?? ''
}
