// The month's report: against a golden file, byte-identical when made twice, the same after a month was closed.
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fileBatch } from '../../hub/ingest/file-batch.ts'
import { createMemoryVisitStore } from '../../hub/ingest/memory-visit-store.ts'
import type { Month } from '../../hub/ingest/month.ts'
import { monthCsv } from '../../hub/report/month-csv.ts'
import { monthReportSchema, reportMonth } from '../../hub/report/month-report.ts'
import type { Visit } from '../../shared/visit/visit.ts'
import { createChainOfVisits, sha256, terminalA, terminalB } from './chain-of-visits.ts'

const JULY = '2026-07' as Month
const AUGUST = '2026-08' as Month
const golden = (name: string) => new URL(`../fixtures/month-report/${name}`, import.meta.url)

async function aMonthAtTwoCentres() {
  const store = createMemoryVisitStore()
  const file = (
    terminal: string,
    visits: readonly Visit[],
    chain: { events(visits: readonly Visit[]): never[] },
  ) =>
    fileBatch({ store, sha256, personOf: sha256, now: () => 0 }, terminal, { events: chain.events(visits) })
  const one = createChainOfVisits(terminalA, { facility: 'AID-01' })
  const two = createChainOfVisits(terminalB, { at: '2026-07-11T09:00:00+08:00', facility: 'AID,"02"' })
  one.serve('9010000001', 'POLICY')
  one.serve('9010000001', 'LEGAL')
  const [, taken] = one.serve('9020000002', 'POLICY', '902')
  one.voidOf(taken)
  one.service('EMPLOYMENT', null)
  const late = one.visits.length
  one.serve('9010000007', 'PSYCHOLOGY')
  two.serve('9010000001', 'POLICY')
  two.serve('0010000003', 'POLICY', '001')
  await file(terminalA, one.visits.slice(0, late), one as never)
  await file(terminalB, two.visits, two as never)
  const lockAndArrive = async () => {
    await store.lockMonth(JULY, 0)
    await file(terminalA, one.visits.slice(late), one as never)
  }
  return { store, lockAndArrive }
}

it('is the golden file, for people and for programs', async () => {
  const { store, lockAndArrive } = await aMonthAtTwoCentres()
  await lockAndArrive()
  for (const month of [JULY, AUGUST]) {
    const report = await reportMonth(store, month)
    const csv = monthCsv(report)
    const json = `${JSON.stringify(report, null, 2)}\n`
    if (process.env.UPDATE_GOLDEN) {
      writeFileSync(golden(`${month}.csv`), csv)
      writeFileSync(golden(`${month}.json`), json)
    }
    expect(csv).toBe(readFileSync(golden(`${month}.csv`), 'utf8'))
    expect(json).toBe(readFileSync(golden(`${month}.json`), 'utf8'))
    expect(monthReportSchema.parse(report)).toEqual(report)
  }
})

it('is the same to the byte when it is made twice, and [VS10] after late visits of a closed month', async () => {
  const { store, lockAndArrive } = await aMonthAtTwoCentres()
  const first = monthCsv(await reportMonth(store, JULY))
  expect(monthCsv(await reportMonth(store, JULY))).toBe(first)
  await lockAndArrive()
  expect(monthCsv(await reportMonth(store, JULY)).replace('已封账', '未封账（数字还会变化）')).toBe(first)
})

it('is a file that Excel opens: byte order mark, CRLF, codes and days as text, nothing run as a formula', async () => {
  const { store } = await aMonthAtTwoCentres()
  const csv = monthCsv(await reportMonth(store, JULY))
  expect(csv.startsWith('\uFEFF')).toBe(true)
  expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  expect(csv).toContain('"=""001"""')
  expect(csv).toContain('"=""2026-07-10"""')
  expect(csv).toContain('"=""AID,""""02"""""""')
})

it('holds no member, by number or by name', async () => {
  const { store } = await aMonthAtTwoCentres()
  const report = await reportMonth(store, JULY)
  expect(JSON.stringify(report) + monthCsv(report)).not.toMatch(/9010000001|9020000002|王/)
})
