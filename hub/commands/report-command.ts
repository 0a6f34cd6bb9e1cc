// `hub report`: a month by service, union and day; closing a month; the file for Excel.
import { writeFileSync } from 'node:fs'
import { Command, InvalidArgumentError } from 'commander'
import { isMonth, type Month, monthOfDay } from '../ingest/month.ts'
import { monthCsv } from '../report/month-csv.ts'
import type { Counts, MonthReport } from '../report/month-report.ts'
import { fail, inOffice, type OfficeOptions, print, withOffice } from './office-command.ts'
import { today } from './options.ts'

interface Options extends OfficeOptions {
  readonly month: Month
  readonly csv?: string
  readonly lock?: true
}

export function reportCommand(): Command {
  return withOffice(
    new Command('report')
      .description('Report a month by service, union and day: visits (人次) and persons (人数)')
      .requiredOption('--month <month>', 'YYYY-MM', parseMonth)
      .option('--csv <file>', 'write the file for Excel')
      .option('--lock', 'close the month for good first (封账): what arrives later counts as late (补传)'),
  ).action((options: Options) => {
    const { month, csv, lock } = options
    if (lock && month > monthOfDay(today()))
      return fail('未来的月份不能封账 / a month that has not begun cannot be closed')
    return inOffice(options, async (office) => {
      if (lock && !(await office.lockMonth(month)))
        process.stderr.write(`${month} 此前已封账 / was closed before\n`)
      const report = await office.month(month)
      if (csv !== undefined) writeFileSync(csv, monthCsv(report))
      print(options, report, describe(report))
    })
  })
}

function describe({ month, isLocked, total, byService, byUnion, byDay }: MonthReport): string {
  const line = (title: string, { visits, persons, late, voids }: Counts) =>
    `  ${title.padEnd(12)} 人次 ${visits}  人数 ${persons}  补传 ${late}  撤销 ${voids}`
  return [
    `${month} ${isLocked ? '已封账 / closed' : '未封账 / open'}`,
    line('total', total),
    ...byService.map((row) => line(row.service, row)),
    ...byUnion.map((row) => line(row.unionCode || '未核实', row)),
    ...byDay.map((row) => line(row.on, row)),
    '',
  ].join('\n')
}

function parseMonth(text: string): Month {
  if (!isMonth(text)) throw new InvalidArgumentError('must be a month, YYYY-MM')
  return text
}
