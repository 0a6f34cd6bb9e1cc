// `terminal offers check FILE…` and `terminal offers price FILE`: trying a document of offers before it is published.
import { readFile } from 'node:fs/promises'
import { type Command, Option } from 'commander'
import { checkOffers } from '../../shared/offers/check-offers.ts'
import { sayProblem } from '../../shared/offers/offers-problem.ts'
import { instantSchema } from '../../shared/offers/sale.ts'
import { type Holidays, holidaysSchema } from '../../shared/packages/holidays.ts'
import { type Standing, standings } from '../../shared/visit/visit.ts'
import { checkFiles } from '../offers/check-files.ts'
import { readJson } from '../offers/read-json.ts'
import { linesOfPrice, tryPrice } from '../offers/try-price.ts'
import { complain, fail, print } from './command-context.ts'

interface PriceOptions {
  readonly sale: string
  readonly at?: string
  readonly card: Standing
  readonly union: string
  readonly category: readonly string[]
  readonly holidays?: string
  readonly uses?: string
  readonly terminal: string
  readonly json?: boolean
}

export function addOffersCommand(program: Command): void {
  const offers = program.command('offers').description('try a document of offers before it is published')
  offers
    .command('check')
    .description('form, sense and examples: PASS or FAIL with path and sentence')
    .argument('<files...>')
    .action(async (files: string[]) => {
      if (!(await checkFiles(files, print, complain))) process.exitCode = 1
    })
  offers
    .command('price')
    .description('what a sale costs by a document, and why; records nothing')
    .argument('<file>')
    .requiredOption(
      '--sale <json>',
      'the sale or its lines, e.g. [{"item":"swim","quantity":2}]; @FILE reads a file',
    )
    .option('--at <instant>', 'time of the sale, e.g. 2014-09-10T10:00:00+08:00; default: now')
    .addOption(new Option('--card <state>', 'state of the card').choices(standings).default('VALID'))
    .option('--union <code>', 'current union of the member', '901')
    .option('--category <ids...>', 'categories of the member', [])
    .option('--holidays <file>', 'table of public holidays; without it no year is known')
    .option('--uses <json>', 'uses before, as an earlier price printed them; @FILE reads a file')
    .option('--terminal <id>', 'terminal, for allotted quotas', 'T1')
    .option('--json', 'for programs')
    .action(price)
}

async function price(file: string, options: PriceOptions): Promise<void> {
  const json = readJson(await textOf(`@${file}`))
  if (!json.ok) return fail(`${file}: ${json.error}`)
  const checked = checkOffers(json.value)
  if (!checked.ok) {
    for (const problem of checked.error) fail(`${file}: ${sayProblem(problem)}`)
    return
  }
  if (options.at !== undefined && !instantSchema.safeParse(options.at).success)
    return fail('--at is not an instant with a time zone, e.g. 2014-09-10T10:00:00+08:00')
  const sale = readJson(await textOf(options.sale))
  if (!sale.ok) return fail(`--sale ${sale.error}`)
  const uses = readJson(await textOf(options.uses ?? '[]'))
  if (!uses.ok) return fail(`--uses ${uses.error}`)
  const holidays = await holidaysOf(options.holidays)
  if (!holidays) return fail('--holidays is not a table of holidays')
  const { document } = checked.value
  const { card, union, category, terminal } = options
  const priced = tryPrice(document, {
    sale: sale.value,
    at: options.at ?? new Date().toISOString(),
    card,
    shopper: { member: 'A', union, categories: category },
    holidays,
    uses: uses.value,
    terminal,
  })
  if (!priced.ok) return fail(priced.error)
  if (options.json) print(JSON.stringify(priced.value))
  else for (const line of linesOfPrice(document, priced.value)) print(line)
}

/** `@FILE` is what stands in the file. Null: it cannot be read. */
async function textOf(argument: string): Promise<string | null> {
  return argument.startsWith('@') ? await readFile(argument.slice(1), 'utf8').catch(() => null) : argument
}

async function holidaysOf(file: string | undefined): Promise<Holidays | null> {
  if (file === undefined) return { format: 'union-card-holidays', version: 1, years: [] }
  const json = readJson(await textOf(`@${file}`))
  const table = json.ok ? holidaysSchema.safeParse(json.value) : null
  return table?.success ? table.data : null
}
