// The cookbook's documents as tests read them.
import { readdirSync, readFileSync } from 'node:fs'
import { checkOffers } from '../../shared/offers/check-offers.ts'

const folder = new URL('../../resources/cookbook/', import.meta.url)

export const cookbookFiles: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .sort()

export function cookbookJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
}

/** Throws with the sentence when the document does not hold. */
export function cookbookDocument(file: string) {
  const checked = checkOffers(cookbookJson(file))
  if (!checked.ok) throw new Error(`${file}: ${JSON.stringify(checked.error)}`)
  return checked.value
}
