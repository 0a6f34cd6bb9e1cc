// The loop that asks for packages: patient, and never in step with a thousand others.
import { expect, it } from 'vitest'
import { err, ok, type Result } from '../../shared/core/result.ts'
import type { PackageProblem } from '../../shared/packages/package-problem.ts'
import type { Refreshed } from '../../terminal/packages/package-store.ts'
import { startRefreshLoop } from '../../terminal/packages/refresh-loop.ts'
import { createSteeredClock } from '../support/steered-clock.ts'

const MINUTE_MS = 60_000

function setUp({ random = () => 0.5, isUp = true }: { readonly random?: () => number; isUp?: boolean } = {}) {
  const clock = createSteeredClock(0)
  const asked: number[] = []
  const answer = (): Result<Refreshed, PackageProblem> =>
    isUp ? ok({ what: 'UNCHANGED', set: {} as Refreshed['set'] }) : err({ kind: 'UNREACHABLE', detail: '' })
  const loop = startRefreshLoop({
    refresh: async () => {
      asked.push(clock.now())
      return answer()
    },
    clock,
    random,
    everyMs: 15 * MINUTE_MS,
  })
  /** Moves on in small steps, so that what is asked for can be answered in between. */
  const wait = async (ms: number) => {
    for (const until = clock.now() + ms; clock.now() < until; ) {
      clock.advance(Math.min(1000, until - clock.now()))
      await settle()
    }
  }
  return {
    asked,
    loop,
    wait,
    goUp() {
      isUp = true
    },
  }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

it('asks at once, and then every quarter of an hour', async () => {
  const { asked, wait } = setUp()
  await settle()
  expect(asked).toEqual([0])
  await wait(31 * MINUTE_MS)
  expect(asked).toEqual([0, 15 * MINUTE_MS, 30 * MINUTE_MS])
})

it('waits longer after each failure, at most half an hour, and has no last try', async () => {
  const terminal = setUp({ random: () => 0.999, isUp: false })
  await terminal.wait(24 * 60 * MINUTE_MS)
  const waits = terminal.asked.slice(1).map((at, index) => at - (terminal.asked[index] ?? 0))
  expect(waits.slice(0, 10)).toEqual(waits.slice(0, 10).toSorted((a, b) => a - b))
  expect(Math.max(...waits)).toBeLessThanOrEqual(30 * MINUTE_MS + 1000)
  expect(waits.length).toBeGreaterThan(45)
})

it('goes back to its pace after a success', async () => {
  const terminal = setUp({ isUp: false })
  await terminal.wait(60 * MINUTE_MS)
  terminal.goUp()
  await terminal.wait(20 * MINUTE_MS)
  const before = terminal.asked.length
  await terminal.wait(15 * MINUTE_MS)
  expect(terminal.asked.length - before).toBe(1)
})

it('two terminals do not come back in the same second', async () => {
  const [one, two] = [setUp({ random: () => 0.1, isUp: false }), setUp({ random: () => 0.9, isUp: false })]
  await one.wait(10 * MINUTE_MS)
  await two.wait(10 * MINUTE_MS)
  expect(one.asked.at(1)).not.toBe(two.asked.at(1))
})

it('hurries when it is told to, and stops', async () => {
  const { asked, loop, wait } = setUp()
  await wait(MINUTE_MS)
  loop.hurry()
  await settle()
  expect(asked).toEqual([0, MINUTE_MS])
  loop.stop()
  await wait(60 * MINUTE_MS)
  expect(asked).toHaveLength(2)
})

it('goes on after a try that broke', async () => {
  const clock = createSteeredClock(0)
  const broken: unknown[] = []
  let tries = 0
  startRefreshLoop({
    refresh: async () => {
      tries += 1
      throw new Error('the trusted root cannot be read')
    },
    onBroken: (thrown) => broken.push(thrown),
    clock,
    random: () => 0.5,
  })
  await settle()
  expect(broken).toHaveLength(1)
  clock.advance(60 * MINUTE_MS)
  await settle()
  expect(tries).toBe(2)
})
