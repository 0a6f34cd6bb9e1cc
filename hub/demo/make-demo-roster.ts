// Makes a whole demo roster, published as a real one would be: deterministic from seed and as-of day, one union in memory at a
// time. Nobody in it exists. See docs/roster-format.md for what it is modelled on.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { maskName } from '../../shared/card/mask.ts'
import { addDays, type Day, instantOfDay } from '../../shared/core/day.ts'
import { numberOfDay } from '../../shared/roster/day-number.ts'
import { encodeRows } from '../../shared/roster/encode-shard.ts'
import type { RosterUnion } from '../../shared/roster/manifest.ts'
import { createShardRows, type ShardRows } from '../../shared/roster/shard-rows.ts'
import { keyOfNumber } from '../../shared/roster/sorted-numbers.ts'
import { openRosterFolder } from '../roster/roster-folder.ts'
import { writeDurably } from '../roster/write-durably.ts'
import { createRegistrations } from './calendar.ts'
import { maskedName } from './names.ts'
import { type DemoList, type PrintedCards, planPrintedCards } from './printed-cards.ts'
import { createRandom, type Random } from './random.ts'
import { makeSamples, oldListAsOf, type SampleMember } from './sample-cards.ts'
import { type DemoUnion, demoUnions, OLD_LIST_UNION, SAMPLE_UNION } from './unions.ts'

export interface DemoRosterOrder {
  /** Gets `roster/` and `demo-cards.json`. */
  readonly dir: string
  readonly members: number
  readonly seed: number
  readonly asOf: Day
  /** One line at a time. */
  readonly onProgress?: (line: string) => void
}

export interface DemoRosterSummary {
  readonly unions: number
  /** Distinct members. */
  readonly members: number
  readonly moved: number
  /** Numbers that the old list still holds although the members have moved. */
  readonly listedTwice: number
  readonly bytes: number
  readonly rawBytes: number
  readonly asOf: Day
}

export const MIN_DEMO_MEMBERS = 500
/** Seven digits of serials under the largest prefix. */
export const MAX_DEMO_MEMBERS = 50_000_000

export async function makeDemoRoster(order: DemoRosterOrder): Promise<DemoRosterSummary> {
  const { dir, seed, asOf, onProgress = () => {} } = order
  const samples = makeSamples(asOf)
  const lists = planLists(order, samples.members)
  const printed = planPrintedCards(seed, lists)
  const arrivals = collectArrivals(printed, lists)
  const folder = openRosterFolder(join(dir, 'roster'))

  const unions: RosterUnion[] = []
  let made = 0
  let packing: Promise<void> = Promise.resolve()
  for (const [index, list] of lists.entries()) {
    const rows = createShardRows(list.members + 16)
    for (const sample of samples.members) if (sample.unionCode === list.code) addSample(rows, sample)
    addMembers(rows, { seed, index, list, printed, arrived: arrivals[index] ?? [] })
    const raw = encodeRows({ unionCode: list.code, asOf: list.asOf }, rows)
    // The next union is made while this one is packed, and no third one waits.
    await packing
    packing = folder.addFile(raw, rows.length).then((file) => {
      const { code, name, nameEn, prefixes } = list
      unions.push({ code, name, nameEn, prefixes: [...prefixes], asOf: list.asOf, ...file })
    })
    const before = made
    made += rows.length
    if (isNextTwentieth(before, made, order.members)) {
      onProgress(`Demo roster: ${made.toLocaleString('en')} of ${order.members.toLocaleString('en')} members`)
    }
  }
  await packing
  onProgress('Demo roster: indexing members who moved')
  const published = await folder.publish(unions, new Date(instantOfDay(asOf)).toISOString())
  // Just written by this process: damage here is not an expected failure.
  if (!published.ok) throw new Error(`demo roster: ${published.error.kind} ${published.error.detail}`)
  mkdirSync(dir, { recursive: true })
  writeDurably(join(dir, 'demo-cards.json'), Buffer.from(`${JSON.stringify(samples.cards, null, 1)}\n`))

  const { manifest, listedTwice } = published.value
  const sum = (field: 'bytes' | 'rawBytes' | 'rows') =>
    manifest.unions.reduce((total, union) => total + union[field], 0)
  return {
    unions: manifest.unions.length,
    members: sum('rows') - listedTwice,
    moved: manifest.moved.rows,
    listedTwice,
    bytes: sum('bytes') + manifest.moved.bytes,
    rawBytes: sum('rawBytes') + manifest.moved.rawBytes,
    asOf,
  }
}

