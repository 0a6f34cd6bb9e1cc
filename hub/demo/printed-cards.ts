// Which cards were printed under each prefix, and who has moved to another union since. Decided once and small in memory: the
// walk over a prefix is repeated from its seed, and only the cards that moved are remembered.
import type { Day } from '../../shared/core/day.ts'
import { issueBatches } from './calendar.ts'
import { createRandom, cumulative, type Random } from './random.ts'
import { FIRST_SERIAL } from './sample-cards.ts'
import type { DemoUnion } from './unions.ts'

export interface DemoList extends DemoUnion {
  readonly asOf: Day
  /** Members of the list that are not sample cards. */
  readonly members: number
}

export interface PrintedCards {
  /** Every card of a prefix by rising serial. `movedTo` is the index of the union it moved to; −1: it stayed at home. */
  walk(prefix: string, visit: (key: number, issuedOn: number, movedTo: number) => void): void
}

const SHARE_MOVED = 0.03
/** Share of a merged prefix among the members of its new home. */
const SHARE_MERGED = 0.15

interface PrintedPrefix {
  readonly prefix: string
  readonly home: number
  readonly stayed: number
  /** Unions of the cards that moved, in the order in which they are met. */
  readonly movedTo: Uint16Array
}

export function planPrintedCards(seed: number, lists: readonly DemoList[]): PrintedCards {
  const prefixes = planPrefixes(createRandom(seed, 0, 1), lists)
  return {
    walk(prefix, visit) {
      const printed = prefixes.get(prefix)
      const asOf = printed && lists[printed.home]?.asOf
      if (printed && asOf) walkPrefix(seed, printed, asOf, visit)
    },
  }
}

function planPrefixes(random: Random, lists: readonly DemoList[]): ReadonlyMap<string, PrintedPrefix> {
  const homes = lists.flatMap(({ prefixes, members }, home) =>
    prefixes.map((prefix, i) => {
      const share = prefixes.length === 1 ? 1 : i === 0 ? 1 - SHARE_MERGED : SHARE_MERGED
      return { prefix, home, weight: members * share }
    }),
  )
  const weights = cumulative(homes.map(({ weight }) => weight))
  const moved = homes.map((): number[] => [])
  const movedIn = lists.map(({ prefixes, members }, union) => {
    const count = prefixes.length === 0 ? members : Math.floor(members * SHARE_MOVED)
    for (let i = 0; i < count; ) {
      const from = random.weighted(weights)
      if (homes[from]?.home === union) continue
      moved[from]?.push(union)
      i++
    }
    return count
  })
  return new Map(
    homes.map(({ prefix, home }, i) => {
      const list = lists[home]
      const atHome = (list?.members ?? 0) - (movedIn[home] ?? 0)
      const inMerged = Math.floor(atHome * SHARE_MERGED)
      const isMerged = prefix !== list?.prefixes[0]
      const stayed = list?.prefixes.length === 1 ? atHome : isMerged ? inMerged : atHome - inMerged
      return [prefix, { prefix, home, stayed, movedTo: shuffled(random, moved[i] ?? []) }]
    }),
  )
}

function walkPrefix(
  seed: number,
  { prefix, stayed, movedTo }: PrintedPrefix,
  asOf: Day,
  visit: (key: number, issuedOn: number, movedTo: number) => void,
): void {
  const random = createRandom(seed, Number(prefix), 3)
  const batches = issueBatches(random, asOf)
  const printed = stayed + movedTo.length
  const base = Number(prefix) * 10_000_000
  let serial = FIRST_SERIAL - 1
  let batch = 0
  let moved = 0
  for (let i = 0; i < printed; i++) {
    serial += gap(random)
    while ((batches[batch]?.upTo ?? 1) * printed <= i && batch < batches.length - 1) batch++
    // Exactly so many of the remaining cards have moved.
    const hasMoved = random.next() * (printed - i) < movedTo.length - moved
    visit(base + serial, batches[batch]?.on ?? 0, hasMoved ? (movedTo[moved++] ?? -1) : -1)
  }
}

/** Mostly the next serial; some were never issued, and now and then a box of cards was not used. */
function gap(random: Random): number {
  const x = random.next()
  if (x < 0.96) return 1
  if (x < 0.999) return 2 + random.below(4)
  return 50 + random.below(400)
}

function shuffled(random: Random, unions: readonly number[]): Uint16Array {
  const order = Uint16Array.from(unions)
  for (let i = order.length - 1; i > 0; i--) {
    const j = random.below(i + 1)
    const swapped = order[i] ?? 0
    order[i] = order[j] ?? 0
    order[j] = swapped
  }
  return order
}
