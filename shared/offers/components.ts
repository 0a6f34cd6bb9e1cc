// Which tickets have to be priced together: those that an offer connects. Tea does not wait for swimming.
import type { Applicable } from './applicable.ts'

export interface Component {
  /** Indices of lots, ascending. */
  readonly lots: readonly number[]
  /** In listed order. */
  readonly offers: readonly Applicable[]
}

export function componentsOf(lots: number, offers: readonly Applicable[]): readonly Component[] {
  const components = new Map(Array.from({ length: lots }, (_, lot) => [lot, new Set([lot])] as const))
  for (const offer of offers) {
    const joined = new Set([...offer.lots].flatMap((lot) => [...(components.get(lot) ?? [])]))
    for (const lot of joined) components.set(lot, joined)
  }
  return [...new Set(components.values())].map((own) => ({
    lots: [...own].sort((a, b) => a - b),
    offers: offers.filter(({ lots: held }) => overlap(held, own)),
  }))
}

export function overlap(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return [...a].some((one) => b.has(one))
}
