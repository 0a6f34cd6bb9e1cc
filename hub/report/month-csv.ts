// A month's report as a file that Excel opens: UTF-8 with a byte order mark, CRLF, codes and days as text. The definitions stand
// in the file, so that the numbers mean the same to whoever gets it.
import type { AidService } from '../../shared/visit/services.ts'
import type { Counts, MonthReport } from './month-report.ts'

const serviceNames: Record<AidService, string> = {
  POLICY: '政策咨询',
  EMPLOYMENT: '就业介绍',
  LEGAL: '法律援助',
  PSYCHOLOGY: '心理咨询',
}

const definitions = [
  '人次：本月记入的服务次数，已扣除撤销。',
  '人数：持卡接受服务的不同会员数，同一会员在同一统计范围内只计一次；未出示卡的不计入人数。各行人数不可相加。',
  '补传：所属月份封账后才收到、记入本月的服务及撤销。',
  '撤销：本月记入的撤销次数。',
  '工会：会员现所属工会；“未核实”为未出示卡或名册中未找到。',
]

const countHeads = ['人次', '人数', '其中补传', '撤销']

export function monthCsv(report: MonthReport): string {
  const { total, byService, byUnion, byUnionAndService, byDay, rows } = report
  const state = report.isLocked ? '已封账' : '未封账（数字还会变化）'
  const lines: string[][] = [
    ['工会会员服务卡援助服务月报', asText(report.month), state],
    ...definitions.map((line) => [line]),
    [],
    ['合计', ...countHeads],
    ['全部', ...counts(total)],
    [],
    ['按服务', ...countHeads],
    ...byService.map((row) => [serviceNames[row.service], ...counts(row)]),
    [],
    ['按工会', ...countHeads],
    ...byUnion.map((row) => [unionText(row.unionCode), ...counts(row)]),
    [],
    ['按工会和服务', '服务', ...countHeads],
    ...byUnionAndService.map((row) => [
      ...[unionText(row.unionCode), serviceNames[row.service], ...counts(row)],
    ]),
    [],
    ['按日', ...countHeads],
    ...byDay.map((row) => [asText(row.on), ...counts(row)]),
    [],
    ['明细', '服务点', '工会', '服务', '人次', '其中补传', '撤销'],
    ...rows.map((row) => [
      ...[asText(row.on), asText(row.facility), unionText(row.unionCode), serviceNames[row.service]],
      ...[String(row.visits), String(row.late), String(row.voids)],
    ]),
  ]
  return `\uFEFF${lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')}`
}

function counts({ visits, persons, late, voids }: Counts): string[] {
  return [visits, persons, late, voids].map(String)
}

function unionText(code: string): string {
  return code === '' ? '未核实' : asText(code)
}

/** Excel reads 007 as 7 and 2026-07 as a date of its own; as a formula of a text it stays what it is. Texts from outside come
 *  in here too: inside the quotes nothing of them is a formula. */
function asText(text: string): string {
  return `="${text.replaceAll('"', '""').replaceAll(/[\r\n]/g, ' ')}"`
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
