// The part of the address behind `#`: `#/terminals/<id>`, `#/enrol`, …
import { useSyncExternalStore } from 'react'

export const sections = ['terminals', 'enrol', 'roster', 'publish', 'month'] as const
export type Section = (typeof sections)[number]

export interface Route {
  readonly section: Section
  /** Behind the section, e.g. the id of a terminal; mostly empty. */
  readonly rest: string
}

export function parseRoute(hash: string): Route {
  const [, name = '', rest = ''] = /^#\/([a-z]*)(?:\/([0-9a-f-]{36}))?$/.exec(hash) ?? []
  const section = sections.find((known) => known === name)
  return section ? { section, rest: section === 'terminals' ? rest : '' } : { section: 'terminals', rest: '' }
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(watchHash, () => location.hash)
  return parseRoute(hash)
}

function watchHash(changed: () => void): () => void {
  addEventListener('hashchange', changed)
  return () => removeEventListener('hashchange', changed)
}
