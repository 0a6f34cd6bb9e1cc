// From the lines of a sale to its tickets: equal ones together, each with its list price and its own time. Knows no offer.
import { type Day, dayOfInstant } from '../core/day.ts'
import { err, ok, type Result } from '../core/result.ts'
import { MAX_FEN } from '../money/fen.ts'
import { STANDARD_CLASS } from './conditions.ts'
import type { Item, OffersDocument } from './offers-document.ts'
import type { Sale, SaleLine, SaleProblem } from './sale.ts'
import { type TicketTime, ticketTime } from './ticket-time.ts'

/** Tickets that are alike in everything a price can depend on. */
export interface Lot {
  readonly item: string
  readonly class: string
  readonly who: SaleLine['who']
  /** Milliseconds since the epoch. */
  readonly startsAt: number
  readonly time: TicketTime
  /** Of one ticket. */
  readonly listFen: number
  readonly quantity: number
}

const NIGHT_MS = 24 * 3_600_000

/** In an order that does not depend on that of the lines. */
export function lotsOf(document: OffersDocument, sale: Sale): Result<readonly Lot[], SaleProblem> {
  const lots = new Map<string, Lot>()
  let listFen = 0
  for (const [index, line] of sale.lines.entries()) {
    const item = document.items.find(({ id }) => id === line.item)
    const kind = problemOf(document, item, line)
    if (!item || kind) return err({ kind: kind ?? 'NO_SUCH_ITEM', line: index })
    for (const lot of lotsOfLine(item, line, Date.parse(line.startsAt ?? sale.at))) {
      const key = keyOf(lot)
      const same = lots.get(key)
      lots.set(key, same ? { ...lot, quantity: same.quantity + lot.quantity } : lot)
      listFen += lot.listFen * lot.quantity
    }
    if (listFen > MAX_FEN) return err({ kind: 'TOO_LARGE', line: index })
  }
  return ok([...lots].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, lot]) => lot))
}

function problemOf(
  { classes = [] }: OffersDocument,
  item: Item | undefined,
  line: SaleLine,
): SaleProblem['kind'] | null {
  if (!item) return 'NO_SUCH_ITEM'
  if (
    line.class !== undefined &&
    line.class !== STANDARD_CLASS &&
    !classes.some(({ id }) => id === line.class)
  )
    return 'NO_SUCH_CLASS'
  if (item.unit === 'HOUR' && line.minutes === undefined) return 'NEEDS_MINUTES'
  if (item.unit === 'NIGHT' && line.nights === undefined) return 'NEEDS_NIGHTS'
  if (item.unit === 'OPEN' && line.priceFen === undefined) return 'NEEDS_PRICE'
  const isForeign =
    (item.unit !== 'HOUR' && line.minutes !== undefined) ||
    (item.unit !== 'NIGHT' && line.nights !== undefined) ||
    (item.unit !== 'OPEN' && line.priceFen !== undefined)
  return isForeign ? 'NOT_FOR_THIS_ITEM' : null
}

function lotsOfLine(item: Item, line: SaleLine, startsAt: number): Lot[] {
  const stepMinutes = item.stepMinutes ?? 60
  const steps = item.unit === 'HOUR' ? Math.ceil((line.minutes ?? 0) / stepMinutes) : (line.nights ?? 1)
  const stepMs = item.unit === 'NIGHT' ? NIGHT_MS : stepMinutes * 60_000
  return Array.from({ length: steps }, (_, step) => {
    const stepStartsAt = startsAt + step * stepMs
    const time = ticketTime(stepStartsAt)
    return {
      item: item.id,
      class: line.class ?? STANDARD_CLASS,
      who: line.who,
      startsAt: stepStartsAt,
      time,
      listFen: listFenOf(item, line, time),
      quantity: line.quantity,
    }
  })
}

function listFenOf(item: Item, line: SaleLine, { weekday }: TicketTime): number {
  if (item.unit === 'OPEN') return line.priceFen ?? 0
  const { class: ticketClass = STANDARD_CLASS } = line
  const byClass = new Map(Object.entries(item.classListFen ?? {}))
  return byClass.get(ticketClass) ?? item.weekdayListFen?.[weekday] ?? item.listFen ?? 0
}

/** Sorts by what a reader would sort by; equal keys are equal tickets. */
function keyOf({ item, class: ticketClass, who, startsAt, listFen }: Lot): string {
  const digits = (value: number) => String(value).padStart(16, '0')
  return [item, ticketClass, who, digits(startsAt), digits(listFen)].join(' ')
}

export function saleDay(sale: Sale): Day {
  return dayOfInstant(Date.parse(sale.at))
}
