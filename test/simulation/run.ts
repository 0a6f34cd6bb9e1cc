// `npm run simulate -- [--seeds N] [--ops M] [--seed S] [--trace]`: N runs from seed S on, as many as the night is long; S alone is one run.
// A seed that fails is printed with the command that repeats it, and becomes a named test.
import { parseArgs } from 'node:util'
import { simulate } from './simulate.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    ops: { type: 'string', default: '10000' },
    seed: { type: 'string' },
    trace: { type: 'boolean', default: false },
  },
})
const operations = wholeNumber(values.ops)
const first = values.seed === undefined ? 1 : wholeNumber(values.seed)
const seeds = wholeNumber(values.seeds ?? (values.seed === undefined ? '10' : '1'))
const print = (line: string) => void process.stdout.write(`${line}\n`)

let failed = 0
const startedAt = performance.now()
for (let seed = first; seed < first + seeds; seed += 1) {
  const seedStartedAt = performance.now()
  const result = await simulate({ seed, operations, ...(values.trace ? { onLine: print } : {}) })
  const seconds = ((performance.now() - seedStartedAt) / 1000).toFixed(1)
  const { problems, visits, simulatedDays, traceHash } = result
  const about = `${visits} visits, ${simulatedDays.toFixed(1)} days in ${seconds} s, trace ${traceHash.slice(0, 16)}`
  print(`${problems.length === 0 ? 'PASS' : 'FAIL'} seed ${seed}: ${about}`)
  if (problems.length === 0) continue
  failed += 1
  for (const problem of problems.slice(0, 20)) print(`  ${problem}`)
  print(`  again: npm run simulate -- --seed ${seed} --ops ${operations} --trace`)
}
print(
  `${seeds - failed} passed, ${failed} failed in ${((performance.now() - startedAt) / 1000).toFixed(0)} s`,
)
if (failed > 0) process.exitCode = 1

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 0) throw new RangeError(`not a whole number: ${text}`)
  return number
}
