// A few seeds of the simulation; SIM_SEEDS and SIM_OPS make it as long as one likes (CI: 200 × 10,000). Failing seeds get a name here.
import { describe, expect, it } from 'vitest'
import { simulate } from './simulate.ts'

const seeds = Number(process.env.SIM_SEEDS ?? 5)
const operations = Number(process.env.SIM_OPS ?? 1_000)
const firstSeed = Number(process.env.SIM_FIRST_SEED ?? 1)

describe('three terminals and a hub, whatever happens', () => {
  it.each(Array.from({ length: seeds }, (_, index) => firstSeed + index))(
    'seed %i: the hub has exactly what the terminals wrote',
    async (seed) => {
      const { problems, visits } = await simulate({ seed, operations })
      expect(problems).toEqual([])
      expect(visits).toBeGreaterThan(operations / 10)
    },
    300_000,
  )

  it('one seed is one run, to the byte', async () => {
    const [first, second] = [
      await simulate({ seed: 42, operations: 500 }),
      await simulate({ seed: 42, operations: 500 }),
    ]
    expect(second.traceHash).toBe(first.traceHash)
    expect(second.tail).toEqual(first.tail)
    const other = await simulate({ seed: 43, operations: 500 })
    expect(other.traceHash).not.toBe(first.traceHash)
  })
})
