// The cookbook as a page: every recipe with its offers and with what its examples give. Made from the documents, never by hand.
import { formatFen } from '../../shared/money/fen.ts'
import type { ExampleOutcome } from '../../shared/offers/run-examples.ts'
import { cookbookDocument, cookbookFiles, cookbookJson } from './cookbook.ts'

export const PAGE_START =
  '<!-- cookbook: made from resources/cookbook by test/offers/documentation.test.ts -->'

export function cookbookPage(): string {
  return `${PAGE_START}\n\n${cookbookFiles.map(recipe).join('\n\n')}\n`
}

function recipe(file: string): string {
  const { document, examples } = cookbookDocument(file)
  const { items, classes, categories, surcharges, cashRounding, offers } = cookbookJson(file) as {
    readonly [part: string]: unknown
    readonly offers: readonly Record<string, unknown>[]
  }
  const written = {
    classes,
    categories,
    cashRounding,
    items,
    surcharges,
    offers: offers.map(({ examples: _examples, ...offer }) => offer),
  }
  return [
    `### ${document.title}`,
    `[${file}](../resources/cookbook/${file})`,
    ['```json', compactJson(written), '```'].join('\n'),
    ['| situation | list | pays |', '|---|---|---|', ...examples.map(exampleRow)].join('\n'),
  ].join('\n\n')
}

function exampleRow({ example, priced }: ExampleOutcome): string {
  const received =
    example.expect.receivedFen === undefined ? '' : ` → ${formatFen(example.expect.receivedFen)}`
  const { listFen = 0, payFen = 0 } = priced ?? {}
  return `| ${example.about} | ${formatFen(listFen)} | ${formatFen(payFen)}${received} |`
}

/** One entry a line; deeper only what does not fit. */
function compactJson(value: unknown, indent = ''): string {
  const short = oneLine(value)
  if (indent !== '' && short.length + indent.length <= 100) return short
  const inner = `${indent}  `
  if (Array.isArray(value))
    return `[\n${value.map((one) => `${inner}${compactJson(one, inner)}`).join(',\n')}\n${indent}]`
  if (typeof value !== 'object' || value === null) return short
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return `{\n${members.map(([key, member]) => `${inner}"${key}": ${compactJson(member, inner)}`).join(',\n')}\n${indent}}`
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return `{ ${members.map(([key, member]) => `"${key}": ${oneLine(member)}`).join(', ')} }`
}
