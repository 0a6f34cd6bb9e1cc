// Simulated time and chance: one seed, one run. Everything that happens goes through the schedule here and leaves a line in the trace.
import { createHash } from 'node:crypto'
import { createRandom, type Random } from '../../hub/demo/random.ts'
import type { Clock } from '../../terminal/counter/clock.ts'

export interface World {
  readonly random: Random
  now(): number
  /** Calls once, later, in simulated time. Returns the way to call it off. */
  after(delayMs: number, then: () => void): () => void
  /** Lets time pass; whatever falls due happens in order, each to its end before the next. */
  advance(ms: number): Promise<void>
  /** Everything that waits for promises only has run. */
  settle(): Promise<void>
  note(line: string): void
  /** UUIDv7 of simulated time and simulated chance. */
  newId(): string
  /** SHA-256 over every line so far. */
  traceHash(): string
  /** The last lines, to see what led to a failure. */
  tail(): readonly string[]
}

/** A clock of one machine: as the world's, but it may be set. */
export interface SimulatedClock extends Clock {
  setOffset(ms: number): void
}

const START = Date.parse('2014-09-10T08:30:00+08:00')
const TAIL = 200

export function createWorld(seed: number, onLine: (line: string) => void = () => {}): World {
  const random = createRandom(seed, 1)
  const ids = createRandom(seed, 2)
  const trace = createHash('sha256')
  let tail: string[] = []
  let now = START
  let order = 0
  const queue = createQueue()

  function note(line: string): void {
    const text = `${now - START} ${line}`
    trace.update(text).update('\n')
    tail.push(text)
    if (tail.length > 2 * TAIL) tail = tail.slice(-TAIL)
    onLine(text)
  }

  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

  return {
    random,
    now: () => now,
    after(delayMs, then) {
      order += 1
      const event: Due = { at: now + Math.max(0, delayMs), order, call: then }
      queue.push(event)
      return () => {
        event.call = null
      }
    },
    async advance(ms) {
      const until = now + ms
      await settle()
      for (;;) {
        const next = queue.popUntil(until)
        if (!next) break
        now = next.at
        if (next.call === null) continue
        next.call()
        await settle()
      }
      now = until
    },
    settle,
    note,
    newId() {
      const time = Math.floor(now).toString(16).padStart(12, '0')
      const [a, b, c, d] = [4096, 4096, 2 ** 24, 2 ** 24].map((below) => ids.below(below).toString(16))
      const tail = `${c?.padStart(6, '0')}${d?.padStart(6, '0')}`
      return `${time.slice(0, 8)}-${time.slice(8)}-7${a?.padStart(3, '0')}-8${b?.padStart(3, '0')}-${tail}`
    },
    traceHash: () => trace.copy().digest('hex'),
    tail: () => tail.slice(-TAIL),
  }
}

export function createSimulatedClock(world: World): SimulatedClock {
  let offset = 0
  return {
    now: () => world.now() + offset,
    offsetMs: () => 0,
    after: world.after,
    setOffset(ms) {
      offset = ms
    },
  }
}

interface Due {
  readonly at: number
  readonly order: number
  call: (() => void) | null
}

/** A binary heap by time, then by order of asking. */
function createQueue() {
  const heap: Due[] = []
  const isBefore = (a: Due, b: Due) => a.at < b.at || (a.at === b.at && a.order < b.order)
  const at = (place: number) => heap[place] as Due

  return {
    push(event: Due): void {
      let place = heap.length
      heap.push(event)
      while (place > 0) {
        const parent = (place - 1) >> 1
        if (!isBefore(event, at(parent))) break
        heap[place] = at(parent)
        place = parent
      }
      heap[place] = event
    },
    popUntil(until: number): Due | null {
      const first = heap[0]
      if (!first || first.at > until) return null
      const last = heap.pop() as Due
      if (heap.length === 0) return first
      let place = 0
      for (;;) {
        let child = 2 * place + 1
        if (child >= heap.length) break
        if (child + 1 < heap.length && isBefore(at(child + 1), at(child))) child += 1
        if (!isBefore(at(child), last)) break
        heap[place] = at(child)
        place = child
      }
      heap[place] = last
      return first
    },
  }
}
