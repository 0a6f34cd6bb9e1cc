// The sums of the visit store in memory, and how a month is read from them.
import type { Month } from './month.ts'
import type { PersonCount, TallyChange, TallyRow } from './visit-store.ts'

/** One sum for each combination of everything that divides, by `keyOf`. */
export type Books = Map<string, TallyChange>

export function keyOf({ month, on, unionCode, service, facility, late, person }: TallyChange): string {
  return JSON.stringify([month, on, unionCode, service, facility, late, person])
}

export function sumRows(books: Books, month: Month): TallyRow[] {
  const rows = new Map<string, TallyRow>()
  for (const { month: booked, person: _, ...row } of books.values()) {
    if (booked !== month) continue
    const key = [row.on, row.unionCode, row.service, row.facility, row.late ? 1 : 0].join('\u0001')
    const sum = rows.get(key)
    rows.set(key, { ...row, uses: row.uses + (sum?.uses ?? 0), voids: row.voids + (sum?.voids ?? 0) })
  }
  return inOrder(rows).filter(({ uses, voids }) => uses !== 0 || voids !== 0)
}

export function countPersons(books: Books, month: Month): PersonCount[] {
  const people = new Map<string, Set<string>>()
  const views = new Map<string, View>()
  for (const { month: booked, person, uses, voids, ...sum } of books.values()) {
    if (booked !== month || person === null || uses <= voids) continue
    for (const view of viewsOf(sum)) {
      const key = [view.service ?? '', view.unionCode ?? '-', view.on ?? ''].join('\u0001')
      views.set(key, view)
      people.set(key, (people.get(key) ?? new Set()).add(person))
    }
  }
  return inOrder(
    new Map([...views].map(([key, view]) => [key, { ...view, persons: people.get(key)?.size ?? 0 }])),
  )
}

type View = Omit<PersonCount, 'persons'>

/** The whole month, by service, by union, by service and union, by day. */
function viewsOf({ service, unionCode, on }: View): View[] {
  return [
    { service: null, unionCode: null, on: null },
    { service, unionCode: null, on: null },
    { service: null, unionCode, on: null },
    { service, unionCode, on: null },
    { service: null, unionCode: null, on },
  ]
}

function inOrder<T>(rows: ReadonlyMap<string, T>): T[] {
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}
