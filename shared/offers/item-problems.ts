// Items, classes and surcharges that do not make sense together.
import { STANDARD_CLASS } from './conditions.ts'
import type { OffersDocument } from './offers-document.ts'
import type { OffersProblem } from './offers-problem.ts'

export function itemProblems({ items, classes = [], surcharges = [] }: OffersDocument): OffersProblem[] {
  const problems: OffersProblem[] = []
  const add = (path: string, sentence: string) => problems.push({ path, offer: null, sentence })
  if (classes.some(({ id }) => id === STANDARD_CLASS))
    add('classes', `"${STANDARD_CLASS}" is a ticket without a class and cannot be one`)
  for (const [index, item] of items.entries()) {
    const path = `items.${index}`
    const hasList = item.listFen !== undefined || item.weekdayListFen || item.classListFen
    if (item.unit === 'OPEN' && hasList) add(`${path}.unit`, 'an item with an open price has no list price')
    if (item.unit !== 'OPEN' && item.listFen === undefined)
      add(`${path}.listFen`, 'the list price is missing')
    if (item.unit !== 'HOUR' && item.stepMinutes !== undefined)
      add(`${path}.stepMinutes`, 'only an item by the hour has steps')
    for (const id of Object.keys(item.classListFen ?? {}))
      if (!classes.some((one) => one.id === id))
        add(`${path}.classListFen.${id}`, `there is no class "${id}"`)
  }
  for (const [index, surcharge] of surcharges.entries())
    for (const id of surcharge.items)
      if (!items.some((item) => item.id === id)) add(`surcharges.${index}.items`, `there is no item "${id}"`)
  return problems
}
