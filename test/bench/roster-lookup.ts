// Lookups against a plain sorted typed array of the same numbers, in one run. Prints medians and ratios.
//   node test/bench/roster-lookup.ts [--members 1000000] [--roster DIR]      (DIR: a published roster; else one is made)
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { makeDemoRoster } from '../../hub/demo/make-demo-roster.ts'
import type { MemberNumber } from '../../shared/card/member-number.ts'
import { type Day, day, instantOfDay } from '../../shared/core/day.ts'
import { evaluateCard } from '../../shared/registration/evaluate-card.ts'
import { plan2014 } from '../../shared/registration/plans.ts'
import { type Manifest, parseManifest, type RosterUnion } from '../../shared/roster/manifest.ts'
import { openShard } from '../../shared/roster/open-shard.ts'
import { SERIALS_PER_PREFIX } from '../../shared/roster/sorted-numbers.ts'
import { openRosterStore, type RosterStore } from '../../terminal/roster/roster-store.ts'
import { unpackNow } from '../../terminal/roster/unpack-file.ts'

const LOOKUPS = 200_000
const ROUNDS = 9
const ABSENT = 0.1

const { values } = parseArgs({
  options: { members: { type: 'string', default: '1000000' }, roster: { type: 'string' } },
})
const work = mkdtempSync(join(tmpdir(), 'bench-roster-'))
try {
  const dir = values.roster ?? (await makeRoster(Number(values.members)))
  if (!existsSync(join(dir, 'manifest.json'))) throw new Error(`no roster in ${dir}`)
  measure(dir)
  await measureImport(dir)
} finally {
  rmSync(work, { recursive: true, force: true })
}

async function makeRoster(members: number): Promise<string> {
  await makeDemoRoster({ dir: work, members, seed: 1, asOf: day('2026-11-24') })
  return join(work, 'roster')
}

function measure(dir: string): void {
  const parsed = parseManifest(readFileSync(join(dir, 'manifest.json')))
  if (!parsed.ok) throw new Error(parsed.error.detail)
  const manifest = parsed.value
  const total = (field: 'bytes' | 'rawBytes' | 'rows') =>
    manifest.unions.reduce((sum, union) => sum + union[field], 0) +
    (field === 'rows' ? 0 : manifest.moved[field])
  const rows = total('rows')
  say('members', rows.toLocaleString('en'))
  say(
    'bytes a member, on disk / open',
    `${(total('bytes') / rows).toFixed(2)} / ${(total('rawBytes') / rows).toFixed(2)}`,
  )

  const open = () => openRosterStore({ dir, maxCachedRawBytes: 2 ** 30 })
  say('open the store', ms(median(times(7, open))))
  const union = [...manifest.unions].sort((a, b) => Math.abs(a.rows - 80_000) - Math.abs(b.rows - 80_000))[0]
  if (union) measureShard(dir, union)
  say('rss with an empty cache', rss())

  const store = open()
  const { keys, asked } = loadNumbers(dir, manifest)
  say('every shard opened once, each', ms(warmUp(store, manifest, asked) / manifest.unions.length))
  say('rss with every shard open and the plain array', rss())
  compare(store, keys, asked)
}

/** The whole way from a folder to a serving set, and how long a scan would have had to wait meanwhile. */
async function measureImport(dir: string): Promise<void> {
  const store = openRosterStore({ dir: join(work, 'terminal'), maxCachedRawBytes: 2 ** 30 })
  const delays = monitorEventLoopDelay({ resolution: 1 })
  delays.enable()
  const startedAt = performance.now()
  const imported = await store.importRoster(dir)
  delays.disable()
  if (!imported.ok) throw new Error(imported.error.kind)
  say('import into an empty folder, checked and synced', ms(performance.now() - startedAt))
  const pauses = [delays.percentile(99), delays.max].map((ns) => ms(ns / 1e6))
  say('  pauses of the event loop, 99th percentile / longest', pauses.join(' / '))
}

function measureShard(dir: string, union: RosterUnion): void {
  const packed = readFileSync(join(dir, 'files', union.sha256))
  const unpacked = unpackNow(packed, union)
  if (!unpacked.ok) throw new Error(unpacked.error.detail)
  const unpacking = median(times(15, () => unpackNow(packed, union)))
  const opening = median(times(15, () => openShard(unpacked.value)))
  say(`a shard of ${union.rows.toLocaleString('en')}: hash and decode`, ms(unpacking))
  say('  check everything and index', ms(opening))
}

