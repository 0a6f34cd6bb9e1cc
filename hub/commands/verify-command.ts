// `hub verify`: is anything of a terminal missing, altered or re-ordered, and would the hub have given the same answers?
import { Command } from 'commander'
import type { Verification } from '../verify/verify-terminal.ts'
import { fail, inOffice, type OfficeOptions, print, withOffice } from './office-command.ts'

export function verifyCommand(): Command {
  return withOffice(
    new Command('verify')
      .description('Check a terminal’s chain of visits, and derive every answer again')
      .argument('<terminal>', 'UUID of the terminal'),
  ).action((terminal: string, options: OfficeOptions) =>
    inOffice(options, async (office) => {
      const verification = await office.verify(terminal)
      if (!verification) return fail(`没有这个终端 / nothing is known of terminal ${terminal}`)
      print(options, verification, describe(verification))
      if (!verification.isComplete || verification.differences.length > 0) process.exitCode = 1
    }),
  )
}

const MAX_LISTED = 50

function describe(found: Verification): string {
  const { visits, checks, ackSeq, lastSeq, reportedLastSeq } = found
  const lines = [
    `terminal ${found.terminal}`,
    found.isComplete ? '完整 / complete' : '不完整 / NOT complete',
    `${visits} visits, ${checks} checks; acknowledged to ${ackSeq}, last ${lastSeq}, the terminal has ${reportedLastSeq ?? '?'}`,
    ...listed('缺失 / missing', found.missing, ({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)),
    ...listed('被改动 / altered', found.altered, String),
    ...listed('不衔接 / does not follow from the one before', found.broken, String),
    ...listed('隔离 / quarantined', found.quarantined, ({ seq, code, id }) => `${seq ?? '?'} ${code} ${id}`),
    ...listed(
      '结论不同 / another answer when derived again',
      found.differences,
      ({ seq, id, parts }) => `${seq} ${id}: ${parts.join(', ')}`,
    ),
    ...found.agreeWithGrace.map(
      ({ julyGraceDays, checks }) => `${checks} checks agree with ${julyGraceDays} days of grace in July`,
    ),
    ...(found.unknownPlan > 0 ? [`${found.unknownPlan} checks by a plan this hub does not have`] : []),
  ]
  return `${lines.join('\n')}\n`
}

function listed<T>(title: string, items: readonly T[], say: (item: T) => string): string[] {
  if (items.length === 0) return []
  const more = items.length > MAX_LISTED ? [`  … ${items.length - MAX_LISTED} more`] : []
  return [`${title}: ${items.length}`, ...items.slice(0, MAX_LISTED).map((item) => `  ${say(item)}`), ...more]
}
