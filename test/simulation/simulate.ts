// One run: a hub, three terminals, random operations; then everything heals, and what must be true is checked.
import { createListedRoster } from '../support/listed-roster.ts'
import { finalProblems } from './final-checks.ts'
import { operate, type Scene } from './operations.ts'
import { createSimulatedHub } from './simulated-hub.ts'
import { networkQualities } from './simulated-network.ts'
import { createSimulatedTerminal } from './simulated-terminal.ts'
import { createWorld, type World } from './world.ts'

export interface SimulationResult {
  readonly seed: number
  /** None: everything holds. */
  readonly problems: readonly string[]
  readonly traceHash: string
  readonly tail: readonly string[]
  readonly visits: number
  readonly simulatedDays: number
}

export interface SimulationOptions {
  readonly seed: number
  readonly operations: number
  readonly onLine?: (line: string) => void
}

const TERMINALS = 3
const MEMBERS = 40
/** Healing may take as long as the longest wait of the outbox, a day, and a little. */
const HEALS_WITHIN_HOURS = 30
const HOUR_MS = 3_600_000

export async function simulate({ seed, operations, onLine }: SimulationOptions): Promise<SimulationResult> {
  const world = createWorld(seed, onLine)
  const startedAt = world.now()
  const scene = createScene(world)
  for (const terminal of scene.terminals) terminal.switchOn()
  for (let count = 0; count < operations; count += 1) {
    await world.advance(world.random.below(15_000))
    await operate(scene)
  }
  await heal(scene)
  const problems = await finalProblems(scene.hub, scene.terminals)
  for (const terminal of scene.terminals) if (terminal.running()) await terminal.switchOff()
  return {
    seed,
    problems,
    traceHash: world.traceHash(),
    tail: world.tail(),
    visits: scene.terminals.reduce((sum, { written }) => sum + written.size, 0),
    simulatedDays: (world.now() - startedAt) / (24 * HOUR_MS),
  }
}

/** A hub and terminals that are still off, on a good network. */
export function createScene(world: World): Scene {
  const hub = createSimulatedHub(world)
  const roster = createListedRoster('2014-09-09')
  const members = Array.from(
    { length: MEMBERS },
    (_, index) => `${901 + (index % 3)}${String(1_000_000 + index)}`,
  )
  // Some cards are in no list.
  for (const number of members.slice(0, MEMBERS - 8)) roster.add(number, {})
  const terminals = Array.from({ length: TERMINALS }, (_, index) =>
    createSimulatedTerminal(`T${index + 1}`, { world, hub, roster }),
  )
  return { world, hub, terminals, members }
}

async function heal({ world, hub, terminals }: Scene): Promise<void> {
  world.note('everything heals')
  hub.setUp(true)
  for (const terminal of terminals) {
    terminal.network.setQuality(networkQualities.GOOD)
    terminal.clock.setOffset(0)
    terminal.disk.fail(null)
    if (!terminal.running()) terminal.switchOn()
  }
  // What is still on its way arrives first, then quiet is quiet.
  for (let hours = 0; hours < HEALS_WITHIN_HOURS; hours += 1) {
    await world.advance(HOUR_MS)
    if (terminals.every(isQuiet)) return
  }
}

function isQuiet({ running }: Scene['terminals'][number]): boolean {
  const now = running()
  return now !== null && now.terminal.state().queued === 0 && now.journal.marks.heldOut().length === 0
}