/** All numbers as a sorted plain array, and as texts those that are asked: at random, some of them unknown. */
function loadNumbers(dir: string, manifest: Manifest) {
  const keys: number[] = []
  for (const union of manifest.unions) {
    const raw = unpackNow(readFileSync(join(dir, 'files', union.sha256)), union)
    const shard = raw.ok ? openShard(raw.value) : raw
    if (!shard.ok) throw new Error(shard.error.detail)
    for (const prefix of shard.value.numbers.prefixes) {
      const base = Number(prefix) * SERIALS_PER_PREFIX
      shard.value.numbers.eachOf(prefix, (serial) => keys.push(base + serial))
    }
  }
  const sorted = Float64Array.from(keys).sort()
  const asked = Array.from({ length: LOOKUPS }, () => {
    const key = sorted[Math.floor(Math.random() * sorted.length)] ?? 0
    const text = String(Math.random() < ABSENT ? key + 5_000_000 : key).padStart(10, '0')
    return text as MemberNumber
  })
  return { keys: sorted, asked }
}

function warmUp(store: RosterStore, { unions }: Manifest, asked: readonly MemberNumber[]): number {
  const startedAt = performance.now()
  for (const number of asked) store.find(number)
  const all = performance.now() - startedAt
  const again = median(times(3, () => askAll(asked, (number) => store.find(number).kind === 'FOUND')))
  if (store.summary().members === 0 || unions.length === 0) throw new Error('empty roster')
  return all - again
}

function compare(store: RosterStore, keys: Float64Array, asked: readonly MemberNumber[]): void {
  const asOf = store.summary().newestAsOf as Day
  const now = instantOfDay(asOf) + 9 * 3_600_000
  const ways = {
    plain: (number: MemberNumber) => isListed(keys, Number(number)),
    find: (number: MemberNumber) => store.find(number).kind === 'FOUND',
    decide(number: MemberNumber) {
      const found = store.find(number)
      if (found.kind !== 'FOUND') return false
      const { membership } = found.member
      return (
        evaluateCard({ membership, rosterAsOf: found.asOf, plan: plan2014, now, on: asOf }).kind === 'answer'
      )
    },
  }
  const rounds: Record<keyof typeof ways, number[]> = { plain: [], find: [], decide: [] }
  const hits = new Set<number>()
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, ask] of Object.entries(ways) as [
      keyof typeof ways,
      (number: MemberNumber) => boolean,
    ][]) {
      const startedAt = performance.now()
      hits.add(askAll(asked, ask))
      rounds[name].push(((performance.now() - startedAt) * 1000) / asked.length)
    }
  }
  if (hits.size !== 1) throw new Error('the ways disagree')
  const [plain, find, decide] = [median(rounds.plain), median(rounds.find), median(rounds.decide)]
  say('plain array, binary search', us(plain))
  say('store.find, warm', `${us(find)} = ${(find / plain).toFixed(2)} × plain`)
  say('store.find and both answers', `${us(decide)} = ${(decide / plain).toFixed(2)} × plain`)
  const each = asked.slice(0, 50_000).map((number) => {
    const startedAt = process.hrtime.bigint()
    ways.decide(number)
    return Number(process.hrtime.bigint() - startedAt) / 1000
  })
  say(
    'find and both answers, 99th percentile',
    us(each.sort((a, b) => a - b)[Math.floor(each.length * 0.99)] ?? 0),
  )
}

function askAll(asked: readonly MemberNumber[], ask: (number: MemberNumber) => boolean): number {
  let hits = 0
  for (const number of asked) if (ask(number)) hits++
  return hits
}

function isListed(keys: Float64Array, wanted: number): boolean {
  let low = 0
  let high = keys.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const key = keys[middle] ?? 0
    if (key === wanted) return true
    if (key < wanted) low = middle + 1
    else high = middle - 1
  }
  return false
}

/** Milliseconds of each of `count` runs. */
function times(count: number, run: () => unknown): number[] {
  return Array.from({ length: count }, () => {
    const startedAt = performance.now()
    run()
    return performance.now() - startedAt
  })
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0
}

function ms(value: number): string {
  return `${value.toFixed(2)} ms`
}

function us(value: number): string {
  return `${value.toFixed(3)} µs`
}

function rss(): string {
  return `${Math.round(process.memoryUsage.rss() / 1e6)} MB`
}

function say(what: string, value: string): void {
  process.stdout.write(`${what.padEnd(48)} ${value}\n`)
}
