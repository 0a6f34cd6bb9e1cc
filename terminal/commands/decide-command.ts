// `terminal decide NUMBER`: the two answers for a number, without recording anything.
import type { Command } from 'commander'
import { z } from 'zod'
import { parseCardInput } from '../../shared/card/card-input.ts'
import { type Judgement, judgeCard } from '../counter/judge.ts'
import { type DataOption, dataFolderOf, fail, print, withDataOption } from './command-context.ts'
import { planOf, rosterOf } from './roster-of.ts'

interface DecideOptions extends DataOption {
  readonly at?: string
  readonly json?: boolean
}

const instantSchema = z.iso.datetime({ offset: true })

export function addDecideCommand(program: Command): void {
  withDataOption(program.command('decide'))
    .description('the two answers for a member number; records nothing')
    .argument('<number>', 'as scanned or typed')
    .option('--at <instant>', 'judge at this instant, e.g. 2015-07-01T09:00:00+08:00')
    .option('--json', 'for programs')
    .action(decide)
}

function decide(text: string, options: DecideOptions): void {
  const input = parseCardInput(text)
  if (input.kind === 'refused') {
    fail(`not a card: ${input.code}`)
    return
  }
  if (options.at !== undefined && !instantSchema.safeParse(options.at).success) {
    fail('--at is not an instant with a time zone, e.g. 2015-07-01T09:00:00+08:00')
    return
  }
  const folder = dataFolderOf(options)
  if (!folder) return
  const plan = planOf(folder)
  if (!plan) {
    fail(`there is no plan ${folder.settings.plan}`)
    return
  }
  const at = options.at === undefined ? Date.now() : Date.parse(options.at)
  const judgement = judgeCard(
    { roster: rosterOf(folder), plan, julyGraceDays: folder.settings.julyGraceDays },
    input.number,
    at,
  )
  const { person, verdict } = judgement
  if (options.json) print(JSON.stringify({ person, verdict }))
  else for (const line of linesOf(judgement)) print(line)
}

function linesOf({ person, verdict }: Judgement): string[] {
  const who = [person.maskedNumber, person.maskedName, person.union?.name].filter(Boolean).join(' ')
  if (verdict.kind === 'notJudged') return [who, `not judged: ${verdict.why}`]
  const { protection, protectionFrom, protectionTo } = verdict.protection
  return [
    who,
    `card: ${verdict.card}${verdict.validUntil ? ` until ${verdict.validUntil}` : ''}`,
    `protection: ${protection}${protectionFrom ? ` from ${protectionFrom}` : ''}${protectionTo ? ` to ${protectionTo}` : ''}`,
    `roster as of ${verdict.rosterAsOf}${verdict.flags.length ? `, ${verdict.flags.join(', ')}` : ''}`,
  ]
}