/** Sizes that add up to the members asked for, sample cards included. */
function planLists(
  { members, seed, asOf }: DemoRosterOrder,
  samples: readonly SampleMember[],
): readonly DemoList[] {
  const unions = demoUnions()
  const random = createRandom(seed, 0, 0)
  const others = members - samples.length
  const weight = unions.reduce((sum, union) => sum + union.weight, 0)
  const sizes = unions.map((union) => Math.floor((others * union.weight) / weight))
  const rest = others - sizes.reduce((sum, size) => sum + size, 0)
  return unions.map((union, i) => ({
    ...union,
    members: (sizes[i] ?? 0) + (i < rest ? 1 : 0),
    asOf: listAsOf(union, asOf, random),
  }))
}

/** Most lists are some days old; the one of the sample cards is of today, one is old on purpose. */
function listAsOf({ code }: DemoUnion, asOf: Day, random: Random): Day {
  const daysAgo = random.below(7)
  if (code === OLD_LIST_UNION) return oldListAsOf(asOf)
  return code === SAMPLE_UNION ? asOf : addDays(asOf, -daysAgo)
}

interface Arrival {
  readonly key: number
  readonly issuedOn: number
}

/** Members whose card another union printed, by the union they are in now. */
function collectArrivals(printed: PrintedCards, lists: readonly DemoList[]): readonly Arrival[][] {
  const arrivals = lists.map((): Arrival[] => [])
  for (const { prefixes } of lists) {
    for (const prefix of prefixes) {
      printed.walk(prefix, (key, issuedOn, movedTo) => {
        if (movedTo >= 0) arrivals[movedTo]?.push({ key, issuedOn })
      })
    }
  }
  return arrivals
}

interface MembersOrder {
  readonly seed: number
  readonly index: number
  readonly list: DemoList
  readonly printed: PrintedCards
  readonly arrived: readonly Arrival[]
}

function addMembers(rows: ShardRows, { seed, index, list, printed, arrived }: MembersOrder): void {
  const random = createRandom(seed, index, 4)
  const registrations = createRegistrations(seed, index, list.asOf)
  const last = numberOfDay(list.asOf)
  const protection = [{ from: last - 200, to: last + 165 }]
  const recently = (probability: number) => (random.chance(probability) ? last - random.below(700) : null)

  function add(key: number, issuedOn: number): void {
    rows.add({
      key,
      issuedOn,
      history: registrations.next(issuedOn),
      maskedName: maskedName(random),
      stoppedOn: recently(0.005),
      cancelledOn: recently(0.007),
      protection: random.chance(0.0005) ? protection : null,
    })
  }

  for (const prefix of list.prefixes) {
    printed.walk(prefix, (key, issuedOn, movedTo) => {
      // An old list still holds the members who have moved since: the newer list wins.
      if (movedTo < 0 || list.code === OLD_LIST_UNION) add(key, issuedOn)
    })
  }
  for (const { key, issuedOn } of arrived) add(key, Math.min(issuedOn, last))
}

function addSample(rows: ShardRows, { number, name, membership }: SampleMember): void {
  const { issuedOn, registeredOn, stoppedOn, cancelledOn } = membership
  rows.add({
    key: keyOfNumber(number),
    issuedOn: numberOfDay(issuedOn),
    history: registeredOn.map(numberOfDay),
    maskedName: maskName(name),
    stoppedOn: stoppedOn === null ? null : numberOfDay(stoppedOn),
    cancelledOn: cancelledOn === null ? null : numberOfDay(cancelledOn),
    protection: null,
  })
}

function isNextTwentieth(before: number, after: number, total: number): boolean {
  return Math.floor((before * 20) / total) < Math.floor((after * 20) / total)
}
