// `hub import-roster`: one union's list from a CSV file, with a validation report by line number.
import { join } from 'node:path'
import { Command, InvalidArgumentError } from 'commander'
import { type ImportReport, MAX_LISTED, type RowProblem, rowProblems } from '../import/import-report.ts'
import { type ImportedRoster, importRoster, type RosterImportProblem } from '../import/import-roster.ts'
import { defaultDataDir, parseDay, today } from './options.ts'

export function importRosterCommand(): Command {
  return new Command('import-roster')
    .description('Replace one union’s list in the published roster by the good rows of a CSV file')
    .argument('<csv>', 'UTF-8 or GB18030, with a header row in Chinese or English')
    .requiredOption('--union <code>', 'code of the union, three digits', parseCode)
    .option('--name <name>', 'name of the union, needed when it is new')
    .option('--as-of <day>', 'date of the list, YYYY-MM-DD (default: today)', parseDay)
    .option('--data <dir>', 'folder of the hub', defaultDataDir)
    .option('--json', 'one line of JSON')
    .action(async (csvPath: string, { union: unionCode, name, asOf = today(), data, json }) => {
      const dir = join(data, 'roster')
      const imported = await importRoster({ dir, csvPath, unionCode, name, asOf, now: Date.now() })
      if (json) {
        const answer = imported.ok ? { ok: true, ...imported.value } : { ok: false, ...imported.error }
        process.stdout.write(`${JSON.stringify(answer)}\n`)
      } else
        process.stdout.write(imported.ok ? describe(imported.value) : describeReport(imported.error.report))
      if (imported.ok) warn(imported.value)
      else {
        process.stderr.write(`${sayProblem(imported.error)}\n`)
        process.exitCode = 1
      }
    })
}

const problems: Record<RosterImportProblem['kind'], string> = {
  UNREADABLE: '文件无法读取 / the file cannot be read',
  NOT_TEXT: '不是文本文件，请另存为 CSV / not a text file: save it as CSV',
  WRONG_ENCODING: '编码既不是 UTF-8 也不是 GB18030 / neither UTF-8 nor GB18030',
  NO_HEADER: '缺少表头：会员编号、姓名、办卡日期 / no header with number, name and issued_on',
  DUPLICATE_HEADER: '表头重复 / a column is there twice',
  BROKEN_CSV: '引号未闭合 / a quotation mark is never closed',
  NO_GOOD_ROWS: '没有可用的行 / no good row in the file',
  NAME_NEEDED: '新工会须用 --name 给出名称 / a new union needs --name',
  FUTURE_AS_OF: '名册日期晚于今天 / the as-of date lies in the future',
  TOO_LARGE: '会员过多，一个文件放不下 / more members than one file holds',
  BAD_MANIFEST: '现有名册的目录损坏 / the manifest of the present roster is damaged',
  SHARD_DAMAGED: '现有名册的文件损坏 / a file of the present roster is damaged',
}

function sayProblem({ kind, detail }: RosterImportProblem): string {
  return `${kind}: ${problems[kind]}${detail === undefined ? '' : ` (${detail})`}. 未作任何更改 / nothing was changed`
}

function warn({ asOf, replacedAsOf, report, listedTwice }: ImportedRoster): void {
  if (report.rejected > 0) process.stderr.write(`${report.rejected} 行未导入 / rows were not imported\n`)
  if (replacedAsOf !== null && asOf < replacedAsOf)
    process.stderr.write(
      `名册日期早于原名册（${replacedAsOf}） / the list is older than the one it replaces\n`,
    )
  if (listedTwice > 0)
    process.stderr.write(
      `${listedTwice} 个编号在多个工会的名册中 / numbers are listed by several unions; the newest list holds them\n`,
    )
}

function describe({ unionCode, name, asOf, encoding, rows, bytes, report }: ImportedRoster): string {
  const head = `${unionCode} ${name}: ${rows} 名会员 / members, ${asOf}, ${encoding}, ${bytes} bytes\n`
  return head + describeReport(report)
}

function describeReport(report: ImportReport | undefined): string {
  if (!report) return ''
  const { accepted, rejected, counts, problems: listed, problemsTotal } = report
  const totals = Object.entries(rowProblems).flatMap(([code, [zh, en]]) => {
    const count = counts[code as keyof typeof rowProblems]
    return count === undefined ? [] : [`  ${code} × ${count}: ${zh} / ${en}`]
  })
  const more = problemsTotal > MAX_LISTED ? [`  … ${problemsTotal - MAX_LISTED} more`] : []
  const lines = [`${accepted} accepted, ${rejected} rejected`, ...totals, ...listed.map(describeRow), ...more]
  return `${lines.join('\n')}\n`
}

function describeRow({ line, code, column, position, maskedNumber }: RowProblem): string {
  return ['  line', line, code, column, position && `column ${position}`, maskedNumber]
    .filter(Boolean)
    .join(' ')
}

function parseCode(text: string): string {
  if (!/^\d{3}$/.test(text)) throw new InvalidArgumentError('must be three digits')
  return text
}
